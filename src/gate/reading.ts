import { loadPlans } from '../formats/load.ts';
import type { Oracle } from '../jsonschema/index.ts';
import { compareEvents, type ChangedEvent } from '../plan/changes.ts';
import type { Plan } from '../plan/model.ts';
import { pairEvents, type Pairing } from '../plan/pair.ts';
import type { Policy } from '../policy/policy.ts';
import { errorRules, isOff } from '../policy/severity.ts';
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
}

function resultsOf(
  { policy, base, head, pairing: { added, removed }, changed }: Omit<Reading, 'results' | 'recognised'>,
  { request: { date }, oracle }: Sources,
): RuleResults {
  const { settings } = policy;
  const errors = errorRules(
    policy,
    rules.map(({ meta }) => meta),
  );
  return runRules(rules, { base, head, added, removed, changed, oracle, errors, settings, date }, ({ meta }) => isOff(policy, meta));
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
