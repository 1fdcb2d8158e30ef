import fc from 'fast-check';
import {
  decide,
  isJsonArray,
  isJsonObject,
  printJson,
  type ContentModel,
  type Decision,
  type Decisions,
  type Dialect,
  type Json,
  type JsonObject,
  type Question,
} from '../../src/jsonschema/index.ts';
import { Falsifier } from './falsifier/falsifier.ts';
import { schema } from './engine-schema.ts';
import { inlined, referred, reordered, translated } from './rewrites.ts';
import { pairs, schemas } from './schemas.ts';

/** A law that does not hold for two schemas: what is wrong, and the pair that shows it. */
export interface Problem {
  readonly message: string;
  readonly base: Json;
  readonly head: Json;
}

/** How thoroughly the laws are tried. */
export interface Effort {
  readonly seed: number;
  readonly runs: number;
  /** Instances that the falsifier tries for each question. */
  readonly tries: number;
  /** Steps of the engine for one question. */
  readonly budget: number;
}

/** A law that was broken, with its smallest case found. */
export interface Broken extends Problem {
  readonly law: string;
  readonly seed: number;
  /** Where in the run of that seed fast-check found the case. */
  readonly path: string;
}

/** A law about the engine's answers, tried on random schemas; `check` gives null where it held every time. */
export interface Law {
  readonly name: string;
  readonly check: (effort: Effort) => Broken | null;
}

const MODELS: readonly ContentModel[] = ['strict', 'planned'];
const QUESTIONS: readonly Question[] = ['producers', 'consumers'];
const DIALECTS: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];

function law<Case>(name: string, cases: fc.Arbitrary<Case>, test: (one: Case, effort: Effort) => Problem | null): Law {
  const check = (effort: Effort): Broken | null => {
    const outcome = fc.check(
      fc.property(cases, (one) => test(one, effort) === null),
      { seed: effort.seed, numRuns: effort.runs },
    );
    if (!outcome.failed || outcome.counterexample === null) return null;
    const [smallest] = outcome.counterexample;
    return { law: name, seed: effort.seed, path: outcome.counterexamplePath ?? '', ...problemOf(() => test(smallest, effort)) };
  };
  return { name, check };
}

/** What a failing case says once more; it may throw instead. */
function problemOf(test: () => Problem | null): Problem {
  try {
    return test() ?? { message: 'it fails only sometimes', base: null, head: null };
  } catch (error) {
    if (error instanceof Thrown) return error.problem;
    return { message: `thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`, base: null, head: null };
  }
}

class Thrown extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

function decided(base: Json, head: Json, contentModel: ContentModel, { budget }: Effort): Decisions {
  try {
    return decide(schema(base), schema(head), { contentModel, budget });
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Thrown({ message: `decide() throws in the content model ${contentModel}: ${text}`, base, head });
  }
}

function contradict(one: Decision, other: Decision): boolean {
  return one.verdict !== 'undecided' && other.verdict !== 'undecided' && one.verdict !== other.verdict;
}

/** Both schemas in drafts of their own, where these can say them. */
const drafted = fc
  .tuple(pairs, fc.constantFrom(...DIALECTS), fc.constantFrom(...DIALECTS))
  .map(([[base, head], one, other]) => [translated(base, one) ?? base, translated(head, other) ?? head] as const);

/** No `included` has an instance against it, and each instance of a `not-included` separates. */
const answersHold = law('answers survive the falsifier', drafted, ([base, head], effort) => {
  const falsifier = new Falsifier(schema(base), schema(head));
  for (const contentModel of MODELS) {
    const decisions = decided(base, head, contentModel, effort);
    for (const question of QUESTIONS) {
      const decision = decisions[question];
      const fail = (message: string): Problem => ({ message: `${contentModel}, ${question}: ${message}`, base, head });
      const options = { contentModel, question, tries: effort.tries, seed: effort.seed };
      if (decision.verdict === 'included') {
        const { instance } = falsifier.falsify(options);
        if (instance !== undefined) return fail(`included, but this separates: ${printJson(instance)}`);
      }
      if (decision.verdict !== 'not-included' || falsifier.separates(decision.instance, contentModel, question) === true) continue;
      // A sender that can send nothing planned is read as written.
      const asWritten = contentModel === 'planned' && falsifier.falsify(options).sent === 0;
      if (!asWritten) return fail(`not included, but its instance does not separate: ${printJson(decision.instance)}`);
    }
  }
  return null;
});

const reflexive = law('a schema is included in itself', fc.tuple(schemas, fc.constantFrom(...DIALECTS)), ([one, dialect], effort) => {
  const written = translated(one, dialect) ?? one;
  for (const model of MODELS) {
    const { producers, consumers } = decided(written, written, model, effort);
    if (producers.verdict !== 'included' || consumers.verdict !== 'included')
      return { message: `${model}: not included in itself`, base: written, head: written };
  }
  return null;
});

/** A schema with its definitions moved, so that it can stand in another beside a second one. */
function nested(one: JsonObject, prefix: string): { readonly own: JsonObject; readonly definitions: readonly (readonly [string, Json])[] } {
  const { $defs, ...own } = one;
  const moved = (value: Json): Json => {
    if (isJsonArray(value)) return value.map(moved);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, content]) => [
        name,
        name === '$ref' && typeof content === 'string' ? content.replace('#/$defs/', `#/$defs/${prefix}`) : moved(content),
      ]),
    );
  };
  const definitions = Object.entries(isJsonObject($defs) ? $defs : {});
  return { own: moved(own) as JsonObject, definitions: definitions.map(([name, content]) => [`${prefix}${name}`, moved(content)]) };
}

function combined(keyword: 'allOf' | 'anyOf' | 'not', ...parts: readonly JsonObject[]): JsonObject {
  const each = parts.map((part, i) => nested(part, `p${i}_`));
  const definitions = each.flatMap((part) => part.definitions);
  const content: Json = keyword === 'not' ? (each[0]?.own ?? true) : each.map((part) => part.own);
  return { [keyword]: content, ...(definitions.length === 0 ? {} : { $defs: Object.fromEntries(definitions) }) };
}

const bounds = law('allOf [A, B] in A in anyOf [A, B] is never denied', fc.tuple(schemas, schemas), ([one, other], effort) => {
  const all = combined('allOf', one, other);
  const any = combined('anyOf', one, other);
  for (const [base, head] of [
    [all, one],
    [one, any],
  ] as const)
    if (decided(base, head, 'strict', effort).producers.verdict === 'not-included')
      return { message: 'strict, producers: denied', base, head };
  return null;
});

const contraposition = law('A in B exactly where not B is in not A', pairs, ([base, head], effort) => {
  const straight = decided(base, head, 'strict', effort).producers;
  const turned = decided(combined('not', head), combined('not', base), 'strict', effort).producers;
  if (!contradict(straight, turned)) return null;
  return { message: `strict, producers: ${straight.verdict}, but ${turned.verdict} for not head in not base`, base, head };
});

const transitive = law(
  'what is included in what is included is never denied',
  fc.tuple(pairs, schemas),
  ([[one, other], third], effort) => {
    const chains: readonly (readonly [JsonObject, JsonObject, JsonObject])[] = [
      [combined('allOf', one, third), one, other],
      [one, other, combined('anyOf', other, third)],
      [one, other, third],
    ];
    for (const [first, second, last] of chains) {
      const answers = [
        decided(first, second, 'strict', effort),
        decided(second, last, 'strict', effort),
        decided(first, last, 'strict', effort),
      ] as const;
      for (const question of QUESTIONS) {
        const [near, far, whole] = answers.map((answer) => answer[question].verdict);
        if (near === 'included' && far === 'included' && whole === 'not-included')
          return { message: `strict, ${question}: denied, but included by way of ${printJson(second)}`, base: first, head: last };
      }
    }
    return null;
  },
);

/** Ways to write the same schema otherwise. */
const REWRITES: Readonly<Record<string, (one: JsonObject) => Json | null>> = {
  reordering: reordered,
  'a reference to the whole': referred,
  inlining: inlined,
  ...Object.fromEntries(DIALECTS.map((dialect) => [`draft ${dialect}`, (one: JsonObject) => translated(one, dialect)])),
};

const writing = law(
  'writing a schema otherwise changes no answer',
  fc.tuple(pairs, fc.constantFrom(...Object.keys(REWRITES)), fc.constantFrom(...MODELS)),
  ([[base, head], way, model], effort) => {
    const rewrite = REWRITES[way] ?? reordered;
    const [otherBase, otherHead] = [rewrite(base), rewrite(head)];
    const before = decided(base, head, model, effort);
    for (const [one, other] of [
      [otherBase, head],
      [base, otherHead],
      [otherBase, otherHead],
    ] as const) {
      if (one === null || other === null) continue;
      const after = decided(one, other, model, effort);
      for (const question of QUESTIONS)
        if (contradict(before[question], after[question]))
          return {
            message: `${model}, ${question}: ${after[question].verdict} after ${way}, ${before[question].verdict} for ${printJson(base)} and ${printJson(head)}`,
            base: one,
            head: other,
          };
    }
    for (const [one, other] of [
      [base, otherBase],
      [otherHead, head],
    ] as const) {
      if (one === null || other === null) continue;
      const same = decided(one, other, model, effort);
      for (const question of QUESTIONS)
        if (same[question].verdict === 'not-included')
          return { message: `${model}, ${question}: denied after ${way}`, base: one, head: other };
    }
    return null;
  },
);

/** Everything that must hold of the engine's answers, whatever the schemas. */
export const laws: readonly Law[] = [answersHold, reflexive, bounds, contraposition, transitive, writing];
