import { describe, expect, it } from 'vitest';
import { examplesOf, FORMAT_TITLES } from '../../src/cli/rule-examples.ts';
import { rules } from '../../src/rules/registry.ts';
import { expectedOf } from '../harness/scenarios.ts';

const ids = rules.map(({ meta }) => meta.id);

/** Families and rules that one example shows, and why. */
const ONE_FORMAT: readonly (readonly [RegExp, string])[] = [
  [/^(?:policy|waiver)\//, 'it is about the policy, whatever the format of the plan'],
  [/^pii\/(?:approval-expired|review-missing|stale-suppression)$/, 'it is about the policy, whatever the format of the plan'],
  [/^lifecycle\//, 'RudderStack definitions have no place for such marks; there the policy holds them'],
  [/^hygiene\/(?:owner-missing|unknown-keyword)$/, 'RudderStack definitions have no owner, and refuse unknown keys'],
  [/^hygiene\/idle-keyword$/, 'RudderStack plans are validated by 2019-09, which reads what stands beside a reference'],
  [/^hygiene\/contradiction$/, 'RudderStack definitions that contradict themselves are invalid: plan/invalid-definition tells'],
  [/^version\//, 'RudderStack counts no versions'],
  [/^hygiene\/unused-definition$/, 'JSON Schema definitions may be used from outside the repository'],
  [/^transformation\//, 'JSON Schema files hold no code'],
  [/^(?:destination\/names-changed|pii\/unmasked)$/, 'JSON Schema files hold no destinations'],
  [/^warehouse\/too-many-columns$/, 'two hundred properties show it once, whatever the format'],
  [/^compat\/(?:event-renamed|section-moved)$/, 'JSON Schema files have no wire name and no section'],
  [/^required\/section-optional$/, 'JSON Schema files have no section'],
  [/^required\/undeclared$/, 'RudderStack definitions cannot require what they do not name'],
  [
    /^plan\/(?:invalid-definition|not-compilable)$/,
    'JSON Schema files that JSON Schema does not define are undecided: compat/undecided tells',
  ],
];

describe('the examples of the rules', () => {
  it.each(ids)('%s has one that triggers it', (id) => {
    const examples = examplesOf(id);
    expect(examples.length).toBeGreaterThan(0);
    for (const { scenario, diff } of examples) {
      expect(expectedOf(scenario).findings.map(({ rule }) => rule)).toContain(id);
      expect(diff).toMatch(/^[+-]/m);
    }
  });

  it.each(ids.filter((id) => !ONE_FORMAT.some(([pattern]) => pattern.test(id))))('%s has one in each main format', (id) => {
    expect(examplesOf(id).map(({ format }) => format)).toEqual(Object.keys(FORMAT_TITLES));
  });
});
