import type { PlanEvent } from '../../plan/model.ts';
import type { ChangedEvent } from '../../plan/changes.ts';
import type { PlannedProperty } from '../../plan/properties.ts';
import { SECTION_PATHS } from '../../plan/section.ts';
import type { Draft, RuleContext } from '../context.ts';
import { isAtOrBelow } from '../drafting.ts';
import { quote } from '../wording.ts';
import { propertyInScope } from '../scope.ts';
import { SEVERITY_TABLE, type SeverityRowId } from '../severity.ts';
import type { IdentitySettings } from '../settings.ts';

/** A change of something by which people and accounts are recognised, as another rule tells it. */
export interface IdentityChange {
  readonly property: PlannedProperty;
  readonly what: Effect;
  /** Where it is now, if all that happened to it is that it has another place. */
  readonly movedTo?: string;
}

/** What a change does to an identifier. */
export type Effect = 'gone' | 'renamed' | 'optional' | 'null' | 'retyped' | 'reshaped';

const EFFECTS: Readonly<Partial<Record<SeverityRowId, Effect>>> = {
  'required-property-removed': 'gone',
  'optional-property-removed': 'gone',
  'required-made-optional': 'optional',
  'null-on-required': 'null',
  'null-on-optional': 'null',
  'other-kind': 'retyped',
  'integer-to-number': 'retyped',
};

/** Limits that say what an id looks like: an id of another shape is another id. */
const SHAPES = new Set(['format', 'pattern']);

/** What a draft does to consumers of an identifier; null where it leaves it as it is. */
function effectOf({ rule, audiences, aspect }: Draft): Effect | null {
  const rows = audiences.map(({ row }) => row).filter((row) => SEVERITY_TABLE[row].audience === 'consumers');
  // What was marked to go and whose time is over goes in peace, and so does what a new version announces.
  if (rows.every((row) => row === 'sunset-for-consumers' || row === 'announced-to-consumers')) return null;
  if (rule === 'compat/property-renamed') return 'renamed';
  const effect = rows.map((row) => EFFECTS[row]).find((found) => found !== undefined);
  if (effect !== undefined) return effect;
  return aspect !== undefined && SHAPES.has(aspect) && rows.includes('loosened') ? 'reshaped' : null;
}

/** Whether a property is one of the ids of a message: at its top, or right in one of its sections. What is deeper, or in a list, is somebody else's id. */
export function isKey({ path, name }: PlannedProperty, { keys }: IdentitySettings): boolean {
  if (!keys.includes(name)) return false;
  const around = path.slice(0, -1);
  return SECTION_PATHS.some(
    (steps) => steps.length === around.length && around.every((step, at) => step.kind === 'property' && step.name === steps[at]),
  );
}

/** Whether the policy says that profiles are merged by it. */
export function isMergeKey(event: PlanEvent, property: PlannedProperty, { mergeKeys }: IdentitySettings): boolean {
  return mergeKeys.some((scope) => propertyInScope(scope, event, property));
}

/** Whether the policy says that audiences are built on it. */
export function isTrait(event: PlanEvent, property: PlannedProperty, { traits }: IdentitySettings): boolean {
  return traits.some((scope) => propertyInScope(scope, event, property));
}

function eventOf(draft: Draft, { changed }: RuleContext): ChangedEvent | undefined {
  const [event] = draft.events;
  return event && changed.find(({ head }) => head === event);
}

/** What a draft changes of the properties of base that `isMeant` recognises; null where it is about something else. */
export function identityChange(
  draft: Draft,
  context: RuleContext,
  isMeant: (event: PlanEvent, property: PlannedProperty) => boolean,
): IdentityChange | null {
  if (!draft.rule.startsWith('compat/') || draft.path === '') return null;
  const what = effectOf(draft);
  const event = what === null ? undefined : eventOf(draft, context);
  if (what === null || event === undefined) return null;
  const renamed = event.properties.renamed.find(({ to }) => what === 'renamed' && to.wirePath === draft.path);
  const path = renamed === undefined ? draft.path : renamed.from.wirePath;
  // What happens to an object happens to what is in it.
  const property = [...event.vocabulary.base.properties.values()].find(
    (each) => isAtOrBelow(each.wirePath, path) && isMeant(event.base, each),
  );
  if (property === undefined) return null;
  const movedTo = what === 'gone' ? placeNow(event, property) : null;
  return { property, what, ...(movedTo !== null && { movedTo }) };
}

/** The one new place in head at which a property of the same name stands; null where there is none, or several could be meant. */
function placeNow({ vocabulary: { base, head } }: ChangedEvent, { name }: PlannedProperty): string | null {
  const [only, another] = [...head.properties.values()].filter((each) => each.name === name && !base.properties.has(each.wirePath));
  return only === undefined || another !== undefined ? null : only.wirePath;
}

/** What becomes of an identifier, in a sentence. */
export function effectText({ what, movedTo }: IdentityChange, effects: Readonly<Record<Effect, string>>): string {
  return movedTo === undefined ? effects[what] : `it is at ${quote(movedTo)} now, and what looks for it at its old place finds nothing`;
}
