import { goalOf, type Inquiry } from '../proof/inquiry.ts';
import type { Doubt } from '../proof/goal.ts';
import type { Json } from '../values/json.ts';
import type { Written } from '../schema/keyword.ts';
import type { SchemaNode } from '../schema/schema-node.ts';
import type { Wrap } from './skeleton.ts';
import type { Break, InstancePath } from '../types.ts';

/** How many causes one answer names. */
export const MAX_BREAKS = 100;

/** A place of the reader's schema, with what the sender's schema demands at the same location of the instance. */
export interface Spot {
  /** The sender's schemas that must all hold there, references and allOf taken apart. */
  readonly sender: readonly SchemaNode[];
  readonly reader: SchemaNode;
  readonly path: InstancePath;
  readonly conditional: boolean;
  /** The whole reader's schema reduced to this spot: what fails it fails the reader's schema. */
  readonly wrap: Wrap;
  /** Reader's schemas on the way here, to end recursion. */
  readonly above: readonly SchemaNode[];
}

/** What is blamed if the reader's schema, reduced to `reduced`, rejects something that the sender may send. */
export interface Suspect {
  readonly keyword: string;
  readonly path: InstancePath;
  readonly conditional: boolean;
  readonly reader: Partial<Omit<Written, 'keyword'>>;
  readonly sender: Partial<Omit<Written, 'keyword'>>;
}

/** The answer whose causes are looked for. */
export interface Refutation {
  readonly counterexample: Json;
  /** Whether the sender's schema was read as written although a plan was asked for. */
  readonly asWritten: boolean;
  /** Confirms a candidate with the foreign validators; null where nothing is to be said against it. */
  readonly objection: (instance: Json) => string | null;
}

/** What a walk has found so far. */
export class Findings {
  readonly inquiry: Inquiry;
  readonly breaks: Break[] = [];
  readonly doubts: Doubt[] = [];
  readonly #refutation: Refutation;

  constructor(inquiry: Inquiry, refutation: Refutation) {
    this.inquiry = inquiry;
    this.#refutation = refutation;
  }

  /** An event that the sender may send and that the reduced reader's schema rejects; confirmed on the whole schemas. Null where there is none. */
  refute(reduced: SchemaNode, suspected: string): Json | null {
    const { prover, reader } = this.inquiry;
    const { asWritten, objection } = this.#refutation;
    if (this.breaks.length >= MAX_BREAKS) return null;
    const found = prover.find(goalOf(this.inquiry, reduced, asWritten));
    if (found.kind === 'unknown') this.doubts.push(...found.doubts.slice(0, 1));
    if (found.kind !== 'found' || prover.meets(goalOf(this.inquiry, reader, asWritten), found.value) !== true) return null;
    const objected = objection(found.value);
    if (objected === null) return found.value;
    this.doubts.push({ code: 'unconfirmed', message: `"${suspected}": ${objected}`, node: reduced });
    return null;
  }

  /** Blames a suspect if the reduced schema can be refuted. */
  accuse(suspect: Suspect, reduced: SchemaNode): boolean {
    const counterexample = this.refute(reduced, suspect.keyword);
    if (counterexample !== null) this.add(suspect, counterexample);
    return counterexample !== null;
  }

  add(suspect: Suspect, counterexample: Json): void {
    const { keyword, path, conditional } = suspect;
    const [base, head] = this.inquiry.question === 'producers' ? [suspect.sender, suspect.reader] : [suspect.reader, suspect.sender];
    this.breaks.push({
      keyword,
      path,
      conditional,
      counterexample,
      ...(base.place === undefined ? {} : { base: base.place }),
      ...(head.place === undefined ? {} : { head: head.place }),
      ...(base.value === undefined ? {} : { before: base.value }),
      ...(head.value === undefined ? {} : { after: head.value }),
    });
  }

  sameClass(one: SchemaNode, other: SchemaNode): boolean {
    return this.inquiry.classes.classOf(one) === this.inquiry.classes.classOf(other);
  }
}
