import type { Location, Locations } from '../evaluate/location.ts';
import type { Assertion, Outside, SchemaNode } from '../schema/schema-node.ts';
import type { Place } from '../types.ts';
import type { Json } from '../values/json.ts';

/** Whose schema a demand comes from: where the reader ignores what it does not know, the two see different instances. */
export type Side = 'sender' | 'reader';

/** A schema that must hold, or must fail, for the instance looked for. */
export interface Literal {
  readonly node: SchemaNode;
  readonly holds: boolean;
  readonly side: Side;
}

/** One instance that has to meet all literals at once. */
export interface Goal {
  readonly literals: readonly Literal[];
  /** The location in the sender's schema; null where both sides are read as written. */
  readonly sender: Location | null;
  /** The location in the reader's schema; null where the reader sees everything. */
  readonly reader: Location | null;
  /** The property's name, to find a plausible value. */
  readonly hint: string;
}

/** The goal without its reader where the reader drops nothing of what the sender sends: then both sides see the same instance. */
export function simplified(goal: Goal, locations: Locations): Goal {
  const { sender, reader } = goal;
  if (sender === null || reader === null || !locations.covers(sender, reader)) return goal;
  return { ...goal, reader: null, literals: goal.literals.map((literal) => ({ ...literal, side: 'sender' })) };
}

/** The goal for the value of a property, given the demands on it. */
export function propertyGoal(goal: Goal, name: string, literals: readonly Literal[], locations: Locations): Goal {
  const { sender, reader } = goal;
  const inner: Goal = {
    literals,
    sender: sender === null ? null : locations.property(sender, name),
    reader: reader === null ? null : locations.property(reader, name),
    hint: name,
  };
  return simplified(inner, locations);
}

/**
 * The choices that something rests on: a bit for each, numbered by how many were made before it. What is refuted without a choice is refuted for all of
 * its alternatives (conflict-directed backjumping; Prosser 1993, Baader et al., The Description Logic Handbook, 9.5.2.4).
 */
export type Choices = bigint;
export const NO_CHOICE: Choices = 0n;
/** All choices made so far: where it was not followed on which of them something rests. */
export const ANY_CHOICE: Choices = -1n;

export type Known<T> = T & { readonly because: Choices };

/** All that the known rest on. */
export function becauseOf(known: Iterable<Known<unknown>>): Choices {
  let because = NO_CHOICE;
  for (const one of known) because |= one.because;
  return because;
}

/** An assertion that must hold, or must fail. */
export interface Fact {
  readonly assertion: Assertion;
  readonly node: SchemaNode;
  readonly holds: boolean;
  readonly side: Side;
}

/** Why nothing was found and nothing proved. */
export interface Doubt extends Outside {
  readonly node: SchemaNode | null;
  /** Whether a whole candidate could not be judged because of it: then nothing of the schema is proved, wherever it changed. */
  readonly stops?: true;
  /** The keyword of the reader's schema that is in doubt, where the node is one made for the question. */
  readonly at?: { readonly base?: Place; readonly head?: Place };
}

/** The outcome of looking for an instance. `empty` is a proof that there is none, which rests on some of the choices made before. */
export type Found =
  | { readonly kind: 'empty'; readonly because: Choices }
  | { readonly kind: 'found'; readonly value: Json }
  | { readonly kind: 'unknown'; readonly doubts: readonly Doubt[] };

export const EMPTY: Found = { kind: 'empty', because: ANY_CHOICE };

/** A property whose name meets `selects` must be there and meet the literal. */
export interface SomeProperty {
  readonly selects: (name: string) => boolean;
  /** Name patterns that `selects` depends on. */
  readonly patterns: readonly string[];
  /** The pattern that every such name matches; null where it must match none of `patterns`. */
  readonly matches: string | null;
  /** Demands on the value; null where the demand is on the name alone. */
  readonly literal: Literal | null;
  /** A schema that the name itself must fail; null where there is none. */
  readonly badName: SchemaNode | null;
  readonly side: Side;
}

/** `count` entries at index `from` or later must meet the literals, each entry for itself. */
export interface SomeItems {
  readonly from: number;
  readonly literals: readonly Literal[];
  readonly count: number;
}

/** One demand on the instance looked for. A list of them is a conjunction; a split is a choice among lists. */
export type Term =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'fact'; readonly fact: Fact }
  | { readonly kind: 'kinds'; readonly mask: number }
  | { readonly kind: 'present'; readonly name: string }
  | { readonly kind: 'absent'; readonly name: string }
  | { readonly kind: 'property'; readonly name: string; readonly literal: Literal }
  | { readonly kind: 'someProperty'; readonly some: SomeProperty }
  | { readonly kind: 'item'; readonly index: number; readonly literal: Literal }
  | { readonly kind: 'someItems'; readonly some: SomeItems }
  | { readonly kind: 'duplicate'; readonly side: Side };

export type Alternative = readonly Term[];
export type Split = readonly Alternative[];

/** A split that is still open, and what it rests on. */
export type Choice = Known<{ readonly alternatives: Split }>;
