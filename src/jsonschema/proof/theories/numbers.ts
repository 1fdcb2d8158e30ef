import type { Doubt, Fact } from '../goal.ts';
import type { Json } from '../../values/json.ts';
import {
  addRationals,
  ceilRational,
  compareRationals,
  divideRationals,
  floorRational,
  fromRational,
  lcmRationals,
  multiplyRationals,
  nextDouble,
  rational,
  subtractRationals,
  toRational,
  type JsonNumber,
  type Rational,
} from '../../values/number.ts';
import { KIND } from '../../schema/schema-node.ts';

/** Candidates for a value that meets some facts; `complete`: where none of them does, there is none. */
export interface Candidates {
  readonly values: readonly Json[];
  readonly complete: boolean;
  /** Why they are not complete, where more can be said than which keyword it is. */
  readonly doubt?: Doubt;
}

const NONE: Candidates = { values: [], complete: true };
const MAX_TRIES = 300;
/** How many values that fit are listed, beside one for each that is excluded. */
const ENOUGH = 8;
const ONE = rational(1n);
/** From here on doubles lie more than one apart, so that a validator may see two integers as one. */
const UNSAFE = 2n ** 53n;

interface Bound {
  readonly at: Rational;
  readonly exclusive: boolean;
}

interface Numbers {
  lower: Bound | null;
  upper: Bound | null;
  /** All must divide. */
  readonly divisors: Rational[];
  /** None may divide. */
  readonly nonDivisors: Rational[];
  /** Something was met that rationals cannot carry or that is not modelled. */
  vague: boolean;
}

function tighter(old: Bound | null, bound: Bound, direction: 1 | -1): Bound {
  if (old === null) return bound;
  const order = compareRationals(bound.at, old.at) * direction;
  if (order > 0) return bound;
  return order === 0 && bound.exclusive ? bound : old;
}

function collect(facts: readonly Fact[], kind: number): Numbers {
  const numbers: Numbers = { lower: null, upper: null, divisors: [], nonDivisors: [], vague: false };
  (kind === KIND.integer ? numbers.divisors : numbers.nonDivisors).push(ONE);
  for (const { assertion, holds } of facts) {
    if (assertion.kind === 'minimum' || assertion.kind === 'maximum') addBound(numbers, assertion, holds);
    else if (assertion.kind === 'multipleOf') {
      const divisor = toRational(assertion.divisor);
      if (divisor === null) numbers.vague = true;
      else (holds ? numbers.divisors : numbers.nonDivisors).push(divisor);
    } else if (assertion.kind === 'format' && assertion.name === 'int32') addInt32(numbers, holds);
    else if (assertion.kind === 'format' && assertion.name === 'int64') (holds ? numbers.divisors : numbers.nonDivisors).push(ONE);
  }
  return numbers;
}

function addBound(numbers: Numbers, assertion: Extract<Fact['assertion'], { kind: 'minimum' | 'maximum' }>, holds: boolean): void {
  const at = toRational(assertion.limit);
  if (at === null) {
    numbers.vague = true;
    return;
  }
  const bound = { at, exclusive: assertion.exclusive === holds };
  if ((assertion.kind === 'minimum') === holds) numbers.lower = tighter(numbers.lower, bound, 1);
  else numbers.upper = tighter(numbers.upper, bound, -1);
}

function addInt32(numbers: Numbers, holds: boolean): void {
  if (!holds) {
    numbers.vague = true;
    return;
  }
  numbers.divisors.push(ONE);
  numbers.lower = tighter(numbers.lower, { at: rational(-(2n ** 31n)), exclusive: false }, 1);
  numbers.upper = tighter(numbers.upper, { at: rational(2n ** 31n - 1n), exclusive: false }, -1);
}

function isWithin(numbers: Numbers, value: Rational): boolean {
  const { lower, upper } = numbers;
  const low = lower === null ? 1 : compareRationals(value, lower.at);
  const high = upper === null ? -1 : compareRationals(value, upper.at);
  return (low > 0 || (low === 0 && lower?.exclusive === false)) && (high < 0 || (high === 0 && upper?.exclusive === false));
}

function isMultiple(value: Rational, divisor: Rational): boolean {
  return divideRationals(value, divisor).denominator === 1n;
}

function isEmpty({ lower, upper }: Numbers): boolean {
  if (lower === null || upper === null) return false;
  const order = compareRationals(lower.at, upper.at);
  return order > 0 || (order === 0 && (lower.exclusive || upper.exclusive));
}

/** A bound that may not be met, moved on to what is beyond it for a validator that rounds it and the candidate; the bound itself where none does. */
function sturdy(bound: Bound | null, direction: 1 | -1): Bound | null {
  if (bound?.exclusive !== true) return bound;
  const whole = floorRational(bound.at);
  const at = whole >= UNSAFE || whole <= -UNSAFE ? nextDouble(bound.at, direction) : null;
  return at === null ? bound : { at, exclusive: false };
}

/**
 * Numbers of a kind (integer, or with a fractional part) that meet the facts: what the authors name, then those nearest to zero or to a bound. Where a
 * validator rounds a bound, those that it judges alike for all that come before the others.
 */
export function numberCandidates(facts: readonly Fact[], kind: number, authors: readonly JsonNumber[]): Candidates {
  const numbers = collect(facts, kind);
  const theory = within(numbers, facts);
  const narrowed: Numbers = { ...numbers, lower: sturdy(numbers.lower, 1), upper: sturdy(numbers.upper, -1) };
  if (narrowed.lower === numbers.lower && narrowed.upper === numbers.upper) return { ...theory, values: [...authors, ...theory.values] };
  const survives = (value: JsonNumber): boolean => {
    const exact = toRational(value);
    return exact !== null && isWithin(narrowed, exact);
  };
  const values = [...authors.filter(survives), ...within(narrowed, facts).values, ...authors, ...theory.values];
  return { ...theory, values };
}

function within(numbers: Numbers, facts: readonly Fact[]): Candidates {
  if (isEmpty(numbers)) return NONE;
  const { divisors, nonDivisors } = numbers;
  const step = divisors.reduce<Rational | null>((found, divisor) => (found === null ? divisor : lcmRationals(found, divisor)), null);
  if (step !== null && nonDivisors.some((divisor) => isMultiple(step, divisor))) return NONE;
  const excluded = facts.reduce((count, { assertion }) => count + (assertion.kind === 'enum' ? assertion.values.length : 0), 0);
  return step === null ? dense(numbers, excluded) : stepped(numbers, step, excluded);
}

function fits(numbers: Numbers, value: Rational): boolean {
  return isWithin(numbers, value) && !numbers.nonDivisors.some((divisor) => isMultiple(value, divisor));
}

function toJson(values: readonly Rational[]): Json[] {
  return values.map(fromRational).filter((value) => value !== null);
}

function stepped(numbers: Numbers, step: Rational, excluded: number): Candidates {
  const { lower, upper, vague } = numbers;
  const from = lower !== null ? ceilRational(divideRationals(lower.at, step)) : null;
  const to = upper !== null ? floorRational(divideRationals(upper.at, step)) : null;
  const wanted = MAX_TRIES + excluded;
  const values: Rational[] = [];
  let tried = 0;
  let ended = false;
  const nearZero = (from === null || from <= 0n) && (to === null || to >= 0n);
  const start = nearZero ? 0n : from !== null && from > 0n ? from : (to ?? 0n);
  for (let offset = 0n; tried <= wanted && values.length <= excluded + ENOUGH && !ended; offset++) {
    const pair = offset === 0n ? [start] : [start + offset, start - offset];
    const inside = pair.filter((k) => (from === null || k >= from) && (to === null || k <= to));
    ended = inside.length === 0;
    for (const k of inside) {
      tried++;
      const value = multiplyRationals(rational(k), step);
      if (fits(numbers, value)) values.push(value);
    }
  }
  return { values: toJson(values), complete: ended && !vague };
}

/** Without a divisor the values lie dense: a few in each part of the interval will do, unless it is a single point. */
function dense(numbers: Numbers, excluded: number): Candidates {
  const { lower, upper, vague } = numbers;
  if (lower !== null && upper !== null && compareRationals(lower.at, upper.at) === 0) {
    const values = fits(numbers, lower.at) ? toJson([lower.at]) : [];
    return { values, complete: !vague };
  }
  const low = lower?.at ?? (upper === null ? rational(0n) : subtractRationals(upper.at, rational(10n)));
  const high = upper?.at ?? addRationals(low, rational(10n));
  const width = subtractRationals(high, low);
  // Ordinary ones first: in the middle of a wide interval lie numbers that no double carries, which a validator would round to an integer.
  const half = rational(1n, 2n);
  const ordinary = [half, rational(3n, 2n), rational(-1n, 2n), addRationals(low, half), subtractRationals(high, half)];
  const isWide = compareRationals(width, rational(1_000_000n)) > 0;
  const values = isWide ? ordinary.filter((value) => fits(numbers, value)) : [];
  for (const parts of [2n, 10n, 8n, 100n, 1024n, 1_000_000n]) {
    for (let i = 1n; i < parts && values.length <= excluded + 40; i++) {
      const value = addRationals(low, multiplyRationals(width, rational(i, parts)));
      if (fits(numbers, value)) values.push(value);
    }
  }
  return { values: toJson(values), complete: false };
}
