import { canonicalJson, isJsonArray, isJsonObject, isNumber, type Json } from '../../../src/jsonschema/values/json.ts';
import {
  addRationals,
  divideRationals,
  floorRational,
  fromRational,
  lcmRationals,
  multiplyRationals,
  rational,
  toRational,
  type JsonNumber,
  type Rational,
} from '../../../src/jsonschema/values/number.ts';
import { childNodes, type Assertion, type SchemaNode } from '../../../src/jsonschema/schema/schema-node.ts';

/** The constants that two schemas mention, and what lies beside them: where the difference between two schemas is, if there is one. */
export interface Pool {
  readonly names: readonly string[];
  readonly numbers: readonly JsonNumber[];
  readonly strings: readonly string[];
  /** Whole values: of `enum`, `const`, `default` and `examples`, with their parts. */
  readonly values: readonly Json[];
  /** Counts at, just below and just above each limit of items or properties. */
  readonly counts: readonly number[];
  /** The same for lengths of texts. */
  readonly lengths: readonly number[];
  readonly patterns: readonly string[];
  readonly formats: readonly string[];
}

const MOST = 400;
const MOST_NODES = 30_000;
const USUAL_STRINGS = ['', 'a', 'b', 'A', '0', '1', ' ', '\n', 'é', '😀', 'ab', 'abc', 'aa', '\u0000'];
const USUAL_NUMBERS = [0, 1, -1, 2, 3, 0.5, 1.5, -0.5, 10, 100, 1e10];
const USUAL_NAMES = ['x', 'foo', 'zz', ''];
const STEPS: readonly Rational[] = [
  rational(-1n),
  rational(-1n, 2n),
  rational(-1n, 1000n),
  rational(1n, 1000n),
  rational(1n, 2n),
  rational(1n),
];

class Harvest {
  readonly names = new Set<string>();
  readonly strings = new Set<string>();
  readonly patterns = new Set<string>();
  readonly formats = new Set<string>();
  readonly counts = new Set([0, 1, 2]);
  readonly lengths = new Set([0, 1]);
  readonly limits = new Map<string, Rational>();
  readonly divisors = new Map<string, Rational>();
  readonly values = new Map<string, Json>();

  value(value: Json, depth = 0): void {
    if (depth > 4 || this.values.size > MOST) return;
    const key = canonicalJson(value);
    if (this.values.has(key)) return;
    this.values.set(key, value);
    if (typeof value === 'string') this.strings.add(value);
    if (isNumber(value)) this.#limit(value);
    if (isJsonArray(value)) {
      this.#near(this.counts, value.length);
      for (const item of value) this.value(item, depth + 1);
    } else if (isJsonObject(value)) {
      this.#near(this.counts, Object.keys(value).length);
      for (const name of Object.keys(value)) {
        this.names.add(name);
        this.value(value[name] ?? null, depth + 1);
      }
    }
  }

  node(node: SchemaNode): void {
    for (const assertion of node.assertions) this.#assertion(assertion);
    if (!isJsonObject(node.raw)) return;
    for (const keyword of ['default', 'example']) if (Object.hasOwn(node.raw, keyword)) this.value(node.raw[keyword] ?? null);
    const examples = Object.hasOwn(node.raw, 'examples') ? node.raw['examples'] : undefined;
    if (isJsonArray(examples)) for (const example of examples) this.value(example);
  }

  #assertion(assertion: Assertion): void {
    if (assertion.kind === 'enum') for (const value of assertion.values) this.value(value);
    else if (assertion.kind === 'minimum' || assertion.kind === 'maximum') this.#limit(assertion.limit);
    else if (assertion.kind === 'multipleOf') keep(this.divisors, assertion.divisor);
    else if (assertion.kind === 'limit') this.#near(assertion.keyword.endsWith('Length') ? this.lengths : this.counts, assertion.limit);
    else if (assertion.kind === 'contains') for (const count of [assertion.min, assertion.max]) this.#near(this.counts, count);
    else if (assertion.kind === 'items') this.#near(this.counts, assertion.prefix.length);
    else if (assertion.kind === 'pattern') this.patterns.add(assertion.source);
    else if (assertion.kind === 'format') this.formats.add(assertion.name);
    else if (assertion.kind === 'properties') {
      for (const name of assertion.named.keys()) this.names.add(name);
      for (const { source } of assertion.patterns) this.patterns.add(source);
    } else if (assertion.kind === 'required') for (const name of assertion.names) this.names.add(name);
    else if (assertion.kind === 'dependentRequired')
      for (const [name, needed] of assertion.names) for (const each of [name, ...needed]) this.names.add(each);
    else if (assertion.kind === 'dependentSchemas') for (const name of assertion.nodes.keys()) this.names.add(name);
  }

  #limit(value: JsonNumber): void {
    keep(this.limits, value);
  }

  #near(set: Set<number>, count: number): void {
    for (const near of [count - 1, count, count + 1]) if (near >= 0) set.add(near);
  }
}

function keep(map: Map<string, Rational>, value: JsonNumber): void {
  const exact = toRational(value);
  if (exact !== null && exact.denominator < 10n ** 40n && map.size < 60) map.set(`${exact.numerator}/${exact.denominator}`, exact);
}

/** The limits, what is just beside them, and the multiples of each divisor (and of two at once) around each of them. */
function numbersAround(limits: readonly Rational[], divisors: readonly Rational[]): JsonNumber[] {
  const found = new Map<string, JsonNumber>();
  const add = (value: Rational): void => {
    const number = found.size < 4 * MOST ? fromRational(value) : null;
    if (number !== null) found.set(String(number), number);
  };
  const both = divisors.slice(0, 6).flatMap((one, i) => divisors.slice(i + 1, 6).map((other) => lcmRationals(one, other)));
  for (const limit of [...limits, rational(0n)]) {
    add(limit);
    for (const step of STEPS) add(addRationals(limit, step));
    for (const divisor of [...divisors, ...both]) {
      const times = floorRational(divideRationals(limit, divisor));
      for (const more of [-1n, 0n, 1n, 2n]) add(multiplyRationals(divisor, rational(times + more)));
    }
  }
  for (const divisor of divisors) {
    add(divideRationals(divisor, rational(2n)));
    add(multiplyRationals(divisor, rational(3n, 2n)));
  }
  return [...found.values()];
}

/** Gathers the constants of all schemas that can be reached from some. */
export function poolOf(roots: readonly SchemaNode[]): Pool {
  const harvest = new Harvest();
  const reached = new Set(roots);
  for (const node of reached) {
    harvest.node(node);
    if (reached.size > MOST_NODES) continue;
    for (const assertion of node.assertions) for (const child of childNodes(assertion)) reached.add(child);
  }
  return {
    names: [...harvest.names, ...USUAL_NAMES],
    numbers: [...new Set([...numbersAround([...harvest.limits.values()], [...harvest.divisors.values()]), ...USUAL_NUMBERS])],
    strings: [...new Set([...harvest.strings, ...[...harvest.names].slice(0, MOST), ...USUAL_STRINGS])],
    values: [...harvest.values.values()],
    counts: [...harvest.counts],
    lengths: [...harvest.lengths],
    patterns: [...harvest.patterns],
    formats: [...harvest.formats],
  };
}
