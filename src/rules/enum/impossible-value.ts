import { evaluate, type Json, type JsonObject } from '../../jsonschema/index.ts';
import type { PlanContext, Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { typeNames, list, quote, showType } from '../wording.ts';
import { enumSites, placeIn, singly, type EnumSite } from './sites.ts';

const id = 'enum/impossible-value';

/** More values of one list are not tried: each is put to the whole schema beside the list. */
const MAX_TRIED = 500;

/** Keywords that reject no value of the list beside them. */
const SAYS_NOTHING = new Set(['enum', 'title', 'description', '$comment', 'default', 'examples', 'deprecated', '$id', '$schema']);

type Known = WeakMap<JsonObject, readonly number[]>;

/** The values, by their index, that the schema around the list rejects: proved by the engine's evaluator, which sees all keywords beside the list. */
function impossible({ schema, place, values, event }: EnumSite, known: Known): readonly number[] {
  const answer = known.get(schema);
  if (answer !== undefined) return answer;
  const isAlone = Object.keys(schema).every((keyword) => SAYS_NOTHING.has(keyword) || keyword.startsWith('x-'));
  const around = { ...event.schema, uri: place.uri, pointer: place.pointer };
  const found = isAlone
    ? []
    : [...values.slice(0, MAX_TRIED).keys()].filter((index) => evaluate(around, values[index] ?? null) === 'invalid');
  known.set(schema, found);
  return found;
}

function why(site: EnumSite, values: readonly Json[]): string {
  const type = site.schema['type'];
  const kinds = typeNames(type);
  const fits = (value: Json): boolean =>
    kinds.some(
      (kind) =>
        evaluate({ ...site.event.schema, uri: 'about:kind', pointer: '', documents: new Map([['about:kind', { type: kind }]]) }, value) ===
        'valid',
    );
  return kinds.length > 0 && !values.some(fits) ? `is no ${showType(type)}` : 'breaks another limit of the same property';
}

function draftFor(site: EnumSite, indexes: readonly number[]): Draft {
  const values = indexes.map((index) => site.values[index] ?? null);
  const [value, ...others] = values;
  const one = others.length === 0;
  return {
    rule: id,
    events: [site.event],
    path: site.wirePath,
    message: `${quote(site.name)} lists ${list(values)}, which can never be sent: ${one ? 'it' : 'each of them'} ${why(site, values)}. An app that sends ${one ? 'it' : 'one'} is rejected.`,
    suggestion: 'Correct the value or the limit beside it, or take the value out.',
    cause: plannedCause(site.event, placeIn(site, 'enum', indexes[0] ?? 0), site.path),
    audiences: [],
    ...(one && value !== undefined && { after: value }),
  };
}

function inspect(context: PlanContext): readonly Draft[] {
  const known: Known = new WeakMap();
  // What reading the plan already told of a definition is not told twice.
  const told = new Set(context.plan.problems.filter(({ code }) => code === 'invalid-definition').map(({ owner }) => owner));
  return enumSites(context).flatMap((site) => {
    const drafts = singly(impossible(site, known)).map((indexes) => draftFor(site, indexes));
    return drafts.filter(({ cause }) => !told.has(cause.owner));
  });
}

export const impossibleValue: Rule = {
  meta: {
    id,
    title: 'A listed value can never be sent',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'An enum lists a value that the keywords beside it reject: another type, a pattern that it does not match, a length or bound that it breaks. The engine proves it by validating the value.',
    why: 'Who reads the plan builds an app that sends the value, and every such event is rejected.',
    fix: 'Correct the value or the keyword beside it. For a number write 1, not "1".',
    example: { before: '"level": {"type": "integer", "enum": [1, 2]}', after: '"level": {"type": "integer", "enum": ["1", "2"]}' },
    twin: { none: 'a value that can be sent is no problem' },
  },
  inspect,
};
