import { evaluate, standingFindings, stopped, type Evaluation } from './gate/evaluate.ts';
import type { GateRequest } from './gate/request.ts';
import { createOracle, EvaluationTimeout, type Oracle } from './jsonschema/index.ts';
import type { ChangedEvent } from './plan/changes.ts';
import type { Report } from './report/report.ts';
import { bumpOf, countFindings, resultOf, verdictOf } from './report/verdict.ts';
import { RevisionError, type Failure, type Result, type Revisions } from './revision/revision.ts';
import type { Finding } from './rules/rule.ts';
import { VERSION } from './version.ts';

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
    versionBump: bumpOf([...findings, ...waived], changed.length),
    files: {
      loaded: files.filter(({ status }) => status === 'loaded').length,
      unchanged: files.filter(({ status }) => status === 'unchanged').length,
      left: files.filter(({ status, reason }) => status === 'ignored' || status === 'unreadable' || reason !== undefined),
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

/** Runs what needs the engine, and gives it back. */
function withOracle<T>(run: (oracle: Oracle) => T, failed: (failure: Failure) => T): T {
  const oracle = createOracle();
  try {
    return run(oracle);
  } catch (error) {
    return failed(failureOf(error));
  } finally {
    oracle.close();
  }
}

/** Judges head against base. Never throws for what the files hold; a defect of the gate itself is thrown. */
export function gate(request: GateRequest): Report {
  if (!request.revisions.ok) return reportOf(stopped(request.revisions.failure), null, request);
  const revisions = request.revisions.value;
  return withOracle(
    (oracle) => reportOf(evaluate(revisions, request, oracle), revisions, request),
    (failure) => reportOf(stopped(failure), revisions, request),
  );
}

/** What stands in head's plan and is no matter of a change: what a baseline written today would list. */
export function standing(request: GateRequest): Result<readonly Finding[]> {
  if (!request.revisions.ok) return request.revisions;
  const revisions = request.revisions.value;
  return withOracle(
    (oracle) => standingFindings(revisions, request, oracle),
    (failure): Result<readonly Finding[]> => ({ ok: false, failure }),
  );
}
