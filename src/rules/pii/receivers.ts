import type { PersonalFact } from '../../destinations/contract.ts';
import type { PlanEvent } from '../../plan/model.ts';
import type { PlanContext } from '../context.ts';
import { deliveriesOf, type Delivery } from '../destination/receivers.ts';
import { isWithin, type PersonalProperty } from './survey.ts';

/** What the contract of a receiver says of personal data on its way there. */
export interface SaidByReceiver {
  readonly delivery: Delivery;
  /** Key of the fact in the contract. */
  readonly key: string;
  readonly fact: PersonalFact;
}

/** What the contracts of those who get an event say of personal data in it, by what they want done with it. */
export function receiverFacts(
  context: PlanContext,
  action: PersonalFact['action'],
): (personal: PersonalProperty) => readonly SaidByReceiver[] {
  const byEvent = new Map<PlanEvent, SaidByReceiver[]>();
  for (const delivery of deliveriesOf(context)) {
    const facts = Object.entries(delivery.contract.pii).filter(([, fact]) => fact.action === action);
    const known = byEvent.get(delivery.event) ?? [];
    byEvent.set(delivery.event, [...known, ...facts.map(([key, fact]) => ({ delivery, key, fact }))]);
  }
  return ({ event, category, property }) =>
    (byEvent.get(event) ?? []).filter(({ fact, delivery }) => isWithin(category, fact.category) && delivery.reaches(property.path));
}
