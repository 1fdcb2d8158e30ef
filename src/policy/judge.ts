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
  return JSON.stringify([draft.rule, draft.cause.owner, draft.cause.ownerPath, text(draft.before), text(draft.after)]);
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

function worst(audience: Audience, found: readonly DraftAudience[]): FindingAudience | null {
  const mine = found.filter(({ row }) => SEVERITY_TABLE[row].audience === audience);
  const [first] = mine;
  if (!first) return null;
  const severity = mine.reduce<Severity>((known, { row }) => heavier(known, SEVERITY_TABLE[row].severity), 'notice');
  const weightiest = mine.filter(({ row }) => SEVERITY_TABLE[row].severity === severity);
  const shown =
    weightiest.find(({ counterexample }) => counterexample !== undefined) ??
    mine.find(({ counterexample }) => counterexample !== undefined);
  return shown?.counterexample === undefined ? { audience, severity } : { audience, severity, counterexample: shown.counterexample };
}

function audiencesOf(drafts: readonly Draft[], policy: Policy): FindingAudience[] {
  const found = drafts.flatMap((draft) => draft.audiences);
  return AUDIENCES.filter((audience) => policy.audiences.includes(audience)).flatMap((audience) => worst(audience, found) ?? []);
}

function join(drafts: readonly [Draft, ...Draft[]], meta: RuleMeta, policy: Policy): Finding | null {
  const setting = policy.rules.get(meta.id);
  if (setting === 'off') return null;
  const byEvent = drafts.toSorted((one, other) => ((one.events[0]?.key ?? '') < (other.events[0]?.key ?? '') ? -1 : 1));
  const draft = byEvent[0] ?? drafts[0];
  const audiences = audiencesOf(byEvent, policy);
  if (audiences.length === 0 && draft.audiences.length > 0) return null;
  const natural =
    audiences.length > 0
      ? audiences.reduce<Severity>((known, { severity }) => heavier(known, severity), 'notice')
      : byEvent.reduce<Severity>((known, { severity }) => heavier(known, severity ?? meta.defaultSeverity), 'notice');
  return {
    fingerprint: fingerprintOf(draft),
    rule: meta.id,
    severity: setting ?? natural,
    audiences: audiences.map((audience) => ({ ...audience, severity: setting ?? audience.severity })),
    events: eventNames(drafts),
    path: draft.path,
    message: draft.message,
    suggestion: draft.suggestion,
    locations: draft.cause.locations,
    ...(draft.before !== undefined && { before: draft.before }),
    ...(draft.after !== undefined && { after: draft.after }),
    ...(draft.example !== undefined && { example: draft.example }),
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
