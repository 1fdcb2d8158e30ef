import { childPointer, evaluate, isJsonArray, type Place } from '../../jsonschema/index.ts';
import { optionalEntry, type PlanEvent } from '../../plan/model.ts';
import { parentPointer, printPath } from '../../plan/paths.ts';
import { kindsOf, type AppliedSchema, type PlannedProperty, type Vocabulary } from '../../plan/properties.ts';
import { inSection, sectionPath } from '../../plan/section.ts';
import type { PlanContext } from '../context.ts';
import { kindOf } from '../kinds.ts';
import { inScope, wirePathOf } from '../scope.ts';
import type { PropertyDemand, PropertyType } from '../settings.ts';
import { isAlwaysThere } from './proof.ts';

/** A demand of the policy on an event that it is for, and the property that answers it. */
export interface Asked {
  readonly event: PlanEvent;
  readonly vocabulary: Vocabulary;
  readonly demand: PropertyDemand;
  /** Null where the event does not declare it. */
  readonly property: PlannedProperty | null;
}

/** A property that a policy asks for and an event declares. */
export type Declared = Asked & { readonly property: PlannedProperty };

/** The properties of an event by what a policy may call them: the wire path, the path inside the section, the plain name of one right in it. */
function namesIn(event: PlanEvent, vocabulary: Vocabulary): ReadonlyMap<string, PlannedProperty> {
  const names = new Map<string, PlannedProperty>();
  for (const property of vocabulary.properties.values()) {
    const inside = inSection(property.path, event.section);
    if (inside === null) continue;
    names.set(inside, property);
    if (property.path.length === sectionPath(event.section).length + 1) names.set(property.name, property);
  }
  return new Map([...names, ...vocabulary.properties]);
}

/** All that the policy asks of the events of a plan, each demand on each event once. */
export function askedOf({ plan, settings, vocabularyOf }: PlanContext): readonly Asked[] {
  return plan.events.flatMap((event) => {
    const demands = settings.required.filter(({ scope }) => inScope(scope, event)).flatMap(({ properties }) => properties);
    if (demands.length === 0) return [];
    const vocabulary = vocabularyOf(event);
    const names = namesIn(event, vocabulary);
    const byText = new Map(demands.map((demand) => [JSON.stringify(demand), demand]));
    return [...byText.values()].map((demand) => ({
      event,
      vocabulary,
      demand,
      property: names.get(wirePathOf(demand.path, event)) ?? names.get(demand.path) ?? null,
    }));
  });
}

/** The demands that the events answer, one way or another. */
export function declaredOf(context: PlanContext): readonly Declared[] {
  return askedOf(context).filter((asked): asked is Declared => asked.property !== null);
}

/**
 * The first property on the way from the section to this one that messages may leave out: itself, or an object around it. Of what is in a list each
 * entry is asked, not that there is one. Null where every message that carries its section has it.
 */
export function weakestLink({ event, vocabulary, property }: Declared): PlannedProperty | null {
  const { path } = property;
  const inside = inSection(path, event.section) === null ? 0 : sectionPath(event.section).length;
  const start = Math.max(inside, path.findLastIndex((step) => step.kind !== 'property') + 1);
  for (let length = start + 1; length <= path.length; length += 1) {
    const link = vocabulary.properties.get(printPath(path.slice(0, length)));
    if (link && link.required !== 'always' && !(link.required === 'conditional' && isAlwaysThere(event, link.path))) return link;
  }
  return null;
}

/** Where a plan says, or would say, that a property is required: its entry in the list of its object. */
export function requiredPlace({ places: [place], name }: Pick<PlannedProperty, 'places' | 'name'>): Place {
  const object = parentPointer(parentPointer(place.pointer));
  return { uri: place.uri, pointer: childPointer(childPointer(object, 'required'), optionalEntry(name)) };
}

/** What applies to a property in every message that has it; where there is only what applies under a condition, that. */
function applied({ vocabulary, property }: Pick<Declared, 'vocabulary' | 'property'>): {
  readonly always: boolean;
  readonly parts: readonly AppliedSchema[];
} {
  const all = vocabulary.schemas.get(property.wirePath) ?? [];
  const firm = all.filter(({ conditional }) => !conditional);
  return firm.length > 0 ? { always: true, parts: firm } : { always: false, parts: all };
}

/** The place of the `type` that says what kinds a property may have; the property's own where nothing says it. */
export function typePlace(declared: Pick<Declared, 'vocabulary' | 'property'>, kind?: string): Place {
  const { parts } = applied(declared);
  const says = parts.find(({ schema }) => Object.hasOwn(schema, 'type') && (kind === undefined || kindsOf(schema).has(kind)));
  return says ? { uri: says.place.uri, pointer: childPointer(says.place.pointer, 'type') } : declared.property.places[0];
}

/** Whether a message may carry null for a property: no schema that applies to it rejects null. */
export function takesNull(declared: Pick<Declared, 'event' | 'vocabulary' | 'property'>): boolean {
  const { always, parts } = applied(declared);
  const takes = ({ place }: AppliedSchema): boolean => evaluate({ ...declared.event.schema, ...place }, null) === 'valid';
  return always || parts.length === 0 ? parts.every(takes) : parts.some(takes);
}

const withIntegers = (kinds: ReadonlySet<string>): ReadonlySet<string> => (kinds.has('number') ? new Set([...kinds, 'integer']) : kinds);

/** The kinds that a value may have, as `type` calls them; null where any may come. */
export function kindsTaken(declared: Declared): ReadonlySet<string> | null {
  const { always, parts } = applied(declared);
  const [first, ...others] = parts.map(({ schema }) => withIntegers(kindsOf(schema))).filter(({ size }) => size > 0);
  if (first !== undefined) {
    return always
      ? new Set([...first].filter((kind) => others.every((kinds) => kinds.has(kind))))
      : new Set([first, ...others].flatMap((kinds) => [...kinds]));
  }
  // Alternatives or a list of values may say what no type says.
  const all = declared.vocabulary.schemas.get(declared.property.wirePath) ?? [];
  const kinds = all.flatMap(({ schema }) => [
    ...kindsOf(schema),
    ...(isJsonArray(schema['enum']) ? schema['enum'] : []).map((value) => (Number.isInteger(value) ? 'integer' : kindOf(value))),
  ]);
  return kinds.length === 0 ? null : new Set(kinds);
}

/** The kinds among these that are not what a policy asks for. An integer is a number; null is a matter of its own. */
export function wrongKinds(taken: ReadonlySet<string> | null, type: PropertyType): readonly string[] {
  if (taken === null) return ['anything'];
  // Every number is one wrong kind, not two.
  const kinds = [...taken].filter((kind) => !(kind === 'integer' && taken.has('number')));
  return kinds.filter((kind) => kind !== 'null' && kind !== type && !(kind === 'integer' && type === 'number')).toSorted();
}
