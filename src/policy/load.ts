import { parseDocument } from '../formats/document.ts';
import { foreign } from '../report/foreign.ts';
import type { Failure, Result } from '../revision/revision.ts';
import { nearest } from './did-you-mean.ts';
import type { FailOn, Policy } from './policy.ts';
import { validatePolicy, type KnownNames, type PolicyFile, type PolicyProblem, type PolicySettings } from './validate.ts';

/** The names under which the policy file is looked for at the repository's root, in this order. */
export const POLICY_FILES: readonly string[] = ['schema-gate.yml', 'schema-gate.yaml'];

/** How many problems of one policy file are shown. */
const MAX_PROBLEMS = 20;

/** What the loader needs to know beside the file. */
export interface PolicyOptions extends KnownNames {
  /** Name of the environment whose overrides apply; absent: none. */
  readonly environment?: string;
  /** What decides where the policy does not say; default `error`. */
  readonly failOnDefault?: FailOn;
  /** Where the policy came from, for a person; becomes {@link Policy.source}. */
  readonly source: string;
}

/**
 * Reads a policy file: defaults filled in, the environment's overrides applied. Without a file the built-in defaults.
 * The failure is always of kind `configuration`: the file cannot be parsed, is not valid by docs/schema-gate.schema.json,
 * names an unknown rule or format, or lacks the environment asked for.
 */
export function loadPolicy(file: { readonly path: string; readonly bytes: Uint8Array } | null, options: PolicyOptions): Result<Policy> {
  if (file === null) return resolved({}, options);
  const parsed = parseDocument(file.path, '', file.bytes);
  if (!parsed.ok) return refused([parsed.problem]);
  const checked = validatePolicy(parsed.document, options);
  return checked.ok ? resolved(checked.file, options) : refused(checked.problems);
}

function resolved(file: PolicyFile, options: PolicyOptions): Result<Policy> {
  const environment = environmentOf(file, options.environment);
  if (!environment.ok) return environment;
  const layers: readonly PolicySettings[] = [file, environment.value];
  const last = <T>(pick: (settings: PolicySettings) => T | undefined, fallback: T): T =>
    layers.reduce((value, settings) => pick(settings) ?? value, fallback);
  return {
    ok: true,
    value: {
      source: options.source,
      schemas: { include: file.schemas?.include ?? [], ignore: file.schemas?.ignore ?? [], format: file.schemas?.format ?? [] },
      contentModel: last((settings) => settings.compatibility?.['content-model'], 'planned'),
      audiences: last<Policy['audiences']>((settings) => settings.compatibility?.audiences, ['producers', 'consumers']),
      rules: new Map(layers.flatMap((settings) => Object.entries(settings.rules ?? {}))),
      failOn: last((settings) => settings['fail-on'], options.failOnDefault ?? 'error'),
    },
  };
}

function environmentOf(file: PolicyFile, name: string | undefined): Result<PolicySettings> {
  if (name === undefined) return { ok: true, value: {} };
  const environments = new Map(Object.entries(file.environments ?? {}));
  const settings = environments.get(name);
  if (settings !== undefined) return { ok: true, value: settings };
  const failure: Failure = {
    kind: 'configuration',
    message: `The policy has no environment "${foreign(name)}".`,
    hint:
      environments.size === 0
        ? 'Add it under "environments" in schema-gate.yml, or leave the environment out.'
        : listedHint(name, [...environments.keys()]),
  };
  return { ok: false, failure };
}

function listedHint(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const list = `Its environments: ${known.map((each) => foreign(each)).join(', ')}.`;
  return near === null ? list : `Did you mean "${foreign(near)}"? ${list}`;
}

function refused(problems: readonly [PolicyProblem, ...PolicyProblem[]]): Result<never> {
  const [first] = problems;
  const { file, line, column } = first.location;
  const more = problems.length > MAX_PROBLEMS ? [`and ${problems.length - MAX_PROBLEMS} more`] : [];
  const message =
    problems.length === 1
      ? described(first, false)
      : [
          `The policy file has ${problems.length} problems:`,
          ...problems.slice(0, MAX_PROBLEMS).map((problem) => described(problem, true)),
          ...more,
        ].join('\n');
  const hint = problems.length === 1 ? first.hint : 'Mend these lines; docs/schema-gate.schema.json describes every key.';
  return { ok: false, failure: { kind: 'configuration', message, hint, location: { file, line, column } } };
}

function described(problem: PolicyProblem, withHint: boolean): string {
  const { file, line, column } = problem.location;
  return `${file}:${line}:${column}: ${problem.message}${withHint ? ` ${problem.hint}` : ''}`;
}
