import { formats } from '../formats/registry.ts';
import type { Oracle } from '../jsonschema/index.ts';
import type { ChangedEvent } from '../plan/changes.ts';
import type { Plan } from '../plan/model.ts';
import { findingOrder, findingsOf, judge, type Judgement, type KnownWaiver } from '../policy/judge.ts';
import type { Policy } from '../policy/policy.ts';
import type { Failure, Result, Revisions } from '../revision/revision.ts';
import { success } from '../revision/revision.ts';
import type { Audit, PolicyChange } from '../rules/audit.ts';
import type { Finding } from '../rules/rule.ts';
import { rules } from '../rules/registry.ts';
import type { PlanContext } from '../rules/context.ts';
import { planContext, runAudit } from '../rules/run.ts';
import { DEFAULT_SETTINGS } from '../rules/settings.ts';
import { choosePolicy, type PolicyEditing } from './choose-policy.ts';
import { edits, runBaseline, runWaivers, type RunBaseline, type RunWaivers } from './companions.ts';
import { fingerprints, policyChange } from './policy-change.ts';
import { readAgain, readUnder, type Reading, type Sources } from './reading.ts';
import type { GateRequest } from './request.ts';

/** What was found out, complete or up to the failure that ended it. */
export interface Evaluation {
  readonly policy: Policy | null;
  readonly judgement: Omit<Judgement, 'covers'>;
  readonly failures: readonly Failure[];
  readonly notes: readonly string[];
  readonly plans: { readonly base: Plan; readonly head: Plan } | null;
  readonly changed: readonly ChangedEvent[];
  readonly compared: number;
}

const NOTHING: Evaluation = {
  policy: null,
  judgement: { findings: [], debt: [], waived: [] },
  failures: [],
  notes: [],
  plans: null,
  changed: [],
  compared: 0,
};

const METAS = rules.map(({ meta }) => meta);

/** An evaluation that a failure ended. */
export function stopped(failure: Failure, known: Partial<Evaluation> = {}): Evaluation {
  return { ...NOTHING, ...known, failures: [failure] };
}

/** A policy with what the call overrules. */
function applied(policy: Policy, request: GateRequest): Policy {
  return { ...policy, contentModel: request.contentModel ?? policy.contentModel, failOn: request.failOn ?? policy.failOn };
}

function noSchemas(request: GateRequest): Failure {
  const where = request.directory === '' ? '' : ` under ${request.directory}`;
  return {
    kind: 'configuration',
    message: `No schema file was found${where}, neither in base nor in head.`,
    hint: `Read are: ${formats.map(({ title }) => title).join(', ')}. If the files are there, check that they were checked out, or name them under schemas.include and schemas.format in schema-gate.yml.`,
  };
}

const hasNoSchemas = ({ recognised }: Reading): boolean => recognised.base === 0 && recognised.head === 0;

/** What judges a change beside the rules. */
interface Judges {
  readonly policy: Policy;
  readonly editing: PolicyEditing | null;
  readonly waivers: RunWaivers;
  readonly baseline: RunBaseline;
  readonly notes: readonly string[];
}

type Chosen =
  | { readonly ok: true; readonly value: Judges }
  | { readonly ok: false; readonly failure: Failure; readonly policy: Policy | null };

function chooseJudges(revisions: Revisions, request: GateRequest): Chosen {
  const chosen = choosePolicy(revisions, request);
  if (!chosen.ok) return { ...chosen, policy: null };
  const policy = applied(chosen.value.policy, request);
  const { editing } = chosen.value;
  const waivers = runWaivers(revisions, policy, request.date);
  if (!waivers.ok) return { ...waivers, policy };
  const next = editing?.next ?? policy;
  const isKept = next.baseline === policy.baseline;
  const baseline = runBaseline(revisions, policy.baseline, isKept);
  if (!baseline.ok) return { ...baseline, policy };
  const promised = isKept ? baseline : runBaseline(revisions, next.baseline);
  if (!promised.ok) return { ...promised, policy };
  const notes = [...chosen.value.notes, ...waivers.value.notes, ...baseline.value.notes];
  return { ok: true, value: { policy, editing, waivers: waivers.value, baseline: baseline.value, notes } };
}

/** Where the change edits what judges it, all is read: what that hides, or no longer needs, may stand anywhere. */
function readsEverything({ revisions, request }: Pick<Sources, 'revisions' | 'request'>, { policy, editing }: Judges): boolean {
  const files = [policy.waivers.file, ...(policy.baseline === null ? [] : [policy.baseline])];
  return request.everything === true || editing !== null || files.some((path) => edits(revisions, path));
}

/** What the rules about waivers say, judged. No waiver is for them. */
function waiverFindings(judges: Judges, covers: Judgement['covers'], plan: PlanContext, complete: boolean): readonly Finding[] {
  const { policy, waivers } = judges;
  const use = ({ waiver, from, standing }: KnownWaiver): Audit['waivers'][number] => ({
    waiver,
    from,
    standing,
    covers: covers.get(waiver) ?? 0,
    inHead: waivers.inHead.has(waiver),
    complete,
  });
  // What the entries of the policy are good for was asked before.
  const audit = { ...auditOf(judges, plan, complete), settings: DEFAULT_SETTINGS };
  return findingsOf(runAudit(rules, { ...audit, waivers: waivers.waivers.map(use) }), METAS, policy);
}

function auditOf({ policy, editing }: Judges, plan: PlanContext, complete: boolean, change: PolicyChange | null = null): Audit {
  return {
    settings: (editing?.next ?? policy).settings,
    plan,
    complete,
    date: plan.date,
    waivers: [],
    maxWaiverDays: policy.waivers.maxDays,
    waiversFromHead: policy.waivers.fromHead,
    policyChange: change,
  };
}

/** Judges head against base. What the trees and the engine throw is thrown on. */
export function evaluate(revisions: Revisions, request: GateRequest, oracle: Oracle): Evaluation {
  const chosen = chooseJudges(revisions, request);
  if (!chosen.ok) return stopped(chosen.failure, { policy: chosen.policy });
  const judges = chosen.value;
  const { policy, notes } = judges;
  const everything = readsEverything({ revisions, request }, judges);
  const sources: Sources = { revisions, request, oracle, everything, waivers: judges.waivers.waivers };
  const reading = readUnder(policy, sources);
  if (hasNoSchemas(reading)) return stopped(noSchemas(request), { policy, notes });
  const { results, base, head, changed, pairing } = reading;
  const leniency = { waivers: judges.waivers.waivers, baseline: fingerprints(judges.baseline.base) };
  const change = policyChange(reading, sources, { ...judges, leniency, metas: METAS, applied: (next) => applied(next, request) });
  const complete = everything || head.files.every(({ status }) => status !== 'unchanged');
  const plan = planContext({ settings: policy.settings, date: request.date, oracle }, head);
  const ofPolicy = runAudit(rules, auditOf(judges, plan, complete, change));
  const judged = judge({ ...results, drafts: [...results.drafts, ...ofPolicy] }, METAS, policy, leniency);
  const ofWaivers = waiverFindings(judges, judged.covers, plan, complete);
  return {
    policy,
    judgement: { ...judged, findings: [...judged.findings, ...ofWaivers].toSorted(findingOrder) },
    failures: [],
    notes,
    plans: { base, head },
    changed,
    compared: pairing.pairs.length,
  };
}

/**
 * What the rules that judge a plan by itself say of head, whether this change brought it or not, as far as no waiver lets it pass. The policy is
 * the one at head, which counts from the merge on.
 */
export function standingFindings(revisions: Revisions, request: GateRequest, oracle: Oracle): Result<readonly Finding[]> {
  const chosen = choosePolicy(revisions, request);
  if (!chosen.ok) return chosen;
  const policy = applied(chosen.value.editing?.next ?? chosen.value.policy, request);
  const waivers = runWaivers(revisions, policy, request.date);
  if (!waivers.ok) return waivers;
  const sources: Sources = { revisions, request, oracle, everything: true, waivers: waivers.value.waivers };
  const reading = readUnder(policy, sources);
  if (hasNoSchemas(reading)) return { ok: false, failure: noSchemas(request) };
  // With head on both sides nothing is introduced: what the rules say of it is all that stands.
  const alone = readAgain({ ...reading, base: reading.head, pairing: { pairs: [], added: [], removed: [] }, changed: [] }, policy, sources);
  const { debt } = alone.results;
  return success(judge({ drafts: debt, debt: [] }, METAS, policy, { waivers: waivers.value.waivers, baseline: null }).findings);
}
