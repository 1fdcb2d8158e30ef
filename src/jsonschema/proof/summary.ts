import { isMember, kindOf } from '../evaluate/evaluate.ts';
import type { Json } from '../values/json.ts';
import { ANY_KIND, type SchemaNode } from '../schema/schema-node.ts';

/** What a schema admits at most, seen without reasoning: the kinds, and the values where they are finitely many. */
export interface Summary {
  readonly kinds: number;
  readonly values: readonly Json[] | null;
}

const ANYTHING: Summary = { kinds: ANY_KIND, values: null };
const MAX_DEPTH = 60;

function meet(left: Summary, right: Summary): Summary {
  const kinds = left.kinds & right.kinds;
  const finite = left.values ?? right.values;
  if (finite === null) return { kinds, values: null };
  const other = left.values === null ? null : right.values;
  const values = finite.filter((value) => (kindOf(value) & kinds) !== 0 && (other === null || isMember(value, other)));
  return { kinds: values.reduce<number>((mask: number, value) => mask | kindOf(value), 0), values };
}

function join(parts: readonly Summary[]): Summary {
  const kinds = parts.reduce((mask, part) => mask | part.kinds, 0);
  return { kinds, values: parts.every((part) => part.values !== null) ? parts.flatMap((part) => part.values ?? []) : null };
}

/** Computes summaries, each once. */
export class Summaries {
  readonly #known = new Map<SchemaNode, Summary>();

  of(node: SchemaNode, depth = 0): Summary {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH) return ANYTHING;
    // Until it is computed, a schema that refers to itself counts as anything.
    this.#known.set(node, ANYTHING);
    const summary = this.#compute(node, depth);
    this.#known.set(node, summary);
    return summary;
  }

  #compute(node: SchemaNode, depth: number): Summary {
    let summary = ANYTHING;
    for (const assertion of node.assertions) {
      if (assertion.kind === 'false') return { kinds: 0, values: [] };
      else if (assertion.kind === 'type') summary = meet(summary, { kinds: assertion.mask, values: null });
      else if (assertion.kind === 'enum') summary = meet(summary, meet(ANYTHING, { kinds: ANY_KIND, values: assertion.values }));
      else if (assertion.kind === 'ref') summary = meet(summary, this.of(assertion.node, depth + 1));
      else if (assertion.kind === 'allOf') for (const child of assertion.nodes) summary = meet(summary, this.of(child, depth + 1));
      else if (assertion.kind === 'anyOf' || assertion.kind === 'oneOf')
        summary = meet(summary, join(assertion.nodes.map((child) => this.of(child, depth + 1))));
    }
    return summary;
  }
}
