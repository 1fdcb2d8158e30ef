import { loadPlans } from './formats/load.ts';
import { formats } from './formats/registry.ts';
import type { Tree } from './formats/tree.ts';
import { createOracle, EvaluationTimeout, type ContentModel, type Oracle } from './jsonschema/index.ts';
import { compareEvents, type ChangedEvent } from './plan/changes.ts';
import type { Plan } from './plan/model.ts';
import { pairEvents } from './plan/pair.ts';
import { judge } from './policy/judge.ts';
import { loadPolicy, POLICY_FILES } from './policy/load.ts';
import type { FailOn, Policy } from './policy/policy.ts';
import type { Report } from './report/report.ts';
import { bumpOf, countFindings, resultOf, verdictOf } from './report/verdict.ts';
import { RevisionError, type Failure, type Result, type Revision, type Revisions } from './revision/revision.ts';
import { rules } from './rules/registry.ts';
import type { Finding } from './rules/rule.ts';
import { runRules } from './rules/run.ts';
import { VERSION } from './version.ts';

/** A policy file that the caller read itself. */
export interface PolicyFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a face asks of the gate. */
export interface GateRequest {
  /** The two sides, or why they could not be had. */
  readonly revisions: Result<Revisions>;
  /** Path of the policy file from the repository's root; absent: `schema-gate.yml` or `.yaml` where there is one. */
  readonly config?: string;
  /** Folder, from the repository's root, to which the check is limited; '' for all. */
  readonly directory: string;
  readonly environment?: string;
  readonly contentModel?: ContentModel;
  readonly failOn?: FailOn;
  /** push and schedule report and do not fail unless asked: what to use where neither the call nor the policy says. */
  readonly failOnDefault?: FailOn;
  /** YYYY-MM-DD in UTC. */
  readonly date: string;
}

/** What was found out, complete or up to the failure that ended it. */
interface Evaluation {
  readonly policy: Policy | null;
  readonly findings: readonly Finding[];
  readonly failures: readonly Failure[];
  readonly notes: readonly string[];
  readonly plans: { readonly base: Plan; readonly head: Plan } | null;
  readonly changed: readonly ChangedEvent[];
  readonly compared: number;
}

const NOTHING: Evaluation = { policy: null, findings: [], failures: [], notes: [], plans: null, changed: [], compared: 0 };

function stopped(failure: Failure, known: Partial<Evaluation> = {}): Evaluation {
  return { ...NOTHING, ...known, failures: [failure] };
}

/** A policy file that is there and cannot be read. */
interface UnreadablePolicy {
  readonly path: string;
  /** As a predicate: `is larger than …`. */
  readonly problem: string;
}

/** The policy file of a revision: the one named, or the first of the usual names that is there. */
function policyFile(tree: Tree, request: GateRequest): PolicyFile | UnreadablePolicy | null {
  const prefix = request.directory === '' ? '' : `${request.directory}/`;
  const names =
    request.config === undefined ? [...new Set([...POLICY_FILES.map((name) => prefix + name), ...POLICY_FILES])] : [request.config];
  const present = new Map(tree.entries().map((entry) => [entry.path, entry.kind]));
  const path = names.find((name) => present.has(name));
  if (path === undefined) return null;
  if (present.get(path) !== 'file') return { path, problem: `is a ${present.get(path)}, no plain file` };
  const bytes = tree.read([path]).get(path);
  return bytes instanceof Uint8Array ? { path, bytes } : { path, problem: bytes?.problem ?? 'cannot be read' };
}

function isEdited(base: PolicyFile | UnreadablePolicy | null, head: PolicyFile | UnreadablePolicy | null): boolean {
  if (base === null || head === null) return base !== head;
  return !('bytes' in base && 'bytes' in head) || Buffer.compare(base.bytes, head.bytes) !== 0;
}

function policyAt(revision: Revision, file: PolicyFile | UnreadablePolicy | null, request: GateRequest): Result<Policy> {
  if (file !== null && 'problem' in file)
    return {
      ok: false,
      failure: {
        kind: 'configuration',
        message: `The policy file ${file.path} at ${revision.label} ${file.problem}.`,
        hint: 'Make it a plain YAML file, or remove it to use the built-in defaults.',
      },
    };
  return loadPolicy(file, {
    ruleIds: rules.map(({ meta }) => meta.id),
    formatIds: formats.map(({ id }) => id),
    source: file === null ? 'built-in defaults' : `${file.path} at ${revision.label}`,
    ...(request.environment !== undefined && { environment: request.environment }),
    ...(request.failOnDefault !== undefined && { failOnDefault: request.failOnDefault }),
  });
}

/**
 * The policy of a change is the one at its base. One that is invalid there stops the run, unless head mends it: then the built-in defaults
 * apply, or the mend could never merge.
 */
function choosePolicy({ base, head }: Revisions, request: GateRequest): Result<{ policy: Policy; notes: readonly string[] }> {
  const files = { base: policyFile(base.tree, request), head: policyFile(head.tree, request) };
  if (request.config !== undefined && files.base === null && files.head === null)
    return {
      ok: false,
      failure: {
        kind: 'configuration',
        message: `There is no policy file ${request.config} in base or head.`,
        hint: 'Give its path from the root of the repository.',
      },
    };
  const atBase = policyAt(base, files.base, request);
  const atHead = policyAt(head, files.head, request);
  const differs = isEdited(files.base, files.head);
  if (!atBase.ok) {
    if (!atHead.ok || files.head === null || !differs) return atBase;
    const { failOnDefault } = request;
    const defaults = loadPolicy(null, {
      ruleIds: [],
      formatIds: [],
      source: 'built-in defaults',
      ...(failOnDefault !== undefined && { failOnDefault }),
    });
    if (!defaults.ok) return defaults;
    return {
      ok: true,
      value: {
        policy: defaults.value,
        notes: [
          `Warning: the policy at base cannot be used (${atBase.failure.message}); this change mends it and is judged by the built-in defaults.`,
        ],
      },
    };
  }
  if (!differs) return { ok: true, value: { policy: atBase.value, notes: [] } };
  if (!atHead.ok) return atHead;
  return {
    ok: true,
    value: {
      policy: atBase.value,
      notes: ['This change edits the policy. It is judged by the policy at base; the new one counts from the merge on.'],
    },
  };
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
  const errors = new Set(metas.filter((meta) => (policy.rules.get(meta.id) ?? meta.defaultSeverity) === 'error').map(({ id }) => id));
  const drafts = runRules(rules, { base, head, added, removed, changed, oracle, errors });
  return {
    policy,
    findings: judge(drafts, metas, policy),
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
  const { policy, findings, failures, plans, changed, compared } = evaluation;
  const failOn = policy?.failOn ?? request.failOn ?? request.failOnDefault ?? 'error';
  const files = plans?.head.files ?? [];
  const partial = {
    ...resultOf(failures, findings, failOn),
    counts: { ...countFindings(findings), undecided: changed.filter(isUndecided).length },
    events: { base: plans?.base.events.length ?? 0, head: plans?.head.events.length ?? 0, compared, changed: changed.length },
    failOn,
    findings,
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
