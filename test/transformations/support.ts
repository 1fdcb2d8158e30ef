import { printPath } from '../../src/plan/paths.ts';
import { readsOf } from '../../src/transformations/reads.ts';
import type { Language } from '../../src/transformations/types.ts';

/** What code reads, one a line: `line:column path`, or `line:column event "name"`; the way to it (`properties`) left out. */
export function reads(code: string, language: Language): readonly string[] {
  const found = readsOf(code, language);
  if (found.problem !== null) throw new Error(found.problem.message);
  const at = (offset: number): string => {
    const before = code.slice(0, offset).split('\n');
    return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
  };
  return found.reads
    .map((read) =>
      read.kind === 'event'
        ? `${at(read.range.start)} event ${JSON.stringify(read.name)}${read.anyCase ? ' in any case' : ''}`
        : `${at(read.range.start)} ${printPath(read.path)}`,
    )
    .filter((read) => !/ (properties|traits|context|context\.traits|event|name)$/.test(read));
}
