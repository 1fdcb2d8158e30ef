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
} from './values/json.ts';
export { childPointer, pointerTokens, valueAt } from './values/pointer.ts';
export { asRead, follower, type Follow } from './schema/follow.ts';
export { createOracle, type CompileAnswer, type Oracle, type OracleAnswer, type RuntimeProfile } from './oracle/oracle.ts';
export { compare, inclusion } from './compare.ts';
export { decide } from './decide.ts';
export { evaluate, type Validity } from './evaluate/validity.ts';
export { exampleOf } from './proof/example.ts';
export { compilePattern, type Pattern } from './schema/pattern.ts';
export { textsOf } from './schema/texts.ts';
