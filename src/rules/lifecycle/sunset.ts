import type { PlanEvent } from '../../plan/model.ts';
import { vocabularyOf } from '../../plan/properties.ts';
import type { Marked } from '../../plan/deprecation.ts';
import type { Draft, DraftAudience, RuleContext } from '../context.ts';
import { SEVERITY_TABLE } from '../severity.ts';
import { eventMark, propertyMark, whenOf } from './marks.ts';

/** Rules that say that something went. */
const OF_PROPERTIES = new Set(['compat/property-removed', 'compat/property-renamed', 'compat/required-removed']);
const OF_EVENTS = new Set(['compat/event-removed', 'compat/event-renamed']);

function light(audience: DraftAudience): DraftAudience {
  return { ...audience, row: SEVERITY_TABLE[audience.row].audience === 'producers' ? 'sunset-for-producers' : 'sunset-for-consumers' };
}

/** Base's mark on what a draft says is gone, or no longer required. */
function markOf(draft: Draft, context: RuleContext, bases: ReadonlyMap<string, PlanEvent>): Marked | null {
  const { deprecations } = context.settings;
  const marks = draft.events.map((event) => {
    const base = bases.get(event.key);
    if (base === undefined) return null;
    const whole = eventMark(base, deprecations);
    if (OF_EVENTS.has(draft.rule) || whole !== null) return whole;
    const property = vocabularyOf(base.schema).properties.get(draft.path);
    return property === undefined ? null : propertyMark(base, property, deprecations);
  });
  return marks.find((mark) => mark !== null) ?? null;
}

/**
 * Deprecate, wait, remove: what was marked at base with a day may go from that day on. The finding stays, as a notice with its proof; before
 * the day it is the break that it is, and says when it will be none.
 */
export function withSunset(drafts: readonly Draft[], context: RuleContext): readonly Draft[] {
  const bases = new Map<string, PlanEvent>([
    ...context.removed.map((event) => [event.key, event] as const),
    ...context.changed.map(({ base, head }) => [head.key, base] as const),
  ]);
  return drafts.map((draft) => {
    if (!OF_PROPERTIES.has(draft.rule) && !OF_EVENTS.has(draft.rule)) return draft;
    const mark = markOf(draft, context, bases);
    if (mark === null) return draft;
    const when = whenOf(mark);
    if (mark.sunset === null && when !== null)
      return { ...draft, suggestion: `${draft.suggestion} It is marked to go ${when}; if that is out, a waiver lets this pass.` };
    if (mark.sunset === null) return { ...draft, suggestion: `${draft.suggestion} It is marked as deprecated without a day: give it one.` };
    if (mark.sunset > context.date)
      return { ...draft, suggestion: `Wait: it is marked to go on ${mark.sunset}, and may be removed without a break from then on.` };
    return {
      ...draft,
      message: `${draft.message} It was marked to go on ${mark.sunset}, which has passed.`,
      suggestion: 'Nothing to do: the time that was given is over.',
      audiences: draft.audiences.map(light),
      severity: 'notice',
    };
  });
}
