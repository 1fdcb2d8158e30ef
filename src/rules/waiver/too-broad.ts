import { aboutWaiver, waiverTitle } from '../about-policy.ts';
import type { Waiver } from '../audit.ts';
import type { Rule } from '../context.ts';
import { limitsOf, matchesFile, matchesName, matchesPath, type PropertyScope } from '../scope.ts';

const id = 'waiver/too-broad';

/** Things that have nothing in common but what all of their kind have: a glob that holds for all of a row is for everything. */
const UNRELATED: Readonly<Record<'rules' | keyof PropertyScope, readonly (readonly ((globs: readonly string[]) => boolean)[])[]>> = {
  rules: [['compat/type-changed', 'pii/untagged', 'hygiene/description-missing'].map(named)],
  events: [
    [
      ['Order Placed', 'rudderstack:web/track/Order Placed'],
      ['signup', 'json-schema:events/signup'],
    ].map(
      (names) =>
        (globs): boolean =>
          names.some((name) => matchesName(globs, name)),
    ),
  ],
  plans: [['web', 'com.acme.shop'].map(named)],
  files: ['json', 'yaml', 'yml', 'tf', 'csv'].map((ending) =>
    ['plan', 'schemas/orders/placed', 'a/b'].map((path) => (globs: readonly string[]) => matchesFile(globs, `${path}.${ending}`)),
  ),
  paths: ['properties', 'traits'].map((section) =>
    ['total', 'lines[].sku', 'address.city'].map(
      (path) => (globs: readonly string[]) => matchesPath(globs, [`${section}.${path}`, path], path.replace(/^.*\./, '')),
    ),
  ),
  // A type is so many events that it says nothing; a tag is always one of several.
  types: [[]],
  tags: [],
};

function named(name: string): (globs: readonly string[]) => boolean {
  return (globs) => matchesName(globs, name);
}

function limits(key: keyof typeof UNRELATED, globs: readonly string[]): boolean {
  return globs.length > 0 && !UNRELATED[key].some((row) => row.every((matches) => matches(globs)));
}

/** Whether nothing says for which findings, or nothing says where. */
function isTooBroad({ fingerprint, rules, scope }: Waiver): boolean {
  if (fingerprint !== undefined) return false;
  return !limits('rules', rules) || !limitsOf(scope).some(([key, globs]) => limits(key, globs));
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
          message: `${waiverTitle(use.waiver)} does not say ${limits('rules', use.waiver.rules) ? 'where it holds' : 'for which rules'}: it would hide the next break as well.`,
          suggestion: 'Name the finding by its fingerprint, or the rules and the events or paths that it is for.',
          severity: use.from === 'head' ? 'error' : 'warning',
        }),
      ),
};
