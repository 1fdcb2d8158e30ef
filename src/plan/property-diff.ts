import { canonicalJson, childPointer, isJsonObject } from '../jsonschema/index.ts';
import { withoutWords } from '../formats/json-schema/keywords.ts';
import type { PlanEvent, Section } from './model.ts';
import { printPath } from './paths.ts';
import { valueAt, type PlannedProperty, type Vocabulary } from './properties.ts';
import { inSection } from './section.ts';

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

function writtenAs(event: PlanEvent, property: PlannedProperty): string {
  const value = valueAt(event.schema, property.places[0]);
  return value === undefined ? '' : canonicalJson(value);
}

/** What a property takes, whatever is said about it: who renames one likes to describe it anew. */
function shapeOf(event: PlanEvent, property: PlannedProperty): string {
  const value = valueAt(event.schema, property.places[0]);
  return value === undefined ? '' : canonicalJson(withoutWords(value));
}

/** The key of the definition that is this property, wherever it is used; null where the property is written on the spot. */
function definitionOf(event: PlanEvent, property: PlannedProperty): string | null {
  const [place] = property.places;
  const value = valueAt(event.schema, place);
  const [keyword] = isJsonObject(value) ? Object.keys(value) : [];
  const origin = event.originOf(keyword === undefined ? place : { uri: place.uri, pointer: childPointer(place.pointer, keyword) });
  return origin.shared && origin.root.pointer === place.pointer ? origin.owner : null;
}

function words(name: string): ReadonlySet<string> {
  const cut = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return new Set(cut.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''));
}

/** Words that say of what kind a value is, and not what it is of: `cart_id` and `order_id` are two ids. */
const OF_KIND = new Set('id key code name type kind count number total amount value date time at url uri flag is has status'.split(' '));

/** The words of a name that say what its value is of. */
function tellingWords(name: string): ReadonlySet<string> {
  return new Set([...words(name)].filter((word) => !OF_KIND.has(word)));
}

/** Share of the words that two names have in common (Jaccard index): 0 to 1. */
function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - common;
  return all === 0 ? 0 : common / all;
}

/** Names that share at least this much are taken for one property renamed, where the shape is the same. */
const SIMILAR_NAMES = 1 / 3;
/** Pairs of names of one shape that are looked at; where more properties come and go at once, their names tell nothing. */
const MAX_GUESSES = 10_000;

interface Candidates {
  readonly from: PlannedProperty[];
  readonly to: PlannedProperty[];
}

/** Puts together those that have the same key. */
function grouped(
  removed: readonly PlannedProperty[],
  added: readonly PlannedProperty[],
  keyOf: (property: PlannedProperty, side: 'base' | 'head') => string | null,
): Candidates[] {
  const groups = new Map<string, Candidates>();
  for (const property of removed) {
    const key = keyOf(property, 'base');
    if (key === null) continue;
    const group = groups.get(key) ?? { from: [], to: [] };
    group.from.push(property);
    groups.set(key, group);
  }
  for (const property of added) groups.get(keyOf(property, 'head') ?? '')?.to.push(property);
  return [...groups.values()].filter(({ to }) => to.length > 0);
}

/** What is compared: the properties of each side by the path that pairs them, and how many steps of their own paths lead there. */
interface Region {
  readonly base: ReadonlyMap<string, PlannedProperty>;
  readonly head: ReadonlyMap<string, PlannedProperty>;
  readonly depth: { readonly base: number; readonly head: number };
}

/** The pairs of which each side fits no other. Order never decides. */
function unambiguous({ from, to }: Candidates, wordsOf: typeof words): [PlannedProperty, PlannedProperty][] {
  if (from.length * to.length > MAX_GUESSES) return [];
  const named = to.map((property) => ({ property, words: wordsOf(property.name) }));
  const fits = from.map((property) => {
    const own = wordsOf(property.name);
    return { property, to: named.filter((each) => similarity(own, each.words) >= SIMILAR_NAMES).map((each) => each.property) };
  });
  const wanted = new Map<PlannedProperty, number>();
  for (const property of fits.flatMap((each) => each.to)) wanted.set(property, (wanted.get(property) ?? 0) + 1);
  return fits.flatMap(({ property, to: [only, another] }) =>
    only !== undefined && another === undefined && wanted.get(only) === 1 ? [[property, only]] : [],
  );
}

function pairRenames(
  base: PlanEvent,
  head: PlanEvent,
  removed: readonly PlannedProperty[],
  added: readonly PlannedProperty[],
  depth: Region['depth'],
): RenamedProperty[] {
  const events = { base, head };
  const parentOf = ({ path }: PlannedProperty, side: 'base' | 'head'): string => printPath(path.slice(depth[side], -1));
  const byDefinition = grouped(removed, added, (property, side) => {
    const definition = definitionOf(events[side], property);
    return definition === null ? null : JSON.stringify([parentOf(property, side), definition]);
  }).flatMap(({ from, to }): RenamedProperty[] => {
    const [[before, ...rivals], [after, ...others]] = [from, to];
    return before && after && rivals.length + others.length === 0 ? [{ from: before, to: after, by: 'definition' }] : [];
  });
  const taken = new Set(byDefinition.flatMap(({ from, to }) => [from, to]));
  const left = (properties: readonly PlannedProperty[]): PlannedProperty[] => properties.filter((property) => !taken.has(property));
  // The same words about it tell apart what has the same shape, so those that have both come first; without them more of the name must tell.
  const ways = [
    { shape: writtenAs, wordsOf: words },
    { shape: shapeOf, wordsOf: tellingWords },
  ];
  const byShape = ways.flatMap(({ shape, wordsOf }) => {
    const pairs = grouped(left(removed), left(added), (property, side) =>
      JSON.stringify([parentOf(property, side), shape(events[side], property)]),
    ).flatMap((candidates) => unambiguous(candidates, wordsOf));
    for (const property of pairs.flat()) taken.add(property);
    return pairs;
  });
  return [...byDefinition, ...byShape.map(([from, to]) => ({ from, to, by: 'shape' as const }))];
}

/**
 * Whether the other side may name a property all the same: a reference that names nothing speaks of an object around it there, and does not here.
 * One that both sides have is no reason, since it says the same in both.
 */
function mayBeNamed({ path }: PlannedProperty, there: Vocabulary, here: Vocabulary): boolean {
  return path.some((_, length) => {
    const around = printPath(path.slice(0, length));
    const known = here.unresolved.get(around);
    return [...(there.unresolved.get(around) ?? [])].some((reference) => known?.has(reference) !== true);
  });
}

/** What the plan names on each side. */
interface Vocabularies {
  readonly base: Vocabulary;
  readonly head: Vocabulary;
}

/** Properties inside some others, by the wire path of that other, and then by what follows it. */
function insideOf(
  properties: Iterable<PlannedProperty>,
  outer: readonly PlannedProperty[],
): ReadonlyMap<string, ReadonlyMap<string, PlannedProperty>> {
  const found = new Map(outer.map(({ wirePath }) => [wirePath, new Map<string, PlannedProperty>()]));
  for (const property of found.size === 0 ? [] : properties)
    for (const [index] of property.path.entries()) {
      const inner = found.get(printPath(property.path.slice(0, index)));
      inner?.set(printPath(property.path.slice(index)), property);
    }
  return found;
}

function diffRegion(base: PlanEvent, head: PlanEvent, region: Region, vocabulary: Vocabularies): PropertyDiff {
  const missing = (from: Region['base'], to: Region['base']): PlannedProperty[] =>
    outermost([...from].filter(([key]) => !to.has(key)).map(([, property]) => property));
  const removed = missing(region.base, region.head).filter((property) => !mayBeNamed(property, vocabulary.head, vocabulary.base));
  const added = missing(region.head, region.base).filter((property) => !mayBeNamed(property, vocabulary.base, vocabulary.head));
  const renamed = pairRenames(base, head, removed, added, region.depth);
  const moved = new Set(renamed.flatMap(({ from, to }) => [from, to]));
  // What a property holds is compared under its old and its new name.
  const [olds, news] = [renamed.map(({ from }) => from), renamed.map(({ to }) => to)];
  const [before, after] = [insideOf(region.base.values(), olds), insideOf(region.head.values(), news)];
  const inner = renamed.map(({ from, to }) =>
    diffRegion(
      base,
      head,
      {
        base: before.get(from.wirePath) ?? new Map(),
        head: after.get(to.wirePath) ?? new Map(),
        depth: { base: from.path.length, head: to.path.length },
      },
      vocabulary,
    ),
  );
  return {
    added: [...added.filter((property) => !moved.has(property)), ...inner.flatMap((diff) => diff.added)],
    removed: [...removed.filter((property) => !moved.has(property)), ...inner.flatMap((diff) => diff.removed)],
    renamed: [...renamed, ...inner.flatMap((diff) => diff.renamed)],
  };
}

/** Compares what the plan names in base and in head: pure vocabulary, no question of inclusion. */
export function diffProperties(base: PlanEvent, head: PlanEvent, vocabulary: Vocabularies): PropertyDiff {
  const region = {
    base: bySectionPath(vocabulary.base, base.section),
    head: bySectionPath(vocabulary.head, head.section),
    depth: { base: 0, head: 0 },
  };
  return diffRegion(base, head, region, vocabulary);
}
