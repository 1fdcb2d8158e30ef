import { Ajv2020 } from 'ajv/dist/2020.js';
import contractSchema from '../../docs/contract.schema.json' with { type: 'json' };
import type { Contract } from '../destinations/contract.ts';
import { mergeContract, takenFromNothing, type ContractFile, type Incomplete } from '../destinations/merge.ts';
import { packs } from '../destinations/packs.ts';
import { unaskable } from '../destinations/required-message.ts';
import { parseDocument } from '../formats/document.ts';
import type { SourceDocument } from '../formats/format.ts';
import type { Location } from '../plan/model.ts';
import { pointerOf } from '../plan/paths.ts';
import { foreign } from '../report/foreign.ts';
import { compilePattern, ExactNumber, isJsonObject, type Json } from '../jsonschema/index.ts';
import { didYouMean } from './did-you-mean.ts';
import { pathFrom, type ReadFile } from './layers.ts';
import { brokenPattern } from './names.ts';
import { checkPaper, paper, type PolicyProblem } from './validate.ts';

const CONTRACT = paper<ContractFile>('The contract file', contractSchema);

const BUILT_IN = new Map(packs.map((contract) => [contract.receiver.id, contract]));

/** The largest built-in contract has 30 kB; what is wrong in a file is told by a validator whose work grows faster than the file. */
const MAX_BYTES = 512 * 1024;

/** How many contract files may build on each other. */
const MAX_EXTENDS = 5;

/** Where a contract is named: in the policy, or in a contract that extends it. */
interface Named {
  readonly name: string;
  /** The file that names it. */
  readonly from: string;
  readonly location: Location;
}

/** A contract, or what is wrong with it. */
export type ReadContract =
  | { readonly ok: true; readonly contract: Contract }
  | { readonly ok: false; readonly problems: readonly [PolicyProblem, ...PolicyProblem[]] };

/** The built-in contract of a receiver; null where there is none. */
export function builtIn(id: string): Contract | null {
  return BUILT_IN.get(id) ?? null;
}

/** Reads the contract that a policy names: the id of a built-in one, or a file of the repository, which may extend another. */
export function readContract(named: Named, read: ReadFile, within: readonly string[] = []): ReadContract {
  const known = builtIn(named.name);
  if (known !== null) return { ok: true, contract: known };
  const refused = (message: string, hint: string): ReadContract => ({ ok: false, problems: [{ location: named.location, message, hint }] });
  if (!/[./\\]/.test(named.name))
    return refused(
      `There is no built-in contract "${foreign(named.name)}".`,
      didYouMean(named.name, [...BUILT_IN.keys()], 'built-in contracts'),
    );
  if (within.length >= MAX_EXTENDS)
    return refused(`More than ${MAX_EXTENDS} contracts build on each other.`, 'Extend the outermost directly.');
  const at = pathFrom(named.from, named.name);
  if (at !== null && within.includes(at)) return refused('"extends" comes back to this file.', 'Remove it from one of the two.');
  const bytes = at === null ? { problem: 'lies outside the repository' } : read(at);
  if (at === null || !(bytes instanceof Uint8Array)) {
    const why = bytes === null ? 'does not exist' : 'problem' in bytes ? bytes.problem : '';
    return refused(
      `The contract ${foreign(at ?? named.name)} ${why}.`,
      'Give the path from this file on, or the id of a built-in contract.',
    );
  }
  if (bytes.length > MAX_BYTES) return refused(`The contract ${foreign(at)} is larger than 512 KiB.`, 'Put it into several files.');
  const parsed = parseDocument(at, '', bytes);
  return parsed.ok ? checked(parsed.document, read, [...within, at]) : { ok: false, problems: [parsed.problem] };
}

function checked(document: SourceDocument, read: ReadFile, within: readonly string[]): ReadContract {
  const valid = checkPaper(document, CONTRACT);
  if (!valid.ok) return valid;
  const { file } = valid;
  const parent =
    file.extends === undefined
      ? null
      : readContract({ name: file.extends, from: document.path, location: document.locate('/extends') }, read, within);
  if (parent !== null && !parent.ok) return parent;
  const { contract, lacking } = mergeContract(file, parent?.contract ?? null);
  const [first, ...more] = [
    ...lacking.map((each) => lackingProblem(document, each)),
    ...takenFromNothing(file, parent?.contract ?? null).map(({ group, key, known }) => ({
      location: document.locate(pointerOf([group, key]), 'key'),
      message: `There is no "${foreign(`${group}.${key}`)}" to take away.`,
      hint: didYouMean(key, known, 'keys of what it extends'),
    })),
    ...requirementProblems(document, contract),
    ...patternProblems(document, contract),
  ];
  return first === undefined ? { ok: true, contract } : { ok: false, problems: [first, ...more] };
}

function lackingProblem(document: SourceDocument, { group, key, lacks }: Incomplete): PolicyProblem {
  return {
    location: document.locate(pointerOf([group, key]), 'key'),
    message: `"${foreign(`${group}.${key}`)}" lacks the key "${lacks}".`,
    hint:
      lacks === 'source' || lacks === 'checked'
        ? 'Say where the fact is written, and on which day it was looked up.'
        : 'Add it: docs/contract.schema.json describes every key.',
  };
}

function requirementProblems(document: SourceDocument, { requirements }: Contract): readonly PolicyProblem[] {
  return Object.entries(requirements).flatMap(([key, { requires, mapping }]) => {
    const place = ['requirements', key, 'requires'];
    const broken = noSchema(requires);
    if (broken !== null)
      return [
        {
          location: document.locate(pointerOf(place) + broken.pointer),
          message: `"requires" of "${foreign(key)}" is no JSON Schema: ${foreign(broken.why)}.`,
          hint: 'Write it as JSON Schema 2020-12 has it.',
        },
      ];
    return unaskable(requires, mapping).map((tokens) => ({
      location: document.locate(pointerOf([...place, ...tokens]), 'key'),
      message: `"requires" of "${foreign(key)}" cannot say "${foreign(tokens.at(-1) ?? '')}" here.`,
      hint: 'What arrives has the fields of the mapping. Say what each field must be under "properties", and which must be there under "required".',
    }));
  });
}

let metaschema: Ajv2020 | undefined;

/** Where and why a schema is none; null where it is one. */
function noSchema(schema: Json): { readonly pointer: string; readonly why: string } | null {
  metaschema ??= new Ajv2020({ strict: false, verbose: true });
  // What it was written in does not matter: it is read as 2020-12.
  const { $schema: _, ...own } = isJsonObject(schema) ? schema : {};
  if (metaschema.validateSchema(own) === true) return null;
  const found = metaschema.errors?.find(({ data }) => !(data instanceof ExactNumber));
  return found === undefined ? null : { pointer: found.instancePath, why: found.message ?? found.keyword };
}

/** Expressions that are none, or that cannot be matched in bounded time: the rule could say nothing of them. */
function patternProblems(document: SourceDocument, { names }: Contract): readonly PolicyProblem[] {
  return Object.entries(names).flatMap(([key, { pattern }]) => {
    if (pattern === undefined) return [];
    const location = document.locate(pointerOf(['names', key, 'pattern']));
    const broken = brokenPattern(pattern);
    if (broken !== null)
      return [{ location, message: 'This is no regular expression (ECMA-262, with the u flag).', hint: `${foreign(broken)}.` }];
    if (compilePattern(pattern)?.isBounded() === true) return [];
    return [
      {
        location,
        message: `The pattern of "${foreign(key)}" may take too long to match.`,
        hint: 'Write it without a repetition inside a repetition.',
      },
    ];
  });
}
