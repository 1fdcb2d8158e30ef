import type { InstancePath } from '../../jsonschema/index.ts';
import type { Contract } from '../../destinations/contract.ts';
import type { PlanEvent } from '../../plan/model.ts';
import type { PlanContext } from '../context.ts';
import { inScope } from '../scope.ts';

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
  /** Whether a property of the event is sent there: all of them, unless it is known which. */
  readonly reaches: (path: InstancePath) => boolean;
}

const everything = (): boolean => true;

/** Which events of a plan reach whom, as far as it is known what the receiver needs. */
export function deliveriesOf({ plan, settings }: PlanContext): readonly Delivery[] {
  return settings.routes.flatMap(({ destination, scope, contract, names, hashes }) =>
    contract === null
      ? []
      : plan.events
          .filter((event) => inScope(scope, event))
          .map((event) => ({ event, destination, contract, name: names.get(event.name) ?? event.name, hashes, reaches: everything })),
  );
}

/** A receiver in a sentence: by its title, and by what the team calls it where that is something else. */
export function receiverTitle({ contract: { receiver }, destination }: Pick<Delivery, 'contract' | 'destination'>): string {
  return destination === receiver.id || destination === receiver.title ? receiver.title : `${receiver.title} (${destination})`;
}
