import { afterAll, describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../../src/jsonschema/index.ts';
import { oracle } from '../engine-harness.ts';
import { EVENT_SCHEMAS, type EventSchema } from './event-schemas.ts';
import { answersOf, complaints, isOutside, neighbours } from './judge.ts';
import { mutantsOf, type EditKind, type Mutant } from './mutator.ts';
import { CORPORA_ARE_ABSENT, realSchemas } from './real-schemas.ts';
import type { Where } from './sites.ts';

afterAll(() => oracle.close());

const EDITS: readonly EditKind[] = [
  'narrow an enum',
  'widen an enum',
  'add a required',
  'drop a required',
  'remove a property',
  'add a property',
  'close an object',
  'tighten a bound',
  'retype',
];
const PLACES: readonly Where[] = ['top', 'deep', 'ref', 'oneOf', 'array'];

const SEED = 20_240_517;
/** All mutants of the real schemas instead of a sample; takes many minutes. */
const ALL = process.env['SCHEMA_GATE_ALL_MUTANTS'] === '1';
/** Every so manyth real schema, and so many mutants of each. */
const EVERY_SCHEMA = ALL ? 1 : 24;
const MUTANTS_EACH = ALL ? Infinity : 6;

/** A small generator of numbers in [0, 1), the same on every machine (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sample(mutants: readonly Mutant[], wanted: number, random: () => number): Mutant[] {
  const keyed = mutants.map((mutant) => ({ mutant, key: random() }));
  return keyed
    .toSorted((one, other) => one.key - other.key)
    .slice(0, wanted)
    .map(({ mutant }) => mutant);
}

/** Instances near a schema: the counterexamples of all its mutants, and what is close to some of them. */
function poolOf(found: readonly Json[]): Json[] {
  const distinct = [...new Map(found.map((value) => [canonicalJson(value), value])).values()].slice(0, 40);
  return [...distinct, ...distinct.slice(0, 6).flatMap((value) => [...neighbours(value)].slice(0, 25))];
}

/** Judges mutants of one schema: what is wrong, a line each. */
function judged(mutants: readonly Mutant[]): {
  readonly wrong: string[];
  readonly unsure: number;
  readonly outside: number;
  readonly asked: number;
} {
  const all = mutants.flatMap((mutant) => answersOf(mutant).map((given) => ({ mutant, ...given })));
  const pool = poolOf(all.flatMap(({ answer }) => (answer.verdict === 'not-included' ? [answer.counterexample] : [])));
  const unsure = all.filter(({ mutant, model, question }) => mutant.expected(model, question) === 'either').length;
  const wrong = all.flatMap(({ mutant, model, question, answer }) =>
    complaints(mutant, model, question, answer, pool).map((complaint) => `${mutant.name} [${model}, ${question}]: ${complaint}`),
  );
  const outside = all.filter(({ mutant, model, question, answer }) => isOutside(mutant, model, question, answer)).length;
  return { wrong, unsure, outside, asked: all.length };
}

describe('one edit, one blame', () => {
  const mutants = new Map(EVENT_SCHEMAS.map((source) => [source.name, mutantsOf(source)]));
  const all = [...mutants.values()].flat();

  test('there are a thousand mutants, and every kind of edit in every kind of place', () => {
    expect(all.length).toBeGreaterThanOrEqual(1_000);
    for (const edit of EDITS)
      for (const where of PLACES)
        expect(all.filter((mutant) => mutant.edit === edit && mutant.where.has(where)).length, `${edit}, ${where}`).toBeGreaterThanOrEqual(
          3,
        );
  });

  test.each([...mutants])('%s', { timeout: 120_000 }, (_, own) => {
    const { wrong, unsure, outside } = judged(own);
    expect(wrong).toEqual([]);
    expect(outside).toBe(0);
    // Four questions a mutant: what the mutator does not foresee must not be the half of them.
    expect(unsure).toBeLessThan(own.length * 2);
  });
});

describe.skipIf(CORPORA_ARE_ABSENT)('one edit, one blame, in real schemas (needs ../shared/corpora)', () => {
  const sources: readonly EventSchema[] = realSchemas(EVERY_SCHEMA);
  const folders = [...new Set(sources.map(({ name }) => name.split('/')[0] ?? ''))];

  test.each(folders)('%s', { timeout: ALL ? 3_600_000 : 120_000 }, (folder) => {
    const random = generator(SEED);
    const own = sources.filter(({ name }) => name.startsWith(`${folder}/`));
    const results = own.map((source) => judged(sample(mutantsOf(source), MUTANTS_EACH, random)));
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
    const outside = results.reduce((sum, result) => sum + result.outside, 0);
    const asked = results.reduce((sum, result) => sum + result.asked, 0);
    if (outside > 0) console.info(`${folder}: ${outside} of ${asked} questions about a length beside a format stayed undecided`);
    expect(outside).toBeLessThan(asked / 10);
  });
});
