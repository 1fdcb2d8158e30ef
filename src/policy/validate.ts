import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import policySchema from '../../docs/schema-gate.schema.json' with { type: 'json' };
import type { SourceDocument } from '../formats/format.ts';
import { ExactNumber, type Json } from '../jsonschema/index.ts';
import { alternativesOf, MAX_WRITTEN_OUT } from '../plan/globs.ts';
import type { Location } from '../plan/model.ts';
import { pointerOf, tokensOf } from '../plan/paths.ts';
import { foreign } from '../report/foreign.ts';
import { didYouMean, nearest } from './did-you-mean.ts';
import type { PolicyFile } from './file.ts';

/** The names that the project's parts have and the schema does not list. */
export interface KnownNames {
  readonly ruleIds: readonly string[];
  readonly formatIds: readonly string[];
}

/** Something wrong in a policy file. */
export interface PolicyProblem {
  readonly location: Location;
  /** What is wrong, by name. */
  readonly message: string;
  /** What to do; names the likely meaning of a misspelt name. */
  readonly hint: string;
}

export type Checked<T> =
  | { readonly ok: true; readonly file: T }
  | { readonly ok: false; readonly problems: readonly [PolicyProblem, ...PolicyProblem[]] };

/**
 * Checks a parsed policy file against its published JSON Schema, and the rule and format ids in it against `known`.
 * Problems come in the order of the file.
 */
export function validatePolicy(document: SourceDocument, known: KnownNames): Checked<PolicyFile> {
  return checkPaper(document, POLICY, (value) => [...unknownRules(document, value, known), ...unknownFormats(document, value, known)]);
}

/** A kind of file that has a published JSON Schema. */
export interface Paper<T> {
  /** As a message calls it: `The policy file`. */
  readonly title: string;
  readonly schema: { readonly $schema: string; readonly $defs?: object };
  /** Compiled when first needed: most runs have no such file. */
  readonly validator: () => ValidateFunction<T>;
}

/** The format that a published schema gives to globs on paths; editors do not know it and leave it unasked. */
const PATH_GLOB = 'path-glob';

/** A kind of file by its published JSON Schema. */
export function paper<T>(title: string, schema: Paper<T>['schema']): Paper<T> {
  let compiled: ValidateFunction<T> | undefined;
  const validator = (): ValidateFunction<T> => {
    if (compiled === undefined) {
      const ajv = new Ajv2020({ allErrors: true, verbose: true, ownProperties: true, strictTypes: false });
      addFormats.default(ajv, ['date']);
      ajv.addFormat(PATH_GLOB, (glob: string) => alternativesOf(glob) !== null);
      compiled = ajv.compile<T>(schema);
    }
    return compiled;
  };
  return { title, schema, validator };
}

const POLICY = paper<PolicyFile>('The policy file', policySchema);

/** Checks a parsed file against its published JSON Schema, and by `more` what that cannot say. Problems come in the order of the file. */
export function checkPaper<T>(
  document: SourceDocument,
  kind: Paper<T>,
  more: (value: Json) => readonly PolicyProblem[] = () => [],
): Checked<T> {
  // A file with nothing but comments is null in YAML: one that sets nothing.
  const value: Json = document.value === null ? {} : document.value;
  const validate = kind.validator();
  const valid = validate(value);
  const errors = validate.errors ?? [];
  const [first, ...rest] = [
    ...told(errors).map((error) => problemOf(document, error, kind)),
    ...more(value),
    ...furtherDocument(document),
  ].toSorted((a, b) => a.location.line - b.location.line || a.location.column - b.location.column);
  if (first !== undefined) return { ok: false, problems: [first, ...rest] };
  if (!valid) throw new Error('The validator refused the file and gave no reason.');
  return { ok: true, file: value };
}

/** Keywords by which a mapping is wrong inside, though they stand at the mapping itself. */
const OF_MAPPINGS = new Set(['additionalProperties', 'required', 'minProperties', 'maxProperties']);

/** Whether an error tells what is wrong inside a mapping that a choice of several alternatives is about. */
function isInside(error: ErrorObject, { instancePath }: ErrorObject): boolean {
  return error.instancePath.length > instancePath.length || OF_MAPPINGS.has(error.keyword);
}

/**
 * One error a place: where no alternative fits, what each of them misses says nothing, unless a mapping stands where a mapping may, and is only wrong
 * inside: that says more than that none fits. A foreign file may be wrong at ten thousand places, so each error looks at the places around it only.
 */
function told(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = new Map<string, ErrorObject>();
  for (const error of errors) if (error.keyword === 'anyOf') choices.set(error.instancePath, error);
  const around = (error: ErrorObject): readonly ErrorObject[] => {
    const parts = error.instancePath.split('/');
    return parts.flatMap((_, index) => {
      const choice = choices.get(parts.slice(0, index + 1).join('/'));
      return choice === undefined || choice === error ? [] : [choice];
    });
  };
  const choicesOfErrors = new Map(errors.map((error) => [error, around(error)]));
  const open = new Set<ErrorObject>();
  for (const [error, all] of choicesOfErrors)
    for (const choice of all) if (isMapping(choice.data) && isInside(error, choice)) open.add(choice);
  return errors.filter(
    (error) =>
      error.keyword !== 'propertyNames' &&
      !open.has(error) &&
      (choicesOfErrors.get(error) ?? []).every((choice) => open.has(choice) && isInside(error, choice)),
  );
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A pointer as a person writes it: `environments.production.rules`. */
function spoken(pointer: string): string {
  return foreign(tokensOf(pointer).join('.'));
}

function child(parent: string, ...names: readonly string[]): string {
  return parent + pointerOf(names);
}

function problemOf(document: SourceDocument, error: ErrorObject, { title, schema }: Paper<unknown>): PolicyProblem {
  const pointer = error.instancePath;
  const location = document.locate(pointer);
  const where = pointer === '' ? title : `"${spoken(pointer)}"`;
  const value: unknown = error.data;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params['additionalProperty']);
      const parent = pointer === '' ? '' : ` in "${spoken(pointer)}"`;
      return {
        location: document.locate(child(pointer, key), 'key'),
        message: `Unknown key "${foreign(key)}"${parent}.`,
        hint: didYouMean(key, keysOf(error.parentSchema?.['properties']), 'keys here'),
      };
    }
    case 'required':
      return {
        location,
        message: `${where} lacks the key "${String(error.params['missingProperty'])}".`,
        hint: `An entry here needs ${listOf(error.schema).map(String).join(' and ')}.`,
      };
    case 'const':
      return {
        location,
        message: `${where} cannot be ${shown(value)}.`,
        hint: `This version of Schema Gate reads ${shown(error.schema)}.`,
      };
    case 'enum':
      return { location, message: `${where} cannot be ${shown(value)}.`, hint: valueHint(value, listOf(error.schema).map(String)) };
    case 'type': {
      const kind = KINDS.get(String(error.schema));
      return {
        location,
        message: `${where} must be ${kind?.name ?? 'of another kind'}, and is ${shown(value)}.`,
        hint: value === null ? 'Fill it in, or remove the key.' : (kind?.hint ?? ''),
      };
    }
    case 'anyOf':
      return { location, message: `${where} cannot be ${shown(value)}.`, hint: choicesOf(value, error.schema, schema) };
    case 'format':
      if (error.schema === PATH_GLOB) {
        const message = `${where} has too many alternatives: ${shown(value)}.`;
        return { location, message, hint: `Written out they may have ${MAX_WRITTEN_OUT} characters in all. Write several globs.` };
      }
      return { location, message: `${where} is no day: ${shown(value)}.`, hint: 'Write it as 2026-12-31.' };
    case 'pattern': {
      const name = error.propertyName;
      const what = name === undefined ? `${where} is ${shown(value)}` : `"${foreign(name)}" in ${where}`;
      const [problem, hint] = PATTERNS.get(String(error.schema)) ?? CATEGORY;
      return { location, message: `${what}, which ${problem}.`, hint };
    }
    case 'minimum':
    case 'maximum':
      return {
        location,
        message: `${where} is ${shown(value)}, out of range.`,
        hint: `It must be ${error.keyword === 'minimum' ? 'at least' : 'at most'} ${String(error.schema)}.`,
      };
    case 'minLength':
    case 'minProperties':
    case 'minItems':
      return { location, message: `${where} is empty.`, hint: 'Fill it in, or remove it.' };
    case 'maxProperties':
      return { location, message: `${where} has more than ${String(error.schema)} entries.`, hint: 'Put them into several files.' };
    case 'maxItems':
      return { location, message: `${where} has more than ${String(error.schema)} entries.`, hint: 'Remove what is no longer needed.' };
    case 'uniqueItems':
      return { location, message: `${where} names a value twice.`, hint: 'Name each once.' };
    case 'maxLength':
      return { location, message: `${where} is longer than ${String(error.schema)} characters.`, hint: 'Shorten it.' };
    default:
      throw new Error(`The policy's JSON Schema uses the keyword ${error.keyword}, for which there is no message.`);
  }
}

/** What may stand where several things may: the words of its enumerations, and what else. */
function choicesOf(value: unknown, alternatives: unknown, { $defs }: Paper<unknown>['schema']): string {
  const targets = listOf(alternatives).map((each) => {
    const entry = membersOf(each);
    const reference = entry.get('$ref');
    return typeof reference === 'string' ? membersOf(membersOf($defs).get(reference.slice('#/$defs/'.length))) : entry;
  });
  const words = targets.flatMap((target) => [...listOf(target.get('enum')), ...(target.has('const') ? [target.get('const')] : [])]);
  if (words.length === 0) return `Write ${targets.flatMap((target) => KINDS.get(String(target.get('type')))?.name ?? []).join(', or ')}.`;
  const other = listOf(alternatives).some((each) => membersOf(each).get('type') === 'object') ? ', or a mapping' : '';
  const near = typeof value === 'string' ? nearest(value, words.map(String)) : null;
  return `${near === null ? '' : `Did you mean "${near}"? `}Write ${words.map(String).join(', ')}${other}.`;
}

/** What a text that does not match a pattern is not, and what to write. */
const PATTERNS: ReadonlyMap<string, readonly [problem: string, hint: string]> = new Map([
  ['^[0-9a-f]{12}$', ['is no fingerprint', 'Copy the 12 digits that the report shows as id, in quotes where all are digits.']],
  [
    '^(?![!/])',
    [
      'does not start with a name or a star',
      'Write it from the repository\'s root, without a slash before it; "ignore" says what to leave out.',
    ],
  ],
  ['^(?:[A-Za-z][A-Za-z0-9+.-]*://[^?#]+|/[^?#]*)$', ['is no base URI', 'Write it as https://schemas.example.com/events/ or /events/.']],
  ['^(?![/\\\\])(?!(?:.*/)?\\.\\.(?:/|$))', ['lies outside the repository', "Give the folder from the repository's root on."]],
  ['[\\p{L}\\p{N}]', ['says nothing', 'Write it for whoever reads it in half a year.']],
]);
const CATEGORY = ['is no category of the fideslang taxonomy', 'Write a key such as user.contact.email.'] as const;

const KINDS: ReadonlyMap<string, { readonly name: string; readonly hint: string }> = new Map([
  ['object', { name: 'a mapping', hint: 'Write "key: value" lines below it, indented.' }],
  ['array', { name: 'a list', hint: 'Write one entry a line below it, each behind "- ".' }],
  ['string', { name: 'a text', hint: 'Put it in quotes.' }],
]);

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function valueHint(value: unknown, known: readonly string[]): string {
  const list = `Known values: ${known.join(', ')}.`;
  const near = typeof value === 'string' ? nearest(value, known) : null;
  return near === null ? list : `Did you mean "${near}"? ${list}`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'string') return `"${foreign(value)}"`;
  if (Array.isArray(value)) return 'a list';
  if (value instanceof ExactNumber) return foreign(value.text);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'a mapping';
}

/** The own members of an object; none where the value is no object. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

function unknownRules(document: SourceDocument, value: Json, known: KnownNames): PolicyProblem[] {
  const file = membersOf(value);
  const environments = [...membersOf(file.get('environments'))];
  const overridden = (pointer: string, settings: ReadonlyMap<string, unknown>): (readonly [string, unknown])[] => [
    [child(pointer, 'rules'), settings.get('rules')],
    ...listOf(settings.get('overrides')).map(
      (entry, index) => [child(pointer, 'overrides', String(index), 'rules'), membersOf(entry).get('rules')] as const,
    ),
  ];
  const maps = [
    ...overridden('', file),
    ...environments.flatMap(([name, settings]) => overridden(child('/environments', name), membersOf(settings))),
  ];
  return maps.flatMap(([pointer, rules]) =>
    [...membersOf(rules).keys()]
      .filter((id) => !known.ruleIds.includes(id) && !known.ruleIds.some((rule) => id === `${rule.slice(0, rule.indexOf('/'))}/*`))
      .map((id) => ({
        location: document.locate(child(pointer, id), 'key'),
        message: `Unknown rule "${foreign(id)}" in "${spoken(pointer)}".`,
        hint: `${didYouMean(id, known.ruleIds, 'rules')} \`schema-gate explain\` lists all rules.`,
      })),
  );
}

function unknownFormats(document: SourceDocument, value: Json, known: KnownNames): PolicyProblem[] {
  const entries = membersOf(membersOf(value).get('schemas')).get('format');
  return listOf(entries).flatMap((entry, index) => {
    const format = membersOf(entry).get('format');
    if (typeof format !== 'string' || known.formatIds.includes(format)) return [];
    return [
      {
        location: document.locate(`/schemas/format/${index}/format`),
        message: `Unknown format "${foreign(format)}" in "schemas.format".`,
        hint: didYouMean(format, known.formatIds, 'formats'),
      },
    ];
  });
}

function furtherDocument(document: SourceDocument): PolicyProblem[] {
  if (document.secondDocument === undefined) return [];
  return [
    {
      location: document.secondDocument,
      message: 'A second YAML document starts here.',
      hint: 'Keep the file in one document: remove the line "---".',
    },
  ];
}
