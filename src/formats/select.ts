import { pathMatcher } from '../plan/globs.ts';
import type { PlanFile } from '../plan/model.ts';
import type { BaseUri } from './base-uris.ts';
import type { Format } from './format.ts';
import type { Tree, TreeEntry } from './tree.ts';

/** Which files to look at, and how to read them. */
export interface LoadSettings {
  /** Folder, from the repository's root, to which the check is limited; '' for all. */
  readonly directory: string;
  /** Globs of files that may hold schemas, from the repository's root; empty: every file. */
  readonly include: readonly string[];
  /** Globs of files to leave out. */
  readonly ignore: readonly string[];
  /** Format forced by glob; the first match wins. */
  readonly format: readonly { readonly glob: string; readonly format: string }[];
  /** Folders that hold the schemas of base URIs, the first to try first; default none. */
  readonly baseUris?: readonly BaseUri[];
  /** Whether to read what the change does not concern, too; default false. */
  readonly everything?: boolean;
}

/** A file that may hold schemas. */
export interface Candidate {
  readonly path: string;
  /** The formats that it may be of, judged by its path; exactly one where it is forced. */
  readonly formats: readonly Format[];
  readonly forced: boolean;
  /** Named by `include` or forced: the team says that it holds schemas. */
  readonly named: boolean;
}

/** The files of one revision that may hold schemas. */
export interface Selection {
  readonly candidates: ReadonlyMap<string, Candidate>;
  /** Files passed over before reading, each with its reason. */
  readonly passedOver: readonly PlanFile[];
}

/** Folders that hold other people's files: https://docs.npmjs.com/cli/v11/configuring-npm/folders and Git's own. */
const ALWAYS_IGNORED = ['**/node_modules/**', '**/.git/**'];

/** Picks the files of a revision that may hold schemas, by their paths alone. */
export function selectCandidates(tree: Tree, settings: LoadSettings, formats: readonly Format[]): Selection {
  const choose = chooser(settings, formats);
  const candidates = new Map<string, Candidate>();
  const passedOver: PlanFile[] = [];
  for (const entry of tree.entries()) {
    const candidate = choose(entry);
    if (candidate === null) continue;
    const reason = reasonToPass(entry, candidate);
    if (reason === null) candidates.set(entry.path, candidate);
    else if (reason !== '') passedOver.push({ path: entry.path, status: 'ignored', format: null, reason });
  }
  return { candidates, passedOver };
}

function chooser(settings: LoadSettings, formats: readonly Format[]): (entry: TreeEntry) => Candidate | null {
  const folder = settings.directory === '' ? '' : `${settings.directory.replace(/\/+$/, '')}/`;
  const ignored = pathMatcher([...ALWAYS_IGNORED, ...settings.ignore]);
  const included = pathMatcher(settings.include);
  const forced = settings.format.map(({ glob, format }) => ({
    matches: pathMatcher([glob]),
    formats: formats.filter((each) => each.id === format),
  }));
  return ({ path }) => {
    if (!path.startsWith(folder) || ignored(path)) return null;
    const force = forced.find(({ matches }) => matches(path));
    if (force !== undefined) return { path, formats: force.formats, forced: true, named: true };
    const named = included(path);
    if (settings.include.length > 0 && !named) return null;
    return { path, formats: formats.filter((format) => format.mayHold(path)), forced: false, named };
  };
}

/** Null to read the file, '' to pass over it in silence. */
function reasonToPass(entry: TreeEntry, candidate: Candidate): string | null {
  const possible = candidate.formats.length > 0;
  if (entry.kind === 'submodule') return 'It is a submodule: its files belong to another repository.';
  if (entry.kind === 'symlink')
    return possible || candidate.named ? 'It is a symbolic link, which is not followed: the file it names counts once.' : '';
  if (possible) return null;
  return candidate.named ? 'No format reads a file of this name.' : '';
}
