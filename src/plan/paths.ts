import { childPointer, pointerTokens, type InstancePath, type Step } from '../jsonschema/index.ts';

export { pointerTokens as tokensOf } from '../jsonschema/index.ts';

/** Joins reference tokens to a JSON pointer (RFC 6901). */
export function pointerOf(tokens: readonly string[]): string {
  return tokens.reduce(childPointer, '');
}

/** The pointer of the parent; '' is its own parent. */
export function parentPointer(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

const PLAIN_NAME = /^[A-Za-z_$][\w$-]*$/;

function printStep(step: Step, first: boolean): string {
  switch (step.kind) {
    case 'property':
      return PLAIN_NAME.test(step.name) ? `${first ? '' : '.'}${step.name}` : `[${JSON.stringify(step.name)}]`;
    case 'names':
      return step.pattern === undefined ? `${first ? '' : '.'}*` : `[/${step.pattern}/]`;
    case 'items':
      return step.index === undefined ? '[]' : `[${step.index}]`;
  }
}

/** An instance path as a person reads it: `properties.lines[].sku`, `properties["API Method"]`; '' for the whole. */
export function printPath(path: InstancePath): string {
  return path.map((step, index) => printStep(step, index === 0)).join('');
}

/** The last step's name as a person calls it; for list entries and open names, the path itself. */
export function lastName(path: InstancePath): string {
  const last = path.at(-1);
  return last?.kind === 'property' ? last.name : printPath(path);
}

const NAMED = new Set(['properties', 'patternProperties', 'dependentSchemas', 'dependencies', '$defs', 'definitions']);

/**
 * The instance path that a pointer inside a schema leads to: what is passed through to subschemas of the same instance
 * (allOf, then, $defs...) adds nothing. The keyword at the end adds nothing either.
 */
export function instancePathOf(pointer: string): InstancePath {
  const tokens = pointerTokens(pointer);
  const path: Step[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const keyword = tokens[index];
    const next = tokens[index + 1];
    if (keyword === 'properties' && next !== undefined) path.push({ kind: 'property', name: next });
    if (keyword === 'required' && next === undefined) continue;
    if (keyword === 'patternProperties' && next !== undefined) path.push({ kind: 'names', pattern: next });
    if ((keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') && next !== undefined) path.push({ kind: 'names' });
    if ((keyword === 'items' || keyword === 'additionalItems' || keyword === 'contains') && next !== undefined)
      path.push({ kind: 'items' });
    if (keyword !== undefined && NAMED.has(keyword)) index += 1;
  }
  return path;
}
