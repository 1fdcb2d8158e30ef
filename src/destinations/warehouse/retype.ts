import type { ColumnKind } from './column-type.ts';

/**
 * What becomes of a value in a column that is there already, whose type never changes. `discarded`: the column is NULL in its row, and the value goes
 * to rudder_discards. `cut`: 12.9 is stored as 12, and nothing tells. `elsewhere`: it goes to another column, and this one is NULL in its row.
 */
export type Outcome = 'stored' | 'stringified' | 'cut' | 'elsewhere' | 'discarded';

/** The outcomes, the least bad first. */
const ORDER: readonly Outcome[] = ['stored', 'stringified', 'cut', 'elsewhere', 'discarded'];

type ColumnType = 'string' | 'datetime' | 'int' | 'float' | 'boolean';

/** An array is a string that holds JSON. */
const typeOf = (kind: Exclude<ColumnKind, 'object'>): ColumnType => (kind === 'array' ? 'string' : kind);

/** By the type of the column, then by that of the value; what is not listed is discarded (SOURCES.retyped). */
const OUTCOMES: Readonly<Record<ColumnType, Readonly<Partial<Record<ColumnType, Outcome>>>>> = {
  string: { string: 'stored', int: 'stringified', float: 'stringified', boolean: 'stringified', datetime: 'stringified' },
  int: { int: 'stored', float: 'cut' },
  float: { int: 'stored', float: 'stored' },
  boolean: { boolean: 'stored' },
  datetime: { datetime: 'stored' },
};

/** What becomes of a value of a kind where the column was made by another. */
export function outcomeOf(column: ColumnKind, value: ColumnKind): Outcome {
  if (column === 'object' || value === 'object') return column === value ? 'stored' : 'elsewhere';
  return OUTCOMES[typeOf(column)][typeOf(value)] ?? 'discarded';
}

/** What a change does to the column of a property. */
export interface Retyped {
  readonly outcome: Outcome;
  /** Whether it comes so whichever of the kinds of base made the column. */
  readonly certain: boolean;
  /** What may have made the column, where it comes so. */
  readonly columns: readonly ColumnKind[];
  /** What newly arrives, and comes to that. */
  readonly values: readonly ColumnKind[];
  /** Whether no value of base's kinds is left: the column gets nothing any more. */
  readonly replaced: boolean;
}

const worse = (one: Outcome, other: Outcome): Outcome => (ORDER.indexOf(one) >= ORDER.indexOf(other) ? one : other);

/** The worst that newly arrives at a column: what base's property might hold as well is nothing new. */
export function retyped(before: ReadonlySet<ColumnKind>, after: ReadonlySet<ColumnKind>): Retyped {
  const arriving = [...after].filter((kind) => !before.has(kind));
  // An object beside values that have a column is no column that they could go to.
  const scalars = [...before].filter((kind) => kind !== 'object');
  const columnsFor = (value: ColumnKind): readonly ColumnKind[] => (value === 'object' || scalars.length > 0 ? scalars : [...before]);
  const cases = arriving.flatMap((value) => columnsFor(value).map((column) => ({ value, column, outcome: outcomeOf(column, value) })));
  const outcome = cases.map((each) => each.outcome).reduce(worse, 'stored');
  const worst = cases.filter((each) => each.outcome === outcome);
  const values = [...new Set(worst.map(({ value }) => value))];
  return {
    outcome,
    certain: values.every((value) => cases.every((each) => each.value !== value || each.outcome === outcome)),
    columns: [...new Set(worst.map(({ column }) => column))],
    values,
    replaced: ![...after].some((kind) => before.has(kind)),
  };
}
