import examples from '../../docs/rule-examples.json' with { type: 'json' };

/** A change that a rule reports: one of the scenarios that the tests run. */
export interface RuleExample {
  /** The scenario's folder below fixtures/. */
  readonly scenario: string;
  readonly format: 'rudderstack' | 'json-schema';
  /** What it shows, in a sentence. */
  readonly shows: string;
  /** The policy on both sides, where it needs one, and below it the files that it names. */
  readonly policy?: string;
  /** What the change is, as a unified diff. */
  readonly diff: string;
}

/** What the formats are called. */
export const FORMAT_TITLES: Readonly<Record<RuleExample['format'], string>> = { rudderstack: 'RudderStack', 'json-schema': 'JSON Schema' };

/** A rule's examples, one a format in which it is shown. */
export function examplesOf(id: string): readonly RuleExample[] {
  const all: ReadonlyMap<string, unknown> = new Map(Object.entries(examples));
  const found = all.get(id);
  return Array.isArray(found) ? (found as readonly RuleExample[]) : [];
}
