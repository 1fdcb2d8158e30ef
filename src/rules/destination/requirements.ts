import { accepted } from '../../destinations/coercion.ts';
import type { FieldSource, Requirement } from '../../destinations/contract.ts';
import { pathsOf, requiredMessage } from '../../destinations/required-message.ts';
import { inclusion, type Answer, type Break, type Json, type Oracle, type Schema } from '../../jsonschema/index.ts';
import type { EventType, PlanEvent } from '../../plan/model.ts';
import { tokensOf } from '../../plan/paths.ts';
import { sectionPath } from '../../plan/section.ts';
import type { PlanContext } from '../context.ts';
import { deliveriesOf, type Delivery } from './receivers.ts';

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

/** The messages of an event that carry its data: what has none has nothing that a receiver could miss. */
function carrying(event: PlanEvent): Schema {
  const section = steps(event);
  const { schema } = event;
  if (section.length === 0) return schema;
  const uri = 'schema-gate:carried';
  const data = section.reduceRight<Json>((inner, name) => ({ type: 'object', required: [name], properties: { [name]: inner } }), {
    type: 'object',
  });
  const value = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    allOf: [{ $ref: `${schema.uri}#${encodeURI(schema.pointer)}` }, data],
  };
  return { ...schema, uri, pointer: '', documents: new Map([...schema.documents, [uri, value]]) };
}

function ask(event: PlanEvent, requirement: Pick<Requirement, 'requires' | 'mapping'>, oracle: Oracle): readonly Asked[] {
  const asked = requiredMessage(requirement, (path) => pathIn(event, path));
  const uri = 'schema-gate:required';
  const reader: Schema = { uri, pointer: '', documents: new Map([[uri, asked.schema]]), dialect: '2020-12' };
  return breaksOf(inclusion(carrying(event), reader, { contentModel: 'planned' }, oracle)).map((found) => ({
    found,
    field: found.head === undefined ? null : (asked.fields[Number(tokensOf(found.head.pointer)[1])] ?? null),
  }));
}

function breaksOf(answer: Answer): readonly Break[] {
  return answer.verdict === 'not-included' ? answer.breaks : [];
}

const judgedBy = new WeakMap<Requirement, WeakMap<PlanEvent, Judged>>();

/** Asked once an event and requirement: two rules tell of the answer. */
function judge(event: PlanEvent, requirement: Requirement, oracle: Oracle): Judged {
  const byEvent = judgedBy.get(requirement) ?? new WeakMap<PlanEvent, Judged>();
  judgedBy.set(requirement, byEvent);
  const known = byEvent.get(event);
  if (known !== undefined) return known;
  const strict = ask(event, requirement, oracle);
  const refused =
    requirement.coerces === true && strict.length > 0
      ? ask(event, { ...requirement, requires: accepted(requirement.requires) }, oracle)
      : strict;
  const lost = new Set(refused.map(({ field, found }) => placeIn(field, found)));
  const judged = { refused, adapted: strict.filter(({ field, found }) => !lost.has(placeIn(field, found))) };
  byEvent.set(event, judged);
  return judged;
}

const placeIn = (field: string | null, { path }: Break): string => JSON.stringify([field, path]);

function isAbout({ events = {} }: Requirement, { event, name }: Delivery): boolean {
  const { types = ['track', 'other'], names = [] } = events;
  return types.includes(event.type) && (names.length === 0 || names.includes(name));
}

/** All that the receivers of a plan's events need and do not get. */
export function unmetOf(context: PlanContext): { readonly refused: readonly Unmet[]; readonly adapted: readonly Unmet[] } {
  const refused: Unmet[] = [];
  const adapted: Unmet[] = [];
  for (const delivery of deliveriesOf(context))
    for (const [id, requirement] of Object.entries(delivery.contract.requirements)) {
      if (!isAbout(requirement, delivery)) continue;
      const judged = judge(delivery.event, requirement, context.oracle);
      refused.push(...judged.refused.map((each) => ({ ...each, delivery, id, requirement })));
      adapted.push(...judged.adapted.map((each) => ({ ...each, delivery, id, requirement })));
    }
  return { refused, adapted };
}

/** The paths of a field in the messages of an event, as a person reads them. */
export function sourcesOf({ field, requirement, delivery }: Unmet): readonly string[] {
  if (field === null) return [];
  const source: FieldSource = requirement.mapping?.[field] ?? field;
  return pathsOf(source).map((path) => pathIn(delivery.event, path).join('.'));
}
