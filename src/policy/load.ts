import { foreign } from '../report/foreign.ts';
import type { Failure, Result } from '../revision/revision.ts';
import { nearest } from './did-you-mean.ts';
import { unknownNames } from './names.ts';
import type { PolicyFile, PolicySettings, RulesEntry, ScopeEntry } from './file.ts';
import { pathFrom, readLayers, type PolicyLayer, type ReadFile } from './layers.ts';
import type { FailOn, Policy, SeverityLayer } from './policy.ts';
import { readSettings, scopeOf } from './settings.ts';
import type { KnownNames, PolicyProblem } from './validate.ts';

/** The names under which the policy file is looked for at the repository's root, in this order. */
export const POLICY_FILES: readonly string[] = ['schema-gate.yml', 'schema-gate.yaml'];

/** How many problems of one policy file are shown. */
const MAX_PROBLEMS = 20;

/** The waiver file of a policy that names none, beside the policy file. */
const WAIVER_FILE = 'schema-gate.waivers.yml';
const MAX_WAIVER_DAYS = 90;

/** What the loader needs to know beside the file. */
export interface PolicyOptions extends KnownNames {
  /** Name of the environment whose overrides apply; absent: none. */
  readonly environment?: string;
  /** What decides where the policy does not say; default `error`. */
  readonly failOnDefault?: FailOn;
  /** Where the policy came from, for a person; becomes {@link Policy.source}. */
  readonly source: string;
  /** Reads what the policy names: policies that it extends, lists of values. Absent: there is no other file. */
  readonly read?: ReadFile;
}

/**
 * Reads a policy file and what it extends: defaults filled in, the environment's overrides applied. Without a file the built-in defaults.
 * The failure is always of kind `configuration`: a file cannot be parsed, is not valid by docs/schema-gate.schema.json,
 * names an unknown rule or format or a file that is not there, or lacks the environment asked for.
 */
export function loadPolicy(file: { readonly path: string; readonly bytes: Uint8Array } | null, options: PolicyOptions): Result<Policy> {
  const read = options.read ?? ((): null => null);
  if (file === null) return resolved([], POLICY_FILES[0] ?? '', options, read);
  const layers = readLayers(file, read, options);
  return layers.ok ? resolved(layers.value, file.path, options, read) : refused(layers.problems);
}

function resolved(layers: readonly PolicyLayer[], path: string, options: PolicyOptions, read: ReadFile): Result<Policy> {
  const environment = environmentOf(layers, options.environment);
  if (!environment.ok) return environment;
  const parts: readonly PolicySettings[] = [...layers.map(({ file }) => file), ...environment.value];
  const last = <T>(pick: (settings: PolicySettings) => T | undefined, fallback: T): T =>
    parts.reduce((value, settings) => pick(settings) ?? value, fallback);
  const { settings, problems } = readSettings(layers, read);
  const named = namedFiles(layers, path);
  const [problem, ...more] = [...problems, ...named.problems, ...unknownNames(layers, options.ruleIds)];
  if (problem !== undefined) return refused([problem, ...more]);
  const files = layers.map(({ file }) => file);
  const setting = <T>(pick: (file: PolicyFile) => T | undefined, fallback: T): T =>
    files.reduce((value, file) => pick(file) ?? value, fallback);
  return {
    ok: true,
    value: {
      source: options.source,
      schemas: {
        include: files.flatMap(({ schemas }) => schemas?.include ?? []),
        ignore: files.flatMap(({ schemas }) => schemas?.ignore ?? []),
        format: files.toReversed().flatMap(({ schemas }) => schemas?.format ?? []),
        baseUris: files
          .toReversed()
          .flatMap(({ schemas }) => (schemas?.['base-uris'] ?? []).map(({ uri, folder }) => ({ uri, folder: plainFolder(folder) }))),
      },
      contentModel: last(({ compatibility }) => compatibility?.['content-model'], 'planned'),
      audiences: last<Policy['audiences']>(({ compatibility }) => compatibility?.audiences, ['producers', 'consumers']),
      preset: setting<Policy['preset']>((file) => file.preset, 'recommended'),
      severities: parts.flatMap(severityLayers),
      failOn: last((entry) => entry['fail-on'], options.failOnDefault ?? 'error'),
      settings,
      waivers: {
        file: named.waivers,
        maxDays: setting((file) => file.waivers?.['max-days'], MAX_WAIVER_DAYS),
        fromHead: setting((file) => file.waivers?.['from-head'], false),
      },
      baseline: named.baseline,
    },
  };
}

/** A folder as paths begin with it: `./schemas/` is `schemas`, `.` is the root. */
function plainFolder(folder: string): string {
  return folder
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function severityLayers({ rules, overrides = [] }: PolicySettings): SeverityLayer[] {
  const layer = (entry: ScopeEntry, severities: RulesEntry): SeverityLayer => ({
    scope: scopeOf(entry),
    rules: new Map(Object.entries(severities)),
  });
  return [...(rules === undefined ? [] : [layer({}, rules)]), ...overrides.map((entry) => layer(entry, entry.rules))];
}

interface NamedFiles {
  readonly waivers: string;
  readonly baseline: string | null;
  readonly problems: readonly PolicyProblem[];
}

/** The files beside the policy that it names, from the repository's root; each counts from the file that names it. */
function namedFiles(layers: readonly PolicyLayer[], path: string): NamedFiles {
  const problems: PolicyProblem[] = [];
  const find = (pick: (file: PolicyFile) => string | undefined, pointer: string): string | null => {
    const layer = layers.findLast(({ file }) => pick(file) !== undefined);
    const name = layer && pick(layer.file);
    if (layer === undefined || name === undefined) return null;
    const at = pathFrom(layer.document.path, name);
    if (at === null)
      problems.push({
        location: layer.document.locate(pointer),
        message: 'This file lies outside the repository.',
        hint: 'Give a path from this file on.',
      });
    return at;
  };
  const waivers = find(({ waivers: entry }) => entry?.file, '/waivers/file') ?? pathFrom(path, WAIVER_FILE) ?? WAIVER_FILE;
  return { waivers, baseline: find(({ baseline }) => baseline, '/baseline'), problems };
}

function environmentOf(layers: readonly PolicyLayer[], name: string | undefined): Result<readonly PolicySettings[]> {
  if (name === undefined) return { ok: true, value: [] };
  const all = layers.map(({ file }) => new Map(Object.entries(file.environments ?? {})));
  const found = all.flatMap((environments) => environments.get(name) ?? []);
  if (found.length > 0) return { ok: true, value: found };
  const names = [...new Set(all.flatMap((environments) => [...environments.keys()]))];
  const failure: Failure = {
    kind: 'configuration',
    message: `The policy has no environment "${foreign(name)}".`,
    hint: names.length === 0 ? 'Add it under "environments" in schema-gate.yml, or leave the environment out.' : listedHint(name, names),
  };
  return { ok: false, failure };
}

function listedHint(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const list = `Its environments: ${known.map((each) => foreign(each)).join(', ')}.`;
  return near === null ? list : `Did you mean "${foreign(near)}"? ${list}`;
}

/** Problems of a file as a failure of the configuration; `title` is the file as a message calls it, `schema` what describes its keys. */
export function refused(
  problems: readonly [PolicyProblem, ...PolicyProblem[]],
  title = 'The policy file',
  schema = 'docs/schema-gate.schema.json',
): Result<never> {
  const [first] = problems;
  const { file, line, column } = first.location;
  const more = problems.length > MAX_PROBLEMS ? [`and ${problems.length - MAX_PROBLEMS} more`] : [];
  const message =
    problems.length === 1
      ? described(first, false)
      : [
          `${title} has ${problems.length} problems:`,
          ...problems.slice(0, MAX_PROBLEMS).map((problem) => described(problem, true)),
          ...more,
        ].join('\n');
  const hint = problems.length === 1 ? first.hint : `Mend these lines; ${schema} describes every key.`;
  return { ok: false, failure: { kind: 'configuration', message, hint, location: { file, line, column } } };
}

function described(problem: PolicyProblem, withHint: boolean): string {
  const { file, line, column } = problem.location;
  return `${file}:${line}:${column}: ${problem.message}${withHint ? ` ${problem.hint}` : ''}`;
}
