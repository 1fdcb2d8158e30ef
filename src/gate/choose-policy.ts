import { isDeepStrictEqual } from 'node:util';
import { formats } from '../formats/registry.ts';
import type { Tree } from '../formats/tree.ts';
import type { ReadFile } from '../policy/layers.ts';
import { loadPolicy, POLICY_FILES } from '../policy/load.ts';
import type { Policy } from '../policy/policy.ts';
import type { Result, Revision, Revisions } from '../revision/revision.ts';
import { rules } from '../rules/registry.ts';
import type { GateRequest } from './request.ts';

/** Where a policy is looked for. */
type PolicyRequest = Pick<GateRequest, 'config' | 'directory'>;
/** What decides where a policy does not say. */
type PolicyOptionsOf = Pick<GateRequest, 'environment' | 'failOnDefault'>;

/** A policy file with its bytes. */
interface PolicyFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A policy file that is there and cannot be read. */
interface UnreadablePolicy {
  readonly path: string;
  /** As a predicate: `is larger than …`. */
  readonly problem: string;
}

/** A folder and those around it up to the root, the innermost first; each ends in a slash, the root is ''. */
function upwards(directory: string): readonly string[] {
  const parts = directory.split('/').filter((part) => part !== '');
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    parts
      .slice(0, parts.length - up)
      .map((part) => `${part}/`)
      .join(''),
  );
}

/** Reads files of a revision: policies that are extended, lists of values, waivers. */
export function reader(tree: Tree): ReadFile {
  const present = new Map(tree.entries().map((entry) => [entry.path, entry.kind]));
  return (path) => {
    const kind = present.get(path);
    if (kind === undefined) return null;
    if (kind !== 'file') return { problem: `is a ${kind}, no plain file` };
    return tree.read([path]).get(path) ?? { problem: 'cannot be read' };
  };
}

/** The policy file of a revision: the one named, or the nearest of the usual names from the working folder up. */
function policyFile(read: ReadFile, request: PolicyRequest): PolicyFile | UnreadablePolicy | null {
  const usual = upwards(request.directory).flatMap((folder) => POLICY_FILES.map((name) => folder + name));
  for (const path of request.config === undefined ? usual : [request.config]) {
    const bytes = read(path);
    if (bytes !== null) return bytes instanceof Uint8Array ? { path, bytes } : { path, ...bytes };
  }
  return null;
}

function isEdited(base: PolicyFile | UnreadablePolicy | null, head: PolicyFile | UnreadablePolicy | null): boolean {
  if (base === null || head === null) return base !== head;
  return !('bytes' in base && 'bytes' in head) || Buffer.compare(base.bytes, head.bytes) !== 0;
}

/** The policy of one revision. */
export function policyAt({ label, file, read }: Side, request: PolicyOptionsOf): Result<Policy> {
  if (file !== null && 'problem' in file)
    return {
      ok: false,
      failure: {
        kind: 'configuration',
        message: `The policy file ${file.path} at ${label} ${file.problem}.`,
        hint: 'Make it a plain YAML file, or remove it to use the built-in defaults.',
      },
    };
  return loadPolicy(file, {
    ruleIds: rules.map(({ meta }) => meta.id),
    formatIds: formats.map(({ id }) => id),
    source: file === null ? 'built-in defaults' : `${file.path} at ${label}`,
    read,
    ...(request.environment !== undefined && { environment: request.environment }),
    ...(request.failOnDefault !== undefined && { failOnDefault: request.failOnDefault }),
  });
}

/** A revision's policy file, and how to read what it names. */
interface Side {
  readonly label: string;
  readonly file: PolicyFile | UnreadablePolicy | null;
  readonly read: ReadFile;
}

/** Finds the policy file of a revision. */
export function sideOf({ label, tree }: Revision, request: PolicyRequest): Side {
  const read = reader(tree);
  return { label, read, file: policyFile(read, request) };
}

/** The policy that judges a change, and the one that it brings. */
export interface ChosenPolicy {
  readonly policy: Policy;
  /** The policy at head where the change edits it. */
  readonly next: Policy | null;
  readonly notes: readonly string[];
}

/**
 * The policy of a change is the one at its base. One that is invalid there stops the run, unless head mends it: then the built-in defaults
 * apply, or the mend could never merge.
 */
export function choosePolicy(revisions: Revisions, request: GateRequest): Result<ChosenPolicy> {
  const [base, head] = [sideOf(revisions.base, request), sideOf(revisions.head, request)];
  if (request.config !== undefined && base.file === null && head.file === null)
    return {
      ok: false,
      failure: {
        kind: 'configuration',
        message: `There is no policy file ${request.config} in base or head.`,
        hint: 'Give its path from the root of the repository.',
      },
    };
  const atBase = policyAt(base, request);
  const atHead = policyAt(head, request);
  const differs =
    isEdited(base.file, head.file) || (atBase.ok && atHead.ok && !isDeepStrictEqual(meaning(atBase.value), meaning(atHead.value)));
  if (!atBase.ok) {
    if (!atHead.ok || head.file === null || !differs) return atBase;
    const { failOnDefault } = request;
    const defaults = loadPolicy(null, {
      ruleIds: [],
      formatIds: [],
      source: 'built-in defaults',
      ...(failOnDefault !== undefined && { failOnDefault }),
    });
    if (!defaults.ok) return defaults;
    const note = `Warning: the policy at base cannot be used (${atBase.failure.message}); this change mends it and is judged by the built-in defaults.`;
    return { ok: true, value: { policy: defaults.value, next: null, notes: [note] } };
  }
  if (!differs) return { ok: true, value: { policy: atBase.value, next: null, notes: [] } };
  if (!atHead.ok) return atHead;
  const note = 'This change edits the policy. It is judged by the policy at base; the new one counts from the merge on.';
  return { ok: true, value: { policy: atBase.value, next: atHead.value, notes: [note] } };
}

/** What a policy says, wherever it is written: a file that it extends may have changed, too. */
function meaning(policy: Policy): object {
  return { ...policy, source: '' };
}
