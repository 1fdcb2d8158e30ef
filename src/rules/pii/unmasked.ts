import type { Rule } from '../context.ts';
import { isMask, mentionDrafts, settingAdvice } from '../mentioned.ts';

const id = 'pii/unmasked';

export const unmasked: Rule = {
  meta: {
    id,
    title: 'A destination no longer masks personal data',
    defaultSeverity: 'error',
    audiences: [],
    what: 'A destination in this repository hashes or removes a property by its name, and this change gives the property another name. A destination that is switched off is not looked at.',
    why: 'Under its new name the property is sent as it is: from the merge on personal data reaches a third party in the clear.',
    fix: 'Add the new name to the list in the same pull request; keep the old one beside it as long as released apps send it.',
    example: {
      before: 'blacklist_pii_properties: [{property: email, hash: true}] # and the property is called "email"',
      after: 'blacklist_pii_properties: [{property: email, hash: true}] # and the property is called "email_address"',
    },
    twin: { none: 'a property that is gone needs no mask' },
  },
  check: (context) => mentionDrafts(context, isMask, { rule: id, audiences: [], advice: settingAdvice }),
};
