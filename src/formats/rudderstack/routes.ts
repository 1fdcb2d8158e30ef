import type { PlannedRoute } from '../../plan/model.ts';
import { locationOf } from '../problems.ts';
import type { Catalog, Connection, Source } from './catalog.ts';

/**
 * Who is sent what: each destination that a connection leads to, with the plans of the sources from which one does. A source without a plan may send events of
 * any. What is switched off (the source, the connection, the destination) sends nothing.
 */
export function routesOf(connections: readonly Connection[], catalog: Catalog): readonly PlannedRoute[] {
  const plans = plansByDestination(connections, catalog);
  return [...catalog.destinations.values()].flatMap((destination): PlannedRoute[] => {
    const { id, name, nameSpot, type, enabled, transformation, filter } = destination;
    const reaching = plans.get(id);
    if (!enabled || reaching === undefined) return [];
    return [
      {
        owner: `destination:${id}`,
        name,
        format: 'rudderstack',
        receiver: type,
        action: null,
        through: transformation === null ? null : `transformation:${transformation.id}`,
        plans: reaching.has(null) ? null : [...reaching].flatMap((plan) => plan ?? []).toSorted(),
        types: null,
        ...filter,
        mapping: null,
        location: locationOf(nameSpot),
      },
    ];
  });
}

/** The plans from which something reaches each destination; null among them: any. */
function plansByDestination(connections: readonly Connection[], catalog: Catalog): ReadonlyMap<string, ReadonlySet<string | null>> {
  const plans = new Map<string, Set<string | null>>();
  for (const { enabled, source, destination } of connections) {
    // A variable may lead anywhere; a source that there is not sends nothing.
    const from = source === null ? ANY : catalog.sources.get(source.id);
    if (!enabled || destination === null || from === undefined || !from.enabled) continue;
    const known = plans.get(destination.id) ?? new Set();
    plans.set(destination.id, known.add(from.plan?.id ?? null));
  }
  return plans;
}

const ANY: Pick<Source, 'enabled' | 'plan'> = { enabled: true, plan: null };
