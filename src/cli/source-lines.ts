import type { Location } from '../plan/model.ts';
import type { Report } from '../report/report.ts';
import type { Revision } from '../revision/revision.ts';

/** Reads the line of head that a location starts on; undefined where it cannot be read. The files of all findings are read at once. */
export function sourceLines(report: Report, head: Revision): (location: Location) => string | undefined {
  const paths = new Set(report.findings.flatMap(({ locations }) => locations.head?.file ?? []));
  const texts = new Map<string, readonly string[]>();
  for (const [path, bytes] of head.tree.read([...paths])) {
    if (bytes instanceof Uint8Array) texts.set(path, new TextDecoder().decode(bytes).split('\n'));
  }
  return ({ file, line }) => texts.get(file)?.[line - 1]?.replace(/\r$/, '');
}
