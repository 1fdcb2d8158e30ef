import { equalJson, isJsonArray, pointerTokens, textsOf, type Json, type Place, type Question } from '../../jsonschema/index.ts';
import type { Change } from '../../plan/changes.ts';
import type { Rule } from '../context.ts';
import { byChange, changeDraft, proved } from '../drafting.ts';
import type { SeverityRowId } from '../severity.ts';
import { without } from '../enums.ts';
import { list, quote, show, showBoth } from '../wording.ts';
import { lastName } from '../../plan/paths.ts';

const id = 'compat/constraint-changed';

/** Keywords that bound a value without allowing another kind of it. */
const LIMITS = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'propertyNames',
  'dependentRequired',
  'contains',
  'minContains',
  'maxContains',
]);

function consumersRow({ keyword, conditional }: Change): SeverityRowId {
  if (conditional) return 'new-variant';
  return LIMITS.has(keyword) ? 'loosened' : 'other-kind';
}

/** Keywords whose schema speaks of something else than the value itself: of what. */
const SPEAKS_OF: ReadonlyMap<string, string> = new Map([
  ['propertyNames', 'its property names'],
  ['contains', 'an item that it must hold'],
]);

/** The keyword that a place ends in; undefined where it ends in a name of the plan. */
function nameAt({ pointer }: Place): string | undefined {
  const last = pointerTokens(pointer).at(-1);
  return last !== undefined && /^[a-z]{1,30}$/i.test(last) ? last : undefined;
}

/**
 * The keyword as written at a place: `minimum` on one side may answer to `exclusiveMinimum` on the other, and what changed may be a keyword in the
 * schema of `propertyNames`.
 */
function written(keyword: string, place: Place | undefined): string {
  const name = place && nameAt(place);
  const of = SPEAKS_OF.get(keyword);
  if (name === undefined || name === keyword) return keyword;
  if (of !== undefined) return `the ${name} of ${of}`;
  return LIMITS.has(name) && LIMITS.has(keyword) ? name : keyword;
}

/** Patterns with more texts are described as patterns. */
const MAX_TEXTS = 20;

/** The values that a keyword takes: those of a list, or of a pattern that is a list in disguise; null where it is neither. */
function valuesOf(name: string | undefined, value: Json): readonly Json[] | null {
  if (name === 'enum') return isJsonArray(value) ? value : null;
  return name === 'pattern' && typeof value === 'string' ? textsOf(value, MAX_TEXTS) : null;
}

/** What a list of values takes otherwise than before; null where one of the two is no list. */
function otherValues({ base, head }: Change, name: string, before: Json, after: Json): string | null {
  const [was, is] = [valuesOf(base && nameAt(base), before), valuesOf(head && nameAt(head), after)];
  if (!was || !is) return null;
  const [gone, added] = [without(was, is), without(is, was)];
  const parts = [gone.length > 0 && `no longer takes ${list(gone)}`, added.length > 0 && `now takes ${list(added)}`];
  return `${name === 'pattern' ? 'its pattern' : name} ${parts.filter((part) => part !== false).join(', and ')}`;
}

function difference(change: Change, questions: ReadonlySet<Question>): string {
  const { keyword, base, head, before, after } = change;
  if (keyword === 'false') return before === undefined ? 'no value is allowed any more' : 'a value is allowed where none was';
  const [was, is] = [written(keyword, base), written(keyword, head)];
  if (before === undefined) return after === undefined ? keyword : `${is} ${show(after)} was added`;
  if (after === undefined) return `${was} ${show(before)} was removed`;
  const [from, to] = showBoth(before, after);
  if (was !== is) return `${was} ${from} became ${is} ${to}`;
  // In draft-04 `exclusiveMinimum: true` beside `minimum` says that the limit itself is out (draft-fge-json-schema-validation-00, 5.1.2).
  if (equalJson(before, after)) return `${is} ${show(after)} now ${questions.has('producers') ? 'excludes' : 'includes'} the limit itself`;
  return otherValues(change, is, before, after) ?? `${is} went from ${from} to ${to}`;
}

/** Several keywords in the schema of `propertyNames` may change at once. */
function aspectOf({ keyword, base, head }: Change): string {
  const place = head ?? base;
  const inner = SPEAKS_OF.has(keyword) && place ? nameAt(place) : undefined;
  return inner === undefined || inner === keyword ? keyword : `${keyword}/${inner}`;
}

export const constraintChanged: Rule = {
  meta: {
    id,
    title: 'A limit on a value changed',
    defaultSeverity: 'error',
    audiences: ['producers', 'consumers'],
    what: 'A bound, length, pattern, format or count became tighter (producers break) or looser (readers may meet values outside the old limit).',
    why: 'Tighter: released apps send values that are now rejected. Looser: columns, destinations and models were built for the old range.',
    fix: 'Tighten only after you saw that no event breaks the new limit. Loosen after the readers were made for it.',
    example: { before: 'config: {max_length: 40}', after: 'config: {max_length: 20}' },
    twin: { none: 'it reports both the tighter (producers) and the looser (consumers) direction' },
  },
  claims: () => true,
  check: (_, claimed) =>
    byChange(claimed).map((claim) => {
      const { change, questions } = claim;
      const producers = questions.has('producers');
      const consumers = questions.has('consumers');
      const subject = quote(lastName(change.path) || claim.event.head.name);
      const effect = [
        producers && 'events of released apps outside the new limit are rejected',
        consumers && 'values outside the old limit may arrive',
      ]
        .filter((part) => part !== false)
        .join('; ');
      const draft = changeDraft(id, claim, {
        message: `${subject}: ${difference(change, questions)}: ${effect}.`,
        suggestion: producers
          ? 'Tighten it only when no event breaks the new limit, or give the new rule to a new property.'
          : 'Make sure that columns, destinations and code can take the wider range.',
        audiences: [
          ...(producers ? [proved(change, 'producers', 'rejected')] : []),
          ...(consumers ? [proved(change, 'consumers', consumersRow(change))] : []),
        ],
      });
      return { ...draft, aspect: aspectOf(change) };
    }),
};
