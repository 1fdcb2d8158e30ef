import { aboutPolicy } from '../about-policy.ts';
import type { AuditRule } from '../context.ts';
import { quote } from '../wording.ts';
import { propertyInScope, type PropertyScope } from '../scope.ts';
import type { PolicyPlace } from '../settings.ts';

const id = 'pii/stale-suppression';

export const staleSuppression: AuditRule = {
  meta: {
    id,
    title: 'An entry of the privacy policy that matches nothing',
    defaultSeverity: 'warning',
    presets: { strict: 'error' },
    audiences: [],
    what: 'An entry of `pii.suppress`, `pii.approvals` or `pii.fields` matches no property of the plan. Looked for where a run reads the whole plan.',
    why: 'A permission that nobody needs waits for the next property of that name, and lets it pass unseen. Often its path is misspelt, and it never did anything.',
    fix: 'Correct its path, or remove it.',
    example: { before: 'suppress: [{paths: [email], ...}]', after: 'suppress: [{paths: [emial], ...}]' },
    twin: { none: 'an entry that is needed is no finding' },
  },
  audit: ({ settings, plan, complete }) => {
    if (!complete) return [];
    const matches = (scope: PropertyScope): boolean =>
      plan.plan.events.some((event) =>
        [...plan.vocabularyOf(event).properties.values()].some((property) => propertyInScope(scope, event, property)),
      );
    const entries: readonly { readonly list: string; readonly scope: PropertyScope; readonly at: PolicyPlace }[] = [
      ...settings.pii.suppress.map((entry) => ({ list: 'pii.suppress', ...entry })),
      ...settings.pii.approvals.map((entry) => ({ list: 'pii.approvals', ...entry })),
      ...settings.pii.fields.map((entry) => ({ list: 'pii.fields', ...entry })),
    ];
    return entries
      .filter(({ scope }) => !matches(scope))
      .map(({ list, scope, at }) =>
        aboutPolicy(
          id,
          { owner: `policy:${list} ${[...scope.events, ...scope.paths].join(' ')}`, location: at },
          {
            message: `The entry of ${list} for ${quote(scope.paths.join(', '))} matches no property of the plan.`,
            suggestion: 'Correct its path, or remove it.',
          },
        ),
      );
  },
};
