import { accepted, unwrapped } from '../../destinations/coercion.ts';
import type { FieldSource, Requirement } from '../../destinations/contract.ts';
import { pathsOf, requiredMessage } from '../../destinations/required-message.ts';
import {
  inclusion,
  isJsonArray,
  isJsonObject,
  type Break,
  type Json,
  type Oracle,
  type Schema,
  type UndecidedReason,
} from '../../jsonschema/index.ts';
import type { EventType, PlanEvent } from '../../plan/model.ts';
import { printPath, tokensOf } from '../../plan/paths.ts';
import { sectionPath } from '../../plan/section.ts';
import type { PlanContext } from '../context.ts';
import { asMapped } from './mapping.ts';
import { memberOf } from './member.ts';
import { deliveriesOf, holdsFor, type Delivery } from './receivers.ts';
import { withoutUnplanned } from './unsent.ts';

/** Something that a receiver needs and an event does not give. */
export interface Unmet {
  readonly delivery: Delivery;
  /** Key of the requirement in the contract. */
  readonly id: string;
  readonly requirement: Requirement;
  /** The receiver's field; null where the requirement is about several. */
  readonly field: string | null;
  readonly found: Break;
}

/** What asking a requirement of an event gave: what is refused, and what is made to fit. */
interface Judged {
  readonly refused: readonly Asked[];
  readonly adapted: readonly Asked[];
  /** Why the question could not be decided. */
  readonly undecided: readonly UndecidedReason[];
}

/** What was asked of an event and could not be decided. */
export interface Unproved {
  readonly delivery: Delivery;
  readonly id: string;
  readonly reason: UndecidedReason;
}

type Asked = Pick<Unmet, 'field' | 'found'>;

const DATA = new Set(['properties', 'traits']);
/** Kinds of messages whose data are traits. */
const OF_TRAITS: ReadonlySet<EventType> = new Set(['identify', 'group']);

const steps = ({ section }: PlanEvent): readonly string[] =>
  sectionPath(section).flatMap((step) => (step.kind === 'property' ? [step.name] : []));

/**
 * Where a path of a contract lies in an event: `properties` and `traits` are the event's own data, wherever its format has them; a name alone lies in them.
 */
function pathIn(event: PlanEvent, path: string): readonly string[] {
  const [first = '', ...rest] = path.split('.');
  const isOwn = DATA.has(first) && (event.type === 'other' || OF_TRAITS.has(event.type) === (first === 'traits'));
  if (isOwn) return [...steps(event), ...rest];
  return rest.length === 0 ? [...steps(event), first] : [first, ...rest];
}

/**
 * The messages of an event that carry its data: what has none has nothing that a receiver could miss. Where the requirement reads, they have what the
 * plan names.
 */
function carrying(event: PlanEvent, requirement: Pick<Requirement, 'mapping'>): Schema {
  const section = steps(event);
  const { schema } = event;
  const document = schema.documents.get(schema.uri);
  if (document === undefined) return schema;
  const data = section.reduceRight<Json>((inner, name) => ({ type: 'object', required: [name], properties: { [name]: inner } }), {
    type: 'object',
  });
  const more = [...(section.length === 0 ? [] : [data]), ...withoutUnplanned(event, requirement, (path) => pathIn(event, path))];
  if (more.length === 0) return schema;
  const value = changedAt(document, tokensOf(schema.pointer), (message) => more.reduce(alsoMeeting, message));
  return { ...schema, documents: new Map([...schema.documents, [schema.uri, value]]) };
}

/** A schema that asks for more, behind what it has, so that every place in it stays where it is. */
function alsoMeeting(message: Json, more: Json): Json {
  if (!isJsonObject(message)) return message === false ? false : more;
  const { allOf } = message;
  return { ...message, allOf: [...(isJsonArray(allOf) ? allOf : []), more] };
}

function changedAt(value: Json, [token, ...rest]: readonly string[], change: (value: Json) => Json): Json {
  if (token === undefined) return change(value);
  if (isJsonArray(value)) return value.map((entry, index) => (String(index) === token ? changedAt(entry, rest, change) : entry));
  if (!isJsonObject(value) || !Object.hasOwn(value, token)) return value;
  return { ...value, [token]: changedAt(value[token] ?? null, rest, change) };
}

function ask(event: PlanEvent, requirement: Pick<Requirement, 'requires' | 'mapping'>, oracle: Oracle): Omit<Judged, 'adapted'> {
  const asked = requiredMessage(requirement, (path) => pathIn(event, path));
  const uri = 'schema-gate:required';
  const reader: Schema = { uri, pointer: '', documents: new Map([[uri, asked.schema]]), dialect: '2020-12' };
  const answer = inclusion(carrying(event, requirement), reader, { contentModel: 'planned' }, oracle);
  if (answer.verdict === 'included') return { refused: [], undecided: [] };
  if (answer.verdict === 'undecided') return { refused: [], undecided: answer.undecided };
  const refused = answer.breaks.map((found) => {
    const field = found.head === undefined ? null : (asked.fields[Number(tokensOf(found.head.pointer)[1])] ?? null);
    return { field, found: field === null ? found : pinned(found, field, requirement, event) };
  });
  return { refused, undecided: answer.undecided };
}

/**
 * Of a field that comes from the first of several paths the engine blames the choice between them. What a person must look at is the path whose value
 * the receiver got in the counterexample.
 */
function pinned(found: Break, field: string, { requires, mapping }: Pick<Requirement, 'requires' | 'mapping'>, event: PlanEvent): Break {
  const paths = pathsOf(mapping?.[field] ?? field).map((path) => pathIn(event, path));
  const got = paths.find((path) => path.reduce<Json | undefined>(memberOf, found.counterexample) !== undefined);
  const { base, ...rest } = found;
  const [only] = paths;
  // Needed where another field is there: the engine blames the whole.
  if (paths.length === 1 && only !== undefined && got === undefined && found.path.length === 0)
    return { ...rest, keyword: 'required', path: stepsTo(only) };
  if (paths.length < 2 || found.keyword === 'type') return found;
  const own = isJsonObject(requires) ? memberOf(memberOf(requires, 'properties'), field) : undefined;
  if (got === undefined) return base === undefined ? { ...rest, keyword: ANY_OF_PATHS } : { ...rest, base, keyword: ANY_OF_PATHS };
  const type = memberOf(own, 'type');
  return { ...rest, keyword: 'type', path: stepsTo(got), ...(type !== undefined && { after: type }) };
}

const stepsTo = (names: readonly string[]): Break['path'] => names.map((name) => ({ kind: 'property', name }));

/** Stands for a keyword where none of the paths of a field is there. */
export const ANY_OF_PATHS = 'paths';

const judgedBy = new WeakMap<Requirement, WeakMap<PlanEvent, Judged>>();

/** Asked once an event and requirement: two rules tell of the answer. */
function judge(event: PlanEvent, requirement: Requirement, oracle: Oracle): Judged {
  const byEvent = judgedBy.get(requirement) ?? new WeakMap<PlanEvent, Judged>();
  judgedBy.set(requirement, byEvent);
  const known = byEvent.get(event);
  if (known !== undefined) return known;
  const strict = ask(
    event,
    requirement.coerces === true ? { ...requirement, requires: unwrapped(requirement.requires) } : requirement,
    oracle,
  );
  const isStrict = requirement.coerces !== true || strict.refused.length === 0;
  const { refused, undecided } = isStrict ? strict : ask(event, { ...requirement, requires: accepted(requirement.requires) }, oracle);
  // Whatever else a receiver makes of a value that it refuses is never stored.
  const lost = new Set(refused.map(({ found }) => printPath(found.path)));
  const judged = { refused, undecided, adapted: strict.refused.filter(({ found }) => !lost.has(printPath(found.path))) };
  byEvent.set(event, judged);
  return judged;
}

function isAbout({ events = {} }: Requirement, { event, name }: Delivery): boolean {
  const { types = ['track', 'other'], names = [] } = events;
  return types.includes(event.type) && (names.length === 0 || names.includes(name));
}

/** What the receivers of a plan's events need and do not get. */
export interface AllUnmet {
  readonly refused: readonly Unmet[];
  readonly adapted: readonly Unmet[];
  readonly unproved: readonly Unproved[];
}

/** What a contract requires of an event on its way, as it is to be asked there. */
export function requirementsOf(delivery: Delivery): readonly { readonly id: string; readonly requirement: Requirement }[] {
  return Object.entries(delivery.contract.requirements).flatMap(([id, known]) => {
    if (!isAbout(known, delivery) || !holdsFor(known, delivery)) return [];
    const requirement = asMapped(id, known, delivery);
    return requirement === null ? [] : [{ id, requirement }];
  });
}

/** Asks every requirement of every event that it is about. */
export function unmetOf(context: PlanContext): AllUnmet {
  const asked = deliveriesOf(context).flatMap((delivery) =>
    requirementsOf(delivery).map((each) => ({ ...each, delivery, judged: judge(delivery.event, each.requirement, context.oracle) })),
  );
  return {
    refused: asked.flatMap(({ judged, ...of }) => judged.refused.map((each) => ({ ...of, ...each }))),
    adapted: asked.flatMap(({ judged, ...of }) => judged.adapted.map((each) => ({ ...of, ...each }))),
    unproved: asked.flatMap(({ judged, delivery, id }) => judged.undecided.map((reason) => ({ delivery, id, reason }))),
  };
}

/** The paths of a field in the messages of an event, as a person reads them. */
export function sourcesOf({ field, requirement, delivery }: Pick<Unmet, 'field' | 'requirement' | 'delivery'>): readonly string[] {
  if (field === null) return [];
  const source: FieldSource = requirement.mapping?.[field] ?? field;
  return pathsOf(source).map((path) => pathIn(delivery.event, path).join('.'));
}
