import type { Format, Links, Readers, SourceDocument } from './format.ts';

/** The unchanged files among which those are sought that a change concerns. */
export interface Pool {
  readonly paths: readonly string[];
  /** Those of `paths` that hold at least one of `strings`, literally. */
  readonly search: (strings: readonly string[], paths: readonly string[]) => ReadonlySet<string>;
  /** What these paths hold, on both sides where they differ; a file that cannot be parsed is left out. */
  readonly parse: (paths: readonly string[]) => ReadonlyMap<string, readonly SourceDocument[]>;
  /** Further names of a file, which no document says: the URIs under which the team publishes it. */
  readonly namesOf?: (path: string) => readonly string[];
}

/**
 * Finds the files that a change concerns: those that refer to a changed name, directly or through others, or define it once
 * more, and those that define what any of these need. Files are found by text and then judged by their links, so that a
 * file that only mentions a name brings no others in.
 * @param changed the changed documents that the format claims, of both sides.
 * @param changedPaths all changed paths, claimed or not: a format whose documents refer to files by path asks for them by name.
 */
export function dependents(
  format: Format,
  changed: readonly SourceDocument[],
  changedPaths: readonly string[],
  pool: Pool,
): ReadonlySet<string> {
  const wave = new Wave(format, changedPaths, pool);
  for (const document of changed) wave.reach(format.links(document));
  wave.run();
  return wave.concerned;
}

/** Finds the unchanged documents that use what others define by its name on the wire: any change may concern them. */
export function readersIn(readers: Readers, pool: Pool): ReadonlySet<string> {
  const found = pool.parse([...pool.search(readers.markers, pool.paths)]);
  return new Set([...found].filter(([, documents]) => documents.some(readers.claims)).map(([path]) => path));
}

/** How many strings are searched at once, and at all: beyond that, parsing everything costs less. */
const STRINGS_AT_ONCE = 500;
const MAX_STRINGS = 5_000;
/** The shortest string that is searched; a shorter one is found nearly everywhere. */
const MIN_LENGTH = 3;
/** How JSON and YAML write a character by its number: a file that does so may hold a name unseen. */
export const ESCAPES = ['\\u00', '\\U0000', '\\x'];

class Wave {
  readonly concerned = new Set<string>();
  readonly #format: Format;
  readonly #pool: Pool;
  readonly #pathsByName = new Map<string, string>();
  readonly #defines = new Set<string>();
  readonly #needs = new Set<string>();
  readonly #examined = new Map<string, readonly Links[]>();
  readonly #referrers = new Set<string>();
  #fresh = new Set<string>();

  constructor(format: Format, changedPaths: readonly string[], pool: Pool) {
    this.#format = format;
    this.#pool = pool;
    const { pathName } = format;
    if (pathName === undefined) return;
    const namesOf = (path: string): readonly string[] => [pathName(path), ...(pool.namesOf?.(path) ?? [])];
    for (const path of [...pool.paths, ...changedPaths]) for (const name of namesOf(path)) this.#pathsByName.set(name, path);
    for (const path of changedPaths) this.#add(this.#defines, namesOf(path));
  }

  /** Takes in a document that changed, or whose meaning changes: its names and its needs. */
  reach(links: Links): void {
    this.#add(this.#defines, links.defines);
    this.#take(links);
  }

  run(): void {
    while (this.#fresh.size > 0) {
      const strings = [...this.#fresh];
      this.#fresh = new Set();
      this.#examine(this.#find(strings));
      for (const [path, links] of this.#examined) this.#judge(path, links);
    }
  }

  #add(to: Set<string>, names: readonly string[]): void {
    for (const name of names) {
      if (to.has(name)) continue;
      to.add(name);
      this.#fresh.add(name);
    }
  }

  #take({ needs, checks = [] }: Links): void {
    this.#add(this.#needs, [...needs, ...checks]);
  }

  #find(strings: readonly string[]): readonly string[] {
    const byName = strings.filter((name) => this.#needs.has(name)).flatMap((name) => this.#pathsByName.get(name) ?? []);
    const left = this.#pool.paths.filter((path) => !this.#examined.has(path));
    const keys = [...new Set(strings.map(searchKey))];
    const searchable = keys.length <= MAX_STRINGS && keys.every((key) => key.length >= MIN_LENGTH);
    return [...byName, ...(searchable ? this.#search([...keys, ...ESCAPES], left) : left)];
  }

  #search(keys: readonly string[], paths: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    for (let at = 0; at < keys.length; at += STRINGS_AT_ONCE) {
      for (const path of this.#pool.search(keys.slice(at, at + STRINGS_AT_ONCE), paths)) found.add(path);
    }
    return found;
  }

  #examine(paths: readonly string[]): void {
    const unseen = [...new Set(paths)].filter((path) => !this.#examined.has(path));
    const parsed = this.#pool.parse(unseen);
    for (const path of unseen) {
      const documents = parsed.get(path) ?? [];
      // What a file that cannot be parsed needs is not known: it is shown as unreadable.
      if (documents.length === 0) this.concerned.add(path);
      this.#examined.set(
        path,
        documents.map((document) => this.#linksOf(path, document)),
      );
    }
  }

  #linksOf(path: string, document: SourceDocument): Links {
    const links = this.#format.links(document);
    return { ...links, defines: [...links.defines, ...(this.#pool.namesOf?.(path) ?? [])] };
  }

  #judge(path: string, links: readonly Links[]): void {
    if (this.#referrers.has(path)) return;
    const refers = links.some(({ defines, needs }) => some(needs, this.#defines) || some(defines, this.#defines));
    if (refers) {
      this.#referrers.add(path);
      this.concerned.add(path);
      for (const each of links) this.reach(each);
    } else if (links.some(({ defines, checks = [] }) => some(defines, this.#needs) || some(checks, this.#defines))) {
      this.concerned.add(path);
      for (const each of links) this.#take(each);
    }
  }
}

function some(names: readonly string[], among: ReadonlySet<string>): boolean {
  return names.some((name) => among.has(name));
}

/** The longest part of a name that JSON, YAML and URIs all write as it is. */
export function searchKey(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1).replaceAll(/%[0-9a-f]{2}/gi, ' ');
  return (last.match(/[\w.-]+/g) ?? []).reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
