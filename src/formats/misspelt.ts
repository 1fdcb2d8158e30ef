import { childPointer, isJsonObject } from '../jsonschema/index.ts';
import type { Fields } from './fields.ts';
import { nearMiss } from './near-miss.ts';
import { quoted } from './problems.ts';

/** Unknown names of one definition that are looked at: a person misspells few. */
const MAX_UNKNOWN = 50;

/**
 * Reports the fields of a definition that are one that the format knows, misspelt. For formats that get new fields now and then: another unknown
 * name is one of those, and left alone.
 */
export function reportMisspelt(fields: Fields, known: ReadonlySet<string>): void {
  const { document, pointer, value } = fields.node;
  if (!isJsonObject(value)) return;
  const unknown = Object.keys(value).filter((name) => !known.has(name) && !name.startsWith('x-'));
  for (const name of unknown.slice(0, MAX_UNKNOWN)) {
    const near = nearMiss(name, [...known]);
    if (near === null || Object.hasOwn(value, near)) continue;
    const spot = { document, pointer: childPointer(pointer, name), part: 'key' } as const;
    fields.invalid(spot, `${fields.what} has an unknown field ${quoted(name)}, which is left out.`, `Did you mean "${near}"?`);
  }
}
