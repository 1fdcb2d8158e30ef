import { CharSet, JS, type CharRange } from 'refa';
import { MAX_POINT } from './units.ts';

function charactersOf(...ranges: readonly CharRange[]): CharSet {
  return CharSet.empty(MAX_POINT).union(ranges);
}

const SURROGATES: CharRange = { min: 0xd800, max: 0xdfff };
const ASCII: CharRange = { min: 0, max: 0x7f };
const CONTROLS = charactersOf({ min: 0, max: 0x1f }, { min: 0x7f, max: 0x9f });

/** What a JSON text can hold: all code points but lone surrogates. */
export const SCALARS = CharSet.all(MAX_POINT).without(SURROGATES);

function withProperty(...keys: readonly string[]): CharSet {
  const properties = keys.map((key) => ({ kind: 'property', key, value: null, strings: false, negate: false }) as const);
  return JS.createCharSet(properties, { unicode: true }).without(ASCII);
}

const OTHER_LETTERS = withProperty('L', 'N');
const PRINTED = OTHER_LETTERS.union(withProperty('P', 'S'));
const LETTERS_AND_DIGITS = charactersOf({ min: 0x61, max: 0x7a }, { min: 0x41, max: 0x5a }, { min: 0x30, max: 0x39 });
const PRINTED_ASCII = charactersOf({ min: 0x20, max: 0x7e });

/** Sets of characters that a person can read, each larger than the one before. */
export const DEGREES: readonly CharSet[] = [LETTERS_AND_DIGITS, PRINTED_ASCII, PRINTED_ASCII.union(PRINTED)];

const NEWLINE: CharRange = { min: 0x0a, max: 0x0a };
const BLANKS = charactersOf({ min: 0x09, max: 0x09 }, { min: 0x0d, max: 0x0d });

/** Blocks of characters, most readable first; together they are {@link SCALARS}. */
const BLOCKS: readonly CharSet[] = [
  charactersOf({ min: 0x61, max: 0x7a }),
  charactersOf({ min: 0x41, max: 0x5a }),
  charactersOf({ min: 0x31, max: 0x39 }),
  charactersOf({ min: 0x30, max: 0x30 }),
  charactersOf({ min: 0x21, max: 0x7e }).without(LETTERS_AND_DIGITS),
  charactersOf({ min: 0x20, max: 0x20 }),
  OTHER_LETTERS,
  PRINTED.without(OTHER_LETTERS),
  charactersOf(NEWLINE),
  BLANKS,
  SCALARS.without(ASCII).without(PRINTED).without(CONTROLS),
  CONTROLS.without(NEWLINE).without(BLANKS),
];

/** Ranges of characters with what they belong to, most readable first. */
export function byReadability<T>(sets: Iterable<readonly [T, CharSet]>): readonly { readonly to: T; readonly range: CharRange }[] {
  const all = [...sets];
  return BLOCKS.flatMap((block) =>
    all
      .flatMap(([to, set]) => set.intersect(block).ranges.map((range) => ({ to, range })))
      .toSorted((one, other) => one.range.min - other.range.min),
  );
}
