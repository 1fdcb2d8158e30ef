import waiverSchema from '../../docs/schema-gate.waivers.schema.json' with { type: 'json' };
import { parseDocument } from '../formats/document.ts';
import type { SourceDocument } from '../formats/format.ts';
import { canonicalJson } from '../jsonschema/index.ts';
import { pointerOf } from '../plan/paths.ts';
import { foreign } from '../report/foreign.ts';
import { success, type Result } from '../revision/revision.ts';
import type { Waiver, WaiverStanding } from '../rules/audit.ts';
import { EVERYTHING, matchesName, type ISODate } from '../rules/scope.ts';
import { didYouMean } from './did-you-mean.ts';
import type { PropertyScopeEntry } from './file.ts';
import { refused } from './load.ts';
import type { WaiverSettings } from './policy.ts';
import { scopeOf } from './settings.ts';
import { checkPaper, paper, type PolicyProblem } from './validate.ts';

/** A waiver as its file writes it. */
export interface WaiverEntry extends PropertyScopeEntry {
  readonly fingerprint?: string;
  readonly rules?: readonly string[];
  readonly reason: string;
  readonly owner: string;
  readonly ticket?: string;
  readonly expires: ISODate;
}

/** A waiver file, valid by docs/schema-gate.waivers.schema.json. */
interface WaiverFile {
  readonly version?: 1;
  readonly waivers?: readonly WaiverEntry[];
}

const TITLE = 'The waiver file';
const WAIVERS = paper<WaiverFile>(TITLE, waiverSchema);

/**
 * Reads a waiver file. The failure is always of kind `configuration`: it cannot be parsed, is not valid by
 * docs/schema-gate.waivers.schema.json, or names a rule that there is not.
 */
export function loadWaivers(path: string, bytes: Uint8Array, ruleIds: readonly string[]): Result<readonly Waiver[]> {
  const parsed = parseDocument(path, '', bytes);
  if (!parsed.ok) return refusedWaivers([parsed.problem]);
  const { document } = parsed;
  const checked = checkPaper(document, WAIVERS);
  if (!checked.ok) return refusedWaivers(checked.problems);
  const entries = checked.file.waivers ?? [];
  const [problem, ...more] = entries.flatMap((entry, index) => unknownRules(document, entry, index, ruleIds));
  if (problem !== undefined) return refusedWaivers([problem, ...more]);
  return success(entries.map((entry, index) => waiverOf(entry, document, index)));
}

function refusedWaivers(problems: readonly [PolicyProblem, ...PolicyProblem[]]): Result<never> {
  return refused(problems, TITLE, 'docs/schema-gate.waivers.schema.json');
}

function unknownRules(document: SourceDocument, { rules = [] }: WaiverEntry, index: number, ruleIds: readonly string[]): PolicyProblem[] {
  return rules.flatMap((glob, at) =>
    ruleIds.some((id) => matchesName([glob], id))
      ? []
      : [
          {
            location: document.locate(pointerOf(['waivers', String(index), 'rules', String(at)])),
            message: `No rule is called "${foreign(glob)}".`,
            hint: `${didYouMean(glob, ruleIds, 'rules')} \`schema-gate explain\` lists all rules.`,
          },
        ],
  );
}

function waiverOf(entry: WaiverEntry, document: SourceDocument, index: number): Waiver {
  const { fingerprint, rules = [], paths = [], reason, owner, ticket = '', expires } = entry;
  return {
    ...(fingerprint !== undefined && { fingerprint }),
    rules,
    scope: { ...EVERYTHING, ...scopeOf(entry), paths },
    reason,
    owner,
    ticket,
    expires,
    location: document.locate(pointerOf(['waivers', String(index)]), 'entry'),
  };
}

/** What a waiver says, wherever it stands: equal texts mean the same waiver. */
export function waiverId({ fingerprint = '', rules, scope, reason, owner, ticket, expires }: Waiver): string {
  return canonicalJson({ fingerprint, rules: [...rules], scope: { ...scope }, reason, owner, ticket, expires });
}

/** A day some days after another. */
export function dayAfter(date: ISODate, days: number): ISODate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What a waiver is worth on a day; `from` is the revision that it came with. */
export function standingOf(waiver: Waiver, from: 'base' | 'head', settings: WaiverSettings, date: ISODate): WaiverStanding {
  if (waiver.expires < date) return 'expired';
  if (waiver.expires > dayAfter(date, settings.maxDays)) return 'too-long';
  return from === 'base' || settings.fromHead ? 'granted' : 'requested';
}
