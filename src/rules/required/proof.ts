import { decide, type InstancePath, type Json, type Schema } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';

/** Steps of one question: what a plan says plainly is found at once. */
const BUDGET = 20_000;

const URI = 'urn:schema-gate:demand';

/** A schema that asks `demand` of what stands at a path, where the objects on the way are there; null where a step is no name. */
function askedAt(path: InstancePath, demand: Json): Json | null {
  return path.reduceRight<Json | null>((inner, step) => {
    if (inner === null || step.kind === 'names') return null;
    return step.kind === 'property' ? { properties: { [step.name]: inner } } : { items: inner };
  }, demand);
}

/** Whether every message of an event meets a demand at a path: proved by inclusion. What is not proved is not taken for granted. */
function isProved({ schema }: PlanEvent, path: InstancePath, demand: Json): boolean {
  const asked = askedAt(path, demand);
  if (asked === null) return false;
  const reader: Schema = { uri: URI, pointer: '', documents: new Map([[URI, asked]]), dialect: '2020-12' };
  return decide(schema, reader, { contentModel: 'strict', budget: BUDGET }).producers.verdict === 'included';
}

/** Whether every message that has the object around a property has the property: however its variants say so. */
export function isAlwaysThere(event: PlanEvent, path: InstancePath): boolean {
  const last = path.at(-1);
  return last?.kind === 'property' && isProved(event, path.slice(0, -1), { required: [last.name] });
}

/** Whether every value that a property may have is of a kind, or null. */
export function isAlwaysOf(event: PlanEvent, path: InstancePath, kind: string): boolean {
  return isProved(event, path, { type: [kind, 'null'] });
}
