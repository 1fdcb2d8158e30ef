/**
 * The inclusion engine: is every instance of one JSON Schema valid under another? It knows nothing of plans, Git or GitHub.
 * This is the only module of the folder that the rest of the project imports.
 */
export * from './types.ts';
export { ExactNumber, type Json, type JsonObject } from './json.ts';
