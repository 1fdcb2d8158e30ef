import { aboutWaiver, waiverTitle } from '../about-policy.ts';
import type { Waiver } from '../audit.ts';
import type { Rule } from '../context.ts';
import { limitsOf } from '../scope.ts';

const id = 'waiver/too-broad';

/** Globs that hold for everything limit nothing. */
const limits = (globs: readonly string[]): boolean => globs.length > 0 && !globs.some((glob) => /^[*?/]+$/.test(glob));

/** Whether nothing says for which findings, or nothing says where. */
function isTooBroad({ fingerprint, rules, scope }: Waiver): boolean {
  if (fingerprint !== undefined) return false;
  return !limits(rules) || !limitsOf(scope).some(([key, globs]) => key !== 'types' && limits(globs));
}

export const tooBroad: Rule = {
  meta: {
    id,
    title: 'A waiver is for more than anybody can oversee',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A waiver names no finding, and either no rule or no place (events, plans, tags, files, paths): it lets pass whatever comes. An error where the change adds it.',
    why: 'It hides the next break as well, of which nobody knew when it was written.',
    fix: 'Name the finding by its fingerprint (`schema-gate waive` does), or name the rules and the events or paths that it is for. To let be what was there at adoption, use a baseline.',
    example: { before: 'rules: [compat/required-added]\nevents: [Order Completed]', after: 'rules: ["*"]' },
    twin: { none: 'a waiver that is for nothing is waiver/unused' },
  },
  audit: ({ waivers }) =>
    waivers
      .filter(({ inHead, waiver }) => inHead && isTooBroad(waiver))
      .map((use) =>
        aboutWaiver(id, use, {
          message: `${waiverTitle(use.waiver)} does not say ${limits(use.waiver.rules) ? 'where it holds' : 'for which rules'}: it would hide the next break as well.`,
          suggestion: 'Name the finding by its fingerprint, or the rules and the events or paths that it is for.',
          severity: use.from === 'head' ? 'error' : 'warning',
        }),
      ),
};
