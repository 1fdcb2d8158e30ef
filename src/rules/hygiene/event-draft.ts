import type { PlanEvent } from '../../plan/model.ts';
import type { Draft } from '../context.ts';
import { annotationCause } from '../drafting.ts';

/** A draft about how an event is written down: shown where its name or description stands, and the event's own whatever definition that is in. */
export function eventDraft(
  rule: string,
  event: PlanEvent,
  at: 'title' | 'description',
  parts: Pick<Draft, 'message' | 'suggestion' | 'after'>,
): Draft {
  const cause = { ...annotationCause(event, event, at), owner: event.key, ownerPath: '' };
  return { rule, events: [event], path: '', cause, audiences: [], ...parts };
}
