import type { GateRequest } from '../../src/gate/request.ts';
import { gate } from '../../src/gate.ts';
import type { Report } from '../../src/report/report.ts';
import { memoryTree, type MemoryFile } from './memory-tree.ts';

/** Files of one revision by path. */
export type Files = Readonly<Record<string, MemoryFile>>;

/** Two revisions in memory. */
export function revisionsOf(base: Files, head: Files): GateRequest['revisions'] {
  const side = (label: string, files: Files) => ({ label, commit: null, tree: memoryTree(files) });
  return { ok: true, value: { base: side('base', base), head: side('head', head), reason: 'Two revisions in memory.' } };
}

/** Runs the gate on two revisions in memory. */
export function gateFiles(base: Files, head: Files, options: Partial<Omit<GateRequest, 'revisions'>> = {}): Report {
  return gate({ revisions: revisionsOf(base, head), directory: '', date: '2026-01-01', ...options });
}
