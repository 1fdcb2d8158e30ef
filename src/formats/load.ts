import {
  unreadablePaths,
  type Location,
  type Mention,
  type Plan,
  type PlanEvent,
  type PlanFile,
  type PlannedRoute,
  type PlanProblem,
  type Transformation,
  type UnusedDefinition,
} from '../plan/model.ts';
import { mappedUris, type BaseUri } from './base-uris.ts';
import { dependents, readersIn, type Pool } from './dependents.ts';
import type { ParsedDocument } from './document.ts';
import type { Format, LoadContext, Loaded, Loose, SourceDocument } from './format.ts';
import { lookalikes } from './lookalikes.ts';
import { pointers } from './pointers.ts';
import { formats as allFormats } from './registry.ts';
import { selectCandidates, type Candidate, type LoadSettings, type Selection } from './select.ts';
import { openFiles, type SourceFiles } from './source-files.ts';
import type { Tree } from './tree.ts';
import { unusedDefinitions } from './unused.ts';

export type { LoadSettings } from './select.ts';

/** The plans of both revisions, as far as the change between them needs to be read. */
export interface LoadedPlans {
  readonly base: Plan;
  readonly head: Plan;
  /** How many files of each side hold the mark of a format, read or not. */
  readonly recognised: { readonly base: number; readonly head: number };
}

/**
 * Reads the plans of two revisions. Files that differ are read, and of the unchanged ones those that depend on them, that they
 * depend on, or that could be duplicates, unless everything is asked for; an unchanged file is parsed once for both sides, and an event that
 * cannot have changed is in neither plan.
 */
export function loadPlans(base: Tree, head: Tree, settings: LoadSettings, formats: readonly Format[] = allFormats): LoadedPlans {
  const cache = new Map<string, ParsedDocument>();
  const open = (tree: Tree): OpenSide => ({
    tree,
    files: openFiles(tree, cache, formats),
    selection: selectCandidates(tree, settings, formats),
    baseUris: settings.baseUris ?? [],
  });
  const [openBase, openHead] = [open(base), open(head)];
  const changed = changedPaths(openBase, openHead, formats);
  const headSide: Side = { ...openHead, marks: searchMarks(openHead, formats, [...openHead.selection.candidates.keys()]) };
  const baseSide: Side = { ...openBase, marks: baseMarks(openBase, headSide.marks, changed, formats) };
  const parsed = parseChanged(baseSide, headSide, changed);
  const concerned = new Map(
    formats.map((format) => [
      format,
      settings.everything === true
        ? unchangedMarked(format, headSide, changed)
        : unchangedConcerned(format, baseSide, headSide, changed, parsed),
    ]),
  );
  return {
    base: withoutStandIns(planOf(baseSide, headSide, changed, concerned, (path) => path)),
    head: withLookalikes(planOf(headSide, baseSide, changed, concerned, moves(baseSide, headSide, changed)), headSide, changed),
    recognised: { base: baseSide.marks.size, head: headSide.marks.size },
  };
}

/** The plan with the files that hold none of it, and may be taken for it. */
function withLookalikes(plan: Plan, side: Side, changed: ReadonlySet<string>): Plan {
  const known = new Set(plan.files.map(({ path }) => path));
  const unclaimed = [...changed].filter((path) => side.selection.candidates.has(path) && !side.marks.has(path) && !known.has(path));
  const found = [...pointers(unclaimed), ...lookalikes(side.tree, unclaimed, side.files.parse)];
  return found.length === 0 ? plan : { ...plan, files: [...plan.files, ...found].toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

// What stands in a file that base could not read is new in head, however much its head version stood in for the definitions in it.
function withoutStandIns(base: Plan): Plan {
  const unreadable = unreadablePaths(base);
  return unreadable.size === 0 ? base : { ...base, events: base.events.filter(({ location }) => !unreadable.has(location.file)) };
}

interface OpenSide {
  readonly tree: Tree;
  readonly files: SourceFiles;
  readonly selection: Selection;
  readonly baseUris: readonly BaseUri[];
}

interface Side extends OpenSide {
  /** The formats whose mark each file holds (or that are forced on it). */
  readonly marks: ReadonlyMap<string, readonly Format[]>;
}

/** Plain files that differ, or stand on one side only, and that some format might read or refer to. */
function changedPaths(base: OpenSide, head: OpenSide, formats: readonly Format[]): ReadonlySet<string> {
  const changed = new Set<string>();
  for (const { path } of [...base.tree.entries(), ...head.tree.entries()]) {
    if (sameFile(base, head, path)) continue;
    const candidate = base.selection.candidates.has(path) || head.selection.candidates.has(path);
    // Code that was edited is read when it is asked for; code that is gone may be missed by the document that names it.
    const isGone = head.files.kindAt(path) !== 'file';
    if (candidate || formats.some((format) => format.mayHold(path) || (isGone && format.readers?.mayName(path)))) changed.add(path);
  }
  return changed;
}

function sameFile(base: OpenSide, head: OpenSide, path: string): boolean {
  const [before, after] = [base.files.entry(path), head.files.entry(path)];
  return before?.blob === after?.blob && before?.kind === after?.kind;
}

/** Pairs files that stand on one side each with the same bytes; where several have them, in path order. */
function moves(base: OpenSide, head: OpenSide, changed: ReadonlySet<string>): LoadContext['formerPath'] {
  const gone = new Map<string, string[]>();
  const paths = [...changed].sort((a, b) => (a < b ? -1 : 1));
  for (const path of paths) {
    const entry = base.files.entry(path);
    if (entry !== undefined && head.files.entry(path) === undefined) gone.set(entry.blob, [...(gone.get(entry.blob) ?? []), path]);
  }
  const former = new Map<string, string>();
  for (const path of paths) {
    if (base.files.entry(path) !== undefined) continue;
    const from = gone.get(head.files.entry(path)?.blob ?? '')?.shift();
    if (from !== undefined) former.set(path, from);
  }
  return (path) => former.get(path) ?? path;
}

function searchMarks(side: OpenSide, formats: readonly Format[], paths: readonly string[]): ReadonlyMap<string, readonly Format[]> {
  const { candidates } = side.selection;
  const marks = new Map<string, readonly Format[]>();
  for (const format of formats) {
    const possible = paths.filter((path) => candidates.get(path)?.formats.includes(format));
    const marked = side.tree.search(
      format.markers,
      possible.filter((path) => candidates.get(path)?.forced === false),
    );
    for (const path of possible) {
      if (candidates.get(path)?.forced === true || marked.has(path)) marks.set(path, [...(marks.get(path) ?? []), format]);
    }
  }
  return marks;
}

// What head's search found holds for base too where the file is the same.
function baseMarks(base: OpenSide, head: Side['marks'], changed: ReadonlySet<string>, formats: readonly Format[]): Side['marks'] {
  const differing = [...base.selection.candidates.keys()].filter((path) => changed.has(path));
  const same = [...head].filter(([path]) => !changed.has(path));
  return new Map([...same, ...searchMarks(base, formats, differing)]);
}

interface ParsedSides {
  readonly base: ReadonlyMap<string, ParsedDocument>;
  readonly head: ReadonlyMap<string, ParsedDocument>;
}

// A file that has the mark on one side only is read on both: it may have lost it by an accident.
function parseChanged(base: Side, head: Side, changed: ReadonlySet<string>): ParsedSides {
  const paths = [...changed].filter((path) =>
    [base, head].some((side) => side.marks.has(path) || side.selection.candidates.get(path)?.named === true),
  );
  const candidates = (side: Side): readonly string[] => paths.filter((path) => side.selection.candidates.has(path));
  return { base: base.files.parse(candidates(base)), head: head.files.parse(candidates(head)) };
}

/** The unchanged files that a format has to read. */
interface Unchanged {
  readonly paths: ReadonlySet<string>;
  /** Those of them that are read for what they name alone: {@link LoadContext.standsBy}. */
  readonly standingBy: ReadonlySet<string>;
}

const NONE: Unchanged = { paths: new Set(), standingBy: new Set() };

/** All unchanged files that hold the mark of a format. */
function unchangedMarked(format: Format, head: Side, changed: ReadonlySet<string>): Unchanged {
  const paths = [...head.marks].flatMap(([path, formats]) => (formats.includes(format) && !changed.has(path) ? [path] : []));
  return { ...NONE, paths: new Set(paths) };
}

/** The unchanged files that a format has to read because of the change. */
function unchangedConcerned(format: Format, base: Side, head: Side, changed: ReadonlySet<string>, parsed: ParsedSides): Unchanged {
  // What no file of the repository is written in need not be searched for.
  const isThere = [base, head].some(({ marks }) => [...marks.values()].some((marked) => marked.includes(format)));
  if (changed.size === 0 || !isThere) return NONE;
  const claimed = [...claimedBy(format, base, parsed.base), ...claimedBy(format, head, parsed.head)];
  const possible = (path: string): boolean =>
    format.pathName === undefined
      ? head.marks.get(path)?.includes(format) === true
      : format.mayHold(path) || head.marks.get(path)?.includes(format) === true;
  const pool: Pool = {
    paths: head.tree.entries().flatMap(({ kind, path }) => (kind === 'file' && !changed.has(path) && possible(path) ? [path] : [])),
    search: head.tree.search,
    parse: (wanted) => parseBoth(base, head, wanted),
    ...(format.pathName !== undefined && { namesOf: (path: string) => mappedUris(path, head.baseUris) }),
  };
  const documents = [...changed].filter((path) => format.mayHold(path));
  const concerned = dependents(format, claimed, documents, pool);
  const standingBy = new Set([...readersOf(format, changed, parsed, pool)].filter((path) => !concerned.has(path)));
  return { paths: new Set([...concerned, ...standingBy]), standingBy };
}

function readersOf({ readers }: Format, changed: ReadonlySet<string>, parsed: ParsedSides, pool: Pool): ReadonlySet<string> {
  if (readers === undefined) return new Set();
  const concerned = parsed.base.size + parsed.head.size > 0 || [...changed].some(readers.mayName);
  return concerned ? readersIn(readers, pool) : new Set();
}

function claimedBy(format: Format, side: Side, parsed: ReadonlyMap<string, ParsedDocument>): readonly SourceDocument[] {
  return [...parsed].flatMap(([path, each]) =>
    each.ok && formatOf(side.selection.candidates.get(path), each.document) === format ? [each.document] : [],
  );
}

function parseBoth(base: Side, head: Side, paths: readonly string[]): ReadonlyMap<string, readonly SourceDocument[]> {
  const sides = [base.files.parse(paths), head.files.parse(paths)];
  return new Map(
    paths.map((path) => {
      const documents = sides.flatMap((side) => {
        const parsed = side.get(path);
        return parsed?.ok === true ? [parsed.document] : [];
      });
      return [path, [...new Set(documents)]];
    }),
  );
}

function formatOf(candidate: Candidate | undefined, document: SourceDocument): Format | null {
  if (candidate === undefined) return null;
  if (candidate.forced) return candidate.formats[0] ?? null;
  return candidate.formats.find((format) => format.claims(document)) ?? null;
}

/** What is known of one candidate before the formats read it. */
type Reading =
  | { readonly kind: 'document'; readonly format: Format; readonly document: SourceDocument }
  | {
      readonly kind: 'file';
      readonly file: PlanFile;
      readonly problem?: PlanProblem;
      /** For an unreadable file the version on the other side: what it defines counts as unchanged, so that all else is judged. */
      readonly standIn?: { readonly format: Format; readonly document: SourceDocument };
    };

function documentFor(format: Format, each: Reading): SourceDocument | null {
  const held = each.kind === 'document' ? each : each.standIn;
  return held?.format === format ? held.document : null;
}

function planOf(
  side: Side,
  other: Side,
  changed: ReadonlySet<string>,
  concerned: ReadonlyMap<Format, Unchanged>,
  formerPath: LoadContext['formerPath'],
): Plan {
  const readings = [...side.selection.candidates.values()].flatMap(
    (candidate) => reading(candidate, side, other, changed, concerned) ?? [],
  );
  const files: PlanFile[] = [...side.selection.passedOver];
  const events: PlanEvent[] = [];
  const problems: PlanProblem[] = [];
  const homes = new Map<string, Location>();
  const transformations: Transformation[] = [];
  const mentions: Mention[] = [];
  const routes: PlannedRoute[] = [];
  const unused: UnusedDefinition[] = [];
  const parts = new Set<string>();
  for (const each of readings) {
    if (each.kind !== 'file') continue;
    files.push(each.file);
    if (each.problem !== undefined) problems.push(each.problem);
  }
  for (const [format, { standingBy }] of concerned) {
    const documents = readings.flatMap((each) => documentFor(format, each) ?? []);
    if (documents.length === 0) continue;
    const context = { ...side.files, documents, formerPath, baseUris: side.baseUris, holding: holdingIn(side) };
    const loaded = format.load({ ...context, standsBy: (path) => standingBy.has(path) });
    const outcomeOf = outcomes(loaded);
    events.push(...loaded.events);
    problems.push(...loaded.problems);
    transformations.push(...(loaded.transformations ?? []));
    mentions.push(...(loaded.mentions ?? []));
    routes.push(...(loaded.routes ?? []));
    unused.push(...unusedIn(side, format, loaded.loose ?? [], documents));
    for (const [plan, location] of loaded.homes ?? []) homes.set(plan, location);
    for (const part of loaded.parts ?? []) parts.add(part);
    const unreadable = new Set(files.filter(({ status }) => status === 'unreadable').map(({ path }) => path));
    files.push(
      ...documents
        .filter(({ path }) => !unreadable.has(path))
        .map(({ path }) => ({ path, format: format.id, ...(outcomeOf.get(path) ?? LOADED) })),
    );
  }
  return {
    events,
    problems,
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    homes,
    transformations,
    mentions,
    routes,
    unused,
    parts,
  };
}

function holdingIn({ tree, selection, files }: Side): NonNullable<LoadContext['holding']> {
  return (strings, mayHold) => {
    const paths = [...selection.candidates.keys()].filter(mayHold);
    const found = tree.search(strings, paths);
    const parsed = files.parse(paths.filter((path) => found.has(path)));
    return [...parsed.values()].flatMap((each) => (each.ok ? [each.document] : []));
  };
}

function unusedIn(side: Side, format: Format, loose: readonly Loose[], read: readonly SourceDocument[]): readonly UnusedDefinition[] {
  const known = new Set(read.map(({ path }) => path));
  const marked = [...side.marks].filter(([, formats]) => formats.includes(format)).map(([path]) => path);
  const parse: Pool['parse'] = (paths) => new Map(paths.map((path) => [path, [documentOn(side, path)].filter((each) => each !== null)]));
  return unusedDefinitions(format, loose, marked, { paths: marked.filter((path) => !known.has(path)), search: side.tree.search, parse });
}

type Outcome = Pick<PlanFile, 'status' | 'reason'>;

const LOADED: Outcome = { status: 'loaded' };

function outcomes({ partly = [], ignored }: Loaded): ReadonlyMap<string, Outcome> {
  const all = [
    ...partly.map(({ path, reason }): [string, Outcome] => [path, { status: 'loaded', reason }]),
    ...ignored.map(({ path, reason }): [string, Outcome] => [path, { status: 'ignored', reason }]),
  ];
  return new Map(all);
}

/** Null for a file that is none of ours. */
function reading(
  candidate: Candidate,
  side: Side,
  other: Side,
  changed: ReadonlySet<string>,
  concerned: ReadonlyMap<Format, Unchanged>,
): Reading | null {
  const { path, named } = candidate;
  const marks = side.marks.get(path) ?? [];
  const format = marks.length === 1 ? (marks[0]?.id ?? null) : null;
  if (!changed.has(path)) return unchangedReading(candidate, side, format, concerned);
  if (marks.length === 0 && !named && !other.marks.has(path)) return null;
  const parsed = side.files.parse([path]).get(path);
  if (parsed === undefined) return null;
  if (parsed.ok) return documentReading(candidate, parsed.document);
  const claimedBefore = claimedOn(other, path);
  if (marks.length === 0 && !named && claimedBefore === null) return null;
  const file: PlanFile = { path, status: 'unreadable', format: format ?? claimedBefore?.id ?? null, reason: parsed.problem.message };
  const standIn = claimedBefore === null ? null : documentOn(other, path);
  return {
    kind: 'file',
    file,
    problem: parsed.problem,
    ...(claimedBefore !== null && standIn !== null && { standIn: { format: claimedBefore, document: standIn } }),
  };
}

function documentOn(side: Side, path: string): SourceDocument | null {
  const parsed = side.files.parse([path]).get(path);
  return parsed?.ok === true ? parsed.document : null;
}

function claimedOn(side: Side, path: string): Format | null {
  const candidate = side.selection.candidates.get(path);
  const parsed = candidate === undefined ? undefined : side.files.parse([path]).get(path);
  return parsed?.ok === true ? formatOf(candidate, parsed.document) : null;
}

// A file that could not be parsed before either is old debt: it is listed, and no problem of this change.
function unchangedReading(
  candidate: Candidate,
  side: Side,
  format: string | null,
  concerned: ReadonlyMap<Format, Unchanged>,
): Reading | null {
  const { path } = candidate;
  if (!side.marks.has(path)) return null;
  const unchanged: Reading = { kind: 'file', file: { path, status: 'unchanged', format } };
  const wanted = [...concerned].filter(([, { paths }]) => paths.has(path)).map(([each]) => each);
  if (wanted.length === 0) return unchanged;
  const parsed = side.files.parse([path]).get(path);
  if (parsed === undefined) return unchanged;
  if (!parsed.ok) return { kind: 'file', file: { path, status: 'unreadable', format, reason: parsed.problem.message } };
  const claimed = formatOf(candidate, parsed.document);
  return claimed !== null && wanted.includes(claimed) ? { kind: 'document', format: claimed, document: parsed.document } : unchanged;
}

function documentReading(candidate: Candidate, document: SourceDocument): Reading | null {
  const { path } = candidate;
  const format = formatOf(candidate, document);
  if (format !== null) return { kind: 'document', format, document };
  if (!candidate.named) return null;
  return { kind: 'file', file: { path, status: 'ignored', format: null, reason: 'No format recognises what it holds.' } };
}
