import { type Schema, type SchemaDraft, Validator, format as cfworkerFormats } from '@cfworker/json-schema';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { formatNames } from 'ajv-formats/dist/formats.js';
import { type BundleDocument, type BundleDraft, UNRESOLVED, UNRESOLVED_DECIDES } from './bundle.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { Opinion } from './protocol.ts';

const DRAFTS: Readonly<Record<BundleDraft, SchemaDraft>> = { 'draft-04': '4', 'draft-07': '7', '2019-09': '2019-09', '2020-12': '2020-12' };

/** A validator of other authors (@cfworker/json-schema), for a bundle's document. Throws what it throws. */
export function compileSecond(draft: BundleDraft, document: BundleDocument): (instance: Json) => Opinion {
  const { [UNRESOLVED]: _, ...definitions } = document.$defs;
  const schema: Schema = { ...document, $defs: definitions };
  const validator = new Validator(schema, DRAFTS[draft]);
  return (instance) => {
    try {
      return validator.validate(withoutPrototypes(instance)).valid ? 'valid' : 'invalid';
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('Unresolved $ref')) return { problem: UNRESOLVED_DECIDES };
      throw error;
    }
  };
}

/** It finds properties with `in`, so that no object may inherit any. Instances are as deep as their reader allows. */
function withoutPrototypes(value: Json): Json {
  if (isJsonArray(value)) return value.map(withoutPrototypes);
  if (!isJsonObject(value)) return value;
  const bare: JsonObject = Object.fromEntries(Object.entries(value).map(([name, kid]) => [name, withoutPrototypes(kid)]));
  Reflect.setPrototypeOf(bare, null);
  return bare;
}

/** `format` is no question of opinion: it means what ajv-formats makes of it. So the second validator takes its definitions from there. */
function adoptFormats(): void {
  const ajv = ajvFormats.default(new Ajv({ meta: false, validateSchema: false, strict: false, logger: false }));
  for (const name of Object.keys(cfworkerFormats)) Reflect.deleteProperty(cfworkerFormats, name);
  for (const name of formatNames) cfworkerFormats[name] = ajv.compile({ format: name });
}

adoptFormats();
