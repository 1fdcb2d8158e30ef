import type { Dialect, JsonObject, Place } from '../jsonschema/index.ts';
import type { Origin, PlanEvent, Section } from '../plan/model.ts';
import { parentPointer } from '../plan/paths.ts';
import { sectionPointer } from '../plan/section.ts';
import type { SourceDocument } from './format.ts';

/** What a format says of an event beside its schema. */
export type EventNames = Pick<PlanEvent, 'format' | 'plan' | 'name' | 'type' | 'description' | 'meta' | 'location'> &
  Pick<Partial<PlanEvent>, 'version' | 'lasting' | 'noun'>;

/** A schema of a whole message that a format writes from what one document says in its own words. */
export interface WrittenSchema {
  readonly document: SourceDocument;
  readonly schema: JsonObject;
  readonly dialect: Dialect;
  readonly section: Section;
  /**
   * Places of the schema that stand elsewhere in the document than their parents do: pointers in the schema to pointers in the document. At least the
   * root is named; `/title` and `/description` say where the event's wire name and description are written.
   */
  readonly moves: ReadonlyMap<string, string>;
}

const EVENT_URI = 'plan:event';

/** An event of which nothing is shared with others. */
export function writtenEvent(key: string, names: EventNames, written: WrittenSchema): PlanEvent {
  const { document, schema, dialect, section, moves } = written;
  const originOf = ({ uri, pointer }: Place): Origin => ({
    owner: key,
    root: { uri: EVENT_URI, pointer: '' },
    shared: false,
    location: document.locate(writtenAt(uri === EVENT_URI ? pointer : '', moves), 'entry'),
  });
  return {
    ...names,
    key,
    schema: { uri: EVENT_URI, pointer: '', documents: new Map([[EVENT_URI, schema]]), dialect },
    section,
    sectionPointer: sectionPointer(section),
    originOf,
  };
}

/** Where a place of a written schema stands: as its nearest moved ancestor says, and as the schema says below that. */
export function writtenAt(pointer: string, moves: ReadonlyMap<string, string>): string {
  for (let at = pointer; ; at = parentPointer(at)) {
    const moved = moves.get(at);
    if (moved !== undefined) return `${moved}${pointer.slice(at.length)}`;
    if (at === '') return pointer;
  }
}
