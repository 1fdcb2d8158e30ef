import { childPointer, isJsonObject, type JsonObject } from '../jsonschema/index.ts';
import type { EventMeta, Location, PlanEvent } from '../plan/model.ts';
import { pointerOf } from '../plan/paths.ts';
import { child, entries, Fields, kindOf, spotOf, type SourceValue, texts } from './fields.ts';
import type { Format, Links, LoadContext, Loaded, SourceDocument } from './format.ts';
import { declaredDialect, stringMember } from './json-schema/keywords.ts';
import { reportMisspelt } from './misspelt.ts';
import { Problems, quoted } from './problems.ts';
import { writtenEvent } from './written-event.ts';

/**
 * GitLab's event definitions: one file an event below `config/events`
 * (https://docs.gitlab.com/development/internal_analytics/internal_event_instrumentation/event_definition_guide/).
 */
export const gitlabEvents: Format = {
  id: 'gitlab-events',
  title: 'GitLab event definitions',
  mayHold: (path) => PATH.test(path),
  markers: ['product_group', 'introduced_by_url', 'internal_events'],
  claims: ({ path, value }) => PATH.test(path) && isDefinition(value),
  links,
  load,
};

const PATH = /(?:^|\/)config\/events\/.*\.ya?ml$/i;

function isDefinition(value: SourceDocument['value']): boolean {
  // A schema of JSON Schema itself may describe such files, and name all of their fields.
  if (!isJsonObject(value) || !['foreign', null].includes(declaredDialect(value))) return false;
  const has = (name: string): boolean => Object.hasOwn(value, name);
  return gitlabEvents.markers.some(has) && (has('action') || has('description'));
}

/** The fields of a definition: `config/events/schema.json` of GitLab, and those that older files have. */
const FIELDS: ReadonlySet<string> = new Set(
  (
    'description category internal_events action identifiers additional_properties extra_properties extra_trackers iglu_schema_url product_group ' +
    'product_categories product_section product_stage product_category milestone introduced_by_url status milestone_removed removed_by_url ' +
    'distributions tiers classification value_type label_description property_description value_description'
  ).split(' '),
);

/** The category of all events that are sent as internal events, where it is still written. */
const INTERNAL = 'InternalEventTracking';

/**
 * An event is known by its action. Those that are not sent as internal events have a category of their own, and the same action stands in several:
 * `click_button`.
 */
function keyOf(value: JsonObject): string | null {
  const action = stringMember(value, 'action');
  if (action === null || action === '') return null;
  const category = stringMember(value, 'category') ?? '';
  return category === '' || category === INTERNAL ? action : `${category}/${action}`;
}

function links({ value }: SourceDocument): Links {
  const key = isJsonObject(value) ? keyOf(value) : null;
  return { defines: key === null ? [] : [`gitlab-events/${key}`], needs: [] };
}

function load({ documents }: LoadContext): Loaded {
  const problems = new Problems();
  const events = new Map<string, PlanEvent>();
  const homes = new Map<string, Location>();
  for (const document of documents) {
    const { value, path } = document;
    const own = isJsonObject(value) ? keyOf(value) : null;
    const key = `gitlab-events:${own ?? `file ${path}`}`;
    const fields = new Fields({ document, pointer: '', value }, 'the event definition', key, problems);
    if (own === null) {
      fields.text('action', true);
      continue;
    }
    reportMisspelt(fields, FIELDS);
    if (isRemoved(fields)) {
      homes.set(key, document.locate('/status', 'entry'));
      continue;
    }
    const first = events.get(key);
    if (first === undefined) events.set(key, eventOf(key, fields));
    else twice(fields, key, first, problems);
  }
  return { events: [...events.values()], problems: problems.all(), ignored: [], homes };
}

/** Whether the event is no more: its file is kept, to say so (event_lifecycle.md of the same guide). */
function isRemoved(fields: Fields): boolean {
  const status = fields.text('status');
  if (status === null || status.text === 'active') return false;
  if (status.text !== 'removed')
    fields.invalid(status.spot, `The status ${quoted(status.text)} is none that GitLab knows.`, 'Write active or removed.');
  return status.text === 'removed';
}

function twice({ node }: Fields, key: string, first: PlanEvent, problems: Problems): void {
  const spot = { document: node.document, pointer: '/action', part: 'entry' } as const;
  const message = `The event ${quoted(first.name)} is defined in ${first.location.file}, too.`;
  problems.add('duplicate', key, spot, message, 'Keep one of the files: only the first one is read.');
}

function eventOf(key: string, fields: Fields): PlanEvent {
  const { node } = fields;
  const properties = propertiesOf(fields);
  return writtenEvent(
    key,
    {
      format: gitlabEvents.id,
      plan: '',
      type: 'track',
      name: fields.text('action')?.text ?? '',
      description: fields.text('description')?.text.trim() ?? '',
      meta: metaOf(fields),
      location: node.document.locate('/action', 'entry'),
    },
    {
      document: node.document,
      schema: {
        // Events that have the same identifiers are not the same event: one that is renamed is another one, as the guide has it.
        title: key,
        type: 'object',
        properties: Object.fromEntries(Array.from(properties, ([name, { schema }]) => [name, schema])),
        additionalProperties: false,
      },
      dialect: '2020-12',
      section: 'message',
      moves: new Map([
        ['', ''],
        ['/title', '/action'],
        ['/properties', child(node, 'additional_properties') === null ? '/action' : '/additional_properties'],
        // An identifier that is not there would stand in the list.
        ...[...IDENTIFIERS.keys()].map((name) => [pointerOf(['properties', name]), '/identifiers'] as const),
        ...Array.from(properties, ([name, { pointer }]) => [pointerOf(['properties', name]), pointer] as const),
      ]),
    },
  );
}

function metaOf(fields: Fields): EventMeta {
  const categories = texts(child(fields.node, 'product_categories')?.value);
  const classification = fields.text('classification')?.text;
  return {
    tags: [...categories, ...(classification === undefined ? [] : [classification])],
    owner: fields.text('product_group')?.text ?? null,
    deprecated: null,
  };
}

/** Ids that go with an event, as GitLab's standard context carries them. Who the user is, is a pseudonym by the time that it is stored. */
const IDENTIFIERS: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  ['project', { type: 'integer' }],
  ['namespace', { type: 'integer' }],
  ['user', {}],
  ['feature_enabled_by_namespace_ids', { type: 'array', items: { type: 'integer' } }],
]);

/** The fields that Snowplow's structured events have. What an event adds to them may be of any type: the definition does not say. */
const BUILT_IN: ReadonlyMap<string, JsonObject> = new Map([
  ['label', { type: 'string' }],
  ['property', { type: 'string' }],
  ['value', { type: 'number' }],
]);

interface Property {
  readonly schema: JsonObject;
  readonly pointer: string;
}

/** What is sent with an event by name: its identifiers, and what is described below them. All of it may be missing. */
function propertiesOf(fields: Fields): ReadonlyMap<string, Property> {
  const { node } = fields;
  const found = new Map<string, Property>();
  for (const { value, pointer } of entries(child(node, 'identifiers')))
    if (typeof value === 'string') found.set(value, { schema: IDENTIFIERS.get(value) ?? {}, pointer });
  const described = ['additional_properties', 'extra_properties'].flatMap((part) => {
    const map = child(node, part);
    if (map !== null && !isJsonObject(map.value)) fields.wrong(map, part, 'a map');
    return map === null || !isJsonObject(map.value)
      ? []
      : Object.entries(map.value).map(
          ([name, value]) => [name, { document: map.document, pointer: childPointer(map.pointer, name), value }] as const,
        );
  });
  for (const [name, source] of described) {
    const known = IDENTIFIERS.get(name) ?? BUILT_IN.get(name) ?? {};
    if (!found.has(name)) found.set(name, { schema: { ...known, ...descriptionOf(name, source, fields) }, pointer: source.pointer });
  }
  return found;
}

/** The description of a property; real files leave it out, or have nothing below the name at all. */
function descriptionOf(name: string, source: SourceValue, fields: Fields): JsonObject {
  if (source.value === null) return {};
  if (typeof source.value === 'string') return { description: source.value };
  if (!isJsonObject(source.value)) {
    const message = `The property ${quoted(name)} must be a map, not ${kindOf(source.value)}.`;
    fields.invalid(spotOf(source, 'entry'), message, 'Write its description.');
    return {};
  }
  const description = fields.part(source, `the property ${quoted(name)}`).text('description');
  return description === null ? {} : { description: description.text.trim() };
}
