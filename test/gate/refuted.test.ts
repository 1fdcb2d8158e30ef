import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentModel } from '../../src/jsonschema/index.ts';
import { gateFiles, type Files } from '../harness/gate-files.ts';
import { FIXTURES } from '../harness/scenarios.ts';
import { changedOf, versions } from '../plan/support.ts';

const QUESTIONS = ['producers', 'consumers'] as const;
const MODELS = ['planned', 'strict'] as const;

function filesIn(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** `event audience` of every refuted question, and of every finding that carries its proof. */
function refutedAndTold(base: Files, head: Files, contentModel: ContentModel): { refuted: string[]; told: string[] } {
  const refuted = changedOf(base, head, contentModel).flatMap(({ head: { key }, comparison }) =>
    QUESTIONS.filter((question) => comparison[question].verdict === 'not-included').map((question) => `${key} ${question}`),
  );
  const { findings, waived } = gateFiles(base, head, { contentModel });
  const told = [...findings, ...waived].flatMap(({ audiences, events }) =>
    audiences
      .filter(({ counterexample }) => counterexample !== undefined)
      .flatMap(({ audience }) => events.map(({ key }) => `${key} ${audience}`)),
  );
  return { refuted: refuted.toSorted(), told: [...new Set(told)].toSorted() };
}

/** Where a mistake in the plan itself is the one thing to say: what it hides is judged when it is mended. */
const TOLD_BY_THE_PROBLEM = new Set([
  'unresolved-reference',
  'invalid-definition',
  'not-compilable',
  'json-schema-outside-reference',
  'duplicate',
]);

/** What its schemas mean is known with its policy alone, which is not read here. */
const MADE_WHOLE_BY_THE_POLICY = 'json-schema-base-uris';

const fixtures = readdirSync(FIXTURES).filter(
  (name) => readdirSync(path.join(FIXTURES, name)).includes('base') && !TOLD_BY_THE_PROBLEM.has(name) && name !== MADE_WHOLE_BY_THE_POLICY,
);

describe('every refuted question has a finding that names its event and audience, with the proof, and no other has', () => {
  describe.each(MODELS)('under %s', (model) => {
    it.each(fixtures)('in the fixture %s', (name) => {
      const [base, head] = [filesIn(path.join(FIXTURES, name, 'base')), filesIn(path.join(FIXTURES, name, 'head'))];
      const { refuted, told } = refutedAndTold(base, head, model);
      expect(told).toEqual(refuted);
    });
  });

  const leaf = fc.constantFrom<object | boolean>(
    { type: 'string' },
    { type: 'integer' },
    { type: ['number', 'null'] },
    { type: 'string', minLength: 2, maxLength: 2 },
    { type: 'string', pattern: '^a' },
    { enum: ['a', 'b'] },
    { enum: ['a', 1, null] },
    { const: 'a' },
    { type: 'array', items: { type: 'string' } },
    { type: 'array', items: { type: 'integer' }, minItems: 1 },
    { type: 'object' },
    { type: 'object', additionalProperties: { type: 'string' } },
    { additionalProperties: false },
    { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    {},
    true,
    false,
  );
  const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
  const object = (value: fc.Arbitrary<object | boolean>): fc.Arbitrary<object> =>
    fc.record({
      type: fc.constant('object'),
      properties: optional(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value)),
      required: optional(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })),
      additionalProperties: optional(fc.constantFrom<object | boolean>(true, false, { type: 'string' })),
      maxProperties: optional(fc.constantFrom(1, 2)),
    });
  const schema = object(fc.oneof(leaf, object(leaf)));

  it.each(MODELS)('in random schemas under %s', (model) => {
    fc.assert(
      fc.property(schema, schema, (before, after) => {
        const { refuted, told } = refutedAndTold(...versions(before, after), model);
        expect(told).toEqual(refuted);
      }),
      { seed: 20, numRuns: 25 },
    );
  });
});
