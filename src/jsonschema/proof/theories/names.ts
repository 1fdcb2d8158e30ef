import type { Branch } from '../branch.ts';
import type { Doubt, Literal } from '../goal.ts';
import { compilePattern, type Pattern } from '../../schema/pattern.ts';
import { NAME_HINT } from './plausible.ts';
import type { Search } from '../prover.ts';
import { KIND, syntheticNode, type Assertion, type SchemaNode } from '../../schema/schema-node.ts';

/** Property names beyond those that anybody mentions. */
export interface FreshNames {
  /** At least one for every way in which a name can match patterns, as far as one was found. */
  readonly names: readonly string[];
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

/** Ways of matching patterns are counted up to this many patterns; beyond, each pattern alone. */
const MAX_COMBINED = 4;

function patternSources(branch: Branch, wanted: Wanted): string[] {
  const sources = new Set([...(wanted.sendable ?? []), ...(wanted.readable ?? [])].map((regex) => regex.source));
  for (const { assertion } of branch.facts)
    if (assertion.kind === 'properties') for (const { source } of assertion.patterns) sources.add(source);
  for (const { patterns } of branch.someProperties) for (const source of patterns) sources.add(source);
  return [...sources];
}

function node(...assertions: Assertion[]): SchemaNode {
  return syntheticNode({ uri: '', pointer: '' }, assertions);
}

function patternNode(source: string): SchemaNode | null {
  const regex = compilePattern(source);
  return regex === null ? null : node({ kind: 'pattern', source, regex });
}

/** Each set of patterns that a name may match, the empty one first. */
function combinations(sources: readonly string[]): readonly (readonly string[])[] {
  if (sources.length > MAX_COMBINED) return [[], ...sources.map((source) => [source])];
  let found: (readonly string[])[] = [[]];
  for (const source of sources) found = found.concat(found.map((some) => some.concat(source)));
  return found;
}

/** Finds names that nobody mentions, for each way in which they can match the patterns in play. */
export function freshNames(branch: Branch, search: Search, wanted: Wanted): FreshNames {
  const sources = patternSources(branch, wanted);
  const names: string[] = [];
  const doubts: Doubt[] = [];
  const sendable = wanted.sendable?.map((regex) => regex.source);
  for (const matched of combinations(sources)) {
    if (sendable !== undefined && !matched.some((source) => sendable.includes(source))) continue;
    for (let i = 0; i < wanted.wanted; i++) {
      const found = search.find({
        literals: nameLiterals(branch, wanted, sources, matched, names),
        sender: null,
        reader: null,
        hint: NAME_HINT,
      });
      if (found.kind === 'found' && typeof found.value === 'string') names.push(found.value);
      if (found.kind === 'unknown' && i === 0) doubts.push(...found.doubts);
      if (found.kind !== 'found') break;
    }
  }
  if (sources.length > MAX_COMBINED)
    doubts.push({ code: 'outside-theory', message: 'too many "patternProperties" to tell which of them one name can match', node: null });
  return { names, complete: doubts.length === 0, doubts };
}

function nameLiterals(
  branch: Branch,
  wanted: Wanted,
  sources: readonly string[],
  matched: readonly string[],
  taken: readonly string[],
): Literal[] {
  const literals: Literal[] = [{ node: node({ kind: 'type', mask: KIND.string }), holds: true, side: 'sender' }];
  const demand = (schema: SchemaNode | null, holds: boolean): void => {
    if (schema !== null) literals.push({ node: schema, holds, side: 'sender' });
  };
  for (const source of sources) demand(patternNode(source), matched.includes(source));
  const used = [...wanted.known, ...taken];
  if (used.length > 0) demand(node({ kind: 'enum', keyword: 'enum', values: used }), false);
  for (const { assertion, holds, side } of branch.facts) {
    // A name that the reader drops is not bound by the reader's rules: it is bound to be possible without them.
    if (assertion.kind === 'propertyNames' && holds && (side === 'sender' || wanted.readable === null)) demand(assertion.node, true);
  }
  const bad = branch.someProperties[0]?.badName ?? null;
  demand(bad, false);
  return literals;
}
