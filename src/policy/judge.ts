import type { Location, PlanEvent } from '../plan/model.ts';
import type { Waiver, WaiverStanding } from '../rules/audit.ts';
import type { Draft, DraftAudience } from '../rules/context.ts';
import { causeId, fingerprintOf } from '../rules/fingerprint.ts';
import type { Audience, EventName, Finding, FindingAudience, RuleMeta, Severity } from '../rules/rule.ts';
import { SEVERITY_TABLE } from '../rules/severity.ts';
import type { RuleResults } from '../rules/run.ts';
import type { Policy } from './policy.ts';
import { covers, presetSeverity, settingFor } from './severity.ts';

const WEIGHT: Readonly<Record<Severity, number>> = { error: 2, warning: 1, notice: 0 };
const AUDIENCES: readonly Audience[] = ['producers', 'consumers'];

/** The heavier of two severities. */
function heavier(one: Severity, other: Severity): Severity {
  return WEIGHT[one] >= WEIGHT[other] ? one : other;
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

/** A draft with what the policy makes of it. */
interface Weighed {
  readonly draft: Draft;
  /** What the policy says of its rule here; undefined: the defaults hold. */
  readonly setting: Severity | undefined;
  readonly severity: Severity;
}

/** What a draft weighs: as the policy says, else by its audiences that the policy looks at, else by itself. Null where the rule is off. */
function weigh(draft: Draft, meta: RuleMeta, policy: Policy): Weighed | null {
  const setting = settingFor(policy, meta, draft) ?? (meta.defaultSeverity === 'off' ? 'off' : undefined);
  if (setting === 'off') return null;
  const counted = countedOf(draft, policy.audiences);
  if (draft.audiences.length > 0 && counted.length === 0) return null;
  const fallback = meta.defaultSeverity === 'off' ? 'warning' : meta.defaultSeverity;
  const own = counted.length === 0 ? (draft.severity ?? fallback) : counted.map(severityOf).reduce(heavier);
  return { draft, setting, severity: setting ?? presetSeverity(policy, own) };
}

/** The worst of an audience over all events; its counterexample is the shown event's own where that has one. */
function worst(audience: Audience, shown: Weighed, all: readonly Weighed[], policy: Policy): FindingAudience | null {
  const of = ({ draft, setting }: Weighed): readonly Omit<FindingAudience, 'audience'>[] =>
    draft.audiences
      .filter(({ row }) => SEVERITY_TABLE[row].audience === audience)
      .map((found) => ({
        severity: setting ?? presetSeverity(policy, severityOf(found)),
        ...(found.counterexample !== undefined && { counterexample: found.counterexample }),
        ...(found.by !== undefined && { by: found.by }),
      }));
  const found = [...of(shown), ...all.flatMap(of)];
  if (found.length === 0) return null;
  const severity = found.map((each) => each.severity).reduce(heavier);
  const proof = found.find(({ counterexample }) => counterexample !== undefined);
  if (proof?.counterexample === undefined) return { audience, severity };
  return { audience, severity, counterexample: proof.counterexample, ...(proof.by !== undefined && { by: proof.by }) };
}

/** What the policy makes of a draft of one of these rules; null where it does not count. */
export function weigher(metas: readonly RuleMeta[], policy: Policy): (draft: Draft) => Severity | null {
  const byId = new Map(metas.map((meta) => [meta.id, meta]));
  return (draft) => {
    const meta = byId.get(draft.rule);
    return meta === undefined ? null : (weigh(draft, meta, policy)?.severity ?? null);
  };
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
  const weighed = all.toSorted(draftOrder).flatMap((draft) => weigh(draft, meta, policy) ?? []);
  const [first] = weighed;
  if (first === undefined) return null;
  // The first of the worst: message, path and proof of a finding are of one and the same event.
  const shown = weighed.reduce((known, each) => (WEIGHT[each.severity] > WEIGHT[known.severity] ? each : known), first);
  const { draft, severity } = shown;
  return {
    fingerprint: fingerprintOf(draft),
    rule: meta.id,
    severity,
    audiences: AUDIENCES.filter((audience) => policy.audiences.includes(audience)).flatMap(
      (audience) => worst(audience, shown, weighed, policy) ?? [],
    ),
    events: eventNames(weighed.map((each) => each.draft)),
    path: draft.path,
    message: draft.message,
    suggestion: draft.suggestion,
    locations: draft.cause.locations,
    ...(draft.before !== undefined && { before: draft.before }),
    ...(draft.after !== undefined && { after: draft.after }),
    ...(draft.example !== undefined && { example: draft.example }),
    ...(draft.source !== undefined && { source: draft.source }),
  };
}

/** The order of a report's findings: by severity, then by place, those of one rule at one place as base had them. */
export function findingOrder(one: Finding, other: Finding): number {
  const pad = (number: number | undefined): string => String(number ?? 0).padStart(9, '0');
  const at = (location: Location | undefined): string => `${location?.file ?? ''}\0${pad(location?.line)}\0${pad(location?.column)}`;
  const place = ({ locations: { head, base }, rule, fingerprint }: Finding): string =>
    `${at(head ?? base)}\0${rule}\0${at(base)}\0${fingerprint}`;
  return WEIGHT[other.severity] - WEIGHT[one.severity] || (place(one) < place(other) ? -1 : 1);
}

/** Drafts of one cause, by their cause. */
function byCause(drafts: readonly Draft[]): ReadonlyMap<string, readonly [Draft, ...Draft[]]> {
  const causes = new Map<string, [Draft, ...Draft[]]>();
  for (const draft of drafts) {
    const id = causeId(draft);
    const known = causes.get(id);
    if (known) known.push(draft);
    else causes.set(id, [draft]);
  }
  return causes;
}

/**
 * Turns what the rules said into findings: drafts of one cause become one finding that lists all events they reach, with the worst severity
 * among them; the policy's severities and audiences apply. Order is by severity, then place; it never depends on the order of files or events.
 */
export function findingsOf(drafts: readonly Draft[], rules: readonly RuleMeta[], policy: Policy): readonly Finding[] {
  const metas = new Map(rules.map((meta) => [meta.id, meta]));
  return [...byCause(drafts).values()]
    .flatMap((group) => {
      const meta = metas.get(group[0].rule);
      return (meta && join(group, meta, policy)) ?? [];
    })
    .toSorted(findingOrder);
}

/** A waiver that this run knows. */
export interface KnownWaiver {
  readonly waiver: Waiver;
  readonly from: 'base' | 'head';
  readonly standing: WaiverStanding;
}

/** What lets findings pass. */
export interface Leniency {
  readonly waivers: readonly KnownWaiver[];
  /** Fingerprints of what was there at adoption; null: whatever was there before is let be. */
  readonly baseline: ReadonlySet<string> | null;
}

/** The findings of a run, by what becomes of them. */
export interface Judgement {
  /** What the run is judged by. */
  readonly findings: readonly Finding[];
  /** What was there before and is let be. */
  readonly debt: readonly Finding[];
  /** What a waiver lets pass; of a definition of which it is for some events only, these. */
  readonly waived: readonly Finding[];
  /** How many findings each waiver covers, counting or not. */
  readonly covers: ReadonlyMap<Waiver, number>;
}

type WaiverStatus = NonNullable<Finding['waiver']>['status'];

/** The waivers that cover a draft, those that let it pass and those that ask to. */
class Coverage {
  readonly #covering: ReadonlyMap<Draft, readonly KnownWaiver[]>;
  readonly #byFingerprint: ReadonlyMap<string, readonly Draft[]>;

  constructor(waivers: readonly KnownWaiver[], drafts: readonly Draft[]) {
    this.#covering = new Map(drafts.map((draft) => [draft, waivers.filter(({ waiver }) => covers(waiver, draft))]));
    const byFingerprint = new Map<string, Draft[]>();
    for (const draft of drafts) {
      const fingerprint = fingerprintOf(draft);
      byFingerprint.set(fingerprint, [...(byFingerprint.get(fingerprint) ?? []), draft]);
    }
    this.#byFingerprint = byFingerprint;
  }

  passes(draft: Draft): boolean {
    return this.#of(draft, 'granted') !== undefined;
  }

  /** The drafts that a waiver covers, whatever it is worth. */
  coveredBy(waiver: Waiver): readonly Draft[] {
    return [...this.#covering].flatMap(([draft, found]) => (found.some((known) => known.waiver === waiver) ? [draft] : []));
  }

  /** A finding with the waiver that lets it pass, or that asks to. */
  noted(finding: Finding, status: WaiverStatus): Finding {
    const drafts = this.#byFingerprint.get(finding.fingerprint) ?? [];
    const known = drafts.map((draft) => this.#of(draft, status)).find((each) => each !== undefined);
    if (known === undefined) return finding;
    const { reason, owner, ticket, expires } = known.waiver;
    return { ...finding, waiver: { status, reason, owner, expires, ...(ticket !== '' && { ticket }) } };
  }

  #of(draft: Draft, status: WaiverStatus): KnownWaiver | undefined {
    return this.#covering.get(draft)?.find(({ standing }) => standing === status);
  }
}

/**
 * Judges what the rules said. A waiver takes from a finding the events that it covers; where it leaves some, the finding is told twice, with the
 * events that stand and with those that are waived. What was there before is debt, unless a baseline says that it was not.
 */
export function judge(
  { drafts, debt }: RuleResults,
  rules: readonly RuleMeta[],
  policy: Policy,
  { waivers, baseline }: Leniency,
): Judgement {
  const isTolerated = (draft: Draft): boolean => baseline === null || baseline.has(fingerprintOf(draft));
  const tolerated = debt.filter(isTolerated);
  const judged = [...drafts, ...debt.filter((draft) => !isTolerated(draft))];
  const coverage = new Coverage(waivers, [...judged, ...tolerated]);
  const of = (some: readonly Draft[]): readonly Finding[] => findingsOf(some, rules, policy);
  return {
    findings: of(judged.filter((draft) => !coverage.passes(draft))).map((finding) => coverage.noted(finding, 'requested')),
    debt: of(tolerated),
    waived: of(judged.filter((draft) => coverage.passes(draft))).map((finding) => coverage.noted(finding, 'granted')),
    covers: new Map(waivers.map(({ waiver }) => [waiver, of(coverage.coveredBy(waiver)).length])),
  };
}
