import { formats } from './formats/registry.ts';
import { loadPlans } from './formats/load.ts';
import { choosePolicy } from './gate/choose-policy.ts';
import type { GateRequest } from './gate/request.ts';
import { createOracle, EvaluationTimeout, type Oracle } from './jsonschema/index.ts';
import { compareEvents, type ChangedEvent } from './plan/changes.ts';
import type { Plan } from './plan/model.ts';
import { pairEvents } from './plan/pair.ts';
import { judge, type Judgement } from './policy/judge.ts';
import type { Policy } from './policy/policy.ts';
import { errorRules, isOff } from './policy/severity.ts';
import type { Report } from './report/report.ts';
import { bumpOf, countFindings, resultOf, verdictOf } from './report/verdict.ts';
import { RevisionError, type Failure, type Revisions } from './revision/revision.ts';
import { rules } from './rules/registry.ts';
import { runRules } from './rules/run.ts';
import { VERSION } from './version.ts';

/** What was found out, complete or up to the failure that ended it. */
interface Evaluation {
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

function stopped(failure: Failure, known: Partial<Evaluation> = {}): Evaluation {
  return { ...NOTHING, ...known, failures: [failure] };
}

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

function evaluate(revisions: Revisions, request: GateRequest, oracle: Oracle): Evaluation {
  const chosen = choosePolicy(revisions, request);
  if (!chosen.ok) return stopped(chosen.failure);
  const policy = applied(chosen.value.policy, request);
  const { base, head, recognised } = loadPlans(revisions.base.tree, revisions.head.tree, {
    directory: request.directory,
    ...policy.schemas,
  });
  if (recognised.base === 0 && recognised.head === 0) return stopped(noSchemas(request), { policy, notes: chosen.value.notes });
  const { pairs, added, removed } = pairEvents(base, head);
  const changed = pairs.flatMap((pair) => compareEvents(pair.base, pair.head, policy.contentModel, oracle) ?? []);
  const metas = rules.map(({ meta }) => meta);
  const { settings } = policy;
  const { date } = request;
  const context = { base, head, added, removed, changed, oracle, errors: errorRules(policy, metas), settings, date };
  const results = runRules(rules, context, ({ meta }) => isOff(policy, meta));
  return {
    policy,
    judgement: judge(results, metas, policy, { waivers: [], baseline: null }),
    failures: [],
    notes: chosen.value.notes,
    plans: { base, head },
    changed,
    compared: pairs.length,
  };
}

function isUndecided({ comparison }: ChangedEvent): boolean {
  return [comparison.producers, comparison.consumers].some((answer) => answer.verdict !== 'included' && answer.undecided.length > 0);
}

function isProvedSafe({ comparison }: ChangedEvent): boolean {
  return comparison.producers.verdict === 'included' && comparison.consumers.verdict === 'included';
}

function reportOf(evaluation: Evaluation, revisions: Revisions | null, request: GateRequest): Report {
  const { policy, judgement, failures, plans, changed, compared } = evaluation;
  const { findings, debt, waived } = judgement;
  const failOn = policy?.failOn ?? request.failOn ?? request.failOnDefault ?? 'error';
  const files = plans?.head.files ?? [];
  const partial = {
    ...resultOf(failures, findings, failOn),
    counts: { ...countFindings(findings), undecided: changed.filter(isUndecided).length },
    events: { base: plans?.base.events.length ?? 0, head: plans?.head.events.length ?? 0, compared, changed: changed.length },
    failOn,
    findings,
    debt,
    waived,
    failures,
  };
  return {
    reportVersion: 1,
    tool: { name: 'schema-gate', version: VERSION },
    ...partial,
    verdict: verdictOf(partial, changed.filter(isProvedSafe).length),
    base: { label: revisions?.base.label ?? 'unknown', commit: revisions?.base.commit ?? null },
    head: { label: revisions?.head.label ?? 'unknown', commit: revisions?.head.commit ?? null },
    reason: revisions?.reason ?? 'The two revisions could not be found.',
    date: request.date,
    environment: request.environment ?? null,
    contentModel: policy?.contentModel ?? request.contentModel ?? 'planned',
    policy: policy?.source ?? 'none',
    versionBump: bumpOf(findings, changed.length),
    files: {
      loaded: files.filter(({ status }) => status === 'loaded').length,
      unchanged: files.filter(({ status }) => status === 'unchanged').length,
      left: files.filter(({ status }) => status === 'ignored' || status === 'unreadable'),
    },
    notes: evaluation.notes,
  };
}

/** What an error thrown below means for the run; anything that is no known cause is a defect and thrown on. */
function failureOf(error: unknown): Failure {
  if (error instanceof RevisionError) return error.failure;
  if (error instanceof EvaluationTimeout)
    return {
      kind: 'evaluation',
      message: `The evaluation was cut off: ${error.message}`,
      hint: 'Simplify the schema that takes so long (a pattern that backtracks, very many alternatives), or leave it out under schemas.ignore.',
    };
  throw error;
}

/** Judges head against base. Never throws for what the files hold; a defect of the gate itself is thrown. */
export function gate(request: GateRequest): Report {
  if (!request.revisions.ok) return reportOf(stopped(request.revisions.failure), null, request);
  const revisions = request.revisions.value;
  const oracle = createOracle();
  try {
    return reportOf(evaluate(revisions, request, oracle), revisions, request);
  } catch (error) {
    return reportOf(stopped(failureOf(error)), revisions, request);
  } finally {
    oracle.close();
  }
}
