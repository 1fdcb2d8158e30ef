import { pathsOf } from '../../destinations/required-message.ts';
import type { FieldSource, Requirement } from '../../destinations/contract.ts';
import { isJsonArray, type InstancePath, type Json } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { printPath } from '../../plan/paths.ts';
import { vocabularyOf, type Vocabulary } from '../../plan/properties.ts';

type PathIn = (path: string) => readonly string[];

const step = (name: string): InstancePath[number] => ({ kind: 'property', name });

/** Where a requirement reads a message, lists and what it reads in them included. */
function placesOf({ mapping = {} }: Pick<Requirement, 'mapping'>, pathIn: PathIn): readonly InstancePath[] {
  const walk = (source: FieldSource, above: InstancePath, resolve: PathIn): readonly InstancePath[] => {
    const own = pathsOf(source).map((path) => [...above, ...resolve(path).map(step)]);
    if (typeof source === 'string' || !('list' in source)) return own;
    return own.flatMap((list) => [
      list,
      ...Object.values(source.each).flatMap((each) => walk(each, [...list, { kind: 'items' }], (path) => path.split('.'))),
    ]);
  };
  return Object.values(mapping).flatMap((source) => walk(source, [], pathIn));
}

/** Keywords by which an object may have names that its `properties` do not list. */
const NAMING = ['patternProperties', 'const', 'enum'];

/** Whether a plan says by other means than naming it that a property is there: it requires it, has a map, or refers to what cannot be read. */
function mayBeSent(parent: InstancePath, name: string, { objects, schemas, unresolved }: Vocabulary): boolean {
  const at = printPath(parent);
  if (objects.get(at)?.map === true || unresolved.has(at)) return true;
  return (schemas.get(at) ?? []).some(({ schema }) => {
    const { required } = schema;
    return NAMING.some((keyword) => Object.hasOwn(schema, keyword)) || (isJsonArray(required) && required.includes(name));
  });
}

/** The way to the first property on a path that a plan does not name; null where it names them all, or may have them unnamed. */
function unnamedOn(path: InstancePath, vocabulary: Vocabulary): InstancePath | null {
  const index = path.findIndex((each, at) => each.kind === 'property' && !vocabulary.properties.has(printPath(path.slice(0, at + 1))));
  const last = path[index];
  if (last === undefined || last.kind !== 'property') return null;
  return mayBeSent(path.slice(0, index), last.name, vocabulary) ? null : path.slice(0, index + 1);
}

/** What nothing meets, as every dialect has it. */
const NOTHING: Json = { not: {} };

/** Messages without a property. */
function without(path: InstancePath): Json {
  return path
    .toReversed()
    .reduce<Json>((inner, each) => (each.kind === 'property' ? { properties: { [each.name]: inner } } : { items: inner }), NOTHING);
}

/**
 * Messages in which nothing stands where a requirement reads and the plan names nothing: nearly every plan is open, and what nobody planned nobody sends.
 */
export function withoutUnplanned(event: PlanEvent, requirement: Pick<Requirement, 'mapping'>, pathIn: PathIn): readonly Json[] {
  const vocabulary = vocabularyOf(event.schema);
  const unnamed = placesOf(requirement, pathIn).flatMap((path) => {
    const found = unnamedOn(path, vocabulary);
    return found === null ? [] : [[printPath(found), found] as const];
  });
  return [...new Map(unnamed).values()].map(without);
}
