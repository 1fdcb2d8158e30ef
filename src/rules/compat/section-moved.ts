import type { Rule } from '../context.ts';
import { causeOf } from '../../plan/cause.ts';
import { wholeEvent } from '../examples.ts';
import { eventTitle } from '../wording.ts';

const id = 'compat/section-moved';

export const sectionMoved: Rule = {
  meta: {
    id,
    title: "The section of an event's data moved",
    defaultSeverity: 'error',
    audiences: ['consumers'],
    what: 'The data of an event stands in another part of the message: properties, traits or context.traits.',
    why: 'No validation notices, since a section may be missing: released apps pass unchecked, and readers look in a place that stays empty.',
    fix: 'Keep the section. If it must move, define a new event with the new section and move senders and readers over.',
    example: { before: 'identity_section: traits', after: 'identity_section: context.traits' },
    twin: { none: 'a move back is a move' },
  },
  check: ({ changed }) =>
    changed
      .filter(({ base, head }) => base.section !== head.section)
      .map(({ base, head }) => {
        const example = wholeEvent(base);
        const cause = causeOf(
          base,
          head,
          { base: { uri: base.schema.uri, pointer: base.sectionPointer }, head: { uri: head.schema.uri, pointer: head.sectionPointer } },
          [],
        );
        return {
          rule: id,
          events: [head],
          path: '',
          message: `${eventTitle(head)}: its data moved from ${base.section} to ${head.section}: readers look in a place that stays empty, and what released apps send is no longer checked.`,
          suggestion: `Keep the data in ${base.section}.`,
          cause: { ...cause, ownerPath: '' },
          audiences: [{ row: 'section-moved' as const }],
          before: base.section,
          after: head.section,
          ...(example !== null && { example }),
        };
      }),
};
