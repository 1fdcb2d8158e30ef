import type { PlanRule } from '../context.ts';
import { eventTitle } from '../wording.ts';
import { eventDraft } from './event-draft.ts';

const id = 'hygiene/category-missing';

export const categoryMissing: PlanRule = {
  meta: {
    id,
    title: 'An event without a category',
    defaultSeverity: 'off',
    presets: { strict: 'warning' },
    audiences: [],
    what: 'An event has no category or tag.',
    why: 'Policies by tag, and people who look for an event, do not find it.',
    fix: 'Give it a category (RudderStack), or `x-tags` in a JSON Schema.',
    example: { before: 'category: "#category:checkout"', after: '# no category' },
    twin: { none: 'a plan that says it is no finding' },
  },
  inspect: ({ plan }) =>
    plan.events
      .filter((event) => event.meta.tags.length === 0)
      .map((event) =>
        eventDraft(id, event, 'title', {
          message: `${eventTitle(event)} has no category: policies by tag do not reach it.`,
          suggestion: 'Give it a category (RudderStack), or `x-tags` in a JSON Schema.',
        }),
      ),
};
