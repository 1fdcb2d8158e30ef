import type { Tree } from '../formats/tree.ts';
import { loadBaseline, type BaselineEntry } from '../policy/baseline.ts';
import type { KnownWaiver } from '../policy/judge.ts';
import type { Policy } from '../policy/policy.ts';
import { loadWaivers, standingOf, waiverId } from '../policy/waivers.ts';
import { success, type Result, type Revision, type Revisions } from '../revision/revision.ts';
import type { Waiver } from '../rules/audit.ts';
import { rules } from '../rules/registry.ts';
import { reader } from './choose-policy.ts';

/** A file beside the policy as a revision has it; null where there is none. */
type Loaded<T> = Result<T | null>;

function fileAt<T>({ label, tree }: Revision, path: string, what: string, load: (bytes: Uint8Array) => Result<T>): Loaded<T> {
  const bytes = reader(tree)(path);
  if (bytes === null) return success(null);
  if (bytes instanceof Uint8Array) return load(bytes);
  const message = `The ${what} ${path} at ${label} ${bytes.problem}.`;
  return { ok: false, failure: { kind: 'configuration', message, hint: 'Make it a plain YAML file.' } };
}

/** A file of both revisions. */
interface Both<T> {
  readonly base: T | null;
  readonly head: T | null;
  readonly notes: readonly string[];
}

/** As with the policy, what is invalid at base stops the run unless head mends it, and what head makes invalid stops it too. */
function bothOf<T>(base: Loaded<T>, head: Loaded<T>, what: string): Result<Both<T>> {
  if (!head.ok) return base.ok ? head : base;
  if (base.ok) return success({ base: base.value, head: head.value, notes: [] });
  const note = `Warning: the ${what} at base cannot be used (${base.failure.message}); this change mends it, and nothing of it counts yet.`;
  return success({ base: null, head: head.value, notes: [note] });
}

function blobOf(tree: Tree, path: string): string | undefined {
  return tree.entries().find((entry) => entry.path === path)?.blob;
}

/** Whether a change edits a file. */
export function edits({ base, head }: Revisions, path: string): boolean {
  return blobOf(base.tree, path) !== blobOf(head.tree, path);
}

/** The waivers of a run. */
export interface RunWaivers {
  readonly waivers: readonly KnownWaiver[];
  /** Those that still stand in the file at head. */
  readonly inHead: ReadonlySet<Waiver>;
  readonly notes: readonly string[];
}

/**
 * The waivers of both revisions, and what each is worth. One that base and head have is base's, at its place in head; what head alone has came
 * with the change, a changed date, too.
 */
export function runWaivers(revisions: Revisions, policy: Policy, date: string): Result<RunWaivers> {
  const path = policy.waivers.file;
  const ruleIds = rules.map(({ meta }) => meta.id);
  const at = (revision: Revision): Loaded<readonly Waiver[]> =>
    fileAt(revision, path, 'waiver file', (bytes) => loadWaivers(path, bytes, ruleIds));
  const both = bothOf(at(revisions.base), at(revisions.head), 'waiver file');
  if (!both.ok) return both;
  const { base, head, notes } = both.value;
  const before = new Set((base ?? []).map(waiverId));
  const now = new Set((head ?? []).map(waiverId));
  const known = (waiver: Waiver, from: 'base' | 'head'): KnownWaiver => ({
    waiver,
    from,
    standing: standingOf(waiver, from, policy.waivers, date),
  });
  const standing = (head ?? []).map((waiver) => known(waiver, before.has(waiverId(waiver)) ? 'base' : 'head'));
  const gone = (base ?? []).filter((waiver) => !now.has(waiverId(waiver))).map((waiver) => known(waiver, 'base'));
  return success({ waivers: [...standing, ...gone], inHead: new Set(head), notes });
}

/** What the policy's baseline lists at both revisions; null where the policy names none. */
export interface RunBaseline {
  readonly base: readonly BaselineEntry[] | null;
  readonly head: readonly BaselineEntry[] | null;
  readonly notes: readonly string[];
}

/** The lists of what was there at adoption. A policy that names a file which is not there, or that the change takes away, is wrong. */
export function runBaseline(revisions: Revisions, path: string | null, isKept = true): Result<RunBaseline> {
  if (path === null) return success({ base: null, head: null, notes: [] });
  const at = (revision: Revision): Loaded<readonly BaselineEntry[]> =>
    fileAt(revision, path, 'baseline', (bytes) => loadBaseline(path, bytes));
  const [base, head] = [at(revisions.base), at(revisions.head)];
  if (isKept && head.ok && head.value === null)
    return {
      ok: false,
      failure: {
        kind: 'configuration',
        message: `There is no baseline ${path}, which the policy names.`,
        hint: `Write it with \`schema-gate check --write-baseline ${path}\`, or remove "baseline" from the policy.`,
      },
    };
  return bothOf(base, head, 'baseline');
}
