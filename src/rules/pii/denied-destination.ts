import type { PlanRule } from '../context.ts';
import { receiverTitle } from '../destination/receivers.ts';
import { quote } from '../wording.ts';
import { inScope } from '../scope.ts';
import { receiverFacts } from './receivers.ts';
import { categoryTitle, isWithin, personalProperties, propertyDraft } from './survey.ts';

const id = 'pii/denied-destination';

export const deniedDestination: PlanRule = {
  meta: {
    id,
    title: 'Personal data on its way to a destination that may not have it',
    defaultSeverity: 'error',
    audiences: [],
    what: 'An event goes to a destination, and a property of it holds personal data that the policy, or the contract of the destination, denies it.',
    why: 'Tools forward an event whole: what is in it arrives, and is stored under another contract.',
    fix: 'Keep the property out of the event, filter it on the way, or route the event elsewhere.',
    example: { before: 'destinations: {analytics: {events: [Page Viewed]}}', after: 'destinations: {analytics: {}}' },
    twin: { none: 'data that no longer goes there is no problem' },
  },
  inspect: (context) => {
    const { pii, routes } = context.settings;
    const factsFor = receiverFacts(context, 'deny');
    return personalProperties(context).flatMap((personal) => [
      ...factsFor(personal).flatMap(({ delivery, key, fact: { source, checked } }) =>
        propertyDraft(id, personal, pii, {
          message: `${quote(personal.property.name)} (${categoryTitle(personal.category)}) goes to ${receiverTitle(delivery)}, which may not have it.`,
          suggestion: `Keep it out of the event, or filter it before ${receiverTitle(delivery)}.`,
          after: personal.category,
          aspect: `${delivery.destination}/${key}`,
          source: { source, checked },
        }),
      ),
      ...routes
        .filter(
          ({ scope, destination }) =>
            inScope(scope, personal.event) &&
            pii.destinations.some(
              (rule) =>
                rule.action === 'deny' &&
                isWithin(personal.category, rule.category) &&
                (rule.destination === '*' || rule.destination === destination),
            ),
        )
        .flatMap(({ destination }) =>
          propertyDraft(id, personal, pii, {
            message: `${quote(personal.property.name)} (${categoryTitle(personal.category)}) goes to ${quote(destination)}, which may not have it by the policy.`,
            suggestion: `Keep it out of the event, or filter it before ${quote(destination)}.`,
            after: personal.category,
            aspect: destination,
          }),
        ),
    ]);
  },
};
