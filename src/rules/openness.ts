import type { InstancePath } from '../jsonschema/index.ts';
import type { Change } from '../plan/changes.ts';

const OPENNESS = new Set(['additionalProperties', 'unevaluatedProperties']);

/** Whether the change makes an object reject what its plan does not name. */
export function isClosing(change: Change): boolean {
  return OPENNESS.has(change.keyword) && change.after === false;
}

/** Whether the change makes an object accept what its plan does not name. */
export function isOpening(change: Change): boolean {
  return OPENNESS.has(change.keyword) && change.before === false;
}

/** The object that a change of openness is about: its path without the step to the names outside the plan. */
export function objectPath({ path }: Change): InstancePath {
  return path.at(-1)?.kind === 'names' ? path.slice(0, -1) : path;
}
