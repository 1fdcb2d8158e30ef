import { canonicalJson, childPointer, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { optionalEntry, type EventMeta, type EventType, type PlanEvent, type Section } from '../../plan/model.ts';
import { locationOf, quoted, type Problems } from '../problems.ts';
import { writtenEvent } from '../written-event.ts';
import { propertySchema } from './property.ts';
import { Cells, Row, type Column, type Table } from './table.ts';

const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** What properties belong to: an event, or all users, or all groups. */
interface Kind {
  readonly type: EventType;
  /** Where it stands in what is sent: https://amplitude.com/docs/apis/analytics/http-v2 */
  readonly section: Section;
}

const EVENT: Kind = { type: 'track', section: 'event_properties' };

/** Properties that belong to no event, each with the event by which they are sent. */
const OTHERS: ReadonlyMap<string, Kind & { readonly name: string }> = new Map([
  ['user property', { type: 'identify', section: 'user_properties', name: '$identify' }],
  ['group property', { type: 'group', section: 'group_properties', name: '$groupidentify' }],
]);

/** Of what Amplitude saw and nobody planned, or what it throws away, readers can expect nothing. */
const NOT_PLANNED = /^(?:unexpected|blocked|deleted)$/i;

/** An import takes such an event out of the plan. One that says `Ignore` stays as it is there: as it was exported. */
const REMOVED = /^remove$/i;

/** The things of a table that properties belong to, with these. What is wrong in it is reported. */
export function thingsOf(table: Table, problems: Problems): readonly Thing[] {
  const reader = new Reader(problems);
  for (const at of table.rows.keys()) reader.read(new Row(table, at));
  return reader.things;
}

class Reader {
  readonly #problems: Problems;
  readonly #things = new Map<string, Thing>();
  /** What the rows below belong to: an event, something that is no part of the plan, or nothing yet. */
  #current: Thing | 'left out' | null = null;
  readonly #leftOut = new Set<string>();

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  get things(): readonly Thing[] {
    return [...this.#things.values()];
  }

  read(row: Row): void {
    const isObject = row.text('object type') !== '';
    if (isObject) this.#object(row);
    const isOfEvent = row.text('event property name') !== '';
    const type = row.text('property type').toLowerCase() || (isOfEvent ? 'event property' : '');
    const column: Column = isOfEvent ? 'event property name' : 'property name';
    if (type !== '' && row.text(column) !== '') this.#property(row, type, column);
    else if (isObject && this.#current instanceof Thing) this.#once(row, this.#current);
  }

  #object(row: Row): void {
    const name = row.text('object name');
    // A group of properties that several events share: which do is not in the file in a way that is known.
    if (row.text('object type').toLowerCase() !== 'event') this.#current = 'left out';
    else if (name === '') {
      this.#current = 'left out';
      this.#problems.invalid(row.document.path, row.spot('object name'), 'An event has no name.', 'Write its "Object Name".');
    } else if (NOT_PLANNED.test(row.text('event schema status')) || REMOVED.test(row.text('action')) || this.#leftOut.has(name)) {
      this.#leftOut.add(name);
      this.#current = 'left out';
    } else this.#current = this.#thing(`amplitude:event/${name}`, name, EVENT, row, 'object name');
  }

  #thing(key: string, name: string, kind: Kind, row: Row, column: Column): Thing {
    const thing = this.#things.get(key) ?? new Thing(key, name, kind, row, column);
    this.#things.set(key, thing);
    return thing;
  }

  /** An event may be named again with each of its properties, and has one row of its own. */
  #once(row: Row, thing: Thing): void {
    const spot = row.spot('object name');
    if (thing.ownRow === null) {
      thing.ownRow = row;
      return;
    }
    const { line } = locationOf(thing.ownRow.spot('object name'));
    const message = `The event ${quoted(thing.name)} stands twice in this file; the first is in line ${line}.`;
    this.#problems.add('duplicate', thing.key, spot, message, 'Keep one row: the properties below both are read as of one event.');
  }

  #property(row: Row, type: string, column: Column): void {
    const kind = OTHERS.get(type);
    const what = `the property ${quoted(row.text(column))}`;
    if (kind !== undefined) this.#add(this.#thing(`amplitude:${kind.section}`, kind.name, kind, row, column), row, column, what);
    else if (type !== 'event property') this.#stranger(row, type, what);
    else if (this.#current instanceof Thing) this.#add(this.#current, row, column, what);
    else if (this.#current === null) {
      const message = `${what.replace('the', 'The')} stands below no event.`;
      this.#problems.invalid(row.document.path, row.spot(column), message, 'Put it below the row of its event.');
    }
  }

  #stranger(row: Row, type: string, what: string): void {
    if (type.includes('group')) return;
    const cells = new Cells(row, what, row.document.path, this.#problems);
    cells.wrong('property type', 'Event Property, User Property or Group Property');
  }

  #add(thing: Thing, row: Row, column: Column, what: string): void {
    const name = row.text(column);
    if (NOT_PLANNED.test(row.text('property schema status'))) {
      thing.unplanned.set(name, row);
      return;
    }
    const before = thing.properties.get(name);
    if (before === undefined) {
      const cells = new Cells(row, what, thing.key, this.#problems);
      thing.properties.set(name, { row, column, isRequired: cells.flag('property required'), ...propertySchema(cells) });
      return;
    }
    const { line } = locationOf(before.row.spot(before.column));
    const message = `${what.replace('the', 'The')} of ${quoted(thing.name)} stands twice; the first is in line ${line}.`;
    this.#problems.add('duplicate', thing.key, row.spot(column), message, 'Keep one of them: only the first one is read.');
  }
}

interface Property {
  readonly row: Row;
  /** That of its name. */
  readonly column: Column;
  readonly isRequired: boolean;
  readonly schema: JsonObject;
  readonly moves: readonly (readonly [string, Column])[];
}

/** Something that properties belong to. */
export class Thing {
  readonly key: string;
  readonly name: string;
  readonly properties = new Map<string, Property>();
  /** The rows of properties that are no part of the plan, by name. */
  readonly unplanned = new Map<string, Row>();
  /** The row that is of nothing else. */
  ownRow: Row | null = null;
  readonly #kind: Kind;
  readonly #row: Row;
  readonly #column: Column;

  constructor(key: string, name: string, kind: Kind, row: Row, column: Column) {
    this.key = key;
    this.name = name;
    this.#kind = kind;
    this.#row = row;
    this.#column = column;
  }

  get path(): string {
    return this.#row.document.path;
  }

  /** All that is said of it, in one spelling. */
  said(): string {
    return canonicalJson([this.#schema(), this.#description(), this.#meta().owner ?? '', this.#meta().tags]);
  }

  event(key: string, plan: string): PlanEvent {
    const { type, section } = this.#kind;
    const names = {
      format: 'amplitude',
      plan,
      name: this.name,
      type,
      description: this.#description(),
      meta: this.#meta(),
      location: locationOf(this.#row.spot(this.#column)),
    };
    const written = { document: this.#row.document, schema: this.#schema(), dialect: 'draft-07', section, moves: this.#moves() } as const;
    return writtenEvent(key, names, written);
  }

  #ofEvent(column: Column): string {
    return this.#kind === EVENT ? (this.ownRow ?? this.#row).text(column) : '';
  }

  #description(): string {
    return this.#ofEvent('object description');
  }

  #meta(): EventMeta {
    const tags = [this.#ofEvent('event category'), ...this.#ofEvent('tags').split(',')].map((tag) => tag.trim());
    const owner = this.#ofEvent('object owner');
    return { tags: [...new Set(tags.filter((tag) => tag !== ''))], owner: owner === '' ? null : owner, deprecated: null };
  }

  #required(): readonly string[] {
    return [...this.properties].flatMap(([name, { isRequired }]) => (isRequired ? [name] : []));
  }

  #schema(): JsonObject {
    const { section } = this.#kind;
    const required = this.#required();
    const properties: JsonObject = Object.fromEntries(Array.from(this.properties, ([name, { schema }]): [string, Json] => [name, schema]));
    const inner: JsonObject = { type: 'object', properties, ...(required.length > 0 && { required }) };
    // What is required of an event's properties is required of every event.
    const outer = this.#kind === EVENT ? { required: [section] } : {};
    return { $schema: DRAFT, type: 'object', properties: { [section]: inner }, ...outer };
  }

  #moves(): ReadonlyMap<string, string> {
    const named = this.#row.pointer(this.#column);
    const own = this.ownRow ?? this.#row;
    const to = `/properties/${this.#kind.section}`;
    const list = `${to}/required`;
    const moves = new Map([
      ['', named],
      ['/description', this.#kind === EVENT ? own.pointer('object description') : named],
    ]);
    const required = this.#required();
    for (const [name, row] of this.unplanned) moves.set(childPointer(`${to}/properties`, name), row.pointer('property schema status'));
    for (const [name, property] of this.properties) {
      const place = childPointer(`${to}/properties`, name);
      moves.set(place, property.row.pointer(property.column));
      for (const [pointer, column] of property.moves) moves.set(`${place}${pointer}`, property.row.pointer(column));
      if (!property.isRequired) moves.set(childPointer(list, optionalEntry(name)), property.row.pointer('property required'));
    }
    for (const [at, name] of required.entries()) {
      const property = this.properties.get(name);
      if (property !== undefined) moves.set(childPointer(list, at), property.row.pointer('property required'));
    }
    return moves;
  }
}
