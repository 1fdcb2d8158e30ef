import { childPointer, isJsonArray, isJsonObject, type InstancePath } from '../../jsonschema/index.ts';
import type { Location, Mention } from '../../plan/model.ts';
import { child, entries, spotOf, type SourceValue } from '../fields.ts';
import type { SourceDocument } from '../format.ts';
import { locationOf, quoted } from '../problems.ts';
import { entryOf, pathOf } from './mapping.ts';
import { blocksOf, isTerraform, type ResourceBlock } from './terraform.ts';
import { triggerOf } from './trigger.ts';

/**
 * The events and properties that the subscriptions of destinations name: events in their triggers, properties in the paths of their mappings
 * (https://segment.com/docs/connections/destinations/actions/). A subscription that is switched off names nothing.
 */
export function subscriptionMentions(document: SourceDocument): readonly Mention[] {
  return subscriptionsIn(document)
    .filter(({ body }) => isEnabled(body))
    .flatMap(({ label, body }) => mentionsOf(label, body));
}

/** Whether a resource is switched on, or may be: what Terraform computes is not known. */
export function isEnabled(body: SourceValue): boolean {
  return child(body, 'enabled')?.value !== false;
}

/** The subscriptions of a document, switched on or off. */
export function subscriptionsIn(document: SourceDocument): readonly ResourceBlock[] {
  return isTerraform(document) ? blocksOf(document).filter(({ type }) => type === 'segment_destination_subscription') : [];
}

function mentionsOf(label: string, body: SourceValue): readonly Mention[] {
  const name = child(body, 'name')?.value;
  const who = `destination subscription ${quoted(typeof name === 'string' ? name : label)}`;
  const said = (location: Location, use: Mention['use']): Omit<Mention, 'names'> => ({
    owner: `segment-subscription:${label}`,
    who,
    use,
    location,
  });
  const node = child(body, 'trigger');
  const trigger = triggerOf(typeof node?.value === 'string' ? node.value : '');
  const events = trigger.events.flatMap(({ name: event, admitted }): Mention[] =>
    node === null
      ? []
      : [{ ...said(locationOf(spotOf(node, 'entry')), admitted ? 'admitted' : 'blocked'), names: { kind: 'event', name: event } }],
  );
  const settings = child(body, 'settings');
  const paths = settings === null ? [] : [...pathsIn(settings, [])];
  return [
    ...events,
    ...paths.map(({ path, at }): Mention => ({
      ...said(locationOf(spotOf(at, 'entry')), 'mapped'),
      names: { kind: 'property', paths: [path] },
      ...(trigger.only !== null && { events: trigger.only }),
    })),
  ];
}

interface Mapped {
  readonly path: InstancePath;
  readonly at: SourceValue;
}

/** The paths that a mapping reads. Inside `@arrayPath` they are of an entry of the list that it names. */
function* pathsIn(node: SourceValue, above: InstancePath): Generator<Mapped> {
  const { document, pointer, value } = node;
  if (isJsonArray(value)) for (const entry of entries(node)) yield* pathsIn(entry, above);
  if (!isJsonObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = { document, pointer: childPointer(pointer, key), value: inner };
    if (key === '@arrayPath') yield* entriesOf(at, above);
    else if (typeof inner !== 'string') yield* pathsIn(at, above);
    else if (key === '@path') yield* named(inner, at, above);
    else if (key === '@template') for (const [, text = ''] of inner.matchAll(/\{\{\{?\s*([^{}]+?)\s*\}/g)) yield* named(text, at, above);
  }
}

function* entriesOf(at: SourceValue, above: InstancePath): Generator<Mapped> {
  const [list, each] = entries(at);
  if (typeof list?.value !== 'string') return;
  yield* named(list.value, list, above);
  const path = pathOf(list.value, above);
  if (each !== undefined && path !== null) yield* pathsIn(each, entryOf(path));
}

/** All that a message holds is no property of it. */
const WHOLE = new Set(['', 'properties', 'traits', 'context', 'context.traits']);

function* named(text: string, at: SourceValue, above: InstancePath): Generator<Mapped> {
  const path = pathOf(text, above);
  if (path !== null && !WHOLE.has(text.replace(/^\$\./, ''))) yield { path, at };
}
