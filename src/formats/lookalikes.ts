import { isJsonArray, isJsonObject, type Json } from '../jsonschema/index.ts';
import type { PlanFile } from '../plan/model.ts';
import type { ParsedDocument } from './document.ts';
import type { Tree } from './tree.ts';

/** Files of one change that are looked into; where more come at once they are data, not schemas. */
const MAX_FILES = 200;

const REASON = 'It looks like a JSON Schema, but has no "$schema", so it is not checked: add one, or name the file under schemas.format.';

/** What a JSON Schema without its mark looks like: it says what an object's properties are, each with a schema. */
function looksLikeSchema(value: Json): boolean {
  if (!isJsonObject(value) || Object.hasOwn(value, '$schema')) return false;
  const properties = Object.hasOwn(value, 'properties') ? value['properties'] : undefined;
  if (!isJsonObject(properties)) return false;
  const isTyped = value['type'] === 'object' || isJsonArray(value['required']);
  return (
    isTyped &&
    Object.values(properties).some(
      (each) => isJsonObject(each) && ['type', '$ref', 'enum', 'properties'].some((name) => Object.hasOwn(each, name)),
    )
  );
}

/** The files among those that no format claims which are schemas by the look of them: a break in one would pass unseen, and that is said. */
export function lookalikes(
  tree: Tree,
  paths: readonly string[],
  parse: (paths: readonly string[]) => ReadonlyMap<string, ParsedDocument>,
): readonly PlanFile[] {
  if (paths.length === 0 || paths.length > MAX_FILES) return [];
  const possible = [...tree.search(['properties'], paths)];
  return [...parse(possible)].flatMap(([path, parsed]) =>
    parsed.ok && looksLikeSchema(parsed.document.value) ? [{ path, status: 'ignored' as const, format: null, reason: REASON }] : [],
  );
}
