import { childPointer, isJsonArray, isJsonObject, valueAt, type Json } from '../../jsonschema/index.ts';
import { mappedPaths } from '../base-uris.ts';
import type { LoadContext, SourceDocument } from '../format.ts';
import { documentId } from './identity.ts';
import { declaredDialect } from './keywords.ts';
import { leavesRepository, pathOfUri, resolveUri, splitFragment } from './repository-uri.ts';
import { PLAIN, SchemaIndex, type Reference, type SchemaStyle } from './schema-index.ts';

/** A reference that leads nowhere, and why, in words that follow "because". */
export interface Unresolved {
  readonly reference: Reference;
  readonly reason: string;
  readonly hint: string;
}

/** Where a reference leads. */
export interface ResolvedReference {
  /** Pointer of the keyword that holds it. */
  readonly from: string;
  readonly to: { readonly index: SchemaIndex; readonly pointer: string };
}

/** A document that is no schema itself, and the pointers of the schemas in it. */
export interface SchemaContainer {
  readonly document: SourceDocument;
  readonly pointers: readonly string[];
}

/** A document with its references followed. */
export interface LinkedDocument {
  readonly index: SchemaIndex;
  /** The documents that its references name, itself left out. */
  readonly targets: ReadonlySet<SchemaIndex>;
  /** What each of its references names, in the order of their pointers. */
  readonly resolved: readonly ResolvedReference[];
  readonly unresolved: readonly Unresolved[];
  /** The value in which every reference resolves by the rules of JSON Schema alone. */
  readonly value: Json;
}

/**
 * The documents of one revision that can be reached from those of the format (the context's, each a schema, and the containers), with all references followed. A reference is resolved
 * by `$id` as JSON Schema says, then by an `$id` written exactly so (Octokit's way), then by path from the file that holds it, then in the folder that the policy gives for its base URI; never over the
 * network and never outside the repository. Where only the gate's further ways lead somewhere, the value names the file itself.
 * @param style how schemas are written in the containers, and in documents that do not say what they are.
 */
export function linkDocuments(
  context: LoadContext,
  containers: readonly SchemaContainer[] = [],
  style: SchemaStyle = PLAIN,
): ReadonlyMap<string, LinkedDocument> {
  const library = new Library(context, containers, style);
  library.follow();
  return library.linked();
}

type Found = { readonly index: SchemaIndex; readonly pointer: string; readonly standard: boolean };
type Resolution = Found | { readonly reason: string; readonly hint: string };

/** A file that a reference may mean. */
interface Candidate {
  readonly file: string;
  /** Whether JSON Schema's own rules lead to it. */
  readonly standard: boolean;
}

interface Progress {
  next: number;
  readonly targets: Set<SchemaIndex>;
  readonly unresolved: Unresolved[];
  readonly resolved: ResolvedReference[];
  /** New texts of references by pointer. */
  readonly edits: Map<string, string>;
}

class Library {
  readonly #context: LoadContext;
  readonly #byPath = new Map<string, SchemaIndex>();
  readonly #byUri = new Map<string, { readonly index: SchemaIndex; readonly pointer: string }>();
  readonly #byWrittenId = new Map<string, SchemaIndex>();
  readonly #progress = new Map<SchemaIndex, Progress>();

  readonly #style: SchemaStyle;

  constructor(context: LoadContext, containers: readonly SchemaContainer[], style: SchemaStyle) {
    this.#context = context;
    this.#style = style;
    for (const { document, pointers } of containers) this.#byPath.set(document.path, new SchemaIndex(document, pointers, style));
    for (const document of context.documents) this.#add(document);
    // A file's own URI counts before an $id that happens to be the same.
    for (const index of this.#byPath.values()) this.#byUri.set(index.uri, { index, pointer: '' });
    // A file that has an $id counts before a copy of it inside another.
    for (const isRoot of [true, false]) for (const index of this.#byPath.values()) this.#register(index, isRoot);
  }

  follow(): void {
    const queue = [...this.#byPath.values()];
    for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
      const progress = this.#progressOf(index);
      for (let reference = index.references[progress.next]; reference !== undefined; reference = index.references[progress.next]) {
        progress.next += 1;
        const target = this.#followOne(index, reference, progress);
        if (target !== null && target !== index) queue.push(target);
      }
    }
  }

  linked(): ReadonlyMap<string, LinkedDocument> {
    const inOrder = [...this.#progress].sort(([a], [b]) => (a.uri < b.uri ? -1 : 1));
    return new Map(
      inOrder.map(([index, { targets, unresolved, resolved, edits }]) => [
        index.uri,
        {
          index,
          targets,
          resolved: resolved.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
          unresolved,
          value: withEdits(index, edits),
        },
      ]),
    );
  }

  #add(document: SourceDocument): SchemaIndex {
    const declared = declaredDialect(document.value);
    const index = new SchemaIndex(document, null, declared === null || declared === 'foreign' ? this.#style : PLAIN);
    this.#byPath.set(document.path, index);
    return index;
  }

  #register(index: SchemaIndex, isRoot: boolean): void {
    for (const [uri, pointer] of index.resources)
      if ((pointer === '') === isRoot && !this.#byUri.has(uri)) this.#byUri.set(uri, { index, pointer });
    const id = documentId(index.document.value);
    if (id !== null && !this.#byWrittenId.has(id)) this.#byWrittenId.set(id, index);
  }

  #progressOf(index: SchemaIndex): Progress {
    const known = this.#progress.get(index) ?? { next: 0, targets: new Set(), unresolved: [], resolved: [], edits: new Map() };
    this.#progress.set(index, known);
    return known;
  }

  #followOne(index: SchemaIndex, reference: Reference, progress: Progress): SchemaIndex | null {
    const resolution = this.#resolve(index, reference);
    if ('reason' in resolution) {
      if (!isMetaSchema(reference.text)) progress.unresolved.push({ reference, ...resolution });
      return null;
    }
    resolution.index.visit(resolution.pointer);
    if (resolution.index !== index) progress.targets.add(resolution.index);
    progress.resolved.push({ from: reference.pointer, to: resolution });
    if (!resolution.standard && !isDynamic(reference))
      progress.edits.set(reference.pointer, `${resolution.index.uri}${fragmentOf(resolution.pointer)}`);
    return resolution.index;
  }

  #resolve(index: SchemaIndex, reference: Reference): Resolution {
    const { target, fragment } = splitFragment(reference.text);
    const found = target === '' ? this.#own(index, reference.base) : this.#outward(index, reference.base, target);
    return 'reason' in found ? found : inside(found, fragment);
  }

  #own(index: SchemaIndex, base: string): Found & { readonly base: string } {
    return { index, pointer: index.resources.get(base) ?? '', standard: true, base };
  }

  #outward(index: SchemaIndex, base: string, target: string): (Found & { readonly base: string }) | Exclude<Resolution, Found> {
    const uri = resolveUri(target, base);
    if (uri === null) return { reason: 'it is not a valid URI', hint: 'Correct the reference.' };
    const own = index.resources.get(uri);
    if (own !== undefined) return { index, pointer: own, standard: true, base: uri };
    const known = this.#byUri.get(uri);
    if (known !== undefined) return { ...known, standard: true, base: uri };
    const written = this.#byWrittenId.get(target);
    if (written !== undefined) return { index: written, pointer: '', standard: false, base: rootBase(written) };
    return this.#byFile(index, uri, target);
  }

  #byFile(index: SchemaIndex, uri: string, target: string): (Found & { readonly base: string }) | Exclude<Resolution, Found> {
    const { path } = index.document;
    const leaves = leavesRepository(target, path);
    const candidates = leaves ? this.#mapped(uri) : [...this.#places(index, uri, target)];
    let problem: string | null = null;
    for (const { file, standard } of candidates) {
      const document = this.#file(file);
      if (document instanceof SchemaIndex) {
        const base = rootBase(document);
        return { index: document, pointer: '', standard: standard || (base === uri && saysItsDraft(document)), base };
      }
      if (document !== null) problem = `${file} cannot be read: ${document.problem.replace(/\.$/, '')}`;
    }
    if (leaves) return { reason: 'it leads out of the repository', hint: 'Keep the schemas it needs inside the repository.' };
    if (problem !== null) return { reason: problem, hint: 'Repair that file, or refer to another.' };
    return nowhere(uri, target);
  }

  #places(index: SchemaIndex, uri: string, target: string): readonly Candidate[] {
    const uris = [...new Set([uri, resolveUri(target, index.uri) ?? uri])];
    const direct = uris.flatMap((each) => {
      const file = pathOfUri(each);
      return file === null ? [] : [{ file, standard: each === uri }];
    });
    return [...direct, ...uris.flatMap((each) => this.#mapped(each))];
  }

  #mapped(uri: string): readonly Candidate[] {
    return mappedPaths(uri, this.#context.baseUris ?? []).map((file) => ({ file, standard: false }));
  }

  #file(path: string): SchemaIndex | { readonly problem: string } | null {
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    const found = this.#context.lookup(path);
    return found === null || 'problem' in found ? found : this.#add(found);
  }
}

/** Whether a document's `$schema` says by which keyword it names itself. */
function saysItsDraft({ document: { value } }: SchemaIndex): boolean {
  return ![null, 'foreign', 'unsupported'].includes(declaredDialect(value));
}

/** What is said of a reference that no file answers to. */
function nowhere(uri: string, target: string): { readonly reason: string; readonly hint: string } {
  if (/^https?:/i.test(uri)) {
    return {
      reason: 'no file of the repository has this $id, and nothing is fetched over the network',
      hint: 'Add the schema to the repository, with this $id, or say under schemas.base-uris in schema-gate.yml which folder holds it.',
    };
  }
  if (/(?:^|\/)\.?\/?$/.test(target)) {
    return {
      reason: 'what stands before "#" names the folder, and a folder is no schema',
      hint: 'Where this file itself is meant, begin the reference with "#".',
    };
  }
  return { reason: 'there is no such file in the repository', hint: 'Correct the path, or add the file.' };
}

/** The references that stand below a pointer: they are in order, so that they follow each other. */
export function referencesBelow({ resolved }: LinkedDocument, pointer: string): readonly ResolvedReference[] {
  const start = `${pointer}/`;
  let low = 0;
  let high = resolved.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((resolved[middle]?.from ?? '') < start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (resolved[end]?.from.startsWith(start) === true) end += 1;
  return resolved.slice(low, end);
}

function rootBase(index: SchemaIndex): string {
  const id = documentId(index.document.value);
  return (id === null ? null : resolveUri(id, index.uri)) ?? index.uri;
}

function inside(found: Found & { readonly base: string }, fragment: string): Resolution {
  const { index, pointer, standard, base } = found;
  // Validators look for names where the keywords of JSON Schema hold schemas, and nowhere else.
  const known = standard && (pointer === '' || index.isSchemaByKeywords(pointer));
  if (fragment === '') return { index, pointer, standard: known };
  if (fragment.startsWith('/')) {
    const at = pointer + fragment;
    if (valueAt(index.document.value, at) !== undefined) return { index, pointer: at, standard: known };
  } else {
    const at = index.anchors.get(`${base}#${fragment}`);
    if (at !== undefined) return { index, pointer: at, standard: known && index.isSchemaByKeywords(at) };
  }
  return { reason: `there is nothing named so in ${index.document.path}`, hint: 'Correct the name, or add the definition.' };
}

// What it names depends on the way taken: another text would name one schema for good.
function isDynamic({ pointer }: Reference): boolean {
  return !pointer.endsWith('/$ref');
}

// Validators bring the meta-schemas with them.
function isMetaSchema(reference: string): boolean {
  const declared = declaredDialect({ $schema: splitFragment(reference).target });
  return declared !== null && declared !== 'foreign';
}

function fragmentOf(pointer: string): string {
  return pointer === '' ? '' : `#${pointer.split('/').map(encodeURIComponent).join('/')}`;
}

function withEdits({ document, style, schemas }: SchemaIndex, edits: ReadonlyMap<string, string>): Json {
  const translated = style === PLAIN ? [] : schemas.keys();
  const ancestors = new Set<string>();
  for (const pointer of [...edits.keys(), ...translated]) {
    for (let at = pointer; !ancestors.has(at); at = at.slice(0, at.lastIndexOf('/'))) ancestors.add(at);
  }
  if (ancestors.size === 0) return document.value;
  const edited = (value: Json, pointer: string): Json => {
    const text = edits.get(pointer);
    if (text !== undefined) return text;
    if (!ancestors.has(pointer)) return value;
    if (isJsonArray(value)) return value.map((entry, at) => edited(entry, childPointer(pointer, at)));
    if (!isJsonObject(value)) return value;
    const schema = schemas.has(pointer) ? style.translate(value) : value;
    return Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, edited(member, childPointer(pointer, name))]));
  };
  return edited(document.value, '');
}
