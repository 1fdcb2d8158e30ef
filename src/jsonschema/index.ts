/**
 * The inclusion engine: is every instance of one JSON Schema valid under another? It knows nothing of plans, Git or GitHub.
 * This is the only module of the folder that the rest of the project imports.
 */
export * from './types.ts';
export {
  canonicalJson,
  equalJson,
  ExactNumber,
  isJsonArray,
  isJsonObject,
  isNumber,
  numberFromText,
  parseJson,
  printJson,
  type Json,
  type JsonObject,
} from './json.ts';
export { childPointer, pointerTokens, valueAt } from './pointer.ts';
export { follower, type Follow } from './follow.ts';
export { createOracle, type CompileAnswer, type Oracle, type OracleAnswer, type RuntimeProfile } from './oracle.ts';
export { compare } from './compare.ts';
export { evaluate, type Validity } from './validity.ts';
export { exampleOf } from './example.ts';
