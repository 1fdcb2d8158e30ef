import type { Connection, Reference, Source } from './catalog.ts';
import { definitionFields, isDynamic, projectFields } from './dynamic.ts';
import { child, entries, spotOf, type Fields, type SourceText, type SourceValue } from '../fields.ts';
import { nearMiss } from '../near-miss.ts';
import { alternatives, quoted, type Problems } from '../problems.ts';
import { parseReference, spelling, type ReferenceKind } from './reference.ts';

// rudder-cli, event-stream/source: the SDKs, and what a source does with events that violate its plan.
const SOURCE_TYPES =
  'java dotnet php flutter cordova rust react_native python ios android javascript go node ruby unity swift kotlin'.split(' ');
const ACTIONS = ['propagate_violations', 'drop_unplanned_properties', 'drop_other_violations'];
const TRACK_ACTIONS = [...ACTIONS, 'drop_unplanned_events'];
const VALIDATED = ['track', 'identify', 'group', 'page', 'screen'];

/** Reads the one source of a file of kind event-stream-source. A source without id or name is reported and left out. */
export function readSource(spec: SourceValue, legacy: boolean, problems: Problems): Source[] {
  const fields = definitionFields(spec, 'event-stream-source', problems);
  if (!fields.only(['id', 'name', 'type', 'enabled', 'governance'])) return [];
  const id = fields.text('id', true);
  const name = fields.text('name', true);
  checkOneOf(fields, fields.text('type', true), 'type', SOURCE_TYPES);
  const enabled = fields.flag('enabled')?.value ?? true;
  const plan = readGovernance(fields, legacy);
  return id === null || name === null ? [] : [{ id: id.text, name: name.text, spot: spotOf(spec), nameSpot: name.spot, enabled, plan }];
}

/** Reports a text that is none of those that may stand there. */
export function checkOneOf(fields: Fields, given: SourceText | null, name: string, known: readonly string[]): void {
  if (given === null || known.includes(given.text) || isDynamic(given.text)) return;
  const near = nearMiss(given.text, known);
  const hint = near === null ? `Write ${alternatives(known)}.` : `Did you mean "${near}"?`;
  fields.invalid(given.spot, `"${name}" of ${fields.what} is ${quoted(given.text)}.`, hint);
}

function readGovernance(source: Fields, legacy: boolean): Reference | null {
  const governance = partOf(source, 'governance', `the governance of ${source.what}`, ['validations']);
  const validations = governance && partOf(governance, 'validations', `the validations of ${source.what}`, ['tracking_plan', 'config']);
  if (validations === null) return null;
  if (child(validations.node, 'config') === null) validations.missing('config');
  const config = partOf(validations, 'config', `the validations of ${source.what}`, VALIDATED);
  for (const type of config === null ? [] : VALIDATED) readActions(config, type);
  return readReference(validations, 'tracking_plan', 'tracking-plan', legacy);
}

function readActions(config: Fields | null, type: string): void {
  const known = type === 'track' ? TRACK_ACTIONS : ACTIONS;
  const actions = config && partOf(config, type, `"${type}" of ${config.what}`, known);
  for (const name of actions === null ? [] : known) actions?.flag(name);
}

function partOf(fields: Fields, name: string, what: string, known: readonly string[]): Fields | null {
  const node = child(fields.node, name);
  if (node === null) return null;
  const part = fields.part(node, what);
  return part.only(known) ? part : null;
}

/**
 * Reads a reference of which this version has one spelling only. The other one is reported and followed all the same; null where there is none, or
 * where a variable stands.
 */
export function readReference(fields: Fields, name: string, kind: ReferenceKind, legacy: boolean, required = true): Reference | null {
  const given = fields.text(name, required);
  if (given === null || isDynamic(given.text)) return null;
  const id = parseReference(kind, given.text);
  const right = spelling(kind, legacy);
  if (id === null || given.text.startsWith('#/') !== right.startsWith('#/')) {
    const message = `"${name}" of ${fields.what} is ${quoted(given.text)}, which is no reference to a ${kind.replaceAll('-', ' ')}.`;
    fields.invalid(given.spot, message, `Write ${right}.`);
  }
  return id === null ? null : { kind, id, spot: given.spot };
}

/** Reads `spec.connections` of kind event-stream-connections. */
export function readConnections(spec: SourceValue, problems: Problems): Connection[] {
  const fields = projectFields(spec, 'The spec of kind event-stream-connections', spec.document.path, problems);
  if (!fields.only(['connections'])) return [];
  return entries(fields.list('connections')).flatMap((node) => {
    const part = definitionFields(node, 'connection', problems);
    if (!part.only(['id', 'source', 'destination', 'enabled'])) return [];
    const id = part.text('id', true);
    const source = readReference(part, 'source', 'event-stream-source', false);
    const destination = readReference(part, 'destination', 'destination', false);
    const enabled = part.flag('enabled')?.value ?? true;
    const spot = spotOf(node);
    return id === null ? [] : [{ id: id.text, name: id.text, spot, nameSpot: id.spot, enabled, source, destination }];
  });
}
