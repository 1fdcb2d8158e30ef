import type { Rule } from '../context.ts';
import { byChange, proved } from '../drafting.ts';
import { allowedValues, isOpenEnum, valueCause, without } from '../enums.ts';
import { list, quote } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';
import type { Json } from '../../jsonschema/index.ts';
import type { Change, ChangedEvent } from '../../plan/changes.ts';
import { kindOf, nullRow } from '../kinds.ts';
import type { SeverityRowId } from '../severity.ts';

const id = 'compat/enum-value-added';

/** What the added values are to consumers: one row for each kind; a value of a kind that no old value had is more than one more value. */
function rows(event: ChangedEvent, change: Change, newKinds: readonly string[], isOpen: boolean): ReadonlySet<SeverityRowId> {
  const row = isOpen ? 'open-enum-value-added' : 'enum-value-added';
  return new Set([row, ...newKinds.map((kind) => (kind === 'null' ? nullRow(event, change) : ('other-kind' as const)))]);
}

/** The kinds of the added values that no old value had. */
function newKindsOf(change: Change, added: readonly Json[]): readonly string[] {
  const known = new Set(allowedValues(change, 'base').map(kindOf));
  return added.map(kindOf).filter((kind) => !known.has(kind));
}

export const enumValueAdded: Rule = {
  meta: {
    id,
    title: 'An allowed value was added',
    defaultSeverity: 'warning',
    audiences: ['consumers'],
    what: 'An enum or const allows a value that it did not allow. A notice where base declares the list open: by `enums.open` of the policy, or by `x-extensible-enum` or `x-open-enum` in the schema.',
    why: 'Readers that branch on the known values may drop, misroute or misreport events with the new one.',
    fix: 'Tell the readers first, or make sure that they have a branch for unknown values; then merge. A list that grows as a matter of course is best declared open.',
    example: { before: 'config: {enum: [card, wallet]}', after: 'config: {enum: [card, wallet, invoice]}' },
    twin: { rule: 'compat/enum-value-removed' },
  },
  claims: ({ change, question }) => (change.keyword === 'enum' || change.keyword === 'const') && question === 'consumers',
  check: ({ settings }, claimed) =>
    byChange(claimed).map((claim) => {
      const { change } = claim;
      const added = without(allowedValues(change, 'head'), allowedValues(change, 'base'));
      const isOpen = isOpenEnum(claim.event, change, settings.enums);
      const newKinds = newKindsOf(change, added);
      // An open list promises more values, not values of another kind.
      const isExpected = isOpen && newKinds.length === 0;
      const them = added.length === 1 ? 'it' : 'them';
      const what = added.length === 0 ? 'takes more values' : `now takes ${list(added)} too`;
      return {
        rule: id,
        events: [claim.event.head],
        path: change.wirePath,
        cause: valueCause(claim.event, change, 'head', added[0]),
        after: added,
        message: `${quote(lastName(change.path))} ${what}: ${isExpected ? `its list is declared open, so readers have to cope with ${them}` : `readers that know only the old values will meet ${them}`}.`,
        suggestion: isExpected
          ? 'Nothing to do where every reader has a branch for unknown values.'
          : 'Prepare the readers for the new value, then merge.',
        audiences: [...rows(claim.event, change, newKinds, isOpen)].map((row) => proved(change, 'consumers', row)),
      };
    }),
};
