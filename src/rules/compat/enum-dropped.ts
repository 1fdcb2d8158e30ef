import type { Rule } from '../context.ts';
import { byChange, changeDraft, proved } from '../drafting.ts';
import { quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';
import type { Change, ChangedEvent } from '../../plan/changes.ts';
import { allowedValues } from '../enums.ts';
import { kindOf, kindsInHead } from '../kinds.ts';
import type { SeverityRowId } from '../severity.ts';

const id = 'compat/enum-dropped';

/** Within their kind, the values are only more; without a type that keeps it, another kind may come. */
function rowOf(event: ChangedEvent, change: Change): SeverityRowId {
  const known = new Set(allowedValues(change, 'base').map(kindOf));
  const left = [...kindsInHead(event, change)].map((kind) => (kind === 'integer' ? 'number' : kind));
  return left.length > 0 && left.every((kind) => known.has(kind)) ? 'enum-dropped' : 'other-kind';
}

export const enumDropped: Rule = {
  meta: {
    id,
    title: 'A fixed list of values was dropped',
    defaultSeverity: 'warning',
    audiences: ['consumers'],
    what: 'A property that took only the values of an enum or const now takes any value of its type.',
    why: 'Readers that map the known values (reports, routing, eligibility rules) meet values that they do not know.',
    fix: 'Keep the list and add the values you need; or give the readers a branch for unknown values first.',
    example: {
      before: '{id: status, name: status, type: string, config: {enum: [paid, open]}}',
      after: '{id: status, name: status, type: string}',
    },
    twin: { rule: 'compat/enum-introduced' },
  },
  claims: ({ change, question }) =>
    (change.keyword === 'enum' || change.keyword === 'const') && question === 'consumers' && change.after === undefined,
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const name = quote(lastName(claim.change.path));
      return changeDraft(id, claim, {
        message: `${name} no longer has a list of values: values that no reader knows may arrive.`,
        suggestion: `Keep the list and add what you need, or prepare the readers of ${name} for unknown values.`,
        audiences: [proved(claim.change, 'consumers', rowOf(claim.event, claim.change))],
      });
    }),
};
