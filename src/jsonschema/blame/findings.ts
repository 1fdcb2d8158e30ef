import { goalOf, type Inquiry } from '../proof/inquiry.ts';
import type { Doubt } from '../proof/goal.ts';
import type { Json } from '../values/json.ts';
import type { Written } from '../schema/keyword.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import { shrink } from './shrink.ts';
import { narrowed } from './narrow.ts';
import type { Wrap } from './skeleton.ts';
import type { Break, InstancePath, Place, Step } from '../types.ts';

/** How many causes one answer names; where there may be more, that is a reason of its own, so that nobody takes the list for complete. */
const MAX_BREAKS = 1_000;
/** On how many ways to it a schema is looked at, so that the best place for an example is found. */
const MAX_VISITS = 4;

/** A place of the reader's schema, with what the sender's schema demands at the same location of the instance. */
export interface Spot {
  /** The sender's schemas that must all hold there, references and allOf taken apart. */
  readonly sender: readonly SchemaNode[];
  readonly reader: SchemaNode;
  readonly path: InstancePath;
  readonly conditional: boolean;
  /** Whether the property that the path ends in, or the closest one above, may be left out. */
  readonly optional: boolean;
  /** The whole reader's schema reduced to this spot: what fails it fails the reader's schema. */
  readonly wrap: Wrap;
  /** Reader's schemas on the way here, to end recursion. */
  readonly above: readonly SchemaNode[];
}

/** Where in an instance something bites. */
export type Bite = Pick<Spot, 'path' | 'conditional' | 'optional'>;

/** The bite of a keyword at a spot, or at a step below it. */
export function biteAt({ path, conditional, optional }: Spot, ...below: readonly Step[]): Bite {
  return { path: [...path, ...below], conditional, optional };
}

/** What is blamed if the reader's schema, reduced to a keyword, rejects something that the sender may send. */
export interface Suspect extends Bite {
  readonly keyword: string;
  readonly reader: Partial<Omit<Written, 'keyword'>>;
  readonly sender: Partial<Omit<Written, 'keyword'>>;
}

/** The answer whose causes are looked for. */
export interface Refutation {
  /** Null where it was not confirmed: then only what is confirmed by itself is blamed. */
  readonly counterexample: Json | null;
  /** Confirms a candidate with the foreign validators; null where nothing is to be said against it. */
  readonly objection: (instance: Json) => string | null;
}

/** A confirmed counterexample; any JSON value may be one. */
export interface Proof {
  readonly counterexample: Json;
}

/** Orders the places where one keyword bites: those that every event reaches first, then the shortest way. */
function rankOf({ conditional, optional, path }: Suspect): string {
  return `${Number(conditional)}${Number(optional)}${String(path.length).padStart(4, '0')}${JSON.stringify(path)}`;
}

/** What a walk has found so far: each keyword once, however many places of an instance its schema describes. */
export class Findings {
  readonly inquiry: Inquiry;
  readonly #doubts: Doubt[] = [];
  readonly #refutation: Refutation;
  readonly #visits = new Map<SchemaNode, { readonly count: number; readonly shortest: number }>();
  #hits = 0;
  readonly #found = new Map<string, { readonly rank: string; readonly cause: Break }>();

  constructor(inquiry: Inquiry, refutation: Refutation) {
    this.inquiry = inquiry;
    this.#refutation = refutation;
  }

  get breaks(): readonly Break[] {
    return [...this.#found.values()].map(({ cause }) => cause);
  }

  /** How often something was blamed, the same keyword at several places counted each time. */
  get hits(): number {
    return this.#hits;
  }

  /** Whether a schema is still to be looked at: on a way that is shorter than those before, and on some more; there may be more than anyone could go. */
  visit(reader: SchemaNode, depth: number): boolean {
    const { count, shortest } = this.#visits.get(reader) ?? { count: 0, shortest: Number.MAX_SAFE_INTEGER };
    this.#visits.set(reader, { count: count + 1, shortest: Math.min(shortest, depth) });
    return count < MAX_VISITS || depth < shortest;
  }

  /** Why the causes named may not be all. */
  get doubts(): readonly Doubt[] {
    const message = `${MAX_BREAKS} causes are named, and there may be more`;
    return this.isFull ? [{ code: 'budget', message, node: null }, ...this.#doubts] : this.#doubts;
  }

  get isFull(): boolean {
    return this.#found.size >= MAX_BREAKS;
  }

  /**
   * An event that the sender may send and that the reduced reader's schema rejects, with nothing in it that could be left out; confirmed on the whole
   * schemas. Null where there is none.
   */
  refute(reduced: SchemaNode, suspected: string, at?: Place): Proof | null {
    const { objection } = this.#refutation;
    if (this.isFull) return null;
    const found = this.inquiry.prover.find(goalOf(this.inquiry, reduced));
    if (found.kind === 'unknown') this.#doubts.push(...found.doubts.slice(0, 1));
    if (found.kind !== 'found' || !this.#refutes(this.inquiry.reader, found.value)) return null;
    const small = shrink(found.value, (less) => this.#refutes(reduced, less) && this.#refutes(this.inquiry.reader, less));
    if (objection(small) === null) return { counterexample: small };
    const objected = objection(found.value);
    if (objected === null) return { counterexample: found.value };
    const side = this.inquiry.question === 'producers' ? 'head' : 'base';
    const placed = at === undefined ? {} : { at: { [side]: at } };
    this.#doubts.push({ code: 'unconfirmed', message: `"${suspected}": ${objected}`, node: reduced, ...placed });
    return null;
  }

  /** Whether the sender may send an instance that a schema of the reader rejects. */
  #refutes(reader: SchemaNode, instance: Json): boolean {
    return this.inquiry.prover.meets(goalOf(this.inquiry, reader), instance) === true;
  }

  /** The counterexample of the whole answer, as small as can be. */
  whole(): Proof | null {
    const { counterexample, objection } = this.#refutation;
    if (counterexample === null) return null;
    const small = shrink(counterexample, (less) => this.#refutes(this.inquiry.reader, less));
    return { counterexample: objection(small) === null ? small : counterexample };
  }

  /** Blames a suspect if the reduced schema can be refuted; true also where it is blamed already, at a place that says more. */
  accuse(suspect: Suspect, reduced: SchemaNode): boolean {
    const known = this.#found.get(this.#identityOf(suspect));
    const proof = known !== undefined && known.rank <= rankOf(suspect) ? null : this.refute(reduced, suspect.keyword, suspect.reader.place);
    if (proof !== null) this.add(suspect, proof);
    else if (known !== undefined) this.#hits++;
    return proof !== null || known !== undefined;
  }

  #identityOf({ keyword, reader, sender, path }: Suspect): string {
    // Where neither side has a place, the location is all that tells.
    return JSON.stringify([keyword, reader.place, sender.place, reader.place === undefined && sender.place === undefined ? path : null]);
  }

  add(suspect: Suspect, proof: Proof): void {
    const { keyword, path, conditional } = suspect;
    const [sender, reader] = narrowed(suspect);
    const [base, head] = this.inquiry.question === 'producers' ? [sender, reader] : [reader, sender];
    const cause: Break = {
      keyword,
      path,
      conditional,
      counterexample: proof.counterexample,
      ...(base.place === undefined ? {} : { base: base.place }),
      ...(head.place === undefined ? {} : { head: head.place }),
      ...(base.value === undefined ? {} : { before: base.value }),
      ...(head.value === undefined ? {} : { after: head.value }),
    };
    this.#hits++;
    this.#found.set(this.#identityOf(suspect), { rank: rankOf(suspect), cause });
  }

  sameClass(one: SchemaNode, other: SchemaNode): boolean {
    return this.inquiry.classes.classOf(one) === this.inquiry.classes.classOf(other);
  }
}
