import type { Json } from './values/json.ts';

/** The dialects of JSON Schema that the engine reads, each with its own semantics. */
export type Dialect = 'draft-04' | 'draft-06' | 'draft-07' | '2019-09' | '2020-12';

/**
 * One side of a question: a schema, the document it stands in, and every other document that its
 * references may name. The engine never fetches: a reference to a document that is not here is unresolved.
 */
export interface Schema {
  /** URI of the document that holds the schema (its retrieval URI; `$id`s inside are honoured). */
  readonly uri: string;
  /** JSON pointer of the schema inside that document; '' is the whole document. */
  readonly pointer: string;
  /** All documents by retrieval URI, the schema's own among them. */
  readonly documents: ReadonlyMap<string, Json>;
  /** The dialect where a document has no `$schema`. */
  readonly dialect: Dialect;
  /** Whether `format` asserts, as ajv-formats does (the default), or only annotates, as the dialects from 2019-09 on have it by default. */
  readonly formats?: 'assert' | 'annotate';
}

/** A place in a schema: a document and a JSON pointer into it. */
export interface Place {
  readonly uri: string;
  readonly pointer: string;
}

/**
 * How openness is read. `planned`: the sender sends what its plan names, the reader ignores what it does not know.
 * `strict`: both sides as written.
 */
export type ContentModel = 'planned' | 'strict';

/** `producers`: is every instance of base valid under head? `consumers`: is every instance of head valid under base? */
export type Question = 'producers' | 'consumers';

/** A step from an instance to a part of it. `names` is every property whose name a pattern matches, or (no pattern) every further one. */
export type Step =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'names'; readonly pattern?: string }
  | { readonly kind: 'items'; readonly index?: number };

/** A location in instances; [] is the whole instance. */
export type InstancePath = readonly Step[];

/**
 * One reason why a question is answered no: a keyword at a place that changed. Keywords that only mean
 * something together are one. At least one of `base` and `head` is given.
 */
export interface Break {
  /**
   * The keyword to blame, in its 2020-12 spelling where it has one: type, enum, const, required, properties (a name
   * added or removed, `path` ends in that name), additionalProperties, unevaluatedProperties, items, minimum, maximum, exclusiveMinimum, exclusiveMaximum,
   * multipleOf, minLength, maxLength, pattern, format, minItems, maxItems, uniqueItems, minProperties, maxProperties, propertyNames,
   * patternProperties, dependentRequired, dependentSchemas, contains, minContains, maxContains, if, allOf, anyOf, oneOf, not, $ref. A boolean schema is
   * 'false'. For propertyNames and contains, and where keywords inside a schema-valued keyword are told as a whole, the places and values are those of
   * the one keyword inside that changed.
   */
  readonly keyword: string;
  /** Where in an instance it bites. For `required` the path ends in the required name. */
  readonly path: InstancePath;
  /** The keyword's place in base (the keyword itself, or the name or list entry that changed); absent where base has none. */
  readonly base?: Place;
  /** The same in head. */
  readonly head?: Place;
  /** The keyword's value in base and in head, absent where the keyword is. */
  readonly before?: Json;
  readonly after?: Json;
  /** True where the break stands in a branch that applies only under a condition (if/then/else, a variant, dependentSchemas). */
  readonly conditional: boolean;
  /** A whole instance accepted by the sender's side and rejected by the other because of this keyword; confirmed. */
  readonly counterexample: Json;
}

/** Why a question could not be decided. */
export interface UndecidedReason {
  readonly code: 'outside-theory' | 'unresolved-reference' | 'budget' | 'unconfirmed' | 'ill-defined';
  /** For a person: names the keyword or reference and why it stops the proof. */
  readonly message: string;
  /** Where the construct stands that stopped the proof. */
  readonly base?: Place;
  readonly head?: Place;
  /** True where the construct stands in head and base has nothing that could not be decided at this place. */
  readonly introduced: boolean;
  /** What else changed that cannot be told without what a reference names that names nothing: the keyword, and where in an instance it speaks. */
  readonly hides?: { readonly keyword: string; readonly path: InstancePath };
}

/**
 * The answer to one question. `steps` counts the work done, the same on every machine. `note` says what is peculiar: that the event can never be sent, or
 * that a runtime would judge a counterexample otherwise than the specification does.
 */
export type Answer =
  | { readonly verdict: 'included'; readonly steps: number; readonly note?: string }
  | {
      readonly verdict: 'not-included';
      readonly steps: number;
      readonly note?: string;
      readonly counterexample: Json;
      readonly breaks: readonly Break[];
      /** What beside the breaks could not be decided. */
      readonly undecided: readonly UndecidedReason[];
    }
  | {
      readonly verdict: 'undecided';
      readonly steps: number;
      readonly note?: string;
      readonly undecided: readonly [UndecidedReason, ...UndecidedReason[]];
      /** What breaks whatever the references name that name nothing, as long as something meets them; no counterexample of it is confirmed. */
      readonly presumed?: readonly Break[];
    };

/** Both answers about a pair of schemas. */
export interface Comparison {
  readonly producers: Answer;
  readonly consumers: Answer;
}

/** One verdict by search alone. `instance` is one that the sender may send and the reader rejects, by the engine's own evaluator. */
export type Decision =
  | { readonly verdict: 'included'; readonly steps: number }
  | { readonly verdict: 'not-included'; readonly steps: number; readonly instance: Json }
  | { readonly verdict: 'undecided'; readonly steps: number; readonly undecided: readonly [UndecidedReason, ...UndecidedReason[]] };

/** Both verdicts about a pair of schemas. */
export interface Decisions {
  readonly producers: Decision;
  readonly consumers: Decision;
}

export interface CompareOptions {
  readonly contentModel: ContentModel;
  /** Steps that one question may use; the same inputs end at the same step everywhere. Default 200,000. */
  readonly budget?: number;
}

/** Thrown when the last-resort clock ran out: the evaluation is void (exit 3), never a verdict. */
export class EvaluationTimeout extends Error {
  override readonly name = 'EvaluationTimeout';
}
