import { loadPlans } from '../formats/load.ts';
import type { Oracle } from '../jsonschema/index.ts';
import { compareEvents, type ChangedEvent } from '../plan/changes.ts';
import type { Plan } from '../plan/model.ts';
import { pairEvents, type Pairing } from '../plan/pair.ts';
import type { Policy } from '../policy/policy.ts';
import { weigher, type KnownWaiver } from '../policy/judge.ts';
import { covers, errorRules, isOff } from '../policy/severity.ts';
import type { Revisions } from '../revision/revision.ts';
import { rules } from '../rules/registry.ts';
import { runRules, type RuleResults } from '../rules/run.ts';
import type { GateRequest } from './request.ts';

/** What both revisions hold, and what the rules say of it under a policy. */
export interface Reading {
  readonly policy: Policy;
  readonly base: Plan;
  readonly head: Plan;
  readonly recognised: { readonly base: number; readonly head: number };
  readonly pairing: Pairing;
  readonly changed: readonly ChangedEvent[];
  readonly results: RuleResults;
}

/** What a reading is made of beside the policy. */
export interface Sources {
  readonly revisions: Revisions;
  readonly request: GateRequest;
  readonly oracle: Oracle;
  /** Whether to read what the change does not concern, too. */
  readonly everything: boolean;
  readonly waivers: readonly KnownWaiver[];
}

/** The ids of the rules about reading a plan whose findings a waiver lets pass: they block nobody, so they explain nothing away. */
function waivedProblems({ drafts }: RuleResults, waivers: readonly KnownWaiver[]): ReadonlySet<string> {
  const granted = waivers.filter(({ standing }) => standing === 'granted');
  const passed = drafts.filter((draft) => draft.rule.startsWith('plan/') && granted.some(({ waiver }) => covers(waiver, draft)));
  return new Set(passed.map(({ rule }) => rule));
}

function resultsOf(
  { policy, base, head, pairing: { added, removed }, changed }: Omit<Reading, 'results' | 'recognised'>,
  { request: { date }, oracle, waivers }: Sources,
): RuleResults {
  const { settings } = policy;
  const metas = rules.map(({ meta }) => meta);
  const weigh = weigher(metas, policy);
  const run = (errors: ReadonlySet<string>): RuleResults =>
    runRules(rules, { base, head, added, removed, changed, oracle, errors, settings, date, weigh }, ({ meta }, draft) =>
      isOff(policy, meta, draft),
    );
  const errors = errorRules(policy, metas);
  const results = run(errors);
  const waived = waivedProblems(results, waivers);
  return waived.size === 0 ? results : run(new Set([...errors].filter((id) => !waived.has(id))));
}

function comparisons(pairing: Pairing, policy: Policy, oracle: Oracle): readonly ChangedEvent[] {
  return pairing.pairs.flatMap((pair) => compareEvents(pair.base, pair.head, policy.contentModel, oracle) ?? []);
}

/** Reads both revisions under a policy and runs the rules. */
export function readUnder(policy: Policy, sources: Sources): Reading {
  const { revisions, request, everything, oracle } = sources;
  const { base, head, recognised } = loadPlans(revisions.base.tree, revisions.head.tree, {
    directory: request.directory,
    ...policy.schemas,
    everything,
  });
  const pairing = pairEvents(base, head);
  const read = { policy, base, head, pairing, changed: comparisons(pairing, policy, oracle) };
  return { ...read, recognised, results: resultsOf(read, sources) };
}

/** The same revisions under another policy: what it does not ask for anew is taken from the reading that is there. */
export function readAgain(reading: Reading, policy: Policy, sources: Sources): Reading {
  if (JSON.stringify(policy.schemas) !== JSON.stringify(reading.policy.schemas)) return readUnder(policy, sources);
  const same = policy.contentModel === reading.policy.contentModel;
  const again = { ...reading, policy, changed: same ? reading.changed : comparisons(reading.pairing, policy, sources.oracle) };
  return { ...again, results: resultsOf(again, sources) };
}
