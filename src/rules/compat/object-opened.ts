import type { Rule } from '../context.ts';
import { causeOf } from '../../plan/cause.ts';
import { byEvent, proved } from '../drafting.ts';
import { isOpening } from '../openness.ts';
import { quote } from '../wording.ts';

const id = 'compat/object-opened';

export const objectOpened: Rule = {
  meta: {
    id,
    title: 'A closed object was opened',
    defaultSeverity: 'notice',
    audiences: ['consumers'],
    what: 'An object that rejected properties outside the plan now tolerates them. Under the content model `strict` it is a break for consumers.',
    why: 'Anything may arrive there from now on, also columns that nobody planned and personal data that nobody classified.',
    fix: 'Name the properties that you need instead of opening the object.',
    example: { before: 'additional_properties: false', after: 'additional_properties: true' },
    twin: { rule: 'compat/object-closed' },
  },
  claims: ({ change, question }) => question === 'consumers' && isOpening(change),
  check: ({ changed }, claimed) => {
    const claims = byEvent(claimed);
    return changed.flatMap((event) =>
      [...event.vocabulary.head.objects.values()].flatMap((location) => {
        const before = event.vocabulary.base.objects.get(location.wirePath);
        if (!before || before.closedBy === null || location.closedBy !== null) return [];
        const mine = (claims.get(event) ?? []).find(
          (claim) => claim.change.base?.pointer === before.closedBy?.pointer || claim.change.wirePath === location.wirePath,
        );
        const subject = location.wirePath === '' ? quote(event.head.name) : quote(location.wirePath);
        return [
          {
            rule: id,
            events: [event.head],
            path: location.wirePath,
            message: `${subject} rejected unplanned properties and now tolerates them: anything may arrive there.`,
            suggestion: 'Name the properties that you need instead of opening it.',
            cause: causeOf(event.base, event.head, { base: before.closedBy, head: before.closedBy }, location.path),
            audiences: mine ? [proved(mine.change, 'consumers', 'loosened')] : [],
            before: 'closed',
            after: 'open',
          },
        ];
      }),
    );
  },
};
