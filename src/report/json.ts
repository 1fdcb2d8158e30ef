import { ExactNumber, printJson, type Json } from '../jsonschema/index.ts';
import type { Report } from './report.ts';

/** Plain data as JSON: a member that is undefined is absent. */
function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof ExactNumber) return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') throw new TypeError(`A report holds data only, not a ${typeof value}.`);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toJson(member)]));
}

/** The report as JSON text (two spaces, a line feed at the end), in the shape of docs/report.schema.json. Numbers are lossless. */
export function renderJson(report: Report): string {
  return `${printJson(toJson(report), 2)}\n`;
}
