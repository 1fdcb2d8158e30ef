import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ExactNumber,
  addRationals,
  canonicalNumber,
  ceilRational,
  compareNumbers,
  compareRationals,
  divideRationals,
  floorRational,
  fromRational,
  isInteger,
  isMultipleOf,
  lcmRationals,
  multiplyRationals,
  numberFromText,
  rational,
  subtractRationals,
  toRational,
} from '../../../src/jsonschema/values/number.ts';

const SEED = { seed: 20_261_123, numRuns: 500 };

/** Any decimal that can be written out: coefficient × 10^exponent, spelled at random. */
const decimals = fc
  .record({
    coefficient: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    exponent: fc.integer({ min: -40, max: 40 }),
    zeros: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ coefficient, exponent, zeros }) => ({
    number: numberFromText(`${coefficient}${'0'.repeat(zeros)}e${exponent - zeros}`),
    scaled: coefficient * 10n ** BigInt(exponent + 40),
  }));

describe('numberFromText', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['-0.0e5', 0],
    ['1.0', 1],
    ['1e0', 1],
    ['100e-2', 1],
    ['0.1', 0.1],
    ['1e308', 1e308],
    ['1E+2', 100],
    ['9007199254740992', 2 ** 53],
    ['123456789012345680000', 123456789012345680000],
  ])('reads %s as a plain number', (text, value) => {
    expect(numberFromText(text)).toBe(value);
  });

  it.each(['9007199254740993', '9223372036854775807', '1e400', '-1e400', '1e-400', '0.1000000000000000055511151231257827'])(
    'keeps %s exact',
    (text) => {
      expect(numberFromText(text)).toEqual(new ExactNumber(text));
    },
  );

  it.each([
    ['+1', 1],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['1.', 1],
    ['007', 7],
    ['0x1F', 31],
    ['0o17', 15],
  ])('reads YAML %s', (text, value) => {
    expect(numberFromText(text)).toBe(value);
  });

  it('spells an exact YAML number as JSON does', () => {
    expect(String(numberFromText('+0009007199254740993'))).toBe('9007199254740993');
    expect(String(numberFromText('0xFFFFFFFFFFFFFFFF'))).toBe('18446744073709551615');
  });

  it.each(['', '-', '.', 'e5', '.inf', '.nan', '1_000', '0x', 'Infinity', '1 2'])('refuses %j', (text) => {
    expect(() => numberFromText(text)).toThrow(SyntaxError);
  });

  it('takes hostile digits in linear time (quadratic time would run into the limit of a test)', () => {
    const zeros = '0'.repeat(400_000);
    const number = numberFromText(`${zeros}1${zeros}1.${zeros}1e${'9'.repeat(1000)}`);
    expect(number).toBeInstanceOf(ExactNumber);
    expect(isInteger(number)).toBe(true);
  });

  it('gives back what it denotes, exactly', () => {
    fc.assert(
      fc.property(decimals, ({ number, scaled }) => {
        expect(toRational(number)).toEqual(rational(scaled, 10n ** 40n));
      }),
      SEED,
    );
  });
});

describe('canonicalNumber', () => {
  it('spells equal numbers alike', () => {
    const spellings = ['9007199254740993', '9007199254740993.0', '9007199254740993e0', '90071992547409930e-1'];
    expect(new Set(spellings.map((text) => canonicalNumber(new ExactNumber(text))))).toEqual(new Set(['9007199254740993']));
    expect(canonicalNumber(new ExactNumber('1.0'))).toBe('1');
    expect(canonicalNumber(new ExactNumber('1.5e400'))).toBe('15e399');
  });

  it('differs exactly where the numbers do', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(canonicalNumber(a.number) === canonicalNumber(b.number)).toBe(a.scaled === b.scaled);
      }),
      SEED,
    );
  });
});

describe('compareNumbers', () => {
  it('orders as the integers do', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const order = a.scaled === b.scaled ? 0 : a.scaled < b.scaled ? -1 : 1;
        expect(compareNumbers(a.number, b.number)).toBe(order);
      }),
      SEED,
    );
  });

  it('compares by magnitude where exponents are huge', () => {
    const huge = numberFromText('1e999999999');
    expect(compareNumbers(huge, numberFromText('9e999999998'))).toBe(1);
    expect(compareNumbers(huge, numberFromText('1e9999999999999999999999'))).toBe(-1);
    expect(compareNumbers(numberFromText('-1e400'), numberFromText('-2e399'))).toBe(-1);
    expect(compareNumbers(numberFromText('1e-999999999'), 0)).toBe(1);
    expect(compareNumbers(numberFromText('9007199254740993'), 9007199254740992)).toBe(1);
  });
});

describe('isInteger', () => {
  it.each([
    ['1.0', true],
    ['1e400', true],
    ['1e999999999', true],
    ['9007199254740993', true],
    ['9007199254740993.5', false],
    ['1e-400', false],
    ['0.5', false],
  ])('%s: %s', (text, expected) => {
    expect(isInteger(numberFromText(text))).toBe(expected);
  });
});

describe('isMultipleOf', () => {
  it.each([
    ['0.3', '0.1', true],
    ['1e308', '1', true],
    ['19.99', '0.01', true],
    ['0.35', '0.1', false],
    ['9007199254740993', '3', true],
    ['9007199254740993', '2', false],
    ['1e999999999', '0.3', false],
    ['3e999999999', '0.3', true],
    ['1e999999999', '1024', true],
    ['1e-400', '1', false],
    ['0', '7', true],
    ['5', '0', false],
    ['-6', '3', true],
  ])('%s of %s: %s', (value, divisor, expected) => {
    expect(isMultipleOf(numberFromText(value), numberFromText(divisor))).toBe(expected);
  });

  it('agrees with integer arithmetic', () => {
    const small = fc.record({ coefficient: fc.bigInt({ min: -2000n, max: 2000n }), exponent: fc.integer({ min: -4, max: 4 }) });
    fc.assert(
      fc.property(small, small, (a, b) => {
        const [value, divisor] = [a, b].map(({ coefficient, exponent }) => coefficient * 10n ** BigInt(exponent + 4));
        const expected = divisor !== 0n && (value ?? 0n) % (divisor ?? 1n) === 0n;
        expect(isMultipleOf(numberFromText(`${a.coefficient}e${a.exponent}`), numberFromText(`${b.coefficient}e${b.exponent}`))).toBe(
          expected,
        );
      }),
      SEED,
    );
  });
});

describe('rationals', () => {
  const fractions = fc
    .record({ numerator: fc.bigInt({ min: -500n, max: 500n }), denominator: fc.bigInt({ min: 1n, max: 60n }) })
    .map(({ numerator, denominator }) => rational(numerator, denominator));

  it('are in lowest terms with a positive denominator', () => {
    expect(rational(4n, -6n)).toEqual({ numerator: -2n, denominator: 3n });
    expect(rational(0n, -5n)).toEqual({ numerator: 0n, denominator: 1n });
    expect(() => rational(1n, 0n)).toThrow(RangeError);
  });

  it('form a field', () => {
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        expect(subtractRationals(addRationals(a, b), b)).toEqual(a);
        if (b.numerator !== 0n) expect(divideRationals(multiplyRationals(a, b), b)).toEqual(a);
        expect(compareRationals(a, b)).toBe(compareRationals(subtractRationals(a, b), rational(0n)));
      }),
      SEED,
    );
  });

  it('lie between floor and ceiling', () => {
    fc.assert(
      fc.property(fractions, (a) => {
        const [floor, ceiling] = [floorRational(a), ceilRational(a)];
        expect(compareRationals(rational(floor), a)).not.toBe(1);
        expect(compareRationals(a, rational(ceiling))).not.toBe(1);
        expect(ceiling - floor).toBe(a.denominator === 1n ? 0n : 1n);
      }),
      SEED,
    );
  });

  it('have a least common multiple: a multiple of both, and no smaller one is', () => {
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        fc.pre(a.numerator !== 0n && b.numerator !== 0n);
        const least = lcmRationals(a, b);
        const [ofA, ofB] = [divideRationals(least, a), divideRationals(least, b)];
        expect([ofA.denominator, ofB.denominator]).toEqual([1n, 1n]);
        expect(least.numerator > 0n).toBe(true);
        const common = rational(ofA.numerator, ofB.numerator);
        expect([common.numerator, common.denominator]).toEqual([ofA.numerator, ofB.numerator].map((n) => (ofB.numerator < 0n ? -n : n)));
      }),
      SEED,
    );
  });

  it('become JSON numbers where they have a finite decimal', () => {
    expect(fromRational(rational(1n, 3n))).toBeNull();
    expect(fromRational(rational(-1n, 8n))).toBe(-0.125);
    expect(fromRational(rational(2n ** 53n + 1n))).toEqual(new ExactNumber('9007199254740993'));
    expect(fromRational(rational(0n))).toBe(0);
  });

  it('come back from JSON numbers', () => {
    fc.assert(
      fc.property(decimals, ({ number }) => {
        const value = toRational(number);
        expect(value && compareNumbers(fromRational(value) ?? Number.NaN, number)).toBe(0);
      }),
      SEED,
    );
  });

  it('are refused where they would take too many digits', () => {
    expect(toRational(numberFromText('1e999999999'))).toBeNull();
    expect(toRational(numberFromText('1e-400'))?.denominator).toBe(10n ** 400n);
  });
});
