import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/build.mjs';
import type { Files } from '../test/harness/gate-files.ts';

/** The real changes, beside the project. */
export const corpora = path.resolve(root, '../shared/corpora');

/** A change: the files of two revisions. */
export interface Change {
  readonly name: string;
  readonly base: Files;
  readonly head: Files;
}

/** The changes of one source, in order. */
export interface History {
  readonly corpus: string;
  /** Part of the policy that reads the corpus: which files are JSON Schema. */
  readonly schemas: string;
  readonly changes: readonly Change[];
}

function filesBelow(folder: string): Record<string, Uint8Array> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => path.join(entry.parentPath, entry.name)).map((file) => [path.relative(folder, file), readFileSync(file)]),
  );
}

/** Commits: the files that each touched, laid over the last state of the repository, so that references resolve. */
function commits(corpus: string): readonly Change[] {
  const folder = path.join(corpora, corpus);
  const around = filesBelow(path.join(folder, 'head'));
  return readdirSync(path.join(folder, 'pairs'))
    .toSorted()
    .map((name) => {
      const [base, head] = ['base', 'head'].map((side) => filesBelow(path.join(folder, 'pairs', name, side))) as [Files, Files];
      const rest = Object.fromEntries(Object.entries(around).filter(([file]) => !(file in base) && !(file in head)));
      return { name, base: { ...rest, ...base }, head: { ...rest, ...head } };
    });
}

/** Consecutive versions of one schema, as edits of one file. */
function versions(corpus: string, at: string): readonly Change[] {
  const folder = path.join(corpora, corpus);
  const [, ...rows] = readFileSync(path.join(folder, 'version-pairs.tsv'), 'utf8').trim().split('\n');
  return rows.map((line) => {
    const [, before = '', after = ''] = line.split('\t');
    const side = (file: string): Files => ({ [at]: readFileSync(path.join(folder, file)) });
    return { name: after, base: side(before), head: side(after) };
  });
}

function folders(corpus: string, before: string, after: string): readonly Change[] {
  const side = (name: string): Files => filesBelow(path.join(corpora, corpus, name));
  return [{ name: `${before} to ${after}`, base: side(before), head: side(after) }];
}

/** What a team would have seen of each source. */
export function histories(): readonly History[] {
  return [
    { corpus: 'mozilla-pipeline-schemas', schemas: '{}', changes: commits('mozilla-pipeline-schemas') },
    { corpus: 'redhat-event-schemas', schemas: '{}', changes: commits('redhat-event-schemas') },
    {
      corpus: 'snowplow-iglu-central',
      schemas: '{format: [{glob: "schemas/**", format: json-schema}]}',
      changes: versions('snowplow-iglu-central', 'schemas/schema.json'),
    },
    { corpus: 'wikimedia-primary', schemas: '{}', changes: versions('wikimedia-primary', 'jsonschema/schema.yaml') },
    { corpus: 'rudder-iac', schemas: '{}', changes: folders('rudder-iac', 'e2e-create', 'e2e-update') },
  ];
}

/** Consecutive states of one plan file, in the order of their names. */
function states(corpus: string, folder: string, at: string): readonly Change[] {
  const files = readdirSync(path.join(corpora, corpus, folder)).toSorted();
  return files.slice(1).map((name, index) => {
    const side = (file: string): Files => ({ [at]: readFileSync(path.join(corpora, corpus, folder, file)) });
    return { name, base: side(files[index] ?? name), head: side(name) };
  });
}

/** The sources whose events customer-data pipelines send on. */
export function customerHistories(): readonly History[] {
  return [
    ...histories().filter(({ corpus }) => corpus === 'snowplow-iglu-central' || corpus === 'rudder-iac'),
    { corpus: 'segment-demo-tp', schemas: '{}', changes: states('segment-demo-tp', 'history', 'plan.json') },
    ...['history-tp_2rFi', 'history-tp_3298'].map((folder) => ({
      corpus: 'segment-git-sync-tf',
      schemas: '{}',
      changes: states('segment-git-sync-tf', folder, 'tracking_plans/plan.tf'),
    })),
  ];
}
