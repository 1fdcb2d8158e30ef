import { describe, expect, it } from 'vitest';
import { SEVERITY_TABLE, type SeverityRowId } from '../../src/rules/severity.ts';
import { runScenario } from '../harness/scenarios.ts';

/** Where each row of the table is shown: a scenario, and the rule that reports it there. */
const SHOWN: Readonly<Record<SeverityRowId, { readonly scenario: string; readonly rule: string }>> = {
  rejected: { scenario: 'required-added', rule: 'compat/required-added' },
  closed: { scenario: 'object-closed', rule: 'compat/object-closed' },
  'first-shape': { scenario: 'object-shaped', rule: 'compat/object-shaped' },
  'event-removed': { scenario: 'event-removed', rule: 'compat/event-removed' },
  'event-renamed': { scenario: 'event-renamed', rule: 'compat/event-renamed' },
  'required-property-removed': { scenario: 'property-removed-required', rule: 'compat/property-removed' },
  'required-made-optional': { scenario: 'required-removed', rule: 'compat/required-removed' },
  'null-on-required': { scenario: 'null-on-required', rule: 'compat/type-changed' },
  'other-kind': { scenario: 'type-changed', rule: 'compat/type-changed' },
  'section-moved': { scenario: 'section-moved', rule: 'compat/section-moved' },
  'enum-value-added': { scenario: 'enum-value-added', rule: 'compat/enum-value-added' },
  'open-enum-value-added': { scenario: 'enum-open', rule: 'compat/enum-value-added' },
  'enum-dropped': { scenario: 'enum-dropped', rule: 'compat/enum-dropped' },
  loosened: { scenario: 'limit-loosened', rule: 'compat/constraint-changed' },
  'integer-to-number': { scenario: 'integer-to-number', rule: 'compat/type-changed' },
  'new-variant': { scenario: 'new-variant', rule: 'compat/variant-changed' },
  'null-on-optional': { scenario: 'null-on-optional', rule: 'compat/type-changed' },
  'read-by-code': { scenario: 'transformation-property-renamed', rule: 'transformation/reads-changed' },
  'named-by-destination': { scenario: 'rudderstack-destination-event-renamed', rule: 'destination/names-changed' },
  'column-discards': { scenario: 'rudderstack-warehouse-column-retyped', rule: 'warehouse/column-retyped' },
  'column-may-discard': { scenario: 'json-schema-warehouse-column-perhaps', rule: 'warehouse/column-retyped' },
  'column-cuts': { scenario: 'rudderstack-warehouse-column-cut', rule: 'warehouse/column-retyped' },
  'column-left': { scenario: 'rudderstack-warehouse-column-retyped', rule: 'warehouse/column-retyped' },
  'column-may-be-left': { scenario: 'json-schema-warehouse-column-perhaps', rule: 'warehouse/column-retyped' },
  'sunset-for-producers': { scenario: 'sunset-passed-removed', rule: 'compat/property-removed' },
  'sunset-for-consumers': { scenario: 'sunset-passed-removed', rule: 'compat/property-removed' },
  'announced-to-producers': { scenario: 'iglu-new-model', rule: 'compat/type-changed' },
  'announced-to-consumers': { scenario: 'iglu-new-model', rule: 'compat/type-changed' },
  'destination-loses-event': { scenario: 'rudderstack-destination-rejects', rule: 'destination/rejects' },
  'destination-loses-property': { scenario: 'json-schema-destination-name', rule: 'destination/name' },
  'destination-coerces': { scenario: 'json-schema-destination-coerces', rule: 'destination/coerces' },
  'destination-truncates': { scenario: 'json-schema-destination-limit', rule: 'destination/limit' },
  'destination-unbounded-text': { scenario: 'json-schema-destination-text', rule: 'destination/rejects' },
  'identity-key': { scenario: 'identity-key-retyped', rule: 'identity/key-changed' },
  'identity-trait': { scenario: 'identity-trait-changed', rule: 'identity/trait-changed' },
  'optional-property-removed': { scenario: 'property-removed-open', rule: 'compat/property-removed' },
};

describe('the table of default severities', () => {
  it.each(Object.entries(SEVERITY_TABLE))('%s', (row, { audience, severity }) => {
    const { scenario, rule } = SHOWN[row as SeverityRowId];
    const audiences = runScenario(scenario).findings.flatMap((finding) => (finding.rule === rule ? finding.audiences : []));
    expect(audiences).toContainEqual(expect.objectContaining({ audience, severity }));
  });

  it.each([
    ['property-added', 'compat/property-added'],
    ['event-added', 'compat/event-added'],
    ['description-changed', 'compat/description-changed'],
    ['object-opened', 'compat/object-opened'],
  ])('%s is a notice that hurts nobody', (scenario, rule) => {
    const finding = runScenario(scenario).findings.find((candidate) => candidate.rule === rule);
    expect(finding).toMatchObject({ severity: 'notice', audiences: [] });
  });

  it('a question that this change made undecidable is an error', () => {
    expect(runScenario('undecided-introduced').findings).toContainEqual(
      expect.objectContaining({ rule: 'compat/undecided', severity: 'error' }),
    );
  });

  it('a question that was undecidable before is a warning', () => {
    expect(runScenario('undecided-before').findings).toContainEqual(
      expect.objectContaining({ rule: 'compat/undecided', severity: 'warning' }),
    );
  });
});
