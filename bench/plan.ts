// A RudderStack plan of any size, in the layout of a real project: catalogs in files of fifty, one tracking plan.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';

interface Config {
  readonly min_length?: number;
  readonly max_length?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
}
interface Kind {
  readonly type?: string;
  readonly types?: readonly string[];
  readonly item_type?: string;
  readonly config?: Config;
}

const kinds: readonly Kind[] = [
  { type: 'string', config: { min_length: 1, max_length: 64 } },
  { type: 'number', config: { minimum: 0 } },
  { type: 'integer', config: { minimum: 1, maximum: 1000 } },
  { type: 'string', config: { enum: ['red', 'green', 'blue', 'black'] } },
  { type: 'boolean' },
  { types: ['string', 'null'] },
  { type: 'array', item_type: 'string' },
];

const perFile = 50;

function ownProperties(event: number, changed: boolean): object[] {
  return kinds.map((kind, index) => {
    const property = {
      id: `p_${event}_${index}`,
      name: `field_${event}_${index}`,
      description: `Field ${index} of event ${event}`,
      ...kind,
    };
    return changed && index === event % kinds.length ? { ...property, ...changeOf(kind) } : property;
  });
}

// One break an event, of a kind that takes turns: a tighter bound, a value removed, another type.
function changeOf({ type, types, config }: Kind): Kind {
  if (config?.enum !== undefined) return { config: { enum: config.enum.slice(1) } };
  if (config?.max_length !== undefined) return { config: { ...config, max_length: config.max_length / 2 } };
  if (config?.minimum !== undefined) return { config: { ...config, minimum: config.minimum + 1 } };
  if (types !== undefined) return { types: ['string'] };
  return type === 'array' ? { item_type: 'integer' } : { type: 'string' };
}

function writeDocument(folder: string, file: string, kind: string, spec: object): void {
  writeFileSync(path.join(folder, file), stringify({ version: 'rudder/v1', kind, metadata: { name: 'bench' }, spec }));
}

/** Writes a plan into an existing folder: so many events, of which the first `changed` have a property that differs. */
export function writePlan(folder: string, { events, changed }: { readonly events: number; readonly changed: number }): void {
  const rules: object[] = [];
  for (let start = 0; start < events; start += perFile) {
    const numbers = Array.from({ length: Math.min(perFile, events - start) }, (_, index) => start + index);
    const properties = numbers.flatMap((event) => ownProperties(event, event < changed));
    writeDocument(folder, `properties-${start}.yaml`, 'properties', { properties });
    const catalog = numbers.map((event) => ({
      id: `e_${event}`,
      name: `Event ${event}`,
      event_type: 'track',
      description: `Event number ${event}`,
    }));
    writeDocument(folder, `events-${start}.yaml`, 'events', { events: catalog });
    rules.push(...numbers.map(ruleOf));
  }
  writeDocument(folder, 'plan.yaml', 'tracking-plan', {
    id: 'bench',
    display_name: 'Bench plan',
    description: 'A plan to measure with',
    rules,
  });
}

function ruleOf(event: number): object {
  const properties = kinds.map((_, index) => ({ property: `#property:p_${event}_${index}`, required: index < 3 }));
  return { type: 'event_rule', id: `r_${event}`, event: `#event:e_${event}`, additional_properties: false, properties };
}
