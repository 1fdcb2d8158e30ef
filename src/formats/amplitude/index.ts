import type { Location, PlanEvent } from '../../plan/model.ts';
import { Copies } from '../copies.ts';
import type { Format, LoadContext, Loaded } from '../format.ts';
import { Problems } from '../problems.ts';
import { thingsOf, type Thing } from './things.ts';
import { tableOf } from './table.ts';

/**
 * Tracking plans of Amplitude Data as CSV, as they are exported and imported (https://amplitude.com/docs/data/csv-import-export): rows of events, each
 * with rows of its properties below it, and properties of users.
 */
export const amplitude: Format = {
  id: 'amplitude',
  title: 'Amplitude taxonomy (CSV)',
  mayHold: (path) => /\.csv$/i.test(path),
  markers: ['Property Value Type', 'Property value type'],
  claims: (document) => tableOf(document) !== null,
  // Files know each other by what all of them hold: any may be a copy of another.
  links: () => ({ defines: ['amplitude/Property'], needs: [] }),
  load,
};

function load({ documents, formerPath }: LoadContext): Loaded {
  const problems = new Problems();
  const copies = new Copies(formerPath);
  const homes = new Map<string, Location>();
  const ignored: { path: string; reason: string }[] = [];
  const events = documents.flatMap((document): readonly PlanEvent[] => {
    const table = tableOf(document);
    if (table === null) {
      ignored.push({ path: document.path, reason: 'It holds no taxonomy of Amplitude.' });
      return [];
    }
    const plan = formerPath(document.path);
    const { file, line, column } = document.locate('');
    homes.set(plan, { file, line, column, endLine: line, endColumn: column });
    return thingsOf(table, problems).flatMap((thing) => eventOf(thing, plan, copies));
  });
  return { events, problems: problems.all(), ignored, homes };
}

function eventOf(thing: Thing, plan: string, copies: Copies): readonly PlanEvent[] {
  const key = copies.keyOf(thing.key, thing.path, thing.said());
  return key === null ? [] : [thing.event(key, plan)];
}
