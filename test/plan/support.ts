import { loadPlans } from '../../src/formats/load.ts';
import { createOracle, parseJson, type ContentModel, type Schema } from '../../src/jsonschema/index.ts';
import { compareEvents, type ChangedEvent } from '../../src/plan/changes.ts';
import type { Plan, PlanEvent } from '../../src/plan/model.ts';
import { pairEvents } from '../../src/plan/pair.ts';
import { memoryTree } from '../harness/memory-tree.ts';
import type { Files } from '../harness/gate-files.ts';

/** A JSON Schema (draft-07) as the engine takes it; names like `__proto__` survive. */
export function schemaOf(text: string | object): Schema {
  const parsed = parseJson(typeof text === 'string' ? text : JSON.stringify(text));
  if (!parsed.ok) throw new Error(parsed.problem);
  return { uri: 'memory:///a.json', pointer: '', documents: new Map([['memory:///a.json', parsed.value]]), dialect: 'draft-07' };
}

/** One file that holds a JSON Schema, keyed by its `$id`. */
export function schemaFile(body: object, name = 'order'): string {
  return JSON.stringify(
    { $schema: 'http://json-schema.org/draft-07/schema#', $id: `https://schemas.example.com/${name}`, ...body },
    null,
    2,
  );
}

/** The plans of two revisions in memory. */
export function plansOf(base: Files, head: Files): { readonly base: Plan; readonly head: Plan } {
  return loadPlans(memoryTree(base), memoryTree(head), { directory: '', include: [], ignore: [], format: [] });
}

/** The events that differ between two revisions, compared. */
export function changedOf(base: Files, head: Files, contentModel: ContentModel = 'planned'): ChangedEvent[] {
  const plans = plansOf(base, head);
  const oracle = createOracle();
  try {
    return pairEvents(plans.base, plans.head).pairs.flatMap((pair) => compareEvents(pair.base, pair.head, contentModel, oracle) ?? []);
  } finally {
    oracle.close();
  }
}

/** The one event that differs. */
export function onlyChanged(base: Files, head: Files, contentModel?: ContentModel): ChangedEvent {
  const [event, ...others] = changedOf(base, head, contentModel);
  if (event === undefined || others.length > 0) throw new Error(`${others.length + (event ? 1 : 0)} events changed`);
  return event;
}

/** The event of a plan with this key. */
export function eventOf(plan: Plan, key: string): PlanEvent {
  const found = plan.events.find((event) => event.key === key);
  if (found === undefined) throw new Error(`no event ${key} among ${plan.events.map((event) => event.key).join(', ')}`);
  return found;
}

/** Two versions of one JSON Schema file. */
export function versions(base: object, head: object): [Files, Files] {
  return [{ 'order.json': schemaFile(base) }, { 'order.json': schemaFile(head) }];
}
