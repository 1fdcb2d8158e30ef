import type { Rule } from '../context.ts';
import { removedCauses } from '../drafting.ts';
import { wholeEvent } from '../examples.ts';
import { eventTitle } from '../wording.ts';

const id = 'compat/event-removed';

export const eventRemoved: Rule = {
  meta: {
    id,
    title: 'An event was removed',
    defaultSeverity: 'error',
    audiences: ['consumers'],
    what: 'An event that the plan had is gone.',
    why: 'Everything fed by it goes quiet: tables, audiences, messages, features. Released apps still send it, as an unplanned event.',
    fix: 'Deprecate it, move its readers, and remove it when nobody reads it.',
    example: { before: '- {type: event_rule, id: r1, event: "#event:order_placed"}', after: '# the rule is gone' },
    twin: { rule: 'compat/event-added' },
  },
  check: (context) => {
    const causeOf = removedCauses(context);
    // A rule for all messages (`common`) is no message: what goes with it is told of the events that it held for.
    return context.removed
      .filter(({ type }) => type !== 'common')
      .map((event) => {
        const example = wholeEvent(event);
        return {
          rule: id,
          events: [event],
          path: '',
          message: `${eventTitle(event)} was removed: everything that is fed by it goes quiet.`,
          suggestion: 'Keep it in the plan, marked as deprecated, until nothing reads it.',
          cause: causeOf(event),
          audiences: [{ row: 'event-removed' }],
          ...(example !== null && { example }),
        };
      });
  },
};
