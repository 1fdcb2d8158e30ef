import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folder, load } from './project.ts';

const golden = fileURLToPath(new URL('../../../../shared/corpora/rudder-iac/typer-golden', import.meta.url));

interface ServerPlan {
  readonly events: readonly { readonly name: string; readonly rules: unknown }[];
}

/** `required` is a set: the server writes it in an order of its own. */
function sortRequired(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortRequired);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === 'required' && Array.isArray(part) ? part.map(String).toSorted() : sortRequired(part),
    ]),
  );
}

describe.skipIf(!existsSync(golden))('the schemas of the server (skipped where ../shared is absent)', () => {
  const server = existsSync(golden)
    ? (JSON.parse(readFileSync(`${golden}/remote_tracking_plan.golden.json`, 'utf8')) as ServerPlan)
    : { events: [] };
  const loaded = existsSync(golden) ? load(folder(golden)) : { events: [], problems: [], ignored: [] };

  it('covers all four events', () => {
    expect(loaded.events.map(({ name }) => name).toSorted()).toEqual(server.events.map(({ name }) => name).toSorted());
    expect(loaded.events).toHaveLength(4);
    expect(loaded.problems).toEqual([]);
  });

  it.each(server.events)('is equal for $name, the order of required aside', ({ name, rules }) => {
    const event = loaded.events.find((candidate) => candidate.name === name);
    const schema = event?.schema.documents.get(event.schema.uri);
    expect(sortRequired(schema)).toEqual(sortRequired(rules));
  });
});
