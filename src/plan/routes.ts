import type { PlanEvent, PlannedRoute } from './model.ts';

/**
 * Whether a route may send an event to its receiver. An event that does not say its type is taken for a track event, the only one with a name. What a plan says of
 * every message holds for each that gets through; an entity is no message, and is sent nowhere by itself.
 */
export function receives(route: PlannedRoute, event: Pick<PlanEvent, 'format' | 'plan' | 'type' | 'name'>): boolean {
  const { plans, types, admitted, blocked } = route;
  if (event.type === 'entity') return false;
  if (plans !== null && (event.format !== route.format || !plans.includes(event.plan))) return false;
  if (event.type === 'common') return true;
  const type = event.type === 'other' ? 'track' : event.type;
  if (types !== null && !types.includes(type)) return false;
  return type !== 'track' || ((admitted === null || admitted.includes(event.name)) && !blocked.includes(event.name));
}
