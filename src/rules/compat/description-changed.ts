import type { Rule } from '../context.ts';
import { annotationCause } from '../drafting.ts';
import { eventTitle, show, showBoth } from '../wording.ts';

const id = 'compat/description-changed';

function difference(before: string, after: string): string {
  if (before === '') return `has a description now: ${show(after)}`;
  if (after === '') return 'has no description any more';
  const [was, is] = showBoth(before, after);
  return `has another description: ${is} instead of ${was}`;
}

export const descriptionChanged: Rule = {
  meta: {
    id,
    title: 'A description changed',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'The description of an event changed.',
    why: 'It breaks no message. It is listed because people read it to decide what the event means.',
    fix: 'Nothing, as long as the meaning is the same. For another meaning define another event.',
    example: { before: 'description: "Customer placed an order"', after: 'description: "Customer paid an order"' },
    twin: { none: 'a change back is a change' },
  },
  check: ({ changed }) =>
    changed
      .filter(({ base, head }) => base.description !== head.description)
      .map(({ base, head }) => ({
        rule: id,
        events: [head],
        path: '',
        message: `${eventTitle(head)} ${difference(base.description, head.description)}.`,
        suggestion: 'Nothing to do as long as the event means the same.',
        cause: annotationCause(base, head, 'description'),
        audiences: [],
        before: base.description,
        after: head.description,
      })),
};
