import type { Draft, PlanRule } from '../context.ts';
import { receiverTitle } from '../destination/receivers.ts';
import { quote } from '../wording.ts';
import { inScope } from '../scope.ts';
import type { RuleSettings } from '../settings.ts';
import { isProvedHash } from './hash-proof.ts';
import { receiverFacts, type SaidByReceiver } from './receivers.ts';
import { categoryTitle, isWithin, personalProperties, policyFor, propertyDraft, type PersonalProperty } from './survey.ts';

const id = 'pii/hash-required';

/** Who asks for a digest: the policy for the category, or for a destination that the event goes to; null where nobody does. */
function demandedBy({ event, category }: PersonalProperty, { pii, routes }: RuleSettings): string | null {
  if (policyFor(category, pii)?.form === 'sha256') return 'the policy';
  const destination = routes.find(
    (route) =>
      inScope(route.scope, event) &&
      pii.destinations.some(
        (rule) =>
          rule.action === 'require-hash' &&
          isWithin(category, rule.category) &&
          (rule.destination === '*' || rule.destination === route.destination),
      ),
  );
  return destination === undefined ? null : `the policy for ${quote(destination.destination)}`;
}

/** What a receiver takes hashed only; whether something on the way hashes it the plan does not say. */
function receiverDrafts(personal: PersonalProperty, { delivery, key, fact }: SaidByReceiver, { pii }: RuleSettings): readonly Draft[] {
  const who = receiverTitle(delivery);
  return propertyDraft(id, personal, pii, {
    message: `${quote(personal.property.name)} (${categoryTitle(personal.category)}) must reach ${who} as a SHA-256 digest, and its schema admits other values.`,
    suggestion: `Hash it in the app, and bind it: type string, pattern "^[a-f0-9]{64}$". If it is hashed on the way to ${who}, say hashes: true of that destination in the policy.`,
    severity: 'warning',
    after: personal.category,
    aspect: `${delivery.destination}/${key}`,
    source: { source: fact.source, checked: fact.checked },
  });
}

export const hashRequired: PlanRule = {
  meta: {
    id,
    title: 'Personal data that is not proved to be hashed',
    defaultSeverity: 'error',
    audiences: [],
    what: 'Personal data must travel as SHA-256 only, by the policy (an error) or by the contract of a destination that gets the event (a warning), and the schema of the property admits other values. The schema is asked, not the name.',
    why: 'A name that ends in `_sha256` is a claim. Where the schema admits more, one app that forgets to hash sends the plain value to every destination.',
    fix: 'Send the digest, and bind the property to it: `type: string, pattern: "^[a-f0-9]{64}$"`.',
    example: {
      before: 'properties: {email_sha256: {type: string, pattern: "^[a-f0-9]{64}$"}}',
      after: 'properties: {email_sha256: {type: string}}',
    },
    twin: { rule: 'pii/double-hash' },
  },
  inspect: (context) => {
    const factsFor = receiverFacts(context, 'require-hash');
    return personalProperties(context).flatMap((personal) => {
      const by = demandedBy(personal, context.settings);
      const facts = by === null ? factsFor(personal).filter(({ delivery }) => !delivery.hashes) : [];
      if ((by === null && facts.length === 0) || isProvedHash(personal.event, personal.property)) return [];
      if (by === null) return facts.flatMap((said) => receiverDrafts(personal, said, context.settings));
      return propertyDraft(id, personal, context.settings.pii, {
        message: `${quote(personal.property.name)} (${categoryTitle(personal.category)}) must be a SHA-256 digest by ${by}, and its schema admits other values.`,
        suggestion: 'Hash it in the app, and bind it: type string, pattern "^[a-f0-9]{64}$".',
        after: personal.category,
        ...(by !== 'the policy' && { aspect: by }),
      });
    });
  },
};
