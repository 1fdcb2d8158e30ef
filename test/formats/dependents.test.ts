import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadPlans, type LoadSettings } from '../../src/formats/load.ts';
import type { Plan } from '../../src/plan/model.ts';
import { memoryTree } from '../harness/memory-tree.ts';

const EVERYTHING: LoadSettings = { directory: '', include: [], ignore: [], format: [] };
const PATHS = ['a.json', 'b.json', 'x/c.json', 'x/d.json', 'x/y/e.json', 'f.json'] as const;

type Files = Record<string, string>;

const idOf = (path: string): string => `https://example.com/${path.replaceAll('/', '-')}`;

function referenceTo(from: string, to: string, byId: boolean): string {
  return byId ? idOf(to) : `${'../'.repeat(from.split('/').length - 1)}${to}`;
}

/** A repository of schemas that refer to each other; some have a mark of their own and some an `$id`. */
const repository: fc.Arbitrary<Files> = fc
  .tuple(
    ...PATHS.map(() =>
      fc.record({
        present: fc.constantFrom(true, true, true, false),
        marked: fc.boolean(),
        named: fc.boolean(),
        type: fc.constantFrom('string', 'number'),
        refs: fc.array(fc.record({ to: fc.nat(PATHS.length - 1), byId: fc.boolean() }), { maxLength: 2 }),
      }),
    ),
  )
  .map((shapes) =>
    Object.fromEntries(
      shapes.flatMap((shape, at) => {
        const path = PATHS[at] ?? '';
        const body = {
          ...(shape.marked ? { $schema: 'https://json-schema.org/draft/2020-12/schema' } : {}),
          ...(shape.named ? { $id: idOf(path) } : {}),
          type: shape.type,
          allOf: shape.refs.map(({ to, byId }) => ({ $ref: referenceTo(path, PATHS[to] ?? '', byId) })),
        };
        return shape.present ? [[path, JSON.stringify(body)]] : [];
      }),
    ),
  );

const whole = (files: Files): Plan => loadPlans(memoryTree({}), memoryTree(files), EVERYTHING).head;

/** Everything that an event means, and what could not be resolved on the way, by key. */
function meanings(plan: Plan): Map<string, string> {
  return new Map(
    plan.events.map(({ key, schema }) => {
      const documents = [...schema.documents].sort(([a], [b]) => (a < b ? -1 : 1));
      const files = new Set(documents.map(([uri]) => uri.replace('repo:///', '')));
      return [
        key,
        JSON.stringify([documents, plan.problems.filter(({ location }) => files.has(location.file)).map(({ message }) => message)]),
      ];
    }),
  );
}

test('what is read for a change holds every event that the change touches, and as the whole repository means it', () => {
  fc.assert(
    fc.property(
      repository,
      repository,
      fc.uint8Array({ minLength: PATHS.length, maxLength: PATHS.length, max: 2 }),
      (base, other, edits) => {
        const chosen = PATHS.flatMap((path, at) => {
          const text = edits[at] === 0 ? other[path] : base[path];
          return text === undefined ? [] : [[path, text] as const];
        });
        const head = Object.fromEntries(chosen);
        const read = loadPlans(memoryTree(base), memoryTree(head), EVERYTHING);
        const [wholeBase, wholeHead, readBase, readHead] = [whole(base), whole(head), read.base, read.head].map(meanings);
        for (const [key, meaning] of wholeHead ?? []) {
          const touched = wholeBase?.get(key) !== meaning;
          expect(readHead?.get(key) ?? (touched ? 'not read' : meaning), key).toBe(meaning);
        }
        for (const [key, meaning] of wholeBase ?? []) {
          const touched = wholeHead?.get(key) !== meaning;
          expect(readBase?.get(key) ?? (touched ? 'not read' : meaning), key).toBe(meaning);
        }
      },
    ),
    { seed: 20261123, numRuns: 300 },
  );
});
