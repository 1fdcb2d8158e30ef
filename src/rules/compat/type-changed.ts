import type { Question } from '../../jsonschema/index.ts';
import type { Change, ChangedEvent } from '../../plan/changes.ts';
import type { DraftAudience, Rule } from '../context.ts';
import { byChange, changeDraft, proved } from '../drafting.ts';
import type { SeverityRowId } from '../severity.ts';
import { quote, showType, typeNames } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';
import { newKinds, nullRow } from '../kinds.ts';

const id = 'compat/type-changed';

function kindRow(event: ChangedEvent, change: Change, kind: string): SeverityRowId {
  if (kind === 'null') return nullRow(event, change);
  return kind === 'number' && typeNames(change.before).includes('integer') ? 'integer-to-number' : 'other-kind';
}

/** What the change is to consumers: one row for each kind that newly arrives; the heaviest counts. */
function consumersRows(event: ChangedEvent, change: Change): ReadonlySet<SeverityRowId> {
  const kinds = newKinds(change);
  if (change.after === undefined || kinds.length === 0) return new Set(['other-kind']);
  return new Set(kinds.map((kind) => kindRow(event, change, kind)));
}

function audiencesOf(event: ChangedEvent, change: Change, questions: ReadonlySet<Question>): DraftAudience[] {
  const audiences: DraftAudience[] = [];
  if (questions.has('producers')) audiences.push(proved(change, 'producers', 'rejected'));
  if (questions.has('consumers')) for (const row of consumersRows(event, change)) audiences.push(proved(change, 'consumers', row));
  return audiences;
}

function consequence(questions: ReadonlySet<Question>): string {
  if (questions.size === 2) return 'events of released apps are rejected, and readers get another kind of value.';
  return questions.has('producers')
    ? 'events of released apps that use the old kind are rejected.'
    : 'readers may get a kind of value that they never got.';
}

export const typeChanged: Rule = {
  meta: {
    id,
    title: 'The type of a value changed',
    defaultSeverity: 'error',
    audiences: ['producers', 'consumers'],
    what: 'The JSON types that a value may have changed: another type, null allowed or no longer allowed, integer against number.',
    why: 'A released app that sends the old type is rejected. A warehouse column keeps its first type: values of another kind are discarded or turned into text, and code that reads the event fails.',
    fix: 'Add a new property with the new type, send both for a while, move the readers, then remove the old one.',
    example: { before: '{id: total, name: total, type: number}', after: '{id: total, name: total, type: string}' },
    twin: { none: 'a change of type has no direction: the rule reports both audiences itself' },
  },
  claims: ({ change }) => change.keyword === 'type',
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const { change, event, questions } = claim;
      return changeDraft(id, claim, {
        message: `${quote(lastName(change.path) || event.head.name)} was ${showType(change.before)} and is now ${showType(change.after)}: ${consequence(questions)}`,
        suggestion: 'Keep the type; to change it, add a new property beside it and move senders and readers over.',
        audiences: audiencesOf(event, change, questions),
      });
    }),
};
