import type { Rule } from '../context.ts';
import { causeOf } from '../../plan/cause.ts';
import { byEvent, proved } from '../drafting.ts';
import { isClosing } from '../openness.ts';
import { quote } from '../wording.ts';

const id = 'compat/object-closed';

export const objectClosed: Rule = {
  meta: {
    id,
    title: 'An open object was closed',
    defaultSeverity: 'warning',
    audiences: ['producers'],
    what: 'An object that tolerated properties outside the plan now rejects them.',
    why: 'Released apps may send more than the plan names. It was tolerated; from now on it violates the plan and is flagged or dropped.',
    fix: 'Look at what arrives unplanned, plan what is wanted, then close.',
    example: { before: 'additional_properties: true', after: 'additional_properties: false' },
    twin: { rule: 'compat/object-opened' },
  },
  claims: ({ change, question }) => question === 'producers' && isClosing(change),
  check: ({ changed }, claimed) => {
    const claims = byEvent(claimed);
    return changed.flatMap((event) =>
      [...event.vocabulary.head.objects.values()].flatMap((location) => {
        const before = event.vocabulary.base.objects.get(location.wirePath);
        if (!before || before.closedBy !== null || location.closedBy === null) return [];
        const mine = (claims.get(event) ?? []).find(
          (claim) => claim.change.head?.pointer === location.closedBy?.pointer || claim.change.wirePath === location.wirePath,
        );
        const subject = location.wirePath === '' ? quote(event.head.name) : quote(location.wirePath);
        return [
          {
            rule: id,
            events: [event.head],
            path: location.wirePath,
            message: `${subject} tolerated unplanned properties and now rejects them: what released apps send beyond the plan is dropped.`,
            suggestion: 'Look at what arrives unplanned and plan what is wanted before you close it.',
            cause: causeOf(event.base, event.head, { base: before.place, head: location.closedBy }, location.path),
            audiences: [mine ? proved(mine.change, 'producers', 'rejected') : { row: 'closed' as const }],
            before: 'open',
            after: 'closed',
          },
        ];
      }),
    );
  },
};
