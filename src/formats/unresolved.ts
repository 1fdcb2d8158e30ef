import type { Location, PlanProblem } from '../plan/model.ts';

/** Why a reference leads nowhere, in words that follow "because", and what to do. */
export interface NoWay {
  readonly reason: string;
  readonly hint: string;
}

const MAX_SHOWN = 120;

/** What is told of a reference that leads nowhere. */
export function unresolvedProblem(text: string, location: Location, owner: string, { reason, hint }: NoWay): PlanProblem {
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return { code: 'unresolved-reference', message: `The reference "${shown}" cannot be resolved: ${reason}.`, hint, location, owner };
}
