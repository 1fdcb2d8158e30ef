import type { Audience, Severity } from './rule.ts';

/** One line of the table of default severities: what happens to whom, and how much it weighs. */
export interface SeverityRow {
  readonly audience: Audience;
  readonly severity: Severity;
  readonly what: string;
}

/** The table of default severities: every finding that hurts somebody names its row. */
export const SEVERITY_TABLE = {
  rejected: { audience: 'producers', severity: 'error', what: 'an event that was valid is now rejected' },
  closed: { audience: 'producers', severity: 'warning', what: 'open → closed: what was unplanned and tolerated is now dropped' },
  'first-shape': { audience: 'producers', severity: 'warning', what: 'a free-form object gets its first shape' },
  'event-removed': { audience: 'consumers', severity: 'error', what: 'event removed' },
  'event-renamed': { audience: 'consumers', severity: 'error', what: 'event renamed: the old name no longer arrives' },
  'required-property-removed': { audience: 'consumers', severity: 'error', what: 'required property removed' },
  'required-made-optional': {
    audience: 'consumers',
    severity: 'error',
    what: 'required property made optional, also only under a condition',
  },
  'null-on-required': { audience: 'consumers', severity: 'error', what: 'null newly allowed on a required property' },
  'other-kind': { audience: 'consumers', severity: 'error', what: 'another JSON kind may arrive' },
  'section-moved': { audience: 'consumers', severity: 'error', what: "the section of an event's data moved" },
  'enum-value-added': { audience: 'consumers', severity: 'warning', what: 'enum value added' },
  'open-enum-value-added': { audience: 'consumers', severity: 'notice', what: 'value added to an enum that is declared open' },
  'enum-dropped': { audience: 'consumers', severity: 'warning', what: 'enum dropped within its kind' },
  loosened: { audience: 'consumers', severity: 'warning', what: 'bound, pattern or format loosened' },
  'integer-to-number': { audience: 'consumers', severity: 'warning', what: 'integer → number' },
  'new-variant': { audience: 'consumers', severity: 'warning', what: 'new variant' },
  'null-on-optional': { audience: 'consumers', severity: 'warning', what: 'null newly allowed on an optional property' },
  'read-by-code': {
    audience: 'consumers',
    severity: 'warning',
    what: 'a transformation reads what is removed, renamed or of another type',
  },
  'named-by-destination': { audience: 'consumers', severity: 'warning', what: 'a destination names what is removed or renamed' },
  'destination-loses-event': { audience: 'consumers', severity: 'error', what: 'a destination refuses the event' },
  'destination-loses-property': { audience: 'consumers', severity: 'warning', what: 'a destination drops the property' },
  'destination-coerces': { audience: 'consumers', severity: 'warning', what: 'a destination stores another value' },
  'destination-truncates': { audience: 'consumers', severity: 'notice', what: 'a destination cuts the value' },
  'destination-unbounded-text': {
    audience: 'consumers',
    severity: 'notice',
    what: 'a text that nothing bounds may be one that a destination refuses',
  },
  'column-discards': {
    audience: 'consumers',
    severity: 'error',
    what: 'new values do not fit a column of a warehouse, which is NULL in their rows',
  },
  'column-may-discard': {
    audience: 'consumers',
    severity: 'warning',
    what: 'new values do not fit a column of a warehouse if another kind of value made it',
  },
  'column-cuts': { audience: 'consumers', severity: 'warning', what: 'fractions are cut off in an int column of a warehouse' },
  'column-left': {
    audience: 'consumers',
    severity: 'error',
    what: 'values go to other columns of a warehouse, and the old ones stay NULL',
  },
  'column-may-be-left': { audience: 'consumers', severity: 'warning', what: 'some values go to another column of a warehouse' },
  'sunset-for-producers': { audience: 'producers', severity: 'notice', what: 'what was marked to go went after its day' },
  'sunset-for-consumers': { audience: 'consumers', severity: 'notice', what: 'what was marked to go went after its day' },
  'optional-property-removed': { audience: 'consumers', severity: 'warning', what: 'optional property removed' },
  'announced-to-producers': {
    audience: 'producers',
    severity: 'notice',
    what: 'a new MODEL or MAJOR breaks it, and the version before stays',
  },
  'announced-to-consumers': {
    audience: 'consumers',
    severity: 'notice',
    what: 'a new MODEL or MAJOR breaks it, and the version before stays',
  },
  'identity-key': { audience: 'consumers', severity: 'error', what: 'what identifies a user, a group or a profile changed' },
  'identity-trait': { audience: 'consumers', severity: 'warning', what: 'a trait that audiences are built on changed' },
} as const satisfies Record<string, SeverityRow>;

export type SeverityRowId = keyof typeof SEVERITY_TABLE;
