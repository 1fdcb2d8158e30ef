import type { Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { quote, typeNames } from '../wording.ts';
import { enumSites, placeIn, type EnumSite } from './sites.ts';

const id = 'enum/null-missing';

function lacksNull({ schema, values }: EnumSite): boolean {
  const kinds = typeNames(schema['type']);
  return kinds.length > 1 && kinds.includes('null') && !values.includes(null);
}

export const nullMissing: Rule = {
  meta: {
    id,
    title: 'Null is allowed by the type and forbidden by the list',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A property whose type allows null has an enum that does not list null.',
    why: 'An enum holds for every value: null is rejected although the type promises it, and apps that send null for an unknown value lose the event.',
    fix: 'List null among the values, or take null out of the type.',
    example: { before: 'types: [string], config: {enum: [open, paid]}', after: 'types: [string, "null"], config: {enum: [open, paid]}' },
    twin: { none: 'null in a list whose type forbids it is reported as a value that can never be sent' },
  },
  inspect: (context) =>
    enumSites(context)
      .filter(lacksNull)
      .map((site): Draft => ({
        rule: id,
        events: [site.event],
        path: site.wirePath,
        message: `${quote(site.name)} may be null by its type, but its list of values has no null: an app that sends null is rejected.`,
        suggestion: 'Add null to the list, or take it out of the type.',
        cause: plannedCause(site.event, placeIn(site, 'enum'), site.path),
        audiences: [],
      })),
};
