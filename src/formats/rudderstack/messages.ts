import type { Json, JsonObject } from '../../jsonschema/index.ts';
import { NO_META, type EventMeta, type PlanEvent, type Section } from '../../plan/model.ts';
import { pointerOf } from '../../plan/paths.ts';
import { eventKey, type Catalog, type EventDefinition, type Rule, type TrackingPlan } from './catalog.ts';
import { Expander, ownerOf } from './expand.ts';
import { originIn, type OriginNode } from './origins.ts';
import { locationOf, quoted, type Problems, type Spot } from '../problems.ts';

/** How many custom types one event may use, its properties' own included. */
const MAX_CUSTOM_TYPES = 1_000;

/** Draft of the schemas that the server makes. */
const DRAFT = 'https://json-schema.org/draft/2019-09/schema';

/** The definitions under `$defs` that a set of events has in common. */
interface SharedTypes {
  readonly schema: JsonObject;
  readonly children: ReadonlyMap<string, OriginNode>;
  readonly complete: boolean;
}

/** A rule of a plan, its own or included, with the event that it is about. */
interface Binding {
  readonly rule: Rule;
  readonly event: EventDefinition;
  readonly reference: Spot;
}

/** The events of all plans, one for each (plan, event). An event that a plan names twice is reported, and its first rule counts. */
export function expandPlans(catalog: Catalog, problems: Problems): PlanEvent[] {
  const writer = new MessageWriter(catalog, problems);
  return [...catalog.plans.values()].flatMap((plan) => {
    const seen = new Set<string>();
    const events: PlanEvent[] = [];
    for (const binding of bindingsOf(plan, catalog)) {
      const { id } = binding.event;
      if (seen.has(id)) duplicate(plan, id, binding.reference, problems);
      else events.push(writer.write(plan, binding));
      seen.add(id);
    }
    return events;
  });
}

function duplicate(plan: TrackingPlan, event: string, spot: Spot, problems: Problems): void {
  const message = `Tracking plan ${quoted(plan.id)} has event ${quoted(event)} twice.`;
  problems.add('duplicate', eventKey(plan.id, event), spot, message, 'Keep one rule for each event: only the first one is read.');
}

/** The rules that an include names; of an included plan only rules with an event of their own. */
export function includedRules(rule: Rule, catalog: Catalog): readonly Rule[] {
  const { target } = rule;
  if (target.kind !== 'include') return [];
  const rules = catalog.plans.get(target.plan)?.rules ?? [];
  return rules.filter((other) => other.target.kind === 'event' && (target.rule === '*' || other.id === target.rule));
}

function bindingsOf(plan: TrackingPlan, catalog: Catalog): Binding[] {
  const included = new Set<string>();
  return plan.rules.flatMap((rule) => {
    const { target } = rule;
    if (target.kind === 'event') return bind(rule, catalog);
    const what = JSON.stringify([target.plan, target.rule]);
    if (included.has(what)) return [];
    included.add(what);
    return includedRules(rule, catalog).flatMap((own) => bind(own, catalog));
  });
}

function bind(rule: Rule, catalog: Catalog): Binding[] {
  if (rule.target.kind !== 'event') return [];
  const event = catalog.events.get(rule.target.event.id);
  return event === undefined ? [] : [{ rule, event, reference: rule.target.event.spot }];
}

/** Writes the effective schema of a message, as the server hands it to the runtime. */
class MessageWriter {
  readonly #catalog: Catalog;
  readonly #problems: Problems;
  readonly #expander: Expander;
  readonly #types = new Map<string, SharedTypes>();

  constructor(catalog: Catalog, problems: Problems) {
    this.#catalog = catalog;
    this.#problems = problems;
    this.#expander = new Expander(catalog);
  }

  write(plan: TrackingPlan, { rule, event, reference }: Binding): PlanEvent {
    const key = eventKey(plan.id, event.id);
    const uri = key;
    const body = this.#expander.body(rule.properties, rule.variant, reference);
    const section: Section = rule.section?.name ?? 'properties';
    const types = this.#typesOf(body.needs);
    if (!types.complete) this.#tooManyTypes(key, reference);
    const inner: JsonObject = { type: 'object', ...Object.fromEntries(body.members), unevaluatedProperties: rule.open?.value ?? false };
    const unevaluated: OriginNode = { spot: rule.open?.spot ?? reference };
    const innerOrigin: OriginNode = {
      spot: rule.section?.spot ?? reference,
      children: new Map([...body.origins, ['unevaluatedProperties', unevaluated]]),
    };
    const path = section.split('.');
    const schema = {
      $schema: DRAFT,
      ...wrap(inner, path),
      ...(types.children.size === 0 ? {} : { $defs: types.schema }),
    };
    const wrapped = wrapOrigin(innerOrigin, path, innerOrigin.spot);
    const owner = ownerOf('event', event);
    const children = new Map<string, OriginNode>([
      ...wrapped,
      ['$defs', { spot: reference, children: types.children }],
      ['title', { spot: event.nameSpot, owner }],
      ['description', { spot: event.descriptionSpot ?? event.spot, owner }],
    ]);
    const tree: OriginNode = { spot: reference, children };
    return {
      key,
      format: 'rudderstack',
      plan: plan.id,
      type: event.type,
      name: event.name,
      schema: { uri, pointer: '', documents: new Map<string, Json>([[uri, schema]]), dialect: '2019-09' },
      section,
      sectionPointer: pointerOf(path.flatMap((name) => ['properties', name])),
      description: event.description,
      meta: this.#metaOf(event),
      location: locationOf(reference),
      originOf: (place) => originIn(uri, key, tree, place),
    };
  }

  #metaOf({ category }: EventDefinition): EventMeta {
    const name = category === null ? undefined : this.#catalog.categories.get(category.id)?.name;
    return category === null ? NO_META : { ...NO_META, tags: name === undefined ? [category.id] : [category.id, name] };
  }

  #typesOf(needs: readonly string[]): SharedTypes {
    const roots = [...new Set(needs)].toSorted();
    const key = JSON.stringify(roots);
    const known = this.#types.get(key);
    if (known !== undefined) return known;
    const { ids, complete } = this.#closure(roots);
    const definitions = ids.flatMap((id) => {
      const type = this.#catalog.customTypes.get(id);
      const name = this.#expander.typeName(id);
      return type === undefined || name === null ? [] : [{ type, name, expanded: this.#expander.customType(type) }];
    });
    const types = {
      schema: Object.fromEntries(definitions.map(({ name, expanded }) => [name, expanded.schema])),
      children: new Map(
        definitions.map(({ type, name, expanded }) => [
          name,
          { spot: type.spot, owner: ownerOf('custom-type', type), children: expanded.origins },
        ]),
      ),
      complete,
    };
    this.#types.set(key, types);
    return types;
  }

  #closure(roots: readonly string[]): { readonly ids: readonly string[]; readonly complete: boolean } {
    const found = new Set<string>();
    const open = [...roots];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id)) continue;
      if (found.size === MAX_CUSTOM_TYPES) return { ids: [...found].toSorted(), complete: false };
      found.add(id);
      const type = this.#catalog.customTypes.get(id);
      for (const need of type === undefined ? [] : this.#expander.customType(type).needs) open.push(need);
    }
    return { ids: [...found].toSorted(), complete: true };
  }

  #tooManyTypes(key: string, spot: Spot): void {
    const message = `The event uses more than ${MAX_CUSTOM_TYPES} custom types; the rest is left out.`;
    this.#problems.invalid(key, spot, message, 'Use fewer: what is left out is not checked.');
  }
}

function wrap(schema: JsonObject, path: readonly string[]): JsonObject {
  return path.reduceRight<JsonObject>((inner, name) => ({ type: 'object', properties: { [name]: inner } }), schema);
}

function wrapOrigin(node: OriginNode, path: readonly string[], spot: Spot): ReadonlyMap<string, OriginNode> {
  const [name = '', ...rest] = path;
  const inner: OriginNode = rest.length === 0 ? node : { spot, children: wrapOrigin(node, rest, spot) };
  return new Map([['properties', { spot, children: new Map([[name, inner]]) }]]);
}
