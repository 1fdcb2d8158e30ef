import { canonicalJson, childPointer, isJsonObject, type InstancePath } from '../jsonschema/index.ts';
import type { PlanEvent, Section } from './model.ts';
import { printPath } from './paths.ts';
import { valueAt, type PlannedProperty, type Vocabulary } from './properties.ts';

/** A property that has another wire name in head. */
export interface RenamedProperty {
  readonly from: PlannedProperty;
  readonly to: PlannedProperty;
  /** How it was recognised: the same definition, or the same shape under a similar name. */
  readonly by: 'definition' | 'shape';
}

/** What an event's plan names in one revision and not in the other. Parts of an added or removed property are not listed on their own. */
export interface PropertyDiff {
  readonly added: readonly PlannedProperty[];
  readonly removed: readonly PlannedProperty[];
  readonly renamed: readonly RenamedProperty[];
}

const SECTION_STEPS: Record<Section, number> = { properties: 1, traits: 1, 'context.traits': 2, message: 0 };

/** The path inside the author's section, so that a section that moved is not read as everything removed and added. */
function inSection(path: InstancePath, section: Section): string | null {
  const steps = SECTION_STEPS[section];
  const prefix = section === 'message' ? '' : section;
  return path.length > steps && printPath(path.slice(0, steps)) === prefix ? printPath(path.slice(steps)) : null;
}

function bySectionPath(vocabulary: Vocabulary, section: Section): Map<string, PlannedProperty> {
  const found = new Map<string, PlannedProperty>();
  for (const property of vocabulary.properties.values()) {
    const key = inSection(property.path, section);
    if (key !== null) found.set(key, property);
  }
  return found;
}

/** Only those without an ancestor in the list. */
function outermost(properties: readonly PlannedProperty[]): PlannedProperty[] {
  const paths = new Set(properties.map((property) => property.wirePath));
  return properties.filter(
    (property) => !property.path.some((_, index) => index > 0 && paths.has(printPath(property.path.slice(0, index)))),
  );
}

function shapeOf(event: PlanEvent, property: PlannedProperty): string {
  const value = valueAt(event.schema, property.places[0]);
  return value === undefined ? '' : canonicalJson(value);
}

/** The key of the definition that is this property, wherever it is used; null where the property is written on the spot. */
function definitionOf(event: PlanEvent, property: PlannedProperty): string | null {
  const [place] = property.places;
  const value = valueAt(event.schema, place);
  const [keyword] = isJsonObject(value) ? Object.keys(value) : [];
  const origin = event.originOf(keyword === undefined ? place : { uri: place.uri, pointer: childPointer(place.pointer, keyword) });
  return origin.shared && origin.root.pointer === place.pointer ? origin.owner : null;
}

function words(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Share of the words that two names have in common (Jaccard index): 0 to 1. */
function nameSimilarity(one: string, other: string): number {
  const a = new Set(words(one));
  const b = new Set(words(other));
  const common = [...a].filter((word) => b.has(word)).length;
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 0 : common / all;
}

/** Names that share at least this much are taken for one property renamed, where the shape is the same. */
const SIMILAR_NAMES = 1 / 3;

function sameParent(one: PlannedProperty, other: PlannedProperty): boolean {
  return printPath(one.path.slice(0, -1)) === printPath(other.path.slice(0, -1));
}

function pairRenames(
  base: PlanEvent,
  head: PlanEvent,
  removed: readonly PlannedProperty[],
  added: readonly PlannedProperty[],
): RenamedProperty[] {
  const renamed: RenamedProperty[] = [];
  const taken = new Set<PlannedProperty>();
  const pair = (by: RenamedProperty['by'], fits: (from: PlannedProperty, to: PlannedProperty) => boolean): void => {
    for (const from of removed) {
      if (taken.has(from)) continue;
      const candidates = added.filter((to) => !taken.has(to) && sameParent(from, to) && fits(from, to));
      const [to] = candidates;
      const rivals = removed.filter((other) => !taken.has(other) && to !== undefined && sameParent(other, to) && fits(other, to));
      if (to === undefined || candidates.length > 1 || rivals.length > 1) continue;
      renamed.push({ from, to, by });
      taken.add(from).add(to);
    }
  };
  pair('definition', (from, to) => {
    const definition = definitionOf(base, from);
    return definition !== null && definition === definitionOf(head, to);
  });
  pair('shape', (from, to) => shapeOf(base, from) === shapeOf(head, to) && nameSimilarity(from.name, to.name) >= SIMILAR_NAMES);
  return renamed;
}

/** Compares what the plan names in base and in head: pure vocabulary, no question of inclusion. */
export function diffProperties(
  base: PlanEvent,
  head: PlanEvent,
  vocabulary: { readonly base: Vocabulary; readonly head: Vocabulary },
): PropertyDiff {
  const before = bySectionPath(vocabulary.base, base.section);
  const after = bySectionPath(vocabulary.head, head.section);
  const removed = outermost([...before].filter(([key]) => !after.has(key)).map(([, property]) => property));
  const added = outermost([...after].filter(([key]) => !before.has(key)).map(([, property]) => property));
  const renamed = pairRenames(base, head, removed, added);
  const moved = new Set(renamed.flatMap(({ from, to }) => [from, to]));
  return { added: added.filter((property) => !moved.has(property)), removed: removed.filter((property) => !moved.has(property)), renamed };
}
