import type { Severity } from '../rule.ts';

/** As much of a finding, or of a draft that was weighed, as says what it asks of a version. */
export interface Told {
  readonly rule: string;
  readonly severity: Severity;
  /** Who is hurt. */
  readonly audiences: readonly unknown[];
}

/** Rules that speak of what plans say to readers and senders, also where they name no audience. */
const OF_PLANS = /^(?:compat|plan)\/|^version\/removed$/;
const ADDS: ReadonlySet<string> = new Set(['compat/event-added', 'compat/property-added']);

/**
 * The step of MAJOR.MINOR.PATCH (https://semver.org) that a change of a schema asks for. Those who depend on a schema are who sends and who reads:
 * major where an error breaks either, minor where a reader meets something new or a sender something narrower, patch for the rest.
 */
export function stepFor(all: readonly Told[]): 'major' | 'minor' | 'patch' {
  const told = all.filter(({ rule, audiences }) => audiences.length > 0 || OF_PLANS.test(rule));
  if (told.some(({ severity }) => severity === 'error')) return 'major';
  const isMinor = told.some(({ rule, severity, audiences }) => severity === 'warning' || audiences.length > 0 || ADDS.has(rule));
  return isMinor ? 'minor' : 'patch';
}
