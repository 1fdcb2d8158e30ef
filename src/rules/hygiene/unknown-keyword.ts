import type { PlanRule } from '../context.ts';
import { closest, distance } from 'fastest-levenshtein';
import { childPointer } from '../../jsonschema/index.ts';
import { instancePathOf, printPath } from '../../plan/paths.ts';
import { plannedCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { schemasOf } from './keywords.ts';

const id = 'hygiene/unknown-keyword';

/** The keywords of drafts 04 to 2020-12 that assert something: one that is misspelt checks nothing. */
const ASSERTING = (
  'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern items additionalItems prefixItems ' +
  'maxItems minItems uniqueItems contains maxContains minContains maxProperties minProperties required properties patternProperties ' +
  'additionalProperties propertyNames dependencies dependentRequired dependentSchemas unevaluatedItems unevaluatedProperties allOf anyOf oneOf ' +
  'format'
).split(' ');

/** Keywords that check nothing themselves, and of which a misspelling is not seen either. */
const OTHERS = [
  'definitions',
  'deprecated',
  '$ref',
  '$defs',
  '$schema',
  '$anchor',
  '$dynamicRef',
  '$dynamicAnchor',
  '$comment',
  '$vocabulary',
];

const KEYWORDS: readonly string[] = [...ASSERTING, ...OTHERS];

/** Words that are meant as they are, near a keyword as they may be: other keywords, and what is often written beside them. */
const HARMLESS = new Set([
  'examples',
  'example',
  'title',
  'description',
  'default',
  'then',
  'else',
  'formats',
  'formatted',
  'patterns',
  'contents',
  'note',
  'notes',
  'node',
  'id',
  '$id',
]);

const SHORTEST = 3;

/** The word with two letters beside each other changed, in every way. */
function transposed(word: string): readonly string[] {
  return Array.from(
    { length: Math.max(0, word.length - 1) },
    (_, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  );
}

/** How many letters may be wrong: one, in a long keyword two. */
function tolerance(keyword: string): number {
  return Math.max(1, Math.floor(keyword.length / 5));
}

/** The keyword that a word most likely means; null where it is one, or near none. */
function meantBy(word: string): string | null {
  if (KEYWORDS.includes(word) || HARMLESS.has(word) || word.length > 40 || /^(?:x-|_|@)/i.test(word)) return null;
  const same = ASSERTING.find((keyword) => keyword.toLowerCase() === word.toLowerCase().replaceAll(/[-_]/g, ''));
  if (same !== undefined) return same;
  if (word.length < SHORTEST) return null;
  const swapped = transposed(word).find((other) => KEYWORDS.includes(other));
  if (swapped !== undefined) return swapped;
  // What begins with a dollar is meant as a keyword of JSON Schema, and what does not is none of those.
  const candidates = KEYWORDS.filter((keyword) => keyword.startsWith('$') === word.startsWith('$'));
  const near = closest(word, candidates);
  return distance(word, near) <= (word.length < 5 ? 1 : tolerance(near)) ? near : null;
}

export const unknownKeyword: PlanRule = {
  meta: {
    id,
    title: 'A misspelt keyword',
    defaultSeverity: 'notice',
    presets: { strict: 'error' },
    audiences: [],
    what: 'A schema has a keyword that JSON Schema does not know and that is one or two letters from one that it does. Other unknown keywords are annotations, and left alone.',
    why: 'Validators pass over what they do not know: the limit that the author meant is never checked.',
    fix: 'Correct the spelling. Where the word is meant, begin it with `x-`.',
    example: { before: '"maximum": 100', after: '"maxiumum": 100' },
    twin: { none: 'a keyword that is spelt right is no finding' },
  },
  inspect: ({ plan }) =>
    plan.events
      .filter(({ format }) => format === 'json-schema')
      .flatMap((event) =>
        [...schemasOf(event.schema)].flatMap(({ node, place }) =>
          Object.keys(node).flatMap((word) => {
            const meant = meantBy(word);
            if (meant === null) return [];
            const path = instancePathOf(`${place.pointer}/-`);
            return [
              {
                rule: id,
                events: [event],
                path: printPath(path),
                message: `${quote(word)} is no keyword of JSON Schema, and nothing is checked by it. Is ${quote(meant)} meant?`,
                suggestion: `Write ${quote(meant)}; or, if the word is meant, begin it with "x-".`,
                cause: plannedCause(event, { uri: place.uri, pointer: childPointer(place.pointer, word) }, path),
                audiences: [],
                after: word,
              },
            ];
          }),
        ),
      ),
};
