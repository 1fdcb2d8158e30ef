import { describe, expect, it } from 'vitest';
import { rules } from '../src/rules/registry.ts';
import { expectedOf, runScenario, scenarios, stated } from './harness/scenarios.ts';

describe.each(scenarios)('scenario %s', (name) => {
  const expected = expectedOf(name);

  it(expected.shows, () => {
    const report = runScenario(name);
    expect({ exitCode: report.exitCode, findings: report.findings.map(stated) }).toEqual({
      exitCode: expected.exitCode,
      findings: expected.findings,
    });
  });
});

describe('the scenarios together', () => {
  const shown = new Set(scenarios.flatMap((name) => expectedOf(name).findings.map(({ rule }) => rule)));

  it.each(rules.map(({ meta }) => meta.id))('show the rule %s', (id) => {
    expect(shown).toContain(id);
  });

  it.each(scenarios)('%s has a counterexample exactly where a question was refuted', (name) => {
    for (const { rule, audiences, example } of expectedOf(name).findings) {
      const proved = audiences.filter((audience) => 'counterexample' in audience);
      if (example !== undefined) expect(proved, `${rule} has an example beside a proof`).toEqual([]);
    }
  });
});
