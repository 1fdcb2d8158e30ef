import type { PlanRule } from '../context.ts';
import { quote } from '../wording.ts';
import { inScope } from '../scope.ts';
import { isProvedHash } from './hash-proof.ts';
import { personalProperties, propertyDraft } from './survey.ts';

const id = 'pii/double-hash';

export const doubleHash: PlanRule = {
  meta: {
    id,
    title: 'A digest that its destination hashes again',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A property is proved to be a SHA-256 digest, and goes to a destination that hashes what it gets (`hashes: true`).',
    why: 'The digest of a digest matches nobody: the destination accepts it, and its audiences stay empty.',
    fix: 'Send the plain value where the destination hashes it and you may, or set the destination to take digests as they are and remove `hashes`.',
    example: { before: 'destinations: {ads: {}}', after: 'destinations: {ads: {hashes: true}}' },
    twin: { rule: 'pii/hash-required' },
  },
  inspect: (context) =>
    personalProperties(context).flatMap((personal) => {
      const again = context.settings.routes.filter(({ scope, hashes }) => hashes && inScope(scope, personal.event));
      if (again.length === 0 || !isProvedHash(personal.event, personal.property)) return [];
      return again.flatMap(({ destination }) =>
        propertyDraft(id, personal, context.settings.pii, {
          message: `${quote(personal.property.name)} is a SHA-256 digest, and ${quote(destination)} hashes it again: it will match nobody.`,
          suggestion: `Let ${quote(destination)} take digests as they are, or keep this property from it.`,
          aspect: destination,
        }),
      );
    }),
};
