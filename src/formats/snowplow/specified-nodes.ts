import { isJsonObject, isNumber, type Json } from '../../jsonschema/index.ts';
import { child, entries, kindOf, spotOf, type Fields, type SourceValue } from '../fields.ts';
import { quoted, type Spot } from '../problems.ts';
import type { SelfDescription } from './self.ts';
import { partsOfIgluUri } from './structures.ts';

/** A reference to a data structure. */
export interface Source {
  readonly text: string;
  readonly parts: SelfDescription;
  readonly spot: Spot;
}

/** A data structure and what narrows it. */
export interface Narrowed {
  readonly at: SourceValue;
  readonly source: Source | null;
  /** The inline schema; null for none. */
  readonly schema: Json | null;
}

/** An entity that goes with an event, and how many of it. */
export interface TrackedEntity extends Narrowed {
  /** What it is called by, whatever its version: `vendor/name`. */
  readonly name: string;
  readonly min: number;
  readonly max: number | null;
}

/** What an event specification or a source application asks of events. */
export interface SpecifiedNode {
  readonly at: SourceValue;
  /** Null for a source application. */
  readonly event: Narrowed | null;
  readonly entities: readonly TrackedEntity[];
  readonly sources: readonly SelfDescription[];
}

/** Reads the event and the tracked entities below a node. What is added by enrichment is none of the trackers' business. */
export function specifiedIn(at: SourceValue, fields: Fields, hasEvent: boolean): SpecifiedNode {
  const event = hasEvent ? eventIn(at, fields) : null;
  const list = child(at, 'entities');
  const seen = new Set<string>();
  const entities = entries(child(list, 'tracked')).flatMap((entry) => {
    const entity = entityIn(entry, fields);
    if (entity === null) return [];
    if (seen.has(entity.name)) {
      const message = `${fields.what} tracks the entity ${quoted(entity.name)} twice.`;
      fields.invalid(spotOf(entry, 'entry'), message, 'Write it once, with the number of them that may come.');
      return [];
    }
    seen.add(entity.name);
    return [entity];
  });
  const sources = [event?.source, ...entities.map(({ source }) => source)].flatMap((source) => (source ? [source.parts] : []));
  return { at, event, entities, sources };
}

function eventIn(at: SourceValue, fields: Fields): Narrowed | null {
  const event = child(at, 'event');
  if (event === null) return null;
  const what = `The event of ${fields.what.charAt(0).toLowerCase()}${fields.what.slice(1)}`;
  if (!isJsonObject(event.value)) {
    fields.invalid(
      spotOf(event, 'entry'),
      `${what} must be a map, not ${kindOf(event.value)}.`,
      'Write its source, and a schema that narrows it.',
    );
    return null;
  }
  return narrowedIn(event, fields.part(event, what));
}

function narrowedIn(at: SourceValue, fields: Fields): Narrowed {
  const text = fields.text('source', true);
  const parts = text === null ? null : partsOfIgluUri(text.text);
  if (text !== null && parts === null)
    fields.invalid(text.spot, `The source ${quoted(text.text)} is no Iglu URI.`, 'Write it as iglu:com.example/order/jsonschema/1-0-0.');
  const schema = child(at, 'schema');
  const isSchema = schema === null || isJsonObject(schema.value);
  if (schema !== null && !isSchema) fields.wrong(schema, 'schema', 'a map');
  return {
    at,
    source: text === null || parts === null ? null : { text: text.text, parts, spot: text.spot },
    schema: isSchema ? (schema?.value ?? null) : null,
  };
}

function entityIn(at: SourceValue, fields: Fields): TrackedEntity | null {
  const own = fields.part(at, `An entity of ${fields.what.charAt(0).toLowerCase()}${fields.what.slice(1)}`);
  if (!isJsonObject(at.value)) {
    own.only(['source', 'minCardinality', 'maxCardinality', 'schema']);
    return null;
  }
  const narrowed = narrowedIn(at, own);
  if (narrowed.source === null) return null;
  const min = countIn(at, 'minCardinality', own);
  const max = countIn(at, 'maxCardinality', own);
  if (max !== null && (min ?? 0) > max) {
    const spot = spotOf({ ...at, pointer: `${at.pointer}/maxCardinality` }, 'entry');
    own.invalid(spot, `${own.what} may come ${max} times at most and ${min ?? 0} times at least.`, 'Make maxCardinality the larger one.');
  }
  const { vendor, name } = narrowed.source.parts;
  return { ...narrowed, name: `${vendor}/${name}`, min: min ?? 0, max };
}

function countIn(at: SourceValue, name: string, fields: Fields): number | null {
  const field = child(at, name);
  if (field === null) return null;
  const count = isNumber(field.value) ? Number(String(field.value)) : Number.NaN;
  if (Number.isSafeInteger(count) && count >= 0) return count;
  fields.wrong(field, name, 'a whole number from 0 on');
  return null;
}
