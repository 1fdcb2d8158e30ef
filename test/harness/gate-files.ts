import type { GateRequest } from '../../src/gate/request.ts';
import { gate } from '../../src/gate.ts';
import type { Report } from '../../src/report/report.ts';
import { memoryTree, type MemoryFile } from './memory-tree.ts';

/** Files of one revision by path. */
export type Files = Readonly<Record<string, MemoryFile>>;

/** Runs the gate on two revisions in memory. */
export function gateFiles(base: Files, head: Files, options: Partial<Omit<GateRequest, 'revisions'>> = {}): Report {
  const side = (label: string, files: Files) => ({ label, commit: null, tree: memoryTree(files) });
  return gate({
    revisions: { ok: true, value: { base: side('base', base), head: side('head', head), reason: 'Two revisions in memory.' } },
    directory: '',
    date: '2026-01-01',
    ...options,
  });
}
