import { posix } from 'node:path';
import { parseDocument, parseText, unreadable, type ParsedDocument, type TextFile } from './document.ts';
import type { Format, LoadContext } from './format.ts';
import type { Tree, TreeEntry } from './tree.ts';

/** The files of one revision as documents, each parsed at most once. */
export interface SourceFiles {
  readonly entry: (path: string) => TreeEntry | undefined;
  /** Parses plain files in bulk; paths of which there is none are left out. */
  readonly parse: (paths: Iterable<string>) => ReadonlyMap<string, ParsedDocument>;
  readonly lookup: LoadContext['lookup'];
  readonly kindAt: LoadContext['kindAt'];
  readonly filesIn: LoadContext['filesIn'];
  readonly texts: LoadContext['texts'];
}

/** How many files are held in memory as bytes; more at once would meet the bound of a single read. */
const READ_AT_ONCE = 200;

/**
 * Opens a revision's files.
 * @param cache parsed files by blob and path; shared between revisions, so that a file unchanged in both is parsed once.
 */
export function openFiles(tree: Tree, cache: Map<string, ParsedDocument>, formats: readonly Format[]): SourceFiles {
  const entries = new Map(tree.entries().map((entry) => [entry.path, entry]));
  const parse = (paths: Iterable<string>): ReadonlyMap<string, ParsedDocument> => {
    const wanted = [...new Set(paths)].flatMap((path) => entries.get(path) ?? []).filter((entry) => entry.kind === 'file');
    const missing = wanted.filter((entry) => !cache.has(keyOf(entry)));
    for (let at = 0; at < missing.length; at += READ_AT_ONCE) {
      const batch = missing.slice(at, at + READ_AT_ONCE);
      const contents = tree.read(batch.map(({ path }) => path));
      for (const entry of batch) cache.set(keyOf(entry), parseEntry(entry, contents.get(entry.path), preparation(entry.path, formats)));
    }
    return new Map(wanted.flatMap((entry) => pairOf(entry, cache.get(keyOf(entry)))));
  };
  let folders: ReadonlyMap<string, readonly string[]> | null = null;
  return {
    entry: (path) => entries.get(path),
    parse,
    lookup: (path) => lookup(entries.get(path), parse),
    kindAt: (path) => entries.get(path)?.kind ?? null,
    filesIn: (folder) => {
      folders ??= foldersOf(tree);
      return folders.get(folder) ?? [];
    },
    texts: (paths) => textsOf(tree, paths),
  };
}

function foldersOf(tree: Tree): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const { path, kind } of tree.entries()) {
    if (kind !== 'file') continue;
    const folder = posix.dirname(path);
    const files = folders.get(folder);
    if (files) files.push(path);
    else folders.set(folder, [path]);
  }
  return folders;
}

function lookup(entry: TreeEntry | undefined, parse: SourceFiles['parse']): ReturnType<LoadContext['lookup']> {
  if (entry === undefined) return null;
  if (entry.kind === 'symlink') return { problem: 'it is a symbolic link, which is not followed' };
  if (entry.kind === 'submodule') return { problem: 'it is a submodule, whose files belong to another repository' };
  const parsed = parse([entry.path]).get(entry.path);
  if (parsed === undefined) return null;
  return parsed.ok ? parsed.document : { problem: parsed.problem.message };
}

function textsOf(tree: Tree, paths: readonly string[]): ReadonlyMap<string, TextFile> {
  const texts = new Map<string, TextFile>();
  for (let at = 0; at < paths.length; at += READ_AT_ONCE)
    for (const [path, contents] of tree.read(paths.slice(at, at + READ_AT_ONCE)))
      texts.set(path, contents instanceof Uint8Array ? parseText(path, contents) : { ok: false, problem: `It ${contents.problem}.` });
  return texts;
}

function parseEntry(
  entry: TreeEntry,
  contents: Uint8Array | { readonly problem: string } | undefined,
  prepare: (text: string) => string,
): ParsedDocument {
  if (contents instanceof Uint8Array) return parseDocument(entry.path, entry.blob, contents, prepare);
  const message = `It ${contents?.problem ?? 'could not be read'}.`;
  return {
    ok: false,
    problem: unreadable(entry.path, message, 'Make it a plain text file of a usual size, or leave it out by schemas.ignore.'),
  };
}

function preparation(path: string, formats: readonly Format[]): (text: string) => string {
  const possible = formats.filter((format) => format.mayHold(path));
  return (text) =>
    possible
      .filter(({ markers }) => markers.some((marker) => text.includes(marker)))
      .reduce((prepared, format) => format.prepare?.(prepared) ?? prepared, text);
}

function keyOf(entry: TreeEntry): string {
  return `${entry.blob} ${entry.path}`;
}

function pairOf(entry: TreeEntry, parsed: ParsedDocument | undefined): [string, ParsedDocument][] {
  return parsed === undefined ? [] : [[entry.path, parsed]];
}
