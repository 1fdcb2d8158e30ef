import type { Waiver } from '../rules/audit.ts';
import type { Draft } from '../rules/context.ts';
import { fingerprintOf } from '../rules/fingerprint.ts';
import type { RuleMeta, RuleSeverity, Severity } from '../rules/rule.ts';
import { inScope, matchesFile, matchesName, matchesPath, type Scope } from '../rules/scope.ts';
import type { Policy, Preset } from './policy.ts';

/** The file on which a draft is shown. */
export function fileOf({ cause: { locations } }: Draft): string {
  return (locations.head ?? locations.base)?.file ?? '';
}

/** Whether a scope holds every event. */
const isEmpty = ({ events, types, plans, tags }: Scope): boolean => [events, types, plans, tags].every((list) => list.length === 0);

/** Whether a scope holds everything. */
export function limitsNothing(scope: Scope): boolean {
  return isEmpty(scope) && scope.files.length === 0;
}

/** Whether what a draft is about is in a scope: the file that it is shown on, and one of its events. */
function draftInScope(scope: Scope, draft: Draft): boolean {
  if (scope.files.length > 0 && !matchesFile(scope.files, fileOf(draft))) return false;
  return isEmpty(scope) || draft.events.some((event) => inScope({ ...scope, files: [] }, event));
}

/** Whether a waiver is for a draft: all that it says of it must fit. A change of the policy is waived by its fingerprint only: no scope means it. */
export function covers({ fingerprint, rules, scope }: Waiver, draft: Draft): boolean {
  if (fingerprint === undefined && draft.rule.startsWith('policy/')) return false;
  if (fingerprint !== undefined && fingerprint !== fingerprintOf(draft)) return false;
  if (rules.length > 0 && !matchesName(rules, draft.rule)) return false;
  return draftInScope(scope, draft) && (scope.paths.length === 0 || pathInScope(scope.paths, draft));
}

/** Whether the place of a draft is one of these paths, as a policy writes them: whole, from the section on, or the bare name. */
function pathInScope(paths: readonly string[], { path, events }: Draft): boolean {
  const inside = events.flatMap(({ section }) => (path.startsWith(`${section}.`) ? [path.slice(section.length + 1)] : []));
  return matchesPath(paths, [path, ...inside], path.slice(path.lastIndexOf('.') + 1));
}

function inLayer(rules: ReadonlyMap<string, RuleSeverity>, id: string): RuleSeverity | undefined {
  return rules.get(id) ?? rules.get(`${id.slice(0, id.indexOf('/'))}/*`);
}

/** The severity that the policy gives a rule's finding, where it says something of it: its own or the preset's. A rule's own setting counts for all its audiences. */
export function settingFor(policy: Policy, meta: RuleMeta, draft: Draft | null): RuleSeverity | undefined {
  const said = policy.severities.flatMap(({ scope, rules }) => {
    const severity = inLayer(rules, meta.id);
    const applies = draft === null ? limitsNothing(scope) : draftInScope(scope, draft);
    return severity !== undefined && applies ? [severity] : [];
  });
  return said.at(-1) ?? (policy.preset === 'recommended' ? undefined : meta.presets?.[policy.preset]);
}

const WARNINGS: Readonly<Record<Preset, Severity>> = { strict: 'error', recommended: 'warning', relaxed: 'notice' };

/**
 * What the preset makes of a severity that neither the policy nor the rule's own presets set: under `strict` a warning is an error, under
 * `relaxed` it is a notice. Errors and notices stay what they are.
 */
export function presetSeverity({ preset }: Pick<Policy, 'preset'>, severity: Severity): Severity {
  return severity === 'warning' ? WARNINGS[preset] : severity;
}

/** What a rule's findings weigh by default under the policy, as far as that can be said of all of them. */
export function generalSeverity(policy: Policy, meta: RuleMeta): RuleSeverity {
  const said = settingFor(policy, meta, null);
  if (said !== undefined) return said;
  return meta.defaultSeverity === 'off' ? 'off' : presetSeverity(policy, meta.defaultSeverity);
}

/** Whether a draft of the rule cannot be seen; without a draft, whether none can, whatever it is about. */
export function isOff(policy: Policy, meta: RuleMeta, draft?: Draft): boolean {
  if (draft !== undefined) return (settingFor(policy, meta, draft) ?? meta.defaultSeverity) === 'off';
  const general = settingFor(policy, meta, null) ?? meta.defaultSeverity;
  return general === 'off' && policy.severities.every(({ rules }) => (inLayer(rules, meta.id) ?? 'off') === 'off');
}

/** Ids of the rules whose findings are errors, apart from what is overridden for some events. */
export function errorRules(policy: Policy, metas: readonly RuleMeta[]): ReadonlySet<string> {
  return new Set(metas.filter((meta) => generalSeverity(policy, meta) === 'error').map(({ id }) => id));
}
