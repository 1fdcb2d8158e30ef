import { isJsonObject, valueAt } from '../jsonschema/index.ts';
import { mappedPaths } from './base-uris.ts';
import { child, type SourceValue } from './fields.ts';
import type { LoadContext, SourceDocument } from './format.ts';
import { leavesRepository, pathOfUri, repositoryUri, resolveUri, splitFragment } from './json-schema/repository-uri.ts';
import type { NoWay } from './unresolved.ts';

/** What stands where a reference leads. */
export type Followed =
  | { readonly ok: true; readonly node: SourceValue }
  | { readonly ok: false; readonly at: SourceValue; readonly text: string; readonly why: NoWay };

/** The longest chain of references that lead to references. */
const MAX_CHAIN = 20;

/**
 * Follows the Reference Objects of AsyncAPI and OpenAPI, which stand where no schema is expected: to the same file, or to another one of the
 * repository by path or by a base URI of the policy.
 */
export class ObjectReferences {
  readonly #context: LoadContext;
  readonly #own: ReadonlyMap<string, SourceDocument>;

  constructor(context: LoadContext) {
    this.#context = context;
    this.#own = new Map(context.documents.map((document) => [document.path, document]));
  }

  /** The node itself, or what its `$ref` names in the end. */
  follow(start: SourceValue): Followed {
    let node = start;
    for (let left = MAX_CHAIN; left > 0; left -= 1) {
      const reference = isJsonObject(node.value) ? child(node, '$ref') : null;
      if (reference === null || typeof reference.value !== 'string') return { ok: true, node };
      const target = this.#target(reference.value, node.document);
      if ('reason' in target) return { ok: false, at: reference, text: reference.value, why: target };
      node = target;
    }
    const text = child(start, '$ref')?.value;
    const why = { reason: 'it leads in a circle, or through too many others', hint: 'Refer to the definition itself.' };
    return { ok: false, at: start, text: typeof text === 'string' ? text : '', why };
  }

  #target(text: string, from: SourceDocument): SourceValue | NoWay {
    const { target, fragment } = splitFragment(text);
    const document = target === '' ? from : this.#file(target, from);
    if ('reason' in document) return document;
    const value = fragment === '' || fragment.startsWith('/') ? valueAt(document.value, fragment) : undefined;
    if (value === undefined)
      return { reason: `there is nothing named so in ${document.path}`, hint: 'Correct the name, or add the definition.' };
    return { document, pointer: fragment, value };
  }

  #file(target: string, from: SourceDocument): SourceDocument | NoWay {
    if (leavesRepository(target, from.path))
      return { reason: 'it leads out of the repository', hint: 'Keep the files it needs inside the repository.' };
    const uri = resolveUri(target, repositoryUri(from.path)) ?? '';
    const direct = pathOfUri(uri);
    let why: NoWay = { reason: 'there is no such file in the repository', hint: 'Correct the path, or add the file.' };
    for (const path of [...(direct === null ? [] : [direct]), ...mappedPaths(uri, this.#context.baseUris ?? [])]) {
      const found = this.#own.get(path) ?? this.#context.lookup(path);
      if (found !== null && !('problem' in found)) return found;
      if (found !== null) why = { reason: `${path} cannot be read: ${found.problem.replace(/\.$/, '')}`, hint: 'Repair that file.' };
    }
    if (/^https?:/i.test(uri)) {
      const hint = 'Add the file to the repository, and say under schemas.base-uris in schema-gate.yml which folder holds it.';
      return { reason: 'nothing is fetched over the network', hint };
    }
    return why;
  }
}
