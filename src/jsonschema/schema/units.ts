import { CharSet, DFA, type CharRange } from 'refa';

const MAX_UNIT = 0xffff;
export const MAX_POINT = 0x10ffff;
const LEADING: CharRange = { min: 0xd800, max: 0xdbff };
const TRAILING: CharRange = { min: 0xdc00, max: 0xdfff };

/** The code points above U+FFFF whose leading and trailing units are in two sets. */
function pairs(leading: CharSet, trailing: CharSet): CharRange[] {
  const found: CharRange[] = [];
  const point = (lead: number, trail: number): number => 0x10000 + (lead - LEADING.min) * 0x400 + (trail - TRAILING.min);
  const [only] = trailing.ranges;
  const isWhole = only !== undefined && only.min === TRAILING.min && only.max === TRAILING.max;
  for (const { min, max } of leading.ranges) {
    if (isWhole) found.push({ min: point(min, TRAILING.min), max: point(max, TRAILING.max) });
    else
      for (let lead = min; lead <= max; lead++)
        found.push(...trailing.ranges.map((range) => ({ min: point(lead, range.min), max: point(lead, range.max) })));
  }
  return found;
}

/**
 * An automaton over UTF-16 units, as expressions without the `u` flag are read, as one over code points. A surrogate that stands alone is a code point
 * of its own, as it is in a JavaScript text.
 */
export function overCodePoints(units: DFA, factory: DFA.LimitedNodeFactory): DFA {
  const { initial, getOut } = units.transitionIterator();
  const builder = new DFA.Builder(factory);
  const made = new Map<DFA.ReadonlyNode, DFA.Node>([[initial, builder.initial]]);
  const finals = new Set<DFA.ReadonlyNode>(units.finals);
  for (const [from, node] of made) {
    if (finals.has(from)) builder.makeFinal(node);
    const ranges = new Map<DFA.ReadonlyNode, CharRange[]>();
    const lead = (to: DFA.ReadonlyNode, more: readonly CharRange[]): void => {
      ranges.set(to, [...(ranges.get(to) ?? []), ...more]);
    };
    for (const [next, set] of getOut(from)) {
      lead(next, set.ranges);
      const leading = set.intersect(LEADING);
      if (leading.isEmpty) continue;
      for (const [last, trailing] of getOut(next)) lead(last, pairs(leading, trailing.intersect(TRAILING)));
    }
    for (const [to, found] of ranges) {
      if (found.length === 0) continue;
      const known = made.get(to) ?? builder.createNode();
      made.set(to, known);
      builder.linkNodes(node, known, CharSet.empty(MAX_POINT).union(found));
    }
  }
  return DFA.fromBuilder(builder, { maxCharacter: MAX_POINT });
}

/** Whether an automaton reads UTF-16 units. */
export function readsUnits(maxCharacter: number): boolean {
  return maxCharacter === MAX_UNIT;
}
