import { repositoryUri, resolveUri } from './json-schema/repository-uri.ts';

/** A base URI under which a team publishes schemas, and the folder of the repository, from its root, that holds them. */
export interface BaseUri {
  readonly uri: string;
  /** '' is the repository's root. */
  readonly folder: string;
}

/** What a published URI may leave out of a file's name, the likeliest first. */
const EXTENSIONS = ['', '.json', '.yaml', '.yml', '.schema.json'] as const;

/** A base URI as references resolve to it: one that starts with `/` is of the repository's own scheme, as a reference that starts so. */
function absolute({ uri }: BaseUri): string | null {
  return resolveUri(uri.endsWith('/') ? uri : `${uri}/`, repositoryUri(''));
}

function prefixOf({ folder }: BaseUri): string {
  return folder === '' ? '' : `${folder}/`;
}

/** The files that a URI without fragment may mean, in the order to try them; whether they exist is not asked. */
export function mappedPaths(uri: string, bases: readonly BaseUri[]): readonly string[] {
  return bases.flatMap((base) => {
    const start = absolute(base);
    if (start === null || !uri.startsWith(start)) return [];
    const rest = decoded(uri.slice(start.length));
    return rest === null || rest === '' || rest.endsWith('/') ? [] : EXTENSIONS.map((extension) => `${prefixOf(base)}${rest}${extension}`);
  });
}

/** The URIs by which references may name a file because of the mapping: with its extension and without. */
export function mappedUris(path: string, bases: readonly BaseUri[]): readonly string[] {
  return bases.flatMap((base) => {
    const start = absolute(base);
    if (start === null || !path.startsWith(prefixOf(base))) return [];
    const rest = path.slice(prefixOf(base).length);
    const names = EXTENSIONS.filter((extension) => rest.endsWith(extension)).map((extension) =>
      rest.slice(0, rest.length - extension.length),
    );
    // What repositoryUri escapes is escaped here too.
    return names.map((name) => start + repositoryUri(name).slice(repositoryUri('').length));
  });
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
