import { childPointer, isJsonObject, type Place } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { parentPointer } from '../../plan/paths.ts';
import { valueAt, type PlannedProperty } from '../../plan/properties.ts';
import { propertyInScope } from '../scope.ts';
import type { PiiSettings } from '../settings.ts';
import { annotationAround, annotationOf, type Annotation } from './annotations.ts';
import { detect, type Detection } from './detector.ts';
import { DICTIONARY, type Sensitivity } from './dictionary.ts';
import { nodesOf, type Node } from './nodes.ts';

/** What a property holds, and who says so. `detected` is kept beside what was declared, for the message. */
export type PersonalClass =
  | {
      readonly kind: 'personal';
      /** Null: personal data of a kind that nobody named. */
      readonly category: string | null;
      /** Other categories that are declared of it. */
      readonly further: readonly string[];
      /** What is declared as a category and is none. */
      readonly unknown: string | null;
      /** The highest of them all. */
      readonly sensitivity: Sensitivity;
      readonly detected: Detection | null;
      /** Where it is declared: the keyword's place in the schema, or null for the policy. */
      readonly declaredAt: Place | null;
    }
  | {
      readonly kind: 'not-personal';
      readonly detected: Detection | null;
      /** Whether whoever declared it said why; the policy is reviewed for itself. */
      readonly reasoned: boolean;
    }
  | { readonly kind: 'detected'; readonly detected: Detection }
  | { readonly kind: 'unknown' };

/** How much harm a leak of a category does: as the dictionary says of it or of the nearest above or below it; high for one that it does not know. */
export function sensitivityOf(category: string): Sensitivity {
  const exact = DICTIONARY.find((entry) => entry.category === category);
  const above = DICTIONARY.filter((entry) => category.startsWith(`${entry.category}.`)).toSorted(
    (one, other) => other.category.length - one.category.length,
  );
  const below = DICTIONARY.find((entry) => entry.category.startsWith(`${category}.`));
  return (exact ?? above[0] ?? below)?.sensitivity ?? 'high';
}

interface Declared {
  readonly annotation: Annotation;
  readonly place: Place;
}

/** What the schema says of a property: at its own entry or the definition that it is of, or at the object that lists it. */
function declared(event: PlanEvent, property: PlannedProperty, nodes: readonly Node[], { annotations }: PiiSettings): Declared | null {
  const keywords = annotations ?? undefined;
  for (const { node, place } of nodes) {
    const annotation = annotationOf(node, keywords);
    if (annotation !== null) return { annotation, place: { uri: place.uri, pointer: childPointer(place.pointer, annotation.keyword) } };
  }
  for (const place of property.places) {
    const around = { uri: place.uri, pointer: parentPointer(parentPointer(place.pointer)) };
    const object = valueAt(event.schema, around);
    const listed = isJsonObject(object) ? annotationAround(object, property.name, keywords) : null;
    if (listed !== null) return { annotation: listed, place: { uri: around.uri, pointer: childPointer(around.pointer, listed.keyword) } };
  }
  return null;
}

/** The names of the objects around a property. The traits of a group are no person's (https://segment.com/docs/connections/spec/group/). */
function ownersOf({ type }: PlanEvent, { path }: PlannedProperty): readonly string[] {
  const names = path.slice(0, -1).flatMap((step) => (step.kind === 'property' ? [step.name] : []));
  return type === 'group' && names[0] === 'traits' ? ['group', ...names.slice(1)] : names;
}

function detectIn(event: PlanEvent, property: PlannedProperty, nodes: readonly Node[]): Detection | null {
  const first = (keyword: string): string | null => {
    for (const { node } of nodes) {
      const value = Object.hasOwn(node, keyword) ? node[keyword] : undefined;
      if (typeof value === 'string') return value;
    }
    return null;
  };
  const [reference, title, description] = [first('$ref'), first('title'), first('description')];
  return detect({
    name: property.name,
    owners: ownersOf(event, property),
    about: event.name,
    kinds: property.kinds,
    format: first('format'),
    ...(title !== null && { title }),
    ...(description !== null && { description }),
    ...(reference !== null && { typeName: reference.slice(reference.lastIndexOf('/') + 1) }),
  });
}

/**
 * The class of a property: what the schema declares, else what the policy declares, else what its format or its name tells. The first that
 * decides counts, and what was recognised is kept beside it.
 */
export function classOf(event: PlanEvent, property: PlannedProperty, settings: PiiSettings): PersonalClass {
  const nodes = nodesOf(event, property);
  const detected = detectIn(event, property, nodes);
  const said = declared(event, property, nodes, settings);
  if (said?.annotation.kind === 'not-personal') return { kind: 'not-personal', detected, reasoned: said.annotation.reasoned };
  if (said?.annotation.kind === 'personal')
    return {
      ...personal([said.annotation.category, ...(said.annotation.further ?? [])], detected, said.place),
      unknown: said.annotation.unknown ?? null,
    };
  const entry = settings.fields.find(({ scope }) => propertyInScope(scope, event, property));
  if (entry !== undefined)
    return entry.category === null ? { kind: 'not-personal', detected, reasoned: true } : personal([entry.category], detected, null);
  return detected === null ? { kind: 'unknown' } : { kind: 'detected', detected };
}

const ORDER: readonly Sensitivity[] = ['low', 'medium', 'high', 'critical'];

function personal(
  [category, ...others]: readonly [string | null, ...(string | null)[]],
  detected: Detection | null,
  declaredAt: Place | null,
): PersonalClass & { readonly kind: 'personal' } {
  const further = others.filter((other) => other !== null);
  const own = category === null ? (detected?.sensitivity ?? 'high') : sensitivityOf(category);
  const sensitivity = further.map(sensitivityOf).reduce((most, each) => (ORDER.indexOf(each) > ORDER.indexOf(most) ? each : most), own);
  return { kind: 'personal', category, further, unknown: null, sensitivity, detected, declaredAt };
}
