import { aboutPolicy, editOf } from '../about-policy.ts';
import type { PolicyChange, PolicyEdit } from '../audit.ts';
import type { Draft, Rule } from '../context.ts';
import { quote } from '../wording.ts';

const id = 'policy/weakened';

/** Rules named in a message. */
const MAX_RULES = 5;

const findings = (number: number): string => `${number} finding${number === 1 ? '' : 's'}`;

type Hidden = PolicyChange['hidden'];

/** `It hides 3 findings: 2 compat/type-changed, 1 pii/unclassified.` */
function hiddenSentence(hidden: Hidden): string {
  if (hidden.length === 0) return '';
  const byRule = new Map<string, number>();
  for (const { rule } of hidden) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  const counted = [...byRule].toSorted(([, one], [, other]) => other - one);
  const rest = counted.slice(MAX_RULES).reduce((sum, [, number]) => sum + number, 0);
  const shown = counted.slice(0, MAX_RULES).map(([rule, number]) => `${number} ${rule}`);
  return ` It hides or lightens ${findings(hidden.length)} of today: ${shown.join(', ')}${rest > 0 ? ` and ${rest} of other rules` : ''}.`;
}

const SUGGESTION =
  'Let somebody who answers for the policy approve it. This change is judged by the old one; the new one counts from the merge on.';

/** The findings that an edit can have hidden, as far as that can be told from what it is about. */
function hiddenBy({ key, rules }: PolicyEdit, { hidden, edits }: PolicyChange): Hidden {
  if (rules !== undefined) return hidden.filter(({ rule }) => rules.includes(rule));
  const setting = key.slice(key.lastIndexOf('environments.') < 0 ? 0 : key.indexOf('.', 'environments.'.length) + 1);
  if (setting.startsWith('waivers.')) return hidden.filter(({ to }) => to === 'waived');
  if (setting === 'baseline') return hidden.filter(({ to }) => to === 'debt');
  if (setting === 'fail-on') return [];
  const ofRules = edits.flatMap((edit) => (edit.weakens ? (edit.rules ?? []) : []));
  return hidden.filter(({ rule, to }) => to !== 'waived' && to !== 'debt' && !ofRules.includes(rule));
}

function draftFor(edit: PolicyEdit, change: PolicyChange): Draft {
  const { key, before, after, location } = edit;
  return aboutPolicy(
    id,
    { owner: `policy:${key}`, location, side: change.side },
    {
      message: `The policy gets weaker: ${editOf(edit)}.${hiddenSentence(hiddenBy(edit, change))}`,
      suggestion: SUGGESTION,
      before,
      after,
    },
  );
}

/** What is hidden although no edit is known to weaken. */
function unexplained(change: PolicyChange): Draft[] {
  const { edits, hidden, location, side } = change;
  const explained = new Set(edits.filter(({ weakens }) => weakens).flatMap((edit) => hiddenBy(edit, change)));
  const left = hidden.filter((finding) => !explained.has(finding));
  if (left.length === 0) return [];
  const keys = [...new Set(edits.map(({ key }) => key))].toSorted();
  const [only] = edits;
  return [
    aboutPolicy(
      id,
      { owner: 'policy', location: edits.length === 1 && only !== undefined ? only.location : location, side },
      {
        message: `The policy gets weaker by what this change does to ${keys.slice(0, MAX_RULES).map(quote).join(', ') || 'it'}.${hiddenSentence(left)}`,
        suggestion: SUGGESTION,
        after: keys,
      },
    ),
  ];
}

export const weakened: Rule = {
  meta: {
    id,
    title: 'The change weakens the policy',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A change of the policy, or of its baseline, makes the gate find or block less: a severity is lowered, a demand dropped, fewer files are read, more is let pass. It says how many of the findings that the old policy shows of the change and the whole plan the new one does not show, or lighter. An error under the preset `strict`.',
    why: 'Whoever may edit the policy file may switch the gate off. That is fine where it is decided, and not where it slips in beside something else.',
    fix: 'Have the owners of the policy approve it, in a change of its own. A waiver may name the finding by its fingerprint.',
    example: { before: 'rules:\n  compat/type-changed: error', after: 'rules:\n  compat/type-changed: notice' },
    twin: { none: 'other changes of the policy are told by policy/changed' },
  },
  audit: ({ policyChange }) =>
    policyChange === null
      ? []
      : [...policyChange.edits.filter(({ weakens }) => weakens).map((edit) => draftFor(edit, policyChange)), ...unexplained(policyChange)],
};
