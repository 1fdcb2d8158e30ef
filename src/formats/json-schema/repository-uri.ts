import { isJsonArray, isJsonObject, type Json } from '../../jsonschema/index.ts';

const ROOT = 'repo:///';

/** The retrieval URI of a file: stable, and of a scheme that nothing outside the gate resolves. */
export function repositoryUri(path: string): string {
  // URL would read these as something else than a part of the path, or drop them.
  return new URL(`${ROOT}${path.replace(/[\u0000-\u0020%?#\\]/g, encodeURIComponent)}`).href;
}

/** The path of the file that a URI names; null for a URI that names none of the repository. */
export function pathOfUri(uri: string): string | null {
  if (!uri.startsWith(ROOT)) return null;
  try {
    return decodeURIComponent(uri.slice(ROOT.length));
  } catch {
    return null;
  }
}

/** A reference resolved against a base URI (RFC 3986, 5), without its fragment; null where it is malformed. */
export function resolveUri(reference: string, base: string): string | null {
  try {
    const url = new URL(reference, base);
    url.hash = '';
    return url.href;
  } catch {
    return null;
  }
}

/** A URI reference in its two parts; the fragment without `#` and percent-decoded. */
export function splitFragment(reference: string): { readonly target: string; readonly fragment: string } {
  const at = reference.indexOf('#');
  if (at < 0) return { target: reference, fragment: '' };
  const fragment = reference.slice(at + 1);
  try {
    return { target: reference.slice(0, at), fragment: decodeURIComponent(fragment) };
  } catch {
    return { target: reference.slice(0, at), fragment };
  }
}

/** Whether a relative reference climbs out of the repository from the file that holds it. */
export function leavesRepository(reference: string, file: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:|^\//i.test(reference)) return false;
  let depth = file.split('/').length - 1;
  for (const part of reference.split(/[?#]/)[0]?.split('/') ?? []) {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    if (depth < 0) return true;
  }
  return false;
}

/** A piece of a schema as a person may read it: the references in it that stand as {@link repositoryUri} name the file by its path. */
export function withReadablePaths(value: Json): Json {
  if (isJsonArray(value)) return value.map(withReadablePaths);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, name === '$ref' ? readablePath(member) : withReadablePaths(member)]),
  );
}

/** A reference as a person may read it; what is none stays as it is. */
export function readablePath(reference: Json): Json {
  if (typeof reference !== 'string' || !reference.startsWith(ROOT)) return reference;
  const { target, fragment } = splitFragment(reference);
  return `${pathOfUri(target) ?? target}${fragment === '' ? '' : `#${fragment}`}`;
}
