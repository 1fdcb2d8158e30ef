import { isJsonObject, type Json } from '../../jsonschema/index.ts';
import type { EventVersion, Location, PlanProblem } from '../../plan/model.ts';
import { stringMember } from '../json-schema/keywords.ts';
import { quoted } from '../problems.ts';

/** How an Iglu schema names itself (https://docs.snowplow.io/docs/fundamentals/schemas/). */
export interface SelfDescription {
  readonly vendor: string;
  readonly name: string;
  readonly format: string;
  /** MODEL-REVISION-ADDITION. */
  readonly version: string;
}

/** `$schema` of self-describing schemas, as Iglu's own URI and as a web address. */
const META_SCHEMA = /^(?:iglu:|https?:\/\/iglucentral\.com\/schemas\/)com\.snowplowanalytics\.self-desc\/schema\/jsonschema\//;

/** The text that every self-describing schema holds. */
export const SELF_DESCRIBING = 'com.snowplowanalytics.self-desc';

/** What a schema says of itself; null where it is no self-describing schema. */
export function selfOf(schema: Json): SelfDescription | null {
  if (!isJsonObject(schema) || !META_SCHEMA.test(stringMember(schema, '$schema') ?? '')) return null;
  const self = Object.hasOwn(schema, 'self') ? schema['self'] : undefined;
  if (self === undefined || !isJsonObject(self)) return null;
  const [vendor, name, format, version] = ['vendor', 'name', 'format', 'version'].map((part) => stringMember(self, part));
  if (!vendor || !name || !format || !version) return null;
  return { vendor, name, format, version };
}

/** What all versions of a schema have in common, as Iglu URIs begin. */
export function familyOf({ vendor, name, format }: SelfDescription): string {
  return `${vendor}/${name}/${format}`;
}

/** The key of one version: its Iglu URI. */
export function igluUri(self: SelfDescription): string {
  return `iglu:${familyOf(self)}/${self.version}`;
}

const SCHEMAVER = /^\d{1,9}-\d{1,9}-\d{1,9}$/;

/** The version of a schema; null where it is no SchemaVer. */
export function versionOf(self: SelfDescription, published: boolean): EventVersion | null {
  if (!SCHEMAVER.test(self.version)) return null;
  return { family: familyOf(self), text: self.version, numbers: self.version.split('-').map(Number), scheme: 'schemaver', published };
}

/** The schema as a validator reads it: self-describing schemas are draft-04, and say so by a meta-schema of their own. */
export function plainSchema(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([name]) => name !== '$schema' && name !== 'self');
  return Object.fromEntries([['$schema', 'http://json-schema.org/draft-04/schema#'], ...kept]);
}

/** What there is to say of a version that is no SchemaVer; nothing of one that is. */
export function versionProblems(self: SelfDescription, owner: string, location: Location): readonly PlanProblem[] {
  if (versionOf(self, false) !== null) return [];
  const message = `The version ${quoted(self.version)} is no SchemaVer.`;
  return [{ code: 'invalid-definition', owner, message, hint: 'Write MODEL-REVISION-ADDITION, as 1-0-0.', location }];
}
