import { decide, isJsonObject, type Json, type JsonObject, type Place, type Schema } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { valueAt, type PlannedProperty } from '../../plan/properties.ts';

/** A SHA-256 digest in hexadecimal, or null. MD5 and SHA-1 are shorter, and no protection. */
const DIGEST: Json = { anyOf: [{ type: 'null' }, { type: 'string', pattern: '^[A-Fa-f0-9]{64}$' }] };

/** Whether everything that a schema admits is admitted by another. */
function isIncluded(schema: Schema, root: Json): boolean {
  const uri = 'urn:schema-gate:sha256';
  const other: Schema = { uri, pointer: '', documents: new Map([[uri, root]]), dialect: schema.dialect };
  return decide(schema, other, { contentModel: 'strict' }).producers.verdict === 'included';
}

/** What was proved of schemas that refer to nothing and hold no others: many events share them. */
const proved = new WeakMap<JsonObject, boolean>();

function isDigestAt(schema: Schema, place: Place): boolean {
  const node = valueAt(schema, place);
  const isPlain =
    isJsonObject(node) && !REFERENCES.some((keyword) => Object.hasOwn(node, keyword)) && !Object.values(node).some(isJsonObject);
  if (!isPlain || CHOICES.some((keyword) => Object.hasOwn(node, keyword))) return isIncluded({ ...schema, ...place }, DIGEST);
  // Without one of these nothing but lengths bounds a text: another text of the same length is no digest.
  if (!['pattern', 'enum', 'const'].some((keyword) => Object.hasOwn(node, keyword))) return false;
  const known = proved.get(node) ?? isIncluded({ ...schema, ...place }, DIGEST);
  proved.set(node, known);
  return known;
}

const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];
/** Keywords that hold lists of schemas. */
const CHOICES = ['allOf', 'anyOf', 'oneOf'];

/** Messages that hold a digest, or nothing, at this path; null for places in tuples and under open names. */
function digestAt({ path }: PlannedProperty): Json | null {
  return path.toReversed().reduce<Json | null>((inner, step) => {
    if (inner === null) return null;
    if (step.kind === 'property') return { properties: { [step.name]: inner } };
    return step.kind === 'items' && step.index === undefined ? { items: inner } : null;
  }, DIGEST);
}

/**
 * Whether an event admits nothing but SHA-256 digests in hexadecimal, and null, as the value of a property: proved by inclusion. A name that ends
 * in `_sha256` is only a claim.
 */
export function isProvedHash(event: PlanEvent, property: PlannedProperty): boolean {
  if (property.conditional || !property.kinds.has('string')) return false;
  // A definition that applies under a condition proves nothing alone: each must be proved, or else the whole message.
  if (property.places.every((place) => isDigestAt(event.schema, place))) return true;
  const whole = property.places.length > 1 ? digestAt(property) : null;
  return whole !== null && isIncluded(event.schema, whole);
}
