import type { Contract, Piped, Pipeline } from '../../destinations/contract.ts';
import { packs } from '../../destinations/packs.ts';
import type { InstancePath } from '../../jsonschema/index.ts';
import type { MappedField, PlanEvent, PlannedRoute } from '../../plan/model.ts';
import { printPath } from '../../plan/paths.ts';
import { receives } from '../../plan/routes.ts';
import type { PlanContext } from '../context.ts';
import { isAtOrBelow } from '../drafting.ts';
import { inScope } from '../scope.ts';
import type { Route } from '../settings.ts';

/** What a plan says of how the fields of a receiver are filled; `default`: it leaves that to the receiver. */
export type Mapping = ReadonlyMap<string, MappedField> | 'default' | 'unknown';

/** An event on its way to somebody of whom it is known what he needs. */
export interface Delivery {
  readonly event: PlanEvent;
  /** The destination, as the policy or the plan calls it. */
  readonly destination: string;
  readonly contract: Contract;
  /** The event's name, as the contract has it. */
  readonly name: string;
  /** Whether the destination hashes the personal data that it gets. */
  readonly hashes: boolean;
  readonly mapping: Mapping;
  /** What says that the event goes there. */
  readonly by: Route | PlannedRoute;
  /** What the receiver is asked to do, where the plan says it. */
  readonly action: string | null;
  /** Whether a property of the event is sent there: all of them, unless it is known which. */
  readonly reaches: (path: InstancePath) => boolean;
}

const everything = (): boolean => true;

/** What a contract calls who the plan says gets events. */
function packOf({ format, receiver }: PlannedRoute): Contract | null {
  const wanted = receiver?.toLowerCase();
  return packs.find((pack) => pack.receiver.types?.[format]?.some((type) => type.toLowerCase() === wanted)) ?? null;
}

/** The ids by which a policy may call a destination of the plan. */
function idsOf({ owner, name }: PlannedRoute): readonly string[] {
  return [owner, owner.slice(owner.indexOf(':') + 1), name];
}

function ofPolicy(route: Route, events: readonly PlanEvent[]): readonly Delivery[] {
  const { destination, scope, contract, names, hashes } = route;
  if (contract === null) return [];
  return events
    .filter((event) => inScope(scope, event))
    .map((event) => ({
      event,
      destination,
      contract,
      name: names.get(event.name) ?? event.name,
      hashes,
      mapping: 'default',
      by: route,
      action: null,
      reaches: everything,
    }));
}

/**
 * What the plan itself sends. Where code changes events on their way nobody knows what arrives, so that nothing is said of it. A destination of the
 * policy with the same id says the rest: its contract, its names, of which events.
 */
function ofPlan(route: PlannedRoute, said: Route | undefined, events: readonly PlanEvent[]): readonly Delivery[] {
  const contract = said?.contract ?? packOf(route);
  if (contract === null || route.through !== null) return [];
  const mapping = route.mapping ?? 'default';
  const paths = typeof mapping === 'string' ? null : [...mapping.values()].flatMap(pathsIn);
  return events
    .filter((event) => receives(route, event) && (said === undefined || inScope(said.scope, event)))
    .map((event) => ({
      event,
      destination: route.name,
      contract,
      name: said?.names.get(event.name) ?? event.name,
      hashes: said?.hashes ?? false,
      mapping,
      by: route,
      action: route.action,
      reaches:
        paths === null
          ? everything
          : (path) => paths.some((mapped) => isAtOrBelow(printPath(path), mapped) || isAtOrBelow(mapped, printPath(path))),
    }));
}

/** The paths that a field is filled from, as printed. Of a field that cannot be read any path may be. */
function pathsIn(field: MappedField): readonly string[] {
  switch (field.kind) {
    case 'paths':
      return field.paths.map(printPath);
    case 'list':
      return [printPath(field.path)];
    case 'object':
      return [...field.fields.values()].flatMap(pathsIn);
    case 'literal':
      return [];
    case 'unknown':
      return [''];
  }
}

const known = new WeakMap<Pick<PlanContext, 'plan' | 'settings'>, readonly Delivery[]>();

/** Which events of a plan reach whom, as far as it is known what the receiver needs: by the routes of the plan, and by the policy. */
export function deliveriesOf(context: Pick<PlanContext, 'plan' | 'settings'>): readonly Delivery[] {
  const before = known.get(context);
  if (before !== undefined) return before;
  const { plan, settings } = context;
  const saidOf = (route: PlannedRoute): Route | undefined => settings.routes.find(({ destination }) => idsOf(route).includes(destination));
  const routed = plan.routes.map((route) => ({ route, said: saidOf(route) }));
  const taken = new Set(routed.map(({ said }) => said));
  const deliveries = [
    ...settings.routes.filter((route) => !taken.has(route)).flatMap((route) => ofPolicy(route, plan.events)),
    ...routed.flatMap(({ route, said }) => ofPlan(route, said, plan.events)),
  ];
  known.set(context, deliveries);
  return deliveries;
}

const PIPELINES: Readonly<Record<string, Pipeline>> = { rudderstack: 'rudderstack', segment: 'segment' };

/** Whether a fact holds for what comes the way that an event comes. */
export function holdsFor({ through }: Piped, { event }: Pick<Delivery, 'event'>): boolean {
  const pipeline = Object.hasOwn(PIPELINES, event.format) ? PIPELINES[event.format] : undefined;
  return through === undefined || pipeline === undefined || through === pipeline;
}

/** A receiver in a sentence: by its title, and by what the team calls it where that is something else. */
export function receiverTitle({ contract: { receiver }, destination }: Pick<Delivery, 'contract' | 'destination'>): string {
  return destination === receiver.id || destination === receiver.title ? receiver.title : `${receiver.title} (${destination})`;
}
