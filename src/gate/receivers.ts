import type { PlanEvent, PlannedRoute } from '../plan/model.ts';
import { receives } from '../plan/routes.ts';
import { didYouMean } from '../policy/did-you-mean.ts';
import type { Result, Revision } from '../revision/revision.ts';
import { inScope } from '../rules/scope.ts';
import { needsOf, type Need } from '../rules/destination/needs.ts';
import { deliveriesOf } from '../rules/destination/receivers.ts';
import type { Route } from '../rules/settings.ts';
import { unreadIn, wholePlan } from './whole-plan.ts';

/** Who gets an event: by the plan itself, or because the policy says so. */
export type EventReceiver = (
  | { readonly from: 'plan'; readonly route: PlannedRoute }
  | { readonly from: 'policy'; readonly route: Route }
) & {
  /** What its contract says of the event; empty where no contract is known. */
  readonly needs: readonly Need[];
};

/** An event with all who get it, the plan's own first. */
export interface ReceivedEvent {
  readonly event: PlanEvent;
  readonly receivers: readonly EventReceiver[];
}

/** Who gets the events of one name in a revision. */
export interface Receivers {
  readonly events: readonly ReceivedEvent[];
  /** Files that could not be read: what they hold is not known. */
  readonly unread: readonly string[];
}

/** Finds who gets the events with a wire name, by the plans and the policy of a revision. A name that no event has is an error of the call. */
export function receiversOf(revision: Revision, name: string, options: { readonly config?: string }): Result<Receivers> {
  const whole = wholePlan(revision, options);
  if (!whole.ok) return whole;
  const { plan, policy } = whole.value;
  const events = plan.events.filter((event) => event.name === name);
  if (events.length === 0) {
    const names = [...new Set(plan.events.map((event) => event.name))].toSorted();
    const message = `There is no event ${JSON.stringify(name)}.`;
    return { ok: false, failure: { kind: 'configuration', message, hint: didYouMean(name, names, 'events') } };
  }
  const { settings } = policy;
  const deliveries = deliveriesOf({ plan: { ...plan, events }, settings });
  const receiversOfEvent = (event: PlanEvent): readonly EventReceiver[] => {
    const needs = (route: Route | PlannedRoute): readonly Need[] =>
      deliveries.filter((delivery) => delivery.event === event && delivery.by === route).flatMap(needsOf);
    return [
      ...plan.routes.filter((route) => receives(route, event)).map((route) => ({ from: 'plan', route, needs: needs(route) }) as const),
      ...settings.routes
        .filter(({ scope }) => inScope(scope, event))
        .map((route) => ({ from: 'policy', route, needs: needs(route) }) as const),
    ];
  };
  return {
    ok: true,
    value: { events: events.map((event) => ({ event, receivers: receiversOfEvent(event) })), unread: unreadIn(plan) },
  };
}
