import { matchesGlob, pathMatcher } from '../plan/globs.ts';
import type { PlanEvent } from '../plan/model.ts';
import { printPath } from '../plan/paths.ts';
import type { PlannedProperty } from '../plan/properties.ts';
import { inSection, sectionPath } from '../plan/section.ts';

/** A day as YYYY-MM-DD in UTC; days compare as texts. */
export type ISODate = string;

/** Some of the events of a plan; what is not given does not limit it. */
export interface Scope {
  /** Globs on the event's wire name or key. */
  readonly events: readonly string[];
  readonly types: readonly string[];
  /** Globs on the plan, vendor or namespace. */
  readonly plans: readonly string[];
  /** Tags of which an event must have at least one. */
  readonly tags: readonly string[];
  /** Globs on the file in which the event is declared. */
  readonly files: readonly string[];
}

/** Some of the properties of some events. */
export interface PropertyScope extends Scope {
  /**
   * Globs on the wire path as findings print it (`properties.lines[].sku`), on what follows the section of the event's data (`lines[].sku`),
   * or, where the glob holds no dot, on the property's own name at any depth; none: every property.
   */
  readonly paths: readonly string[];
}

/** The scope that holds everything. */
export const EVERYTHING: PropertyScope = { events: [], types: [], plans: [], tags: [], files: [], paths: [] };

/** What a scope says, by key; what does not limit it is left out. */
export function limitsOf(scope: Scope | PropertyScope): readonly (readonly [key: keyof PropertyScope, values: readonly string[]])[] {
  const { events, types, plans, tags, files } = scope;
  const paths = 'paths' in scope ? scope.paths : [];
  const all = [
    ['events', events],
    ['types', types],
    ['plans', plans],
    ['tags', tags],
    ['files', files],
    ['paths', paths],
  ] as const;
  return all.filter(([, values]) => values.length > 0);
}

/** Whether a name matches one of the globs. */
export function matchesName(globs: readonly string[], name: string): boolean {
  return globs.some((glob) => matchesGlob(glob, name));
}

/** By the list that a policy holds: it is asked of every event. */
const fileMatchers = new WeakMap<readonly string[], (file: string) => boolean>();

/** Whether a path of the repository matches one of the globs. */
export function matchesFile(globs: readonly string[], file: string): boolean {
  const matches = fileMatchers.get(globs) ?? pathMatcher(globs);
  fileMatchers.set(globs, matches);
  return matches(file);
}

/** Whether an event is in a scope. */
export function inScope(scope: Scope, event: PlanEvent): boolean {
  return (
    (scope.events.length === 0 || matchesName(scope.events, event.name) || matchesName(scope.events, event.key)) &&
    (scope.types.length === 0 || scope.types.includes(event.type)) &&
    (scope.plans.length === 0 || matchesName(scope.plans, event.plan)) &&
    (scope.tags.length === 0 || event.meta.tags.some((tag) => scope.tags.includes(tag))) &&
    (scope.files.length === 0 || matchesFile(scope.files, event.location.file))
  );
}

/** The names by which a policy may call a property: its wire path, its path inside the section. */
function callNames(event: PlanEvent, property: Pick<PlannedProperty, 'path' | 'wirePath'>): readonly string[] {
  const inside = inSection(property.path, event.section);
  return inside === null ? [property.wirePath] : [property.wirePath, inside];
}

/** Whether a property of an event is in a scope. */
export function propertyInScope(
  scope: PropertyScope,
  event: PlanEvent,
  property: Pick<PlannedProperty, 'path' | 'wirePath' | 'name'>,
): boolean {
  if (!inScope(scope, event)) return false;
  if (scope.paths.length === 0) return true;
  return matchesPath(scope.paths, callNames(event, property), property.name);
}

/** Whether one of the globs is for a place that is called by these paths, or, where it holds no dot, by its own name. */
export function matchesPath(globs: readonly string[], paths: readonly string[], name: string): boolean {
  return globs.some((glob) => [...paths, ...(glob.includes('.') ? [] : [name])].some((each) => matchesName([glob], each)));
}

/** A path that already starts at the top of a message. */
const WHOLE = /^(?:properties|traits|context)[.[]/;

/** The wire path that a path of a policy means in an event that does not declare it: inside the section, unless it starts at the top of a message. */
export function wirePathOf(path: string, event: PlanEvent): string {
  const section = printPath(sectionPath(event.section));
  return section === '' || WHOLE.test(path) || path.startsWith(`${section}.`) ? path : `${section}.${path}`;
}
