import type { Branch } from '../branch.ts';
import type { Doubt, Found, Literal } from '../goal.ts';
import { compilePattern, type Pattern } from '../../schema/pattern.ts';
import { inOrder, languageOf, meetingOf, type Expected } from '../../schema/regular.ts';
import { sizeOf } from '../../schema/words.ts';
import { NAME_HINT } from './plausible.ts';
import type { Search } from '../prover.ts';
import { KIND, madeNode, valuesNode, type SchemaNode } from '../../schema/schema-node.ts';

/** Names that match the same patterns and that nobody mentions: what holds for the property of one holds for all. */
export interface NameGroup {
  /** Some of them. */
  readonly names: readonly string[];
  /** How many there are at most: infinity where there is no end of them, null where it is not known. */
  readonly size: number | null;
  /** One more name beside those taken; empty is a proof that there is none. */
  readonly next: (taken: Iterable<string>) => Found;
}

/** Property names beyond those that anybody mentions. */
export interface FreshNames {
  /** At least one for every way in which a name can match patterns, as far as one was found. */
  readonly names: readonly string[];
  readonly groups: readonly NameGroup[];
  /** Whether each way has its name or is impossible. */
  readonly complete: boolean;
  readonly doubts: readonly Doubt[];
}

interface Wanted {
  readonly known: readonly string[];
  /** One of these must match; null: any name may be sent. */
  readonly sendable: readonly Pattern[] | null;
  /** Names that match one of these are seen by the reader; null: it sees all. */
  readonly readable: readonly Pattern[] | null;
  /** How many names of one way are wanted. */
  readonly wanted: number;
}

/** Ways of matching patterns are told apart up to this many; beyond, each further pattern alone. */
const MAX_WAYS = 64;
const TOO_MANY: Doubt = {
  code: 'outside-theory',
  message: `the patterns of property names overlap in more than ${MAX_WAYS} ways`,
  node: null,
};

/** One way of matching: which of the patterns a name matches, in the order in which they were told apart. */
type Way = readonly Expected[];

function patternsOf(branch: Branch, wanted: Wanted): ReadonlyMap<string, Pattern> {
  const patterns = new Map<string, Pattern>();
  const take = (regex: Pattern | null): void => {
    if (regex !== null) patterns.set(regex.source, regex);
  };
  for (const regex of [...(wanted.sendable ?? []), ...(wanted.readable ?? [])]) take(regex);
  for (const { assertion } of branch.facts) if (assertion.kind === 'properties') for (const { regex } of assertion.patterns) take(regex);
  for (const { patterns: sources } of branch.someProperties)
    for (const source of sources) take(patterns.get(source) ?? compilePattern(source));
  return patterns;
}

/** The ways in which a name can match patterns, matching none first; pattern by pattern, so that disjoint ones do not multiply. */
function waysToMatch(patterns: Iterable<Pattern>): { readonly ways: readonly Way[]; readonly complete: boolean } {
  let ways: readonly Way[] = [[]];
  let complete = true;
  for (const { source, flags } of inOrder([...patterns].map((one) => ({ source: one.source, flags: one.flags, holds: true })))) {
    const split = (some: readonly Way[], holds: boolean): readonly Way[] =>
      some.map((way) => [...way, { source, flags, holds }]).filter((way) => meetingOf(way)?.isEmpty !== true);
    const matching = split(ways, true);
    const others = split(ways, false);
    if (others.length + matching.length <= MAX_WAYS) ways = [...others, ...matching];
    else {
      complete = false;
      ways = [...others, ...split(ways.slice(0, 1), true)];
    }
  }
  return { ways, complete };
}

/** Finds names that nobody mentions, for each way in which they can match the patterns in play. */
export function freshNames(branch: Branch, search: Search, wanted: Wanted): FreshNames {
  const patterns = patternsOf(branch, wanted);
  const { ways, complete } = waysToMatch(patterns.values());
  const doubts: Doubt[] = complete ? [] : [TOO_MANY];
  const sendable = wanted.sendable?.map((regex) => regex.source);
  const nodes = new Map([...patterns].map(([source, regex]) => [source, madeNode({ kind: 'pattern', source, regex })]));
  const groups: NameGroup[] = [];
  for (const way of ways) {
    if (sendable !== undefined && !way.some(({ source, holds }) => holds && sendable.includes(source))) continue;
    const next = (taken: Iterable<string>): Found =>
      search.find({ literals: nameLiterals(branch, wanted, way, nodes, taken), sender: null, reader: null, hint: NAME_HINT });
    const names: string[] = [];
    for (let i = 0; i < wanted.wanted; i++) {
      const found = next(names);
      if (found.kind === 'found' && typeof found.value === 'string') names.push(found.value);
      if (found.kind === 'unknown' && i === 0) doubts.push(...found.doubts);
      if (found.kind !== 'found') break;
    }
    if (names.length > 0) groups.push({ names, size: sizeOfGroup(way, patterns, wanted.known), next });
  }
  return { names: groups.flatMap((group) => group.names), groups, complete: doubts.length === 0, doubts };
}

function sizeOfGroup(way: Way, patterns: ReadonlyMap<string, Pattern>, known: readonly string[]): number | null {
  const language = meetingOf(way);
  if (language === null) return null;
  const size = sizeOf(language);
  if (size === Number.POSITIVE_INFINITY || way.some(({ source, flags }) => languageOf(source, flags) === null)) return size;
  return size - new Set(known.filter((name) => way.every(({ source, holds }) => patterns.get(source)?.test(name) === holds))).size;
}

function nameLiterals(
  branch: Branch,
  wanted: Wanted,
  way: Way,
  nodes: ReadonlyMap<string, SchemaNode>,
  taken: Iterable<string>,
): Literal[] {
  const literals: Literal[] = [{ node: madeNode({ kind: 'type', mask: KIND.string }), holds: true, side: 'sender' }];
  const demand = (schema: SchemaNode | null | undefined, holds: boolean): void => {
    if (schema !== null && schema !== undefined) literals.push({ node: schema, holds, side: 'sender' });
  };
  for (const { source, holds } of way) demand(nodes.get(source), holds);
  const isSeen =
    wanted.readable === null || way.some(({ source, holds }) => holds && wanted.readable?.some((one) => one.source === source));
  const used = [...wanted.known, ...taken];
  if (used.length > 0) demand(valuesNode(used), false);
  for (const { assertion, holds, side } of branch.facts) {
    // A name that the reader drops is not bound by the reader's rules.
    if (assertion.kind === 'propertyNames' && holds && (side === 'sender' || isSeen)) demand(assertion.node, true);
  }
  const bad = branch.someProperties[0]?.badName ?? null;
  demand(bad, false);
  return literals;
}
