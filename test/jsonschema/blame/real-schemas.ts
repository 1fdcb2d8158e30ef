import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { isJsonObject, parseJson, type Dialect, type Json } from '../../../src/jsonschema/index.ts';
import type { EventSchema } from './event-schemas.ts';

const CORPORA = fileURLToPath(new URL('../../../../shared/corpora/', import.meta.url));
export const CORPORA_ARE_ABSENT = !existsSync(CORPORA);

/** The folders of event schemas, the files in them that are one, and the dialect of those that do not say it. */
const SOURCES: readonly { readonly folder: string; readonly file: RegExp; readonly dialect: Dialect }[] = [
  { folder: 'snowplow-iglu-central', file: /\/jsonschema\/\d+-\d+-\d+$/, dialect: 'draft-04' },
  { folder: 'wikimedia-primary', file: /\/\d+\.\d+\.\d+\.yaml$/, dialect: 'draft-07' },
  { folder: 'mozilla-pipeline-schemas', file: /\/head\/.*\.schema\.json$/, dialect: 'draft-04' },
  { folder: 'redhat-event-schemas', file: /\/head\/schemas\/.*\.json$/, dialect: 'draft-07' },
];
const LARGEST = 40_000;

function valueOf(path: string, text: string): Json | null {
  if (path.endsWith('.yaml')) return JSON.parse(JSON.stringify(parse(text))) as Json;
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : null;
}

/** Every so manyth event schema of the public corpora; none where they are not there. */
export function realSchemas(every: number): EventSchema[] {
  if (CORPORA_ARE_ABSENT) return [];
  return SOURCES.flatMap(({ folder, file, dialect }) =>
    readdirSync(join(CORPORA, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => file.test(path))
      .toSorted()
      .filter((_, i) => i % every === 0)
      .flatMap((path) => {
        const text = readFileSync(path, 'utf8');
        const schema = text.length > LARGEST ? null : valueOf(path, text);
        // What another file holds is not at hand here.
        const isWhole = schema !== null && !/"\$ref":"(?!#)/.test(JSON.stringify(schema));
        return isWhole && isJsonObject(schema) ? [{ name: relative(CORPORA, path), dialect, schema }] : [];
      }),
  );
}
