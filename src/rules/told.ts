import { childPointer, isJsonObject } from '../jsonschema/index.ts';
import type { PlanEvent, PlanProblem } from '../plan/model.ts';
import { valueAt, vocabularyOf } from '../plan/properties.ts';
import type { Draft, RuleContext } from './context.ts';
import { introducedProblems } from './plan/problems.ts';

/** Rules that would tell a missing definition a second time, as a property that is gone. */
const SHOWS_ABSENCE: ReadonlySet<string> = new Set([
  'compat/property-removed',
  'compat/property-renamed',
  'transformation/reads-changed',
  'destination/names-changed',
]);

/** The keys of all definitions that an event is made of. */
function definitionsOf(event: PlanEvent): ReadonlySet<string> {
  const owners = new Set<string>([event.key]);
  for (const { places } of vocabularyOf(event.schema).properties.values())
    for (const place of places) {
      const node = valueAt(event.schema, place);
      const inside = isJsonObject(node) ? Object.keys(node) : [];
      for (const keyword of inside) owners.add(event.originOf({ uri: place.uri, pointer: childPointer(place.pointer, keyword) }).owner);
    }
  return owners;
}

function isAbout(draft: Draft, problem: PlanProblem): boolean {
  if (draft.cause.shared && problem.owner === draft.cause.owner) return true;
  return SHOWS_ABSENCE.has(draft.rule) && problem.code === 'unresolved-reference' && draft.events.some(({ key }) => key === problem.owner);
}

/** Rules that say less of a property than these do. */
const TOLD_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['pii/untagged', ['pii/tag-removed', 'pii/forbidden-category', 'pii/unapproved']],
  ['compat/event-removed', ['version/removed']],
  ['pii/tag-mismatch', ['pii/tag-removed']],
  ['enum/impossible-value', ['hygiene/contradiction']],
  ['required/variant-optional', ['compat/required-removed']],
  ['required/null-accepted', ['compat/type-changed']],
]);

/** Drops what another rule says better of the same property of the same event. */
export function withoutWeaker(drafts: readonly Draft[]): readonly Draft[] {
  const placeOf = (rule: string, event: PlanEvent, path: string): string => JSON.stringify([rule, event.key, path]);
  const said = new Set(drafts.flatMap(({ rule, events, path }) => events.map((event) => placeOf(rule, event, path))));
  return drafts.filter(({ rule, events, path }) => {
    const stronger = TOLD_BY.get(rule) ?? [];
    return stronger.length === 0 || !events.every((event) => stronger.some((other) => said.has(placeOf(other, event, path))));
  });
}

/**
 * Drops what reading the plan has already told: a definition that this change made invalid, or a reference that leads nowhere, is one cause and
 * one finding, not one more for each property that is missing or each proof that fails because of it. The run is blocked by the problem itself,
 * and what it hides is seen as soon as it is mended. Where the policy lets the problem pass, nothing is dropped.
 */
export function withoutTold(drafts: readonly Draft[], context: RuleContext): readonly Draft[] {
  const problems = introducedProblems(context).filter(({ code }) => context.errors.has(`plan/${code}`));
  if (problems.length === 0) return drafts;
  const owners = new Set(problems.map(({ owner }) => owner));
  const known = new Map<PlanEvent, boolean>();
  const isBuiltOnProblem = (event: PlanEvent): boolean => {
    const answer = known.get(event) ?? [...definitionsOf(event)].some((owner) => owners.has(owner));
    known.set(event, answer);
    return answer;
  };
  return drafts.filter((draft) => {
    if (draft.rule.startsWith('plan/') && draft.rule !== 'plan/not-compilable') return true;
    if (draft.rule === 'compat/undecided' || draft.rule === 'plan/not-compilable') return !draft.events.some(isBuiltOnProblem);
    return !problems.some((problem) => isAbout(draft, problem));
  });
}
