import { textsOf } from '../../jsonschema/index.ts';
import type { Draft, PlanContext, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { list, quote, show, typeNames } from '../wording.ts';
import { placeIn, sitesOf, type Site } from './sites.ts';

const id = 'enum/pattern-list';

/** More texts are a code, not a list. */
const MAX_TEXTS = 20;

/** The few texts that a pattern of alternatives allows; null where there is no such pattern, or a list beside it says the values. */
function textsAt({ schema }: Site, known: Map<string, readonly string[] | null>): readonly string[] | null {
  const pattern = Object.hasOwn(schema, 'pattern') ? schema['pattern'] : undefined;
  // What a person writes as a list has alternatives: `^[A-Z]$` has none.
  if (typeof pattern !== 'string' || !pattern.includes('|') || Object.hasOwn(schema, 'enum') || Object.hasOwn(schema, 'const')) return null;
  // A pattern says nothing of other kinds; null is one more value of the list.
  const kinds = typeNames(schema['type']);
  if (!kinds.includes('string') || kinds.some((kind) => kind !== 'string' && kind !== 'null')) return null;
  const texts = known.has(pattern) ? (known.get(pattern) ?? null) : textsOf(pattern, MAX_TEXTS);
  known.set(pattern, texts);
  return texts !== null && texts.length > 1 ? texts : null;
}

function draftFor(site: Site, texts: readonly string[]): Draft {
  const values = typeNames(site.schema['type']).includes('null') ? [...texts, null] : texts;
  return {
    rule: id,
    events: [site.event],
    path: site.wirePath,
    message: `${quote(site.name)} takes only ${list(texts)}, which its pattern hides: no reader, catalog or code generator sees a list of values.`,
    suggestion: `Write enum: [${values.map(show).join(', ')}] instead of the pattern.`,
    cause: plannedCause(site.event, placeIn(site, 'pattern'), site.path),
    audiences: [],
  };
}

function inspect({ plan, vocabularyOf }: PlanContext): readonly Draft[] {
  const known = new Map<string, readonly string[] | null>();
  return plan.events.flatMap((event) =>
    sitesOf(event, vocabularyOf(event)).flatMap((site) => {
      const texts = textsAt(site, known);
      return texts === null ? [] : [draftFor(site, texts)];
    }),
  );
}

export const patternList: Rule = {
  meta: {
    id,
    title: 'A pattern is a list of values in disguise',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'A pattern of alternatives matches only a few texts: it says what an enum says. The engine lists them from the automaton of the pattern.',
    why: 'Catalogs, generated code and the rules about lists see a free text, so nobody learns which values exist.',
    fix: 'Replace the pattern by an enum of the same values: no event is judged otherwise.',
    example: { before: 'config: {enum: [card, wallet]}', after: 'config: {pattern: "^(card|wallet)$"}' },
    twin: { none: 'a list written as a list is no problem' },
  },
  inspect,
};
