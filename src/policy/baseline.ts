import baselineSchema from '../../docs/schema-gate.baseline.schema.json' with { type: 'json' };
import { parseDocument } from '../formats/document.ts';
import { success, type Result } from '../revision/revision.ts';
import type { Finding } from '../rules/rule.ts';
import { refused } from './load.ts';
import { checkPaper, paper, type PolicyProblem } from './validate.ts';

/** A finding as a baseline lists it; the fingerprint counts, the rest is for whoever reviews the list. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule?: string;
  readonly path?: string;
  readonly events?: readonly string[];
}

/** A baseline file, valid by docs/schema-gate.baseline.schema.json. */
interface BaselineFile {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

const TITLE = 'The baseline file';
const BASELINE = paper<BaselineFile>(TITLE, baselineSchema);

/** Reads a baseline file. The failure is always of kind `configuration`. */
export function loadBaseline(path: string, bytes: Uint8Array): Result<readonly BaselineEntry[]> {
  const problems = (all: readonly [PolicyProblem, ...PolicyProblem[]]): Result<never> =>
    refused(all, TITLE, 'docs/schema-gate.baseline.schema.json');
  const parsed = parseDocument(path, '', bytes);
  if (!parsed.ok) return problems([parsed.problem]);
  const checked = checkPaper(parsed.document, BASELINE);
  return checked.ok ? success(checked.file.findings) : problems(checked.problems);
}

/** Events named in an entry; the others are counted. */
const MAX_EVENTS = 3;

/** A finding as its baseline lists it. */
export function baselineEntry({ fingerprint, rule, path, events }: Finding): BaselineEntry {
  const names = [...new Set(events.map(({ name }) => name))];
  const rest = names.length - MAX_EVENTS;
  return {
    fingerprint,
    rule,
    path,
    ...(names.length > 0 && { events: [...names.slice(0, MAX_EVENTS), ...(rest > 0 ? [`and ${rest} more`] : [])] }),
  };
}

const sortKey = ({ rule = '', path = '', fingerprint }: BaselineEntry): string => `${rule}\0${path}\0${fingerprint}`;

/** A baseline as a text: JSON, which is YAML too, one finding a line in a stable order, so that a diff shows what went. */
export function printBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries.toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)).map((entry) => `    ${JSON.stringify(entry)}`);
  return lines.length === 0
    ? '{\n  "version": 1,\n  "findings": []\n}\n'
    : `{\n  "version": 1,\n  "findings": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** A baseline that is written anew: it only shrinks. */
export interface Rewritten {
  readonly entries: readonly BaselineEntry[];
  /** How many of the old list are no longer found. */
  readonly gone: number;
  /** How many are found that the old list does not have; they are not added. */
  readonly refused: number;
}

/** What is left of a baseline: those of its findings that are still there. Without an old one, all that is found. */
export function rewritten(old: readonly BaselineEntry[] | null, found: readonly BaselineEntry[]): Rewritten {
  if (old === null) return { entries: found, gone: 0, refused: 0 };
  const listed = new Set(old.map(({ fingerprint }) => fingerprint));
  const entries = found.filter(({ fingerprint }) => listed.has(fingerprint));
  return { entries, gone: listed.size - entries.length, refused: found.length - entries.length };
}
