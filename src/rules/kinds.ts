import { isJsonArray, isJsonObject, type Json } from '../jsonschema/index.ts';
import type { Change, ChangedEvent } from '../plan/changes.ts';
import { parentPointer, printPath } from '../plan/paths.ts';
import { kindsOf, valueAt } from '../plan/properties.ts';
import type { SeverityRowId } from './severity.ts';
import { typeNames } from './wording.ts';

/** What newly arrives by a change of type: kinds that base did not allow; an integer is a number. */
export function newKinds(change: Change): readonly string[] {
  const before = new Set(typeNames(change.before));
  return typeNames(change.after).filter((kind) => !before.has(kind) && !(kind === 'integer' && before.has('number')));
}

/** The JSON kind of a value, as `type` calls it; every number is `number`. */
export function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isJsonArray(value)) return 'array';
  if (isJsonObject(value)) return 'object';
  return typeof value === 'string' || typeof value === 'boolean' ? typeof value : 'number';
}

/** The kinds that head's `type` leaves at the place of a change; empty: any. */
export function kindsInHead({ head, vocabulary }: ChangedEvent, { wirePath, base }: Change): ReadonlySet<string> {
  const property = vocabulary.head.properties.get(wirePath);
  if (property) return property.kinds;
  const around = base && valueAt(head.schema, { uri: base.uri, pointer: parentPointer(base.pointer) });
  return isJsonObject(around) ? kindsOf(around) : new Set();
}

/** Whether the property at the change, or the closest one above it, is required in base. */
function isRequired(event: ChangedEvent, change: Change): boolean {
  for (let length = change.path.length; length > 0; length -= 1) {
    const property = event.vocabulary.base.properties.get(printPath(change.path.slice(0, length)));
    if (property) return property.required !== 'never';
  }
  return true;
}

/** The row of null newly allowed at the place of a change. */
export function nullRow(event: ChangedEvent, change: Change): SeverityRowId {
  return isRequired(event, change) ? 'null-on-required' : 'null-on-optional';
}
