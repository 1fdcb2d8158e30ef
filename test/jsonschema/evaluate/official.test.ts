import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { dialectOf } from '../../../src/cli/schema-file.ts';
import { evaluate, isJsonObject, parseJson, type Json, type JsonObject } from '../../../src/jsonschema/index.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const kit = `${root}/../shared/kit/d_testsuite_const.jsonl`;

function read(text: string): JsonObject {
  const parsed = parseJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value)) throw new Error('not a JSON object');
  return parsed.value;
}

/** The meta-schemas by their identifiers, as Ajv's packages carry them. */
function metaSchemas(): Map<string, Json> {
  const refs = `${root}/node_modules/ajv/dist/refs`;
  const folders = ['json-schema-2019-09', 'json-schema-2020-12'];
  const files = [
    `${root}/node_modules/ajv-draft-04/dist/refs/json-schema-draft-04.json`,
    ...['06', '07'].map((draft) => `${refs}/json-schema-draft-${draft}.json`),
    ...folders.map((folder) => `${refs}/${folder}/schema.json`),
    ...folders.flatMap((folder) => readdirSync(`${refs}/${folder}/meta`).map((name) => `${refs}/${folder}/meta/${name}`)),
  ];
  return new Map(
    files
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const schema = read(readFileSync(file, 'utf8'));
        const id = schema['$id'] ?? schema['id'];
        return [typeof id === 'string' ? id.replace(/#$/, '') : file, schema];
      }),
  );
}

test.skipIf(!existsSync(kit))('agrees with the official test suite (skipped where the kit is not beside the project)', () => {
  const meta = metaSchemas();
  const wrong: unknown[] = [];
  const unknown = new Map<string, number>();
  let right = 0;
  for (const line of readFileSync(kit, 'utf8').split('\n').filter(Boolean)) {
    const { id, draft, base, head, backward } = read(line);
    const dialect = dialectOf(typeof draft === 'string' ? draft : '');
    if (dialect === null || !isJsonObject(base) || typeof backward !== 'boolean') continue;
    const values = Array.isArray(base['enum']) ? (base['enum'] as readonly Json[]) : [base['const'] ?? null];
    for (const value of values) {
      const uri = 'mem:///schema.json';
      const found = evaluate({ uri, pointer: '', documents: new Map([[uri, head ?? null], ...meta]), dialect }, value);
      if (typeof found === 'object') unknown.set(found.undecided.message, (unknown.get(found.undecided.message) ?? 0) + 1);
      else if (found === (backward ? 'valid' : 'invalid')) right += 1;
      else if (values.length === 1) wrong.push({ id, found });
    }
  }
  console.log(`the official test suite: ${right} right, not known: ${JSON.stringify([...unknown])}`);
  expect(wrong).toEqual([]);
  expect(right).toBeGreaterThan(2000);
  // The suite's own remote documents are not part of the kit.
  for (const reason of unknown.keys()) expect(reason).toMatch(/^the reference "(tree|extendible-dynamic-ref)\.json" names nothing/);
});
