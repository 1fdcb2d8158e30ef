import type { Json } from '../../jsonschema/index.ts';
import type { Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { list, quote } from '../wording.ts';
import { enumSites, placeIn, type EnumSite } from './sites.ts';

const id = 'enum/similar-values';

/** Shorter values are codes, of which case and single letters tell something: `kB` and `KB`. */
const SHORTEST = 3;
/** From this length on a doubled letter or two swapped ones are a slip and not another word. */
const SHORTEST_MISSPELT = 7;
/** Longer values are texts, and longer lists are reference data. */
const LONGEST = 100;
const MAX_VALUES = 1_000;

/** A value without what people write in different ways: case, and what stands between words. Digits keep what is between them: 1-0 is not 10. */
function plainForm(value: string): string {
  const text = value.normalize('NFKC').trim().toLowerCase();
  return text.replaceAll(/(?<=\p{L})[\s_-]+(?=[\p{L}\p{N}])|(?<=\p{N})[\s_-]+(?=\p{L})/gu, '');
}

/** All forms that one slip makes of a word: a letter doubled or no longer doubled, two neighbours swapped. Equal forms mean near words. */
function slips(word: string): ReadonlySet<string> {
  if (!/^\p{L}+$/u.test(word)) return new Set();
  const letters = Array.from(word);
  const found = new Set<string>();
  letters.forEach((letter, at) => {
    const next = letters[at + 1];
    if (next === undefined) return;
    if (next === letter) found.add(letters.toSpliced(at, 1).join(''));
    else if (letters.length > SHORTEST_MISSPELT) found.add(letters.toSpliced(at, 2, next, letter).join(''));
  });
  return found;
}

interface Twins {
  readonly by: 'case' | 'spelling';
  /** Indexes into the list, in its order. */
  readonly indexes: readonly number[];
}

/** The values of a list that differ only in case or separators, or in one slip of spelling. */
export function twinsIn(values: readonly Json[]): readonly Twins[] {
  if (values.length > MAX_VALUES) return [];
  const groups = new Map<string, number[]>();
  for (const [index, value] of values.entries()) {
    if (typeof value !== 'string' || value.length > LONGEST) continue;
    const form = plainForm(value);
    if (form.length < SHORTEST) continue;
    const group = groups.get(form);
    if (group) group.push(index);
    else groups.set(form, [index]);
  }
  const byCase = [...groups.values()].filter(({ length }) => length > 1).map((indexes) => ({ by: 'case' as const, indexes }));
  const seen = new Set<string>();
  const bySpelling = [...groups].flatMap(([form, indexes]) =>
    form.length < SHORTEST_MISSPELT
      ? []
      : [...slips(form)].flatMap((other): Twins[] => {
          const found = groups.get(other);
          const pair = [form, other].toSorted().join('\0');
          if (found === undefined || seen.has(pair)) return [];
          seen.add(pair);
          return [{ by: 'spelling', indexes: [...indexes, ...found].toSorted((a, b) => a - b) }];
        }),
  );
  return [...byCase, ...bySpelling];
}

function draftFor(site: EnumSite, { by, indexes }: Twins): Draft {
  const values = indexes.flatMap((index) => site.values[index] ?? []);
  const how = by === 'case' ? 'differ only in case or in what separates words' : 'look like one word in two spellings';
  return {
    rule: id,
    events: [site.event],
    path: site.wirePath,
    message: `${quote(site.name)} lists ${list(values)}, which ${how}: apps will send either, and every count by value is split.`,
    suggestion: 'Keep one of them. Where released apps send the other, map it to the kept one before anybody reads it, then remove it.',
    cause: plannedCause(site.event, placeIn(site, 'enum', indexes.at(-1) ?? 0), site.path),
    audiences: [],
    severity: by === 'case' ? 'warning' : 'notice',
    after: values.map(String).toSorted(),
  };
}

export const similarValues: Rule = {
  meta: {
    id,
    title: 'Two listed values are one value in two spellings',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'An enum lists values that differ only in case, spaces, underscores or hyphens (a warning), or in one doubled or swapped letter of a longer word (a notice).',
    why: 'Each team picks the spelling that it sees first. Reports, audiences and rules that name one of them miss the events with the other.',
    fix: 'Keep one spelling, and map the other to it where it still arrives.',
    example: { before: 'config: {enum: [open, paid]}', after: 'config: {enum: [open, paid, Paid]}' },
    twin: { none: 'a twin that goes is a removed value, which compat/enum-value-removed reports' },
  },
  inspect: (context) => {
    const known = new WeakMap<readonly Json[], readonly Twins[]>();
    return enumSites(context).flatMap((site) => {
      const twins = known.get(site.values) ?? twinsIn(site.values);
      known.set(site.values, twins);
      return twins.map((found) => draftFor(site, found));
    });
  },
};
