import { describe, expect, test } from 'vitest';
import type { Contract, Requirement } from '../../src/destinations/contract.ts';
import { packs } from '../../src/destinations/packs.ts';
import { unaskable } from '../../src/destinations/required-message.ts';
import type { Draft } from '../../src/rules/context.ts';
import { eventOf, exampleOf, outcomeOf, saidOf, schemaOf, sectionOf, treeFor, type FieldSchema, type Tree } from './support.ts';

const RULES = ['destination/rejects', 'destination/coerces'];

const requirements = packs.flatMap((pack) =>
  Object.entries(pack.requirements).map(([key, requirement]) => ({ at: `${pack.receiver.id}: ${key}`, pack, key, requirement })),
);

/** The contract with this requirement alone: an event may be the matter of several. */
function alone(pack: Contract, key: string, requirement: Requirement): Contract {
  // The plans here are of one format: what holds for another pipeline is asked of them all the same.
  const { through: _, ...asked } = requirement;
  return { ...pack, requirements: { [key]: asked } };
}

interface Place {
  /** Names from the event's data on; `[]` steps into a list. */
  readonly steps: readonly string[];
  readonly schema: FieldSchema;
}

/** The places of a tree that hold a value of their own, and those of its lists. */
function placesIn(tree: Tree, above: readonly string[] = []): readonly Place[] {
  return [...tree].flatMap(([name, { schema, below, isList }]) => {
    const steps = [...above, name];
    if (below === null) return [{ steps, schema }];
    return [...(isList ? [{ steps, schema }] : []), ...placesIn(below, isList ? [...steps, '[]'] : steps)];
  });
}

/** A copy of a tree with another schema at a place, or without it. */
function changed(tree: Tree, [name = '', ...rest]: readonly string[], schema: FieldSchema | null): Tree {
  const copy: Tree = new Map(tree);
  const known = copy.get(name);
  if (known === undefined) throw new Error(`no ${name}`);
  const inner = rest.filter((step) => step !== '[]');
  if (inner.length > 0 && known.below !== null) copy.set(name, { ...known, below: changed(known.below, inner, schema) });
  else if (schema === null) copy.delete(name);
  else copy.set(name, { schema, below: null, isList: false });
  return copy;
}

/** A copy of a value with another one at a place, or without it. */
function withValue(value: unknown, [step = '', ...rest]: readonly string[], put: Mutation['put']): unknown {
  if (step === '[]') return (value as readonly unknown[]).map((entry) => withValue(entry, rest, put));
  const { [step]: inner, ...others } = value as Readonly<Record<string, unknown>>;
  if (rest.length > 0) return { ...others, [step]: withValue(inner, rest, put) };
  return put === null ? others : { ...others, [step]: put.value };
}

const printed = (steps: readonly string[]): string => steps.join('.').replaceAll('.[]', '[]');

interface Asked {
  readonly pack: Contract;
  readonly key: string;
  readonly requirement: Requirement;
}

function said({ pack, key, requirement }: Asked, tree: Tree): readonly Draft[] {
  return saidOf(RULES, alone(pack, key, requirement), [{ ...eventOf(requirement), data: schemaOf(tree) }]);
}

/** Every counterexample is one: an outside validator refuses it, or makes something else of it. */
function expectProved(requirement: Requirement, drafts: readonly Draft[]): void {
  for (const { rule, message, audiences } of drafts) {
    const counterexample = audiences[0]?.counterexample;
    expect(counterexample, message).toBeDefined();
    expect(outcomeOf(requirement, counterexample), `${message} ${JSON.stringify(counterexample)}`).toBe(
      rule === 'destination/rejects' ? 'refused' : 'changed',
    );
  }
}

const ROW = { rejected: 'destination-loses-event', dropped: 'destination-loses-property', coerced: '', truncated: '' };

interface Mutation {
  readonly steps: readonly string[];
  /** The schema that the place has instead; null: it is not there. */
  readonly schema: FieldSchema | null;
  readonly put: { readonly value: unknown } | null;
}

/** What becomes of an event of which one place is as changed, by an outside validator. */
function outcomeAt({ requirement }: Asked, { steps, put }: Mutation): ReturnType<typeof outcomeOf> {
  const section = sectionOf(eventOf(requirement).type);
  return outcomeOf(requirement, { [section]: withValue(exampleOf(treeFor(requirement)), steps, put) });
}

/** A plan that is changed at some places is told at each that loses or changes something, and nowhere else. */
function expectTold(asked: Asked, mutations: readonly Mutation[]): void {
  const { requirement } = asked;
  const section = sectionOf(eventOf(requirement).type);
  const tree = mutations.reduce((each, { steps, schema }) => changed(each, steps, schema), treeFor(requirement));
  const drafts = said(asked, tree);
  expectProved(requirement, drafts);
  const expected = mutations.flatMap((mutation) => {
    const outcome = outcomeAt(asked, mutation);
    const path = `${section}.${printed(mutation.steps)}`;
    if (outcome === 'kept') return [];
    return [
      outcome === 'refused'
        ? `destination/rejects ${path} ${ROW[requirement.otherwise ?? 'rejected']}`
        : `destination/coerces ${path} destination-coerces`,
    ];
  });
  const told = drafts.map(({ rule, path, audiences }) => `${rule} ${path} ${audiences[0]?.row ?? ''}`);
  expect([...new Set(told)].toSorted()).toEqual(expected.toSorted());
}

const gone = ({ steps }: Place): Mutation => ({ steps, schema: null, put: null });
const objectAt = ({ steps }: Place): Mutation => ({ steps, schema: { type: 'object' }, put: { value: {} } });
const nullAt = ({ steps, schema }: Place): Mutation => ({
  steps,
  schema: {
    ...schema,
    type: [...new Set([schema.type ?? 'string', 'null'].flat())],
    ...(schema.enum !== undefined && { enum: [...schema.enum, null] }),
  },
  put: { value: null },
});
/** What the receiver says a kind of. */
const isTyped = ({ schema }: Place): boolean => schema.type !== undefined;
const kindsOf = ({ schema: { type = 'string' } }: Place): readonly string[] => [type].flat();

describe.each(requirements)('$at', (asked) => {
  const { requirement } = asked;
  const tree = treeFor(requirement);
  const places = placesIn(tree);
  const plain = places.filter((place) => !kindsOf(place).some((kind) => kind === 'array' || kind === 'object'));
  const lists = places.filter((place) => kindsOf(place).includes('array'));
  const section = sectionOf(eventOf(requirement).type);

  test('everything that it says can be asked of a message', () => {
    expect(unaskable(requirement.requires, requirement.mapping)).toEqual([]);
  });

  test('a plan that gives exactly what is needed is silent', () => {
    expect(outcomeOf(requirement, { [section]: exampleOf(tree) })).toBe('kept');
    expect(said(asked, tree)).toEqual([]);
  });

  // Some need nothing: then every place may be missing.
  test('what is missing is told where it is needed, and nowhere else', () => {
    const needed = places.filter((place) => outcomeAt(asked, gone(place)) === 'refused');
    const { required = [], dependentRequired = {} } = requirement.requires as FieldSchema;
    expect(needed.length).toBeGreaterThanOrEqual(Math.max(required.length, Object.keys(dependentRequired).length));
    for (const place of needed) expectTold(asked, [gone(place)]);
    // Of a choice of fields, which come first, all stay: one alone would be needed.
    const { anyOf = [] } = requirement.requires as FieldSchema;
    const optional = places.filter((place) => !needed.includes(place) && place.steps.length === 1);
    expectTold(asked, optional.slice(anyOf.length).map(gone));
  });

  test('an object where plain values or lists are wanted is told', () => {
    for (const some of [plain.filter(isTyped), lists]) {
      expect(some.map((place) => outcomeAt(asked, objectAt(place)))).toEqual(some.map(() => 'refused'));
      expectTold(asked, some.map(objectAt));
    }
  });

  // Null is made an empty text, zero or false; what may be null is kept.
  test('what may be null is told by what the receiver makes of it', () => {
    const numbers = plain
      .filter(isTyped)
      .filter((place) => kindsOf(place).every((kind) => kind === 'number' || kind === 'integer' || kind === 'boolean'));
    expect(numbers.map((place) => outcomeAt(asked, nullAt(place)))).toEqual(numbers.map(() => 'changed'));
    expectTold(asked, plain.filter(isTyped).map(nullAt));
  });
});

// Requirements that need one of several fields: without any of them the event is lost.
const choices = requirements.filter(({ requirement }) => (requirement.requires as FieldSchema).anyOf !== undefined);

test.each(choices)('$at: without any of the fields of which one is needed, it is told', (asked) => {
  const { requirement } = asked;
  const { anyOf = [] } = requirement.requires as FieldSchema;
  const tree = treeFor(requirement);
  for (const field of anyOf.flatMap(({ required }) => required)) {
    const source = requirement.mapping?.[field];
    if (typeof source !== 'string') throw new Error(`${field} comes from more than one path`);
    tree.delete(source.split('.').at(-1) ?? '');
  }
  const drafts = said(asked, tree);
  expect(drafts.map(({ rule }) => rule)).toEqual(['destination/rejects']);
  expectProved(requirement, drafts);
});
