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
    title: 'Hashed data that a destination can use only in the clear',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'By its schema a property is always a SHA-256 digest, and it goes to a destination whose contract says that data of this category is of no use hashed: an IP address, a user agent, the id of a click.',
    why: 'The destination accepts the digest and can match nothing with it.',
    fix: 'Send it in the clear if you may, or leave it out.',
    example: { before: 'ip: {type: string}', after: 'ip: {type: string, pattern: "^[a-f0-9]{64}$"} # goes to Meta' },
    twin: { none: 'data that is no digest any more is what the destination asked for' },
  },
  inspect: (context) => {
    const factsFor = receiverFacts(context, 'never-hash');
    return personalProperties(context).flatMap((personal) => {
      const facts = factsFor(personal);
      if (facts.length === 0 || !isProvedHash(personal.event, personal.property)) return [];
      return facts.flatMap(({ delivery, key, fact: { source, checked } }) =>
        propertyDraft(id, personal, context.settings.pii, {
          message: `${quote(personal.property.name)} (${categoryTitle(personal.category)}) is a SHA-256 digest, and ${receiverTitle(delivery)} can use it only in the clear.`,
          suggestion: 'Send it in the clear if you may, or leave it out.',
          after: personal.category,
          aspect: `${delivery.destination}/${key}`,
          source: { source, checked },
        }),
      );
    });
  },
};
