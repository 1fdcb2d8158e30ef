import { isDeepStrictEqual } from 'node:util';
import { formats } from '../formats/registry.ts';
import type { Tree } from '../formats/tree.ts';
import { placeOfSetting, readLayers, type PolicyLayer, type ReadFile } from '../policy/layers.ts';
import { loadPolicy, POLICY_FILES } from '../policy/load.ts';
import type { Policy } from '../policy/policy.ts';
import { topOf, type Location } from '../plan/model.ts';
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
  const known = readers.get(tree) ?? readerOf(tree);
  readers.set(tree, known);
  return known;
}

/** The policy, the waivers and the baseline are read of the same trees. */
const readers = new WeakMap<Tree, ReadFile>();

function readerOf(tree: Tree): ReadFile {
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

/** The names that a policy may use. */
const KNOWN = { ruleIds: rules.map(({ meta }) => meta.id), formatIds: formats.map(({ id }) => id) };

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
    ...KNOWN,
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

/** How a change edits the policy. */
export interface PolicyEditing {
  /** The policy at head, as it counts from the merge on. */
  readonly next: Policy;
  /** Both policies as a whole, and in each environment that one of them has. */
  readonly variants: readonly { readonly environment: string | null; readonly before: Policy; readonly after: Policy }[];
  /** Where a setting is written in head; where head has no policy, in base. */
  readonly locate: (tokens: readonly string[], index?: number) => Location;
  readonly side: 'base' | 'head';
}

/** The policy that judges a change, and the one that it brings. */
export interface ChosenPolicy {
  readonly policy: Policy;
  /** Null where the change leaves the policy alone. */
  readonly editing: PolicyEditing | null;
  readonly notes: readonly string[];
}

/** More environments than any policy has; what is beyond is compared as part of the whole only. */
const MAX_ENVIRONMENTS = 50;

function layersOf({ file, read }: Side): readonly PolicyLayer[] {
  const layers = file !== null && 'bytes' in file ? readLayers(file, read, KNOWN) : null;
  return layers?.ok === true ? layers.value : [];
}

function editingOf(base: Side, head: Side, next: Policy, request: GateRequest): PolicyEditing {
  const layers = { base: layersOf(base), head: layersOf(head) };
  const named = [...layers.base, ...layers.head].flatMap(({ file }) => Object.keys(file.environments ?? {}));
  const environments = [null, ...[...new Set(named)].toSorted().slice(0, MAX_ENVIRONMENTS)];
  const { failOnDefault } = request;
  // An environment that only one of them has is compared with the other policy as a whole.
  const variant = (side: Side, environment: string | null): Result<Policy> => {
    const found = policyAt(side, { ...(failOnDefault && { failOnDefault }), ...(environment !== null && { environment }) });
    return found.ok || environment === null ? found : policyAt(side, failOnDefault === undefined ? {} : { failOnDefault });
  };
  const variants = environments.flatMap((environment) => {
    const [before, after] = [variant(base, environment), variant(head, environment)];
    return before.ok && after.ok ? [{ environment, before: before.value, after: after.value }] : [];
  });
  const side = head.file === null ? 'base' : 'head';
  const file = (head.file ?? base.file)?.path ?? '';
  return { next, variants, side, locate: (tokens, index) => placeOfSetting(layers[side], tokens, index) ?? topOf(file) };
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
  // Where only one of them can be used, a file that the policy names was taken away, or mended.
  const differs =
    isEdited(base.file, head.file) ||
    (atBase.ok && atHead.ok ? !isDeepStrictEqual(meaning(atBase.value), meaning(atHead.value)) : atBase.ok !== atHead.ok);
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
    return { ok: true, value: { policy: defaults.value, editing: null, notes: [note] } };
  }
  if (!differs) return { ok: true, value: { policy: atBase.value, editing: null, notes: [] } };
  if (!atHead.ok) return atHead;
  const note = 'This change edits the policy. It is judged by the policy at base; the new one counts from the merge on.';
  return { ok: true, value: { policy: atBase.value, editing: editingOf(base, head, atHead.value, request), notes: [note] } };
}

/** What a policy says, wherever it is written: a file that it extends may have changed, too. */
function meaning(policy: Policy): object {
  return { ...policy, source: '' };
}
