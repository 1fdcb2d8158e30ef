import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../jsonschema/index.ts';
import type { PlanEvent } from '../plan/model.ts';
import type { Draft, DraftAudience } from '../rules/context.ts';
import type { Audience, EventName, Finding, FindingAudience, RuleMeta, Severity } from '../rules/rule.ts';
import { SEVERITY_TABLE } from '../rules/severity.ts';
import type { Policy } from './policy.ts';

const WEIGHT: Readonly<Record<Severity, number>> = { error: 2, warning: 1, notice: 0 };
const AUDIENCES: readonly Audience[] = ['producers', 'consumers'];

/** The heavier of two severities. */
function heavier(one: Severity, other: Severity): Severity {
  return WEIGHT[one] >= WEIGHT[other] ? one : other;
}

function text(value: Json | undefined): string {
  return value === undefined ? '' : canonicalJson(value);
}

function causeId(draft: Draft): string {
  const aspect = draft.aspect === undefined ? [] : [draft.aspect];
  return JSON.stringify([draft.rule, draft.cause.owner, draft.cause.ownerPath, text(draft.before), text(draft.after), ...aspect]);
}

/** 12 hex digits that stay the same as long as the meaning does: no file, no line, no list of reached events goes in. */
function fingerprintOf(draft: Draft): string {
  return createHash('sha256').update(causeId(draft)).digest('hex').slice(0, 12);
}

function eventNames(drafts: readonly Draft[]): EventName[] {
  const events = new Map<string, PlanEvent>(drafts.flatMap((draft) => draft.events).map((event) => [event.key, event]));
  return [...events.values()]
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ key, type, name, plan }) => ({ key, type, name, plan }));
}

const severityOf = ({ row }: DraftAudience): Severity => SEVERITY_TABLE[row].severity;

function countedOf(draft: Draft, audiences: readonly Audience[]): readonly DraftAudience[] {
  return draft.audiences.filter(({ row }) => audiences.includes(SEVERITY_TABLE[row].audience));
}

/** What a draft weighs by its audiences that the policy looks at; by itself where it has none. */
function weigh(draft: Draft, audiences: readonly Audience[], meta: RuleMeta): Severity {
  const counted = countedOf(draft, audiences);
  if (counted.length === 0) return draft.severity ?? meta.defaultSeverity;
  return counted.map(severityOf).reduce(heavier);
}

/** The worst of an audience over all events; its counterexample is the shown event's own where that has one. */
function worst(audience: Audience, shown: Draft, drafts: readonly Draft[]): FindingAudience | null {
  const of = (draft: Draft): readonly DraftAudience[] => draft.audiences.filter(({ row }) => SEVERITY_TABLE[row].audience === audience);
  const found = [...of(shown), ...drafts.flatMap(of)];
  if (found.length === 0) return null;
  const severity = found.map(severityOf).reduce(heavier);
  const proof = found.find(({ counterexample }) => counterexample !== undefined);
  return proof?.counterexample === undefined ? { audience, severity } : { audience, severity, counterexample: proof.counterexample };
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** By event, then by place in it: one definition may stand at several places of an event. */
function draftOrder(one: Draft, other: Draft): number {
  return (
    compareText(one.events[0]?.key ?? '', other.events[0]?.key ?? '') ||
    one.path.length - other.path.length ||
    compareText(one.path, other.path) ||
    compareText(one.message, other.message)
  );
}

function join(all: readonly Draft[], meta: RuleMeta, policy: Policy): Finding | null {
  const setting = policy.rules.get(meta.id);
  if (setting === 'off') return null;
  const drafts = all.filter((draft) => draft.audiences.length === 0 || countedOf(draft, policy.audiences).length > 0);
  if (drafts.length === 0) return null;
  const byEvent = drafts.toSorted(draftOrder);
  // The first of the worst: message, path and proof of a finding are of one and the same event.
  const shown = byEvent.reduce((known, draft) =>
    WEIGHT[weigh(draft, policy.audiences, meta)] > WEIGHT[weigh(known, policy.audiences, meta)] ? draft : known,
  );
  const audiences = AUDIENCES.filter((audience) => policy.audiences.includes(audience)).flatMap(
    (audience) => worst(audience, shown, byEvent) ?? [],
  );
  return {
    fingerprint: fingerprintOf(shown),
    rule: meta.id,
    severity: setting ?? weigh(shown, policy.audiences, meta),
    audiences: audiences.map((audience) => ({ ...audience, severity: setting ?? audience.severity })),
    events: eventNames(drafts),
    path: shown.path,
    message: shown.message,
    suggestion: shown.suggestion,
    locations: shown.cause.locations,
    ...(shown.before !== undefined && { before: shown.before }),
    ...(shown.after !== undefined && { after: shown.after }),
    ...(shown.example !== undefined && { example: shown.example }),
  };
}

function order(one: Finding, other: Finding): number {
  const place = (finding: Finding): string => {
    const at = finding.locations.head ?? finding.locations.base;
    const pad = (number: number | undefined): string => String(number ?? 0).padStart(9, '0');
    return `${at?.file ?? ''}\0${pad(at?.line)}\0${pad(at?.column)}\0${finding.rule}\0${finding.fingerprint}`;
  };
  return WEIGHT[other.severity] - WEIGHT[one.severity] || (place(one) < place(other) ? -1 : 1);
}

/**
 * Turns what the rules said into findings: drafts of one cause become one finding that lists all events they reach, with the worst severity
 * among them; the policy's severities and audiences apply. Order is by severity, then place; it never depends on the order of files or events.
 */
export function judge(drafts: readonly Draft[], rules: readonly RuleMeta[], policy: Policy): readonly Finding[] {
  const metas = new Map(rules.map((meta) => [meta.id, meta]));
  const causes = new Map<string, [Draft, ...Draft[]]>();
  for (const draft of drafts) {
    const id = causeId(draft);
    const known = causes.get(id);
    if (known) known.push(draft);
    else causes.set(id, [draft]);
  }
  return [...causes.values()]
    .flatMap((group) => {
      const meta = metas.get(group[0].rule);
      return (meta && join(group, meta, policy)) ?? [];
    })
    .toSorted(order);
}
