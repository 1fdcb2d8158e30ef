import type { Json } from '../../jsonschema/index.ts';
import type { PlannedRoute } from '../../plan/model.ts';
import { child, entries, spotOf, textMember, type SourceValue } from '../fields.ts';
import type { LoadContext, SourceDocument } from '../format.ts';
import { locationOf } from '../problems.ts';
import { nameOf, type Assigned } from './assign.ts';
import { mappingOf } from './mapping.ts';
import { isEnabled, subscriptionsIn } from './subscriptions.ts';
import { blocksOf, importsOf, isTerraform, referenceTo } from './terraform.ts';
import { triggerOf } from './trigger.ts';

/** How paths and plans are called in a revision. */
interface Names extends Pick<LoadContext, 'formerPath'>, Pick<Assigned, 'plansNamed'> {}

/**
 * Who is sent what: the subscriptions of destinations, each with its destination, its action and the plan of its source as far as the repository names them. One
 * that is switched off, or whose destination or source is, sends nothing; nor does one that reads the rows of a model in a warehouse.
 */
export function routesOf(documents: readonly SourceDocument[], names: Names): readonly PlannedRoute[] {
  const terraform = documents.filter(isTerraform);
  const things: Things = {
    destinations: new Resources(terraform, 'segment_destination', names),
    sources: new Resources(terraform, 'segment_source', names),
    metadata: new Resources(terraform, 'data.segment_destination_metadata', names),
    plans: plansBySource(terraform, names),
  };
  const routes = new Map<string, PlannedRoute>();
  for (const document of terraform)
    for (const { label, body } of subscriptionsIn(document)) {
      const owner = `segment-subscription:${nameOf(label, names.formerPath(document.path))}`;
      const route = routes.has(owner) ? null : routeOf({ owner, label, body }, things);
      if (route !== null) routes.set(owner, route);
    }
  return [...routes.values()];
}

interface Things {
  readonly destinations: Resources;
  readonly sources: Resources;
  /** What the destinations of Segment's catalogue are, where Terraform looks it up. */
  readonly metadata: Resources;
  readonly plans: PlansBySource;
}

/** The plans by which each source is governed, by the key of the source. Null, or no entry: it may send events of any. */
type PlansBySource = ReadonlyMap<string, readonly string[] | null>;

function routeOf(
  { owner, label, body }: { readonly owner: string; readonly label: string; readonly body: SourceValue },
  things: Things,
): PlannedRoute | null {
  const destination = things.destinations.find(child(body, 'destination_id'));
  const sourceId = child(destination, 'source_id');
  const source = things.sources.find(sourceId);
  const isOn = [body, destination, source].every((each) => each === null || isEnabled(each));
  if (!isOn || child(body, 'model_id') !== null) return null;
  const name = textMember(body, 'name') ?? label;
  const owning = textMember(destination, 'name');
  const trigger = child(body, 'trigger')?.value;
  const { types, admitted, blocked } = triggerOf(typeof trigger === 'string' ? trigger : '');
  const metadata = metadataOf(child(destination, 'metadata'), things);
  return {
    owner,
    name: owning === null ? name : `${owning}: ${name}`,
    format: 'segment',
    receiver: textMember(metadata, 'slug') ?? textMember(metadata, 'id'),
    action: actionIn(metadata, child(body, 'action_id')?.value),
    through: null,
    plans: (sourceId === null ? undefined : things.plans.get(things.sources.keyOf(sourceId) ?? '')) ?? null,
    types,
    admitted,
    blocked,
    mapping: mappingOf(child(body, 'settings')?.value),
    location: locationOf(spotOf(child(body, 'name') ?? body, 'entry')),
  };
}

/** What a destination says of itself, or the block that looks it up. */
function metadataOf(metadata: SourceValue | null, { metadata: known }: Things): SourceValue | null {
  return known.find(metadata) ?? known.find(child(metadata, 'id')) ?? metadata;
}

function actionIn(metadata: SourceValue | null, id: Json | undefined): string | null {
  const action = entries(child(metadata, 'actions')).find((each) => typeof id === 'string' && textMember(each, 'id') === id);
  return textMember(action ?? null, 'slug');
}

function plansBySource(documents: readonly SourceDocument[], names: Names): PlansBySource {
  const sources = new Resources(documents, 'segment_source', names);
  const plans = new Map<string, readonly string[] | null>();
  for (const document of documents)
    for (const { type, body } of blocksOf(document)) {
      const [source, plan] = [child(body, 'source_id'), child(body, 'tracking_plan_id')];
      if (type !== 'segment_source_tracking_plan_connection' || source === null || plan === null) continue;
      const key = sources.keyOf(source);
      if (key === null) continue;
      const [known, governing] = [plans.get(key) ?? [], names.plansNamed(plan.value, document.path)];
      plans.set(key, plans.get(key) === null || governing === null ? null : [...known, ...governing]);
    }
  return plans;
}

/** The resources of one type, by what others call them: Segment's id, or their name in Terraform, which is known in its folder. */
class Resources {
  readonly #type: string;
  readonly #formerPath: Names['formerPath'];
  readonly #byKey = new Map<string, SourceValue>();
  readonly #ids = new Map<string, string>();

  constructor(documents: readonly SourceDocument[], type: string, { formerPath }: Names) {
    this.#type = type;
    this.#formerPath = formerPath;
    const isData = type.startsWith('data.');
    for (const document of documents) {
      const imported = importsOf(document, type);
      for (const { type: own, label, body } of blocksOf(document, isData ? 'data' : 'resource')) {
        if (own !== type.replace(/^data\./, '')) continue;
        const name = nameOf(label, formerPath(document.path));
        const id = imported.get(label) ?? GIT_SYNC.exec(label)?.[1];
        if (id !== undefined) this.#ids.set(name, id);
        const key = id === undefined ? nameKey(name) : idKey(id);
        if (!this.#byKey.has(key)) this.#byKey.set(key, body);
      }
    }
  }

  /** What a value names, whether it is in the repository or not; null where only Terraform knows. */
  keyOf({ value, document }: SourceValue): string | null {
    if (typeof value === 'string') return idKey(value);
    const label = referenceTo(this.#type, value);
    if (label === null) return null;
    const name = nameOf(label, this.#formerPath(document.path));
    const id = this.#ids.get(name);
    return id === undefined ? nameKey(name) : idKey(id);
  }

  find(value: SourceValue | null): SourceValue | null {
    const key = value === null ? null : this.keyOf(value);
    return key === null ? null : (this.#byKey.get(key) ?? null);
  }
}

/** How Git sync names what it writes. */
const GIT_SYNC = /^id-(\w+)$/;

const idKey = (id: string): string => `id ${id}`;
const nameKey = (name: string): string => `name ${name}`;
