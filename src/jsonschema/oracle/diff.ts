import { parseAsJsonSet } from 'json-schema-diff/dist/json-schema-diff/diff-schemas/parse-as-json-set.js';
import type { Json } from '../values/json.ts';

/** How many pairs of subsets it may intersect: some schemas of a dozen properties take it hours. */
const MAX_STEPS = 5_000;

/**
 * A schema of what base accepts and head rejects, as json-schema-diff sees it (`false`: nothing); both hold no references. Null where that is too much work;
 * work is counted, so that the answer is the same on every machine. It is that package's `diffSchemas` (diff-schemas.ts, version 1.0.0) less what
 * we do without: the reference parser, which fetches and opens files, and the compilation of the meta-schema, which takes 50 ms each time.
 */
export function removedSchema(base: Json, head: Json): Json | null {
  const context = countingContext();
  try {
    const [before, after] = [parseAsJsonSet(base, context), parseAsJsonSet(head, context)];
    const gone = before.intersect(after).complement().intersect(before);
    return gone.type === 'empty' ? false : gone.toJsonSchema();
  } catch (error) {
    if (error instanceof TooMuchWork) return null;
    throw error;
  }
}

class TooMuchWork extends Error {}

/** The package's own settings. It asks for them at each pair of subsets that it intersects, which lets us count them. */
function countingContext(): { readonly heuristics: { readonly applyLawOfAbsorptionInTypeSetCartesianProduct: boolean } } {
  let steps = 0;
  return {
    heuristics: {
      get applyLawOfAbsorptionInTypeSetCartesianProduct() {
        steps += 1;
        if (steps > MAX_STEPS) throw new TooMuchWork();
        return true;
      },
    },
  };
}
