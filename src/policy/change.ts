import { canonicalJson, ExactNumber, isJsonArray, isJsonObject, type Json } from '../jsonschema/index.ts';
import type { Location } from '../plan/model.ts';
import type { Fate, PolicyChange, PolicyEdit } from '../rules/audit.ts';
import { NOTHING } from '../rules/about-policy.ts';
import type { Finding, RuleMeta } from '../rules/rule.ts';
import { LISTS, SCALARS, type Entry, type ListSetting } from './change-table.ts';
import type { Judgement } from './judge.ts';
import type { Policy } from './policy.ts';
import { severityEdits } from './change-severities.ts';

/** An edit of a policy before it is known where it is written. */
export interface RawEdit extends Omit<PolicyEdit, 'location'> {
  /** The way to the key in the file. */
  readonly tokens: readonly string[];
  /** Which entry of the list it is, in head, over all layers. */
  readonly index?: number | undefined;
  readonly at?: Location;
}

/** A value of the policy as a person reads it. */
function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return NOTHING;
  if (isJsonArray(value)) return value.map(shown).join(', ');
  if (!isJsonObject(value)) return typeof value === 'string' ? value : canonicalJson(value);
  return Object.entries(value)
    .filter(([, member]) => member !== '' && member !== null)
    .map(([name, member]) => `${name} ${shown(member)}`)
    .join('; ');
}

function scalarEdits(before: Policy, after: Policy): RawEdit[] {
  return SCALARS.flatMap(({ key, tokens, read, weakens }) => {
    const [from, to] = [read(before), read(after)];
    if (canonicalJson(from) === canonicalJson(to)) return [];
    return [{ key, tokens, before: shown(from), after: shown(to), weakens: weakens(from, to) }];
  });
}

/** Entries by what they are about; where several are about the same, by their order. */
function bySubject(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const seen = new Map<string, number>();
  return new Map(
    entries.map((entry) => {
      const nth = (seen.get(entry.subject) ?? 0) + 1;
      seen.set(entry.subject, nth);
      return [`${nth}\0${entry.subject}`, entry];
    }),
  );
}

function listEdits(before: Policy, after: Policy, { key, tokens, read, weakens }: ListSetting): RawEdit[] {
  const [old, now] = [bySubject(read(before)), bySubject(read(after))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [from, to] = [old.get(id), now.get(id)];
    if (from !== undefined && to !== undefined && canonicalJson(from.value) === canonicalJson(to.value)) return [];
    return [
      {
        key,
        tokens,
        before: shown(from?.value),
        after: shown(to?.value),
        weakens: weakens(from?.value ?? null, to?.value ?? null, { before, after }),
        ...(to?.index !== undefined && { index: to.index }),
        ...(to?.at !== undefined && { at: to.at }),
      },
    ];
  });
}

/** Plain data of a policy, without where it is written. */
function plain(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof ExactNumber) return value;
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => name !== 'at' && member !== undefined)
      .map(([name, member]) => [name, plain(member)]),
  );
}

/** Every setting of a policy by its path in the resolved policy: what is no plain object is a setting. */
function leaves(value: Json, path: string): [string, Json][] {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof ExactNumber) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, path === '' ? name : `${path}.${name}`));
}

/** Settings that the tables compare, and what is no setting. */
const KNOWN: ReadonlySet<string> = new Set(['source', 'severities', ...[...SCALARS, ...LISTS].map(({ of }) => of)]);

/** Settings that no table knows: that they changed is all that can be said. */
function otherEdits(before: Policy, after: Policy): RawEdit[] {
  const isKnown = (path: string): boolean => [...KNOWN].some((known) => path === known || path.startsWith(`${known}.`));
  const [old, now] = [before, after].map((policy) => new Map(leaves(plain(policy), '').filter(([path]) => !isKnown(path))));
  const paths = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])];
  return paths.flatMap((path) => {
    const [from, to] = [old?.get(path), now?.get(path)];
    if (canonicalJson(from ?? null) === canonicalJson(to ?? null)) return [];
    const key = path.replace(/^settings\./, '');
    return [{ key, tokens: key.split('.'), before: shown(from), after: shown(to), weakens: false }];
  });
}

/** What differs between two policies, setting by setting, and whether it weakens. Pure; the order is that of the tables. */
export function policyEdits(before: Policy, after: Policy, metas: readonly RuleMeta[]): readonly RawEdit[] {
  return [
    ...scalarEdits(before, after),
    ...severityEdits(before, after, metas),
    ...LISTS.flatMap((setting) => listEdits(before, after, setting)),
    ...otherEdits(before, after),
  ];
}

/** The edits of an environment's policy that are not those of the policy as a whole. */
export function environmentEdits(name: string, own: readonly RawEdit[], general: readonly RawEdit[]): readonly RawEdit[] {
  const id = ({ key, before, after }: RawEdit): string => JSON.stringify([key, before, after]);
  const known = new Set(general.map(id));
  return own
    .filter((edit) => !known.has(id(edit)))
    .map((edit) => ({
      ...edit,
      key: `environments.${name}.${edit.key}`,
      tokens: ['environments', name, ...edit.tokens],
      // It counts the entries of the policy as a whole.
      index: undefined,
    }));
}

const WEIGHT = { error: 3, warning: 2, notice: 1 } as const;

interface Known {
  readonly finding: Finding;
  readonly fate: 'counts' | 'debt' | 'waived';
}

function fates({ findings, debt, waived }: Judgement): ReadonlyMap<string, Known> {
  const all: Known[] = [
    ...debt.map((finding) => ({ finding, fate: 'debt' as const })),
    ...waived.map((finding) => ({ finding, fate: 'waived' as const })),
    ...findings.map((finding) => ({ finding, fate: 'counts' as const })),
  ];
  return new Map(all.map((known) => [known.finding.fingerprint, known]));
}

const fateOf = (known: Known | undefined): Fate =>
  known === undefined ? 'off' : known.fate === 'counts' ? known.finding.severity : known.fate;

function isHidden(before: Known, after: Known | undefined): boolean {
  if (after === undefined) return true;
  if (before.fate === 'debt') return false;
  return after.fate !== 'counts' || WEIGHT[after.finding.severity] < WEIGHT[before.finding.severity];
}

/** The findings that one judgement shows and another of the same change does not, or lighter. */
export function hiddenFindings(before: Judgement, after: Judgement): PolicyChange['hidden'] {
  const later = fates(after);
  return [...fates(before).values()]
    .filter((known) => known.fate !== 'waived' && isHidden(known, later.get(known.finding.fingerprint)))
    .map((known) => ({
      fingerprint: known.finding.fingerprint,
      rule: known.finding.rule,
      from: fateOf(known),
      to: fateOf(later.get(known.finding.fingerprint)),
    }))
    .toSorted((one, other) => (one.rule === other.rule ? (one.fingerprint < other.fingerprint ? -1 : 1) : one.rule < other.rule ? -1 : 1));
}
