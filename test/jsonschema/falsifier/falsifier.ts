import { Evaluator } from '../../../src/jsonschema/evaluate/evaluate.ts';
import { dropUnplanned, isSent, Locations } from '../../../src/jsonschema/evaluate/location.ts';
import { compile } from '../../../src/jsonschema/schema/compile.ts';
import { Equivalence } from '../../../src/jsonschema/schema/equivalence.ts';
import { closureOf, type SchemaNode } from '../../../src/jsonschema/schema/schema-node.ts';
import type { ContentModel, Question, Schema } from '../../../src/jsonschema/types.ts';
import { canonicalJson, type Json } from '../../../src/jsonschema/values/json.ts';
import { Instances, isHuge, type Schemas } from './instances.ts';
import { Mutants } from './mutants.ts';
import { poolOf } from './pool.ts';
import { Random } from './random.ts';
import { Texts } from './texts.ts';

/** What the search came to: the first instance that separates the schemas, and how many were tried. */
export interface Search {
  readonly instance: Json | undefined;
  readonly tries: number;
  /** How many of the instances tried the sender may send; where it is 0 nothing was tested. */
  readonly sent: number;
  /** Whether the work that so many tries may take was spent before. */
  readonly isCut: boolean;
}

export interface FalsifyOptions {
  readonly tries: number;
  readonly seed: number;
  readonly contentModel: ContentModel;
  /** `producers`: an instance of base that head rejects; `consumers`: the reverse. */
  readonly question: Question;
}

const KEPT = 48;
/** Steps after which an evaluator is replaced, so that what it remembers does not grow. */
const STEPS_REMEMBERED = 40_000;
const STEP_LIMIT = 200_000;
/** Steps of evaluation that a try may take, on average: only where a list has to have tens of thousands of entries does one take more. */
const STEPS_A_TRY = 3_000;

/**
 * Looks for an instance that the sender may send and the reader rejects, by a guided random search that shares nothing with the proof engine but the
 * exact evaluator: instances made along the schemas, at and beside every constant of both, and mutants of what came near. The same seed, the same search.
 */
export class Falsifier {
  readonly #base: SchemaNode | null;
  readonly #head: SchemaNode | null;
  readonly #classes: Equivalence;
  readonly #locations = new Locations();

  constructor(base: Schema, head: Schema) {
    this.#base = compile(base);
    this.#head = compile(head);
    this.#classes = new Equivalence([this.#base, this.#head].filter((node) => node !== null));
  }

  falsify(options: FalsifyOptions): Search {
    const { question, seed, contentModel } = options;
    const [sender, reader] = question === 'producers' ? [this.#base, this.#head] : [this.#head, this.#base];
    if (sender === null || reader === null) return { instance: undefined, tries: 0, sent: 0, isCut: false };
    const planned = contentModel === 'planned';
    const judge = new Judge({ sender, reader, planned, drops: planned && question === 'consumers' }, this.#locations);
    const shared = this.#sharedClasses(sender, reader);
    const schemas: Schemas = {
      classOf: (node) => this.#classes.classOf(node),
      isShared: (node) => shared.has(this.#classes.classOf(node)),
      holds: (node, value) => judge.holds(node, value),
    };
    return new Run(judge, new Random(seed), schemas, { sender, reader }).search(options.tries);
  }

  #sharedClasses(sender: SchemaNode, reader: SchemaNode): ReadonlySet<number> {
    const classes = (root: SchemaNode): Set<number> => new Set([...closureOf([root])].map((node) => this.#classes.classOf(node)));
    const theirs = classes(reader);
    return new Set([...classes(sender)].filter((id) => theirs.has(id)));
  }

  /** Whether an instance separates the schemas by the definitions of the content model; null where that is not known. */
  separates(instance: Json, contentModel: ContentModel, question: Question): boolean | null {
    const [sender, reader] = question === 'producers' ? [this.#base, this.#head] : [this.#head, this.#base];
    if (sender === null || reader === null) return null;
    const planned = contentModel === 'planned';
    const judge = new Judge({ sender, reader, planned, drops: planned && question === 'consumers' }, this.#locations);
    const sent = judge.isSent(instance);
    if (sent !== true) return sent;
    const read = judge.isRead(instance);
    return read === null ? null : !read;
  }
}

interface Asked {
  readonly sender: SchemaNode;
  readonly reader: SchemaNode;
  readonly planned: boolean;
  readonly drops: boolean;
}

/** Judges instances by the definitions. */
class Judge {
  readonly #asked: Asked;
  readonly #locations: Locations;
  #evaluator = new Evaluator(STEP_LIMIT);
  #stepsBefore = 0;

  constructor(asked: Asked, locations: Locations) {
    this.#asked = asked;
    this.#locations = locations;
  }

  /** Steps of evaluation taken so far. */
  get steps(): number {
    return this.#stepsBefore + this.#evaluator.steps;
  }

  #forget(): void {
    if (this.#evaluator.steps <= STEPS_REMEMBERED) return;
    this.#stepsBefore += this.#evaluator.steps;
    this.#evaluator = new Evaluator(STEP_LIMIT);
  }

  holds(node: SchemaNode, value: Json): boolean | null {
    this.#forget();
    return this.#evaluator.holds(node, value);
  }

  isSent(value: Json): boolean | null {
    this.#forget();
    const { sender, planned } = this.#asked;
    const valid = this.#evaluator.holds(sender, value);
    if (valid !== true || !planned) return valid;
    return isSent(this.#locations, this.#locations.of([sender]), [sender], value, this.#evaluator);
  }

  isRead(value: Json): boolean | null {
    const { reader, drops } = this.#asked;
    const read = drops ? dropUnplanned(this.#locations, this.#locations.of([reader]), value) : value;
    return this.#evaluator.holds(reader, read);
  }
}

class Run {
  readonly #judge: Judge;
  readonly #random: Random;
  readonly #sender: SchemaNode;
  readonly #reader: SchemaNode;
  readonly #instances: Instances;
  readonly #mutants: Mutants;
  readonly #sweep: readonly Json[];
  readonly #finite: readonly Json[] | null;
  readonly #accepted: Json[] = [];
  readonly #rejected: Json[] = [];

  constructor(
    judge: Judge,
    random: Random,
    schemas: Schemas,
    { sender, reader }: { readonly sender: SchemaNode; readonly reader: SchemaNode },
  ) {
    this.#judge = judge;
    this.#random = random;
    this.#sender = sender;
    this.#reader = reader;
    const pool = poolOf([sender, reader]);
    const texts = new Texts(pool, random);
    this.#instances = new Instances(pool, random, texts, schemas);
    this.#mutants = new Mutants(pool, random, texts, this.#instances);
    this.#finite = finiteValues(sender);
    const all: readonly Json[] = [...pool.values, ...pool.numbers, ...pool.strings.slice(0, 100), null, true, false, {}, []];
    this.#sweep = this.#finite ?? [...new Map(all.map((value) => [canonicalJson(value), value])).values()];
  }

  search(tries: number): Search {
    let sent = 0;
    const most = this.#finite === null ? tries : Math.min(tries, this.#finite.length);
    for (let i = 0; i < most; i++) {
      if (this.#judge.steps > tries * STEPS_A_TRY) return { instance: undefined, tries: i, sent, isCut: true };
      const swept = this.#sweep[i];
      const value = swept === undefined || i > tries / 4 ? this.#next() : swept;
      const isValid = this.#judge.isSent(value);
      if (isValid !== true) {
        if (isValid === false && this.#random.chance(0.05) && this.#judge.isRead(value) === false) this.#keep(this.#rejected, value);
        continue;
      }
      sent++;
      if (this.#judge.isRead(value) === false) return { instance: value, tries: i + 1, sent, isCut: false };
      this.#keep(this.#accepted, value);
    }
    return { instance: undefined, tries: most, sent, isCut: false };
  }

  #next(): Json {
    const random = this.#random;
    const roll = random.next();
    const from = random.pick(random.chance(0.75) ? this.#accepted : this.#rejected);
    // A huge value is seldom mutated: each mutant has to be judged from the start.
    const spares = from !== undefined && isHuge(from) && !random.chance(0.1);
    if (roll < 0.4 || (spares && roll >= 0.62))
      return this.#instances.make([
        { node: this.#sender, holds: true },
        { node: this.#reader, holds: false },
      ]);
    if (roll < 0.55) return this.#instances.make([{ node: this.#sender, holds: true }]);
    if (roll < 0.62) return this.#instances.make([{ node: this.#reader, holds: false }]);
    if (from === undefined) return this.#instances.any();
    let value = from;
    const changes = 1 + random.below(3);
    for (let i = 0; i < changes; i++)
      value = this.#mutants.mutant(value, random.pick(random.chance(0.5) ? this.#accepted : this.#rejected) ?? null);
    return value;
  }

  #keep(among: Json[], value: Json): void {
    if (among.length < KEPT) among.push(value);
    else if (this.#random.chance(0.2)) among[this.#random.below(KEPT)] = value;
  }
}

/** All values that a schema may accept, where it lists them. */
function finiteValues(node: SchemaNode): readonly Json[] | null {
  const listed = node.assertions.find((assertion) => assertion.kind === 'enum');
  return listed === undefined ? null : listed.values;
}
