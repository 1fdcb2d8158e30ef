import { isJsonObject } from '../../jsonschema/index.ts';
import { projectFields } from './dynamic.ts';
import { child, entries, Fields, spotOf, type SourceValue, rootNode } from '../fields.ts';
import type { SourceDocument } from '../format.ts';
import { alternatives, quoted, type Problems } from '../problems.ts';

/** The kinds of files that this format reads. */
export type FileKind =
  | 'properties'
  | 'events'
  | 'categories'
  | 'custom-types'
  | 'tracking-plan'
  | 'transformation'
  | 'source'
  | 'connections'
  | 'destination'
  | 'data-graph';

/** What a file is, or why it is left out. */
export type Envelope =
  | { readonly read: true; readonly kind: FileKind; readonly legacy: boolean; readonly spec: SourceValue }
  | { readonly read: false; readonly reason: string };

const VERSIONS = ['rudder/v1', 'rudder/v0.1', 'rudder/0.1'];

const KINDS: ReadonlyMap<string, FileKind> = new Map([
  ['properties', 'properties'],
  ['events', 'events'],
  ['categories', 'categories'],
  ['custom-types', 'custom-types'],
  ['tp', 'tracking-plan'],
  ['tracking-plan', 'tracking-plan'],
  ['transformation', 'transformation'],
  ['transformation-library', 'transformation'],
  ['event-stream-source', 'source'],
  ['event-stream-connections', 'connections'],
  ['destination', 'destination'],
  ['data-graph', 'data-graph'],
]);

/** Kinds that only the current version has. */
const CURRENT_ONLY: ReadonlySet<FileKind> = new Set(['connections', 'destination', 'data-graph']);

/** Kinds that say nothing about events. */
const OTHER_KINDS: ReadonlySet<string> = new Set(['account', 'retl-source-sql-model', 'import-manifest']);

/** Whether the document is a file of a RudderStack project: a map whose `version` starts with `rudder/`, of some kind. */
export function isProjectFile(document: SourceDocument): boolean {
  const { value } = document;
  if (!isJsonObject(value) || !Object.hasOwn(value, 'version')) return false;
  return typeof value['version'] === 'string' && value['version'].startsWith('rudder/');
}

const ROUTING: ReadonlySet<unknown> = new Set(['event-stream-source', 'event-stream-connections', 'destination']);

/** Whether the file of a project says what is sent where. */
export function isRouting({ value }: SourceDocument): boolean {
  return isJsonObject(value) && ROUTING.has(value['kind']);
}

/**
 * Reads the envelope (`version`, `kind`, `metadata`, `spec`) and reports what rudder-cli's strict decoding would refuse. A kind and a version
 * that do not belong together are reported, and read all the same.
 */
export function readEnvelope(document: SourceDocument, problems: Problems): Envelope {
  const root = rootNode(document);
  const fields = projectFields(root, 'This file', document.path, problems);
  const kindNode = child(root, 'kind');
  const kind = typeof kindNode?.value === 'string' ? kindNode.value : null;
  if (kind !== null && OTHER_KINDS.has(kind)) return { read: false, reason: `kind ${kind} holds no events` };
  const fileKind = KINDS.get(kind ?? '');
  if (kind !== null && fileKind === undefined) return { read: false, reason: `kind ${quoted(kind)} is unknown` };
  // Of a transformation only its code is looked at: whether it can be deployed is no question of the plan.
  if (fileKind === 'transformation') {
    return { read: true, kind: fileKind, legacy: false, spec: child(root, 'spec') ?? { document, pointer: '/spec', value: {} } };
  }
  fields.only(['version', 'kind', 'metadata', 'spec']);
  if (kindNode === null || kind === null || fileKind === undefined) {
    fields.missing('kind');
    return { read: false, reason: 'it has no kind' };
  }
  const version = fields.text('version', true);
  const legacy = version?.text !== 'rudder/v1';
  if (version !== null && !VERSIONS.includes(version.text)) {
    const hint = `Known versions: ${alternatives(VERSIONS)}.`;
    fields.invalid(version.spot, `The version ${quoted(version.text)} is unknown.`, hint);
  } else if (fileKind === 'tracking-plan' && (kind === 'tp') !== legacy) {
    const right = legacy ? 'tp' : 'tracking-plan';
    fields.invalid(spotOf(kindNode, 'entry'), `The kind "${kind}" does not exist in this version.`, `Write "${right}".`);
  }
  if (legacy && fileKind !== undefined && CURRENT_ONLY.has(fileKind)) {
    fields.invalid(spotOf(kindNode, 'entry'), `The kind "${kind}" does not exist in this version.`, 'Write "version: rudder/v1".');
  }
  reportSecondDocument(document, problems);
  readMetadata(fields, document, problems);
  const spec = child(root, 'spec');
  if (spec === null) fields.missing('spec');
  return { read: true, kind: fileKind, legacy, spec: spec ?? { document, pointer: '/spec', value: {} } };
}

function reportSecondDocument({ path, secondDocument }: SourceDocument, problems: Problems): void {
  if (secondDocument === undefined) return;
  problems.addAt(secondDocument, {
    code: 'invalid-definition',
    owner: path,
    message: 'This file holds more than one YAML document.',
    hint: 'Move the second document to a file of its own: only the first is read.',
  });
}

function readMetadata(root: Fields, document: SourceDocument, problems: Problems): void {
  const node = child(root.node, 'metadata');
  if (node === null) return root.missing('metadata');
  const fieldsOf = (part: SourceValue, what: string): Fields => projectFields(part, what, document.path, problems);
  const metadata = fieldsOf(node, 'The metadata');
  if (!metadata.only(['name', 'import'])) return;
  metadata.text('name', true);
  const imported = child(node, 'import');
  if (imported === null || !fieldsOf(imported, 'The import').only(['workspaces'])) return;
  for (const workspace of entries(child(imported, 'workspaces'))) {
    const fields = fieldsOf(workspace, 'The workspace');
    if (!fields.only(['workspace_id', 'resources'])) continue;
    fields.text('workspace_id', true);
    for (const resource of entries(fields.list('resources'))) readResource(fieldsOf(resource, 'The resource'));
  }
}

function readResource(fields: Fields): void {
  if (!fields.only(['local_id', 'urn', 'remote_id'])) return;
  fields.text('remote_id', true);
  const both = fields.text('local_id') !== null && fields.text('urn') !== null;
  if (both) fields.invalid(spotOf(fields.node), 'The resource has both "local_id" and "urn".', 'Keep one of them.');
}
