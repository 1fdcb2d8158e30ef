import { canonicalJson, type Json } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import type { Draft, PlanContext, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { without } from '../enums.ts';
import { list, quote } from '../wording.ts';
import { enumSites, placeIn, type EnumSite } from './sites.ts';

const id = 'enum/differing-lists';

/** Sites with one and the same set of values. */
interface Variant {
  readonly key: string;
  readonly values: readonly Json[];
  readonly sites: readonly EnumSite[];
}

/** The sets of values that properties of one name have, the smallest first: what a list lacks is what is to be mended. */
function variantsOf(sites: readonly EnumSite[]): readonly Variant[] {
  const variants = new Map<string, Variant & { readonly sites: EnumSite[] }>();
  for (const site of sites) {
    const key = JSON.stringify([...new Set(site.values.filter((value) => value !== null).map(canonicalJson))].toSorted());
    const known = variants.get(key);
    if (known) known.sites.push(site);
    else variants.set(key, { key, values: site.values.filter((value) => value !== null), sites: [site] });
  }
  return [...variants.values()].toSorted((one, other) => one.values.length - other.values.length || (one.key < other.key ? -1 : 1));
}

/** The first two sets that have a value in common and differ. Sets without one are different things that share a name. */
function conflictIn(variants: readonly Variant[]): readonly [Variant, Variant] | null {
  for (const [index, one] of variants.entries())
    for (const other of variants.slice(index + 1)) if (without(one.values, other.values).length < one.values.length) return [one, other];
  return null;
}

/** More different lists of one name are a name that means nothing. */
const MAX_VARIANTS = 50;

function draftsFor(name: string, sites: readonly EnumSite[]): readonly Draft[] {
  const variants = variantsOf(sites);
  const conflict = variants.length > MAX_VARIANTS ? null : conflictIn(variants);
  if (conflict === null) return [];
  const [fewer, more] = conflict;
  const [site] = fewer.sites;
  const [other] = more.sites;
  if (site === undefined || other === undefined) return [];
  const lacking = without(more.values, fewer.values);
  const nameOf = ({ name: own, key }: PlanEvent): string => (site.event.name === other.event.name ? key : own);
  const cause = plannedCause(site.event, placeIn(site, 'enum'), site.path);
  const events = new Map(variants.flatMap((variant) => variant.sites).map(({ event }) => [event.key, event]));
  return [
    {
      rule: id,
      events: [...events.values()],
      path: site.wirePath,
      message: `${quote(name)} has another list of values here than elsewhere: ${list(lacking)} ${lacking.length === 1 ? 'is' : 'are'} allowed in ${quote(nameOf(other.event))} and not in ${quote(nameOf(site.event))}.`,
      suggestion: `Give ${quote(name)} one list in all events, best as one shared definition; or two names, where two things are meant.`,
      // The lists together are the cause, not the one that is shown.
      cause: { ...cause, owner: `name:${name}`, ownerPath: '', shared: true },
      aspect: JSON.stringify(variants.map(({ key }) => key).toSorted()),
      audiences: [],
    },
  ];
}

function inspect(context: PlanContext): readonly Draft[] {
  const byName = new Map<string, EnumSite[]>();
  for (const site of enumSites(context)) {
    // A list of one value tells kinds of message apart: it differs on purpose.
    if (site.path.at(-1)?.kind !== 'property' || site.values.length < 2) continue;
    const known = byName.get(site.name);
    if (known) known.push(site);
    else byName.set(site.name, [site]);
  }
  return [...byName].flatMap(([name, sites]) => draftsFor(name, sites));
}

export const differingLists: Rule = {
  meta: {
    id,
    title: 'One property name has different lists of values',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'Properties of the same name have enums that share a value and yet differ. Compared is what the change touches and what is loaded with it.',
    why: 'Who joins the events by that property finds values in one that the other can never have, and takes a gap in the plan for a fact.',
    fix: 'Use one shared definition for both, or two names.',
    example: {
      before: 'status: {enum: [open, paid]} in two events',
      after: 'status: {enum: [open, paid]} in one event, {enum: [open, paid, void]} in the other',
    },
    twin: { none: 'lists that agree are no problem' },
  },
  inspect,
};
