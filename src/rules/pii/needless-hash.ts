import type { PlanRule } from '../context.ts';
import { receiverTitle } from '../destination/receivers.ts';
import { quote } from '../wording.ts';
import { isProvedHash } from './hash-proof.ts';
import { receiverFacts } from './receivers.ts';
import { categoryTitle, personalProperties, propertyDraft } from './survey.ts';

const id = 'pii/needless-hash';

export const needlessHash: PlanRule = {
  meta: {
    id,
    title: 'Data that a destination needs as it is, hashed',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A property is proved to be a SHA-256 digest, and goes to a destination that can use data of its category only in the clear: an address of the network, a user agent, the id of a click.',
    why: 'The destination accepts the digest and can match nothing with it.',
    fix: 'Send it as it is, or not at all.',
    example: { before: 'ip: {type: string}', after: 'ip: {type: string, pattern: "^[a-f0-9]{64}$"} # goes to Meta' },
    twin: { none: 'what reaches it in the clear is what it needs' },
  },
  inspect: (context) => {
    const factsFor = receiverFacts(context, 'never-hash');
    return personalProperties(context).flatMap((personal) => {
      const facts = factsFor(personal);
      if (facts.length === 0 || !isProvedHash(personal.event, personal.property)) return [];
      return facts.flatMap(({ delivery, key, fact: { source, checked } }) =>
        propertyDraft(id, personal, context.settings.pii, {
          message: `${quote(personal.property.name)} (${categoryTitle(personal.category)}) is a SHA-256 digest, and ${receiverTitle(delivery)} can use it only as it is.`,
          suggestion: 'Send it as it is, or not at all.',
          after: personal.category,
          aspect: `${delivery.destination}/${key}`,
          source: { source, checked },
        }),
      );
    });
  },
};
