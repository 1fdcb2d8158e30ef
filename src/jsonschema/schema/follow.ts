import { References } from './references.ts';
import type { Place, Schema } from '../types.ts';

/** Finds the place that a `$ref`, standing in the schema object at a place, names; null where the documents do not hold it. Never fetches. */
export type Follow = (from: Place, reference: string) => Place | null;

/** A {@link Follow} for one side; the documents are indexed when first needed. */
export function follower(schema: Schema): Follow {
  const references = References.of(schema);
  return (from, reference) => {
    const standing = references.at(from);
    return (standing && references.resolve(reference, standing.scope)?.place) ?? null;
  };
}
