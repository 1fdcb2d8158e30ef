/**
 * A JSON number that a JavaScript number cannot carry: its shortest decimal print would not denote the
 * same value (beyond 2^53, or too many digits). `text` is the number as JSON writes it.
 */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** Lets `String(value)` print the number itself. */
  toString(): string {
    return this.text;
  }
}

/** A JSON number: a plain one stands for the decimal that its shortest print denotes (`0.1` is one tenth), any other is an {@link ExactNumber}. */
export type JsonNumber = number | ExactNumber;

/** ±0.digits × 10^point; digits have neither leading nor trailing zeros. Comparing two never writes an exponent out. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: bigint;
}

const JSON_NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
const YAML_DECIMAL = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const YAML_RADIX = /^0(?:x[0-9a-fA-F]+|o[0-7]+)$/;
/** Up to this many characters without an exponent, a decimal survives a JavaScript number: doubles carry 15 digits. */
const SAFE_LENGTH = 15;

/**
 * The number that a text denotes, for every reader of numbers: JSON's spellings, and those that YAML 1.2 core adds (`+1`, `.5`, `1.`, `007`, `0x1F`, `0o17`).
 * Throws a SyntaxError for anything else (`.inf` and `.nan` are no JSON numbers: ask before).
 */
export function numberFromText(text: string): JsonNumber {
  const spelled = jsonSpelling(text);
  const nearest = Number(spelled);
  if (nearest === 0 || !Number.isFinite(nearest)) {
    return decimalOf(spelled).digits === '' ? 0 : new ExactNumber(spelled);
  }
  if (spelled.length <= SAFE_LENGTH && !/e/i.test(spelled)) return nearest;
  return compareDecimals(decimalOf(String(nearest)), decimalOf(spelled)) === 0 ? nearest : new ExactNumber(spelled);
}

/** The one spelling of a number's value: equal numbers give equal texts. It is a JSON number itself. */
export function canonicalNumber(value: JsonNumber): string {
  const number = typeof value === 'number' ? value : numberFromText(value.text);
  if (typeof number === 'number') return JSON.stringify(number);
  const { negative, digits, point } = decimalOf(number.text);
  const exponent = point - BigInt(digits.length);
  return `${negative ? '-' : ''}${digits}${exponent === 0n ? '' : `e${exponent}`}`;
}

/**
 * Orders two JSON numbers by their exact decimal values. Linear in the length of their texts, whatever their exponents:
 * `1e999999999` costs no more than `1`.
 */
export function compareNumbers(a: JsonNumber, b: JsonNumber): -1 | 0 | 1 {
  if (typeof a === 'number' && typeof b === 'number') return order(a, b);
  return compareDecimals(decimal(a), decimal(b));
}

/** Whether the number is mathematically integral: `1.0` and `1e400` are, in every draft (draft-04 says otherwise; no JavaScript runtime can tell). */
export function isInteger(value: JsonNumber): boolean {
  if (typeof value === 'number') return Number.isInteger(value);
  const { digits, point } = decimal(value);
  return digits === '' || point >= BigInt(digits.length);
}

/**
 * Whether `value` is an integral multiple of `divisor`, on exact decimals (JSON Schema 2020-12 validation 6.2.1): 0.3 is of 0.1, 1e308 of 1.
 * False for a divisor of zero.
 */
export function isMultipleOf(value: JsonNumber, divisor: JsonNumber): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return Number(divisor) !== 0 && Number(value) % Number(divisor) === 0;
  const [dividend, unit] = [decimal(value), decimal(divisor)];
  if (unit.digits === '') return false;
  if (dividend.digits === '') return true;
  const shift = dividend.point - BigInt(dividend.digits.length) - (unit.point - BigInt(unit.digits.length));
  // The coefficient does not end in 0, so ten times anything cannot divide it.
  if (shift < 0n) return false;
  // 10^shift only supplies factors two and five; the divisor has no more of them than four for each of its digits.
  const enough = BigInt(4 * unit.digits.length);
  return (BigInt(dividend.digits) * 10n ** (shift < enough ? shift : enough)) % BigInt(unit.digits) === 0n;
}

/** An exact fraction in lowest terms; the denominator is positive. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Limit of {@link toRational}, in decimal digits. */
export const MAX_RATIONAL_DIGITS = 20_000;

/** The fraction numerator/denominator in lowest terms. Throws a RangeError for a denominator of zero. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError('a fraction needs a denominator other than zero');
  const divisor = greatestCommonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** The exact fraction of a JSON number; null where writing it out would take more than {@link MAX_RATIONAL_DIGITS} digits (`1e999999999`). */
export function toRational(value: JsonNumber): Rational | null {
  if (Number.isSafeInteger(value)) return { numerator: BigInt(Number(value)), denominator: 1n };
  const { negative, digits, point } = decimal(value);
  const exponent = point - BigInt(digits.length);
  const size = BigInt(digits.length) + (exponent < 0n ? -exponent : exponent);
  if (size > BigInt(MAX_RATIONAL_DIGITS)) return null;
  const coefficient = BigInt(digits) * (negative ? -1n : 1n);
  return exponent < 0n ? rational(coefficient, 10n ** -exponent) : rational(coefficient * 10n ** exponent);
}

/** The JSON number of a fraction; null where it has no finite decimal (1/3). */
export function fromRational(value: Rational): JsonNumber | null {
  const twos = multiplicity(value.denominator, 2n);
  const fives = multiplicity(value.denominator, 5n);
  if (value.denominator !== 2n ** BigInt(twos) * 5n ** BigInt(fives)) return null;
  const places = Math.max(twos, fives);
  const coefficient = (value.numerator * 10n ** BigInt(places)) / value.denominator;
  const sign = coefficient < 0n ? '-' : '';
  const digits = String(coefficient < 0n ? -coefficient : coefficient).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return numberFromText(places === 0 ? sign + whole : `${sign}${whole}.${digits.slice(digits.length - places)}`);
}

/** Orders two fractions. */
export function compareRationals(a: Rational, b: Rational): -1 | 0 | 1 {
  return order(a.numerator * b.denominator, b.numerator * a.denominator);
}

/**
 * The next number above (`1`) or below (`-1`) that every JavaScript number tells apart from this one: what it is rounded to, one double on. It is printed
 * as short as a double is, so that readers of exact and of binary numbers see it on the same side. Null where there is no finite one.
 */
export function nextDouble(value: Rational, direction: 1 | -1): Rational | null {
  const decimals = fromRational(value);
  const nearest = decimals === null ? Number.NaN : Number(String(decimals));
  if (nearest === 0 || !Number.isFinite(nearest)) return null;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, nearest);
  // The bits of a double count its magnitude upwards (IEEE 754).
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(nearest > 0 ? direction : -direction));
  const next = view.getFloat64(0);
  return Number.isFinite(next) ? toRational(next) : null;
}

/** a + b */
export function addRationals(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/** a − b */
export function subtractRationals(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

/** a × b */
export function multiplyRationals(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** a ÷ b. Throws a RangeError for a divisor of zero. */
export function divideRationals(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** The largest integer not above the fraction. */
export function floorRational(value: Rational): bigint {
  const quotient = value.numerator / value.denominator;
  return value.numerator < 0n && quotient * value.denominator !== value.numerator ? quotient - 1n : quotient;
}

/** The smallest integer not below the fraction. */
export function ceilRational(value: Rational): bigint {
  return -floorRational({ numerator: -value.numerator, denominator: value.denominator });
}

/** The smallest positive fraction that is an integral multiple of both (which are not zero): `multipleOf: a` and `multipleOf: b` at once. */
export function lcmRationals(a: Rational, b: Rational): Rational {
  // In lowest terms lcm(p/q, r/s) = lcm(p, r) / gcd(q, s).
  const numerator = magnitude(a.numerator * b.numerator) / greatestCommonDivisor(a.numerator, b.numerator);
  return rational(numerator, greatestCommonDivisor(a.denominator, b.denominator));
}

function jsonSpelling(text: string): string {
  if (YAML_RADIX.test(text)) return String(BigInt(text));
  const [, sign, whole, fraction, exponent] = YAML_DECIMAL.exec(text) ?? [];
  if ((whole ?? '') === '' && (fraction ?? '') === '') throw new SyntaxError(`not a number: ${JSON.stringify(text.slice(0, 40))}`);
  const significant = withoutLeadingZeros(whole ?? '');
  return `${sign === '-' ? '-' : ''}${significant === '' ? '0' : significant}${fraction ? `.${fraction}` : ''}${exponent ? `e${exponent}` : ''}`;
}

function decimal(value: JsonNumber): Decimal {
  return decimalOf(String(value));
}

function decimalOf(text: string): Decimal {
  const [, sign, whole = '', fraction = '', exponent = '0'] = JSON_NUMBER.exec(text) ?? [];
  const written = whole + fraction;
  const leading = withoutLeadingZeros(written);
  const digits = withoutTrailingZeros(leading);
  if (digits === '') return { negative: false, digits: '', point: 0n };
  const point = BigInt(whole.length - (written.length - leading.length)) + BigInt(exponent.replace('+', ''));
  return { negative: sign === '-', digits, point };
}

function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const larger = magnitudeOrder(a, b);
  return a.negative && larger !== 0 ? (larger === 1 ? -1 : 1) : larger;
}

function magnitudeOrder(a: Decimal, b: Decimal): -1 | 0 | 1 {
  if (a.digits === '' || b.digits === '') return order(a.digits.length, b.digits.length);
  if (a.point !== b.point) return order(a.point, b.point);
  return order(a.digits, b.digits);
}

function order<T extends number | bigint | string>(a: T, b: T): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// Loops, because a regular expression for trailing zeros takes quadratic time on hostile digits.
function withoutLeadingZeros(digits: string): string {
  let start = 0;
  while (digits[start] === '0') start += 1;
  return digits.slice(start);
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [magnitude(a), magnitude(b)];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
}

function multiplicity(value: bigint, factor: bigint): number {
  let times = 0;
  for (let rest = value; rest % factor === 0n; rest /= factor) times += 1;
  return times;
}
