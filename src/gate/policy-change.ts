import { topOf } from '../plan/model.ts';
import type { BaselineEntry } from '../policy/baseline.ts';
import { environmentEdits, hiddenFindings, policyEdits, type RawEdit } from '../policy/change.ts';
import { judge, type KnownWaiver, type Leniency } from '../policy/judge.ts';
import type { Policy } from '../policy/policy.ts';
import { standingOf } from '../policy/waivers.ts';
import type { PolicyChange, PolicyEdit } from '../rules/audit.ts';
import type { RuleMeta } from '../rules/rule.ts';
import type { PolicyEditing } from './choose-policy.ts';
import { runBaseline, runWaivers, type RunBaseline } from './companions.ts';
import { readAgain, type Reading, type Sources } from './reading.ts';

/** What judges the change, and what it does to that. */
export interface Judging {
  readonly policy: Policy;
  readonly editing: PolicyEditing | null;
  readonly baseline: RunBaseline;
  readonly leniency: Leniency;
  readonly metas: readonly RuleMeta[];
  /** A policy with what the call overrules. */
  readonly applied: (policy: Policy) => Policy;
}

/** The fingerprints of a baseline; null where there is none. */
export function fingerprints(entries: readonly BaselineEntry[] | null): ReadonlySet<string> | null {
  return entries === null ? null : new Set(entries.map(({ fingerprint }) => fingerprint));
}

function editsOf({ variants, locate }: PolicyEditing, metas: readonly RuleMeta[]): readonly PolicyEdit[] {
  const all = new Map(variants.map(({ environment, before, after }) => [environment, policyEdits(before, after, metas)]));
  const general = all.get(null) ?? [];
  const own = [...all].flatMap(([name, edits]) => (name === null ? [] : environmentEdits(name, edits, general)));
  const placed = ({ tokens, index, at, ...edit }: RawEdit): PolicyEdit => ({ ...edit, location: at ?? locate(tokens, index) });
  return [...general, ...own].map(placed);
}

/** A baseline that a change makes longer: what it lists anew would no longer count. */
function grown({ policy, baseline }: Judging): readonly PolicyEdit[] {
  const [before, after] = [fingerprints(baseline.base), fingerprints(baseline.head)];
  if (policy.baseline === null || before === null || after === null) return [];
  const added = [...after].filter((fingerprint) => !before.has(fingerprint)).length;
  if (added === 0) return [];
  const count = (number: number): string => `${number} finding${number === 1 ? '' : 's'}`;
  return [
    {
      key: 'baseline',
      before: count(before.size),
      after: `${count(after.size)}, ${added} of them new`,
      weakens: true,
      location: topOf(policy.baseline),
    },
  ];
}

/** What would let findings pass from the merge on, apart from waivers that this change adds: those are reported for themselves. */
function laterLeniency({ policy, editing, baseline, leniency }: Judging, next: Policy, sources: Sources): Leniency {
  const restated = ({ waiver, from }: KnownWaiver): KnownWaiver => ({
    waiver,
    from,
    standing: standingOf(waiver, from, next.waivers, sources.request.date),
  });
  const elsewhere = next.waivers.file === policy.waivers.file ? null : runWaivers(sources.revisions, next, sources.request.date);
  const waivers = elsewhere?.ok === true ? elsewhere.value.waivers : leniency.waivers.map(restated);
  const other = editing === null || next.baseline === policy.baseline ? null : runBaseline(sources.revisions, next.baseline);
  return { waivers, baseline: fingerprints(other?.ok === true ? other.value.head : baseline.head) };
}

/**
 * How a change alters what judges it: the policy, or the list of what was there at adoption. The same change is judged once more as it would be
 * after the merge; what is then not found, or weighs less, is hidden. Null where it alters nothing.
 */
export function policyChange(reading: Reading, sources: Sources, judging: Judging): PolicyChange | null {
  const { policy, editing, leniency, metas } = judging;
  const edits = [...(editing === null ? [] : editsOf(editing, metas)), ...grown(judging)];
  if (editing === null && edits.length === 0) return null;
  const next = judging.applied(editing?.next ?? policy);
  const later = editing === null ? reading : readAgain(reading, next, sources);
  return {
    edits,
    hidden: hiddenFindings(
      judge(reading.results, metas, policy, leniency),
      judge(later.results, metas, next, laterLeniency(judging, next, sources)),
    ),
    location: editing?.locate([]) ?? topOf(policy.baseline ?? ''),
    side: editing?.side ?? 'head',
  };
}
