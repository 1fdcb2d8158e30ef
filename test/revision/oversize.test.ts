import { expect, test } from 'vitest';
import { gate } from '../../src/gate.ts';
import { MAX_FILE_BYTES } from '../../src/formats/tree.ts';
import { resolveRevisions } from '../../src/revision/resolve.ts';
import { removeFolder, temporaryFolder, writeFiles } from '../harness/pull-request.ts';

test('a schema that grows over the size limit is an error on its file, never passed over', () => {
  const folder = temporaryFolder();
  try {
    const schema = (description: string) =>
      JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'big', description });
    writeFiles(folder, { 'base/big.json': schema(''), 'head/big.json': schema('x'.repeat(MAX_FILE_BYTES)) });
    const revisions = resolveRevisions({ kind: 'folders', baseDir: `${folder}/base`, headDir: `${folder}/head` });
    const report = gate({ revisions, directory: '', date: '2026-01-01' });
    expect(report.exitCode).toBe(1);
    expect(report.findings).toMatchObject([
      { rule: 'plan/unreadable-file', severity: 'error', locations: { head: { file: 'big.json', line: 1 } } },
    ]);
  } finally {
    removeFolder(folder);
  }
});
