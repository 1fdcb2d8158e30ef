import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { standing } from '../gate.ts';
import type { GateRequest } from '../gate/request.ts';
import { baselineEntry, loadBaseline, printBaseline, rewritten, type BaselineEntry } from '../policy/baseline.ts';
import { ruleCounts } from '../report/leniency.ts';
import { count } from '../report/wording.ts';
import { asError, CallError } from './call-error.ts';
import type { Context } from './context.ts';

/** `check --write-baseline FILE`: lists what the plan rules say of head, or takes from an old list what they no longer say. */
export function writeBaseline(file: string, request: GateRequest, { terminal, exit }: Context): void {
  const found = standing(request);
  if (!found.ok) throw asError(found.failure);
  const old = oldBaseline(file);
  const { entries, gone, refused } = rewritten(old, found.value.map(baselineEntry));
  try {
    writeFileSync(file, printBaseline(entries));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CallError(`Cannot write the baseline to ${file}: ${why}.`, 'Name a file in a folder that exists.', { cause: error });
  }
  exit(0);
  const listed = found.value.filter(({ fingerprint }) => entries.some((entry) => entry.fingerprint === fingerprint));
  const rules = listed.length === 0 ? '' : ` (${ruleCounts(listed)})`;
  if (old === null) {
    terminal.talk(`${file} lists ${count(entries.length, 'finding')}${rules}.`);
    terminal.talk(`To use it, name it in schema-gate.yml, by its path from there: "baseline: ${file}".`);
    return;
  }
  terminal.talk(`${file} lists ${count(entries.length, 'finding')}${rules}: ${gone} gone since it was written.`);
  if (refused > 0)
    terminal.talk(
      `${count(refused, 'finding')} of today ${refused === 1 ? 'is' : 'are'} not in it and ${refused === 1 ? 'counts' : 'count'}: a baseline only shrinks. After switching on a rule, remove the file first and write it anew.`,
    );
}

function oldBaseline(file: string): readonly BaselineEntry[] | null {
  if (!existsSync(file)) return null;
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CallError(`Cannot read the baseline ${file}: ${why}.`, 'Name a plain file.', { cause: error });
  }
  const loaded = loadBaseline(file, bytes);
  if (loaded.ok) return loaded.value;
  throw new CallError(loaded.failure.message, `${loaded.failure.hint} Or remove the file, to write it anew.`);
}
