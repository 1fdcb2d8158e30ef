import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import reportSchema from '../../docs/report.schema.json' with { type: 'json' };
import { parseJson } from '../jsonschema/index.ts';
import type { Report } from '../report/report.ts';
import { CallError } from './call-error.ts';
import { unreadableFile } from './schema-file.ts';

/** Reads a report that `check --format json` saved. Throws a {@link CallError} where the file holds none. */
export function readReport(path: string): Report {
  const parsed = parseJson(textOf(path));
  const hint = 'Give a file written by: schema-gate check --format json --output report.json';
  if (!parsed.ok) throw new CallError(`${path} is not JSON: ${parsed.problem}`, hint);
  const value: unknown = parsed.value;
  const validate = new Ajv2020({ ownProperties: true, strictTypes: false, validateFormats: false }).compile<Report>(reportSchema);
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  throw new CallError(`${path} is no report of this version: ${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'}.`, hint);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadableFile(path, error);
  }
}
