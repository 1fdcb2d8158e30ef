import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ExactNumber,
  type Json,
  MAX_JSON_DEPTH,
  canonicalJson,
  equalJson,
  parseJson,
  printJson,
} from '../../../src/jsonschema/values/json.ts';
import { numberFromText } from '../../../src/jsonschema/values/number.ts';

const SEED = { seed: 20_261_123, numRuns: 300 };

function read(text: string): Json {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value;
}

function nest(depth: number): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

const numbers = fc
  .record({ digits: fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), exponent: fc.integer({ min: -500, max: 500 }) })
  .map(({ digits, exponent }) => numberFromText(`${digits}e${exponent}`));

const values = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(null, true, false, '__proto__', ''),
    numbers,
    fc.string(),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', '1')), tie('json')), { maxLength: 4 })
      .map((entries): Json => Object.fromEntries(entries)),
  ),
})).json;

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const expected: unknown = JSON.parse(text, (_name, value: unknown) => (value === 0 ? 0 : value));
        expect(JSON.stringify(read(text))).toBe(JSON.stringify(expected));
      }),
      SEED,
    );
  });

  it('keeps numbers that JavaScript would round', () => {
    const text = '{"maximum":9223372036854775807,"list":[1e400,-0.10000000000000000001,1.5,1e2]}';
    expect(read(text)).toEqual({
      maximum: new ExactNumber('9223372036854775807'),
      list: [new ExactNumber('1e400'), new ExactNumber('-0.10000000000000000001'), 1.5, 100],
    });
  });

  it.each(['-0', '[-0]', '{"a":-0.0}', ' -0 '])('has one zero: %s', (text) => {
    expect(printJson(read(text))).not.toContain('-');
    expect(Object.is(read('-0'), 0)).toBe(true);
  });

  it.each(['{"__proto__":{"polluted":1}}', '{"__proto__":{"polluted":9007199254740993}}'])('keeps __proto__ as an own name: %s', (text) => {
    const value = read(text);
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(printJson(value)).toBe(text);
  });

  it('lets the last of two names win, at the place of the first', () => {
    expect(printJson(read('{"a":1,"b":2,"a":3}'))).toBe('{"a":3,"b":2}');
    expect(printJson(read('{"a":1,"b":2,"a":1e400}'))).toBe('{"a":1e400,"b":2}');
  });

  it('refuses a name that stands twice where it is told to', () => {
    expect(parseJson('{"x":{"a":1,"\\u0061":2}}', { duplicateNames: 'reject' })).toEqual({
      ok: false,
      problem: 'the name "a" stands twice in one object',
      offset: 12,
    });
    expect(parseJson('[{"a":1},{"a":1}]', { duplicateNames: 'reject' }).ok).toBe(true);
  });

  it('ignores a byte order mark and keeps offsets', () => {
    expect(read('\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(parseJson('\uFEFF{"a" 1}')).toMatchObject({ ok: false, offset: 6 });
  });

  it.each([
    ['', 'the text is empty', 0],
    ['{"a":1,}', 'a name in double quotes is missing here', 7],
    ['[1 2]', 'a comma is missing here', 3],
    ['{"a" 1}', 'a colon is missing here', 5],
    ['{"a":1', 'a closing brace } is missing here', 6],
    ['// x\n1', 'JSON has no comments', 0],
    ['"\u0001"', 'a control character must be escaped', 0],
    ['[1]]', 'the JSON value has ended, but more text follows', 3],
    ['nul', 'this word is no JSON value', 0],
  ])('says what is wrong with %j', (text, problem, offset) => {
    expect(parseJson(text)).toEqual({ ok: false, problem, offset });
  });

  it('refuses whatever JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', '\\', '0', 'x', '/*', '\u0000'), (text, at, insert) => {
        const place = at % (text.length + 1);
        const broken = text.slice(0, place) + insert + text.slice(place + 1);
        let accepted = true;
        try {
          JSON.parse(broken);
        } catch {
          accepted = false;
        }
        expect(parseJson(broken).ok).toBe(accepted);
      }),
      SEED,
    );
  });

  it.each([MAX_JSON_DEPTH + 1, 100_000])('refuses %i levels', (depth) => {
    for (const inner of ['', '1e400']) {
      const text = `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`;
      expect(parseJson(text)).toEqual({ ok: false, problem: 'nested more than 1000 levels deep', offset: MAX_JSON_DEPTH });
    }
    expect(parseJson('{"a":'.repeat(depth))).toMatchObject({ ok: false, problem: 'nested more than 1000 levels deep' });
  });

  it('reads as many levels as it says, both ways', () => {
    for (const inner of ['1', '1e400'])
      expect(parseJson(`${'['.repeat(MAX_JSON_DEPTH)}${inner}${']'.repeat(MAX_JSON_DEPTH)}`).ok).toBe(true);
  });
});

describe('printJson', () => {
  it('is read back as the same value', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), (value, indent) => {
        expect(read(printJson(value, indent))).toEqual(value);
      }),
      SEED,
    );
  });

  it('prints as JSON.stringify does where that is lossless', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        expect(printJson(value as Json, indent)).toBe(JSON.stringify(value, null, indent));
      }),
      SEED,
    );
  });

  it('does not overflow on any depth', () => {
    expect(printJson(nest(100_000)).length).toBe(50_000 * '[]'.length + 50_000 * '{"a":}'.length + 1);
  });
});

describe('canonicalJson', () => {
  it('is one text for equal values', () => {
    expect(canonicalJson(read('{"b":[1.0,1e0,9007199254740993.0],"a":{"z":1,"y":2}}'))).toBe(
      '{"a":{"y":2,"z":1},"b":[1,1,9007199254740993]}',
    );
  });

  it('is the same exactly where equalJson says equal', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(canonicalJson(a) === canonicalJson(b)).toBe(equalJson(a, b));
        expect(equalJson(a, read(canonicalJson(a)))).toBe(true);
      }),
      SEED,
    );
  });
});

describe('equalJson', () => {
  it.each([
    ['1', '1.0', true],
    ['9007199254740993', '9007199254740992', false],
    ['9007199254740993', '9007199254740993.0', true],
    ['{"a":1,"b":2}', '{"b":2,"a":1}', true],
    ['[1,2]', '[2,1]', false],
    ['{"a":null}', '{"b":null}', false],
    ['{"toString":1}', '{}', false],
    ['{}', '[]', false],
    ['0', 'false', false],
    ['null', '{}', false],
    ['"1"', '1', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(equalJson(read(a), read(b))).toBe(expected);
    expect(equalJson(read(b), read(a))).toBe(expected);
  });

  it('does not overflow on any depth', () => {
    expect(equalJson(nest(100_000), nest(100_000))).toBe(true);
    expect(equalJson(nest(100_000), nest(100_001))).toBe(false);
  });
});
