import { canonicalJson } from '../jsonschema/index.ts';
import { NOTHING } from '../rules/about-policy.ts';
import type { RuleMeta, RuleSeverity } from '../rules/rule.ts';
import { limitsOf } from '../rules/scope.ts';
import type { RawEdit } from './change.ts';
import type { Policy, SeverityLayer } from './policy.ts';
import { generalSeverity, limitsNothing } from './severity.ts';

const RANK: Readonly<Record<RuleSeverity, number>> = { off: 0, notice: 1, warning: 2, error: 3 };
const DEFAULT = '(default)';

/** The rules that a key of `rules` is about: one, or a family. */
function rulesOf(key: string, metas: readonly RuleMeta[]): readonly RuleMeta[] {
  return metas.filter(({ id }) => id === key || (key.endsWith('/*') && id.startsWith(key.slice(0, -1))));
}

/** What `rules` says by key, the last that says something counts. */
function general({ severities }: Policy): ReadonlyMap<string, RuleSeverity> {
  return new Map(severities.filter(({ scope }) => limitsNothing(scope)).flatMap(({ rules }) => [...rules]));
}

function generalEdits(before: Policy, after: Policy, metas: readonly RuleMeta[]): RawEdit[] {
  const [old, now] = [general(before), general(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [from, to] = [old.get(key), now.get(key)];
    if (from === to) return [];
    const concerned = rulesOf(key, metas);
    return [
      {
        key: `rules.${key}`,
        tokens: ['rules', key],
        before: from ?? DEFAULT,
        after: to ?? DEFAULT,
        weakens: concerned.some((meta) => RANK[generalSeverity(after, meta)] < RANK[generalSeverity(before, meta)]),
        rules: concerned.map(({ id }) => id),
      },
    ];
  });
}

interface Override {
  readonly layer: SeverityLayer;
  readonly index: number;
}

/** The overrides of a policy by what they are for; of several for the same, the rules of all. */
function overrides({ severities }: Policy): ReadonlyMap<string, Override> {
  const found = new Map<string, Override>();
  for (const [index, layer] of severities.filter(({ scope }) => !limitsNothing(scope)).entries()) {
    const id = canonicalJson({ ...layer.scope });
    const known = found.get(id);
    const rules = new Map([...(known?.layer.rules ?? []), ...layer.rules]);
    found.set(id, { layer: { ...layer, rules }, index });
  }
  return found;
}

const printed = (override: Override | undefined): string =>
  override === undefined
    ? NOTHING
    : [
        ...limitsOf(override.layer.scope).map(([name, globs]) => `${name}: ${globs.join(', ')}`),
        ...[...override.layer.rules].map(([key, severity]) => `${key}: ${severity}`),
      ].join('; ');

function severityIn(override: Override | undefined, policy: Policy, meta: RuleMeta): RuleSeverity {
  const rules = override?.layer.rules;
  return rules?.get(meta.id) ?? rules?.get(`${meta.id.slice(0, meta.id.indexOf('/'))}/*`) ?? generalSeverity(policy, meta);
}

function overrideEdits(before: Policy, after: Policy, metas: readonly RuleMeta[]): RawEdit[] {
  const [old, now] = [overrides(before), overrides(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [from, to] = [old.get(id), now.get(id)];
    if (printed(from) === printed(to)) return [];
    const keys = [...(from?.layer.rules.keys() ?? []), ...(to?.layer.rules.keys() ?? [])];
    const concerned = metas.filter((meta) => keys.some((key) => rulesOf(key, [meta]).length > 0));
    return [
      {
        key: 'overrides',
        tokens: ['overrides'],
        before: printed(from),
        after: printed(to),
        weakens: concerned.some((meta) => RANK[severityIn(to, after, meta)] < RANK[severityIn(from, before, meta)]),
        rules: concerned.map(({ id: rule }) => rule),
        ...(to !== undefined && { index: to.index }),
      },
    ];
  });
}

/** What differs in the severities of two policies: by key of `rules`, and by scope of `overrides`. */
export function severityEdits(before: Policy, after: Policy, metas: readonly RuleMeta[]): readonly RawEdit[] {
  return [...generalEdits(before, after, metas), ...overrideEdits(before, after, metas)];
}
