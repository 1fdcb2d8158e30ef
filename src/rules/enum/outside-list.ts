import type { Json } from '../../jsonschema/index.ts';
import type { Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import type { SharedList } from '../settings.ts';
import { list, quote, show } from '../wording.ts';
import { enumSites, placeIn, singly, siteInScope, type EnumSite } from './sites.ts';

const id = 'enum/outside-list';

/** A shared list, ready to be asked. */
interface Asked extends SharedList {
  readonly known: ReadonlySet<string>;
  readonly byLowerCase: ReadonlyMap<string, string>;
}

function asked(shared: SharedList): Asked {
  return {
    ...shared,
    known: new Set(shared.values),
    byLowerCase: new Map(shared.values.map((value) => [value.trim().toLowerCase(), value])),
  };
}

/** A value that is not in the list, and where it stands. */
interface Outside {
  readonly value: Json;
  readonly index: number;
}

function outside({ values }: EnumSite, { known }: Asked): readonly Outside[] {
  return values.flatMap((value, index) => (value === null || (typeof value === 'string' && known.has(value)) ? [] : [{ value, index }]));
}

function draftFor(site: EnumSite, { title, byLowerCase }: Asked, found: readonly Outside[]): Draft {
  const values = found.map(({ value }) => value);
  const [value, ...others] = values;
  const one = others.length === 0;
  const meant = one && typeof value === 'string' ? byLowerCase.get(value.trim().toLowerCase()) : undefined;
  return {
    rule: id,
    events: [site.event],
    path: site.wirePath,
    message: `${quote(site.name)} lists ${list(values)}, which ${one ? 'is' : 'are'} not in ${title}: what looks the value up there finds nothing.`,
    suggestion: meant === undefined ? `Use a value of ${title}.` : `Write ${show(meant)}.`,
    cause: plannedCause(site.event, placeIn(site, 'enum', found[0]?.index ?? 0), site.path),
    aspect: title,
    audiences: [],
    ...(one && value !== undefined && { after: value }),
  };
}

export const outsideList: Rule = {
  meta: {
    id,
    title: 'A listed value is not in the shared list',
    defaultSeverity: 'error',
    audiences: [],
    what: 'An enum of a property that `enums.lists` of the policy names has a value that is not in that list: ISO 4217, ISO 3166-1, or a list of the team. A property without an enum is the matter of `enums.required`.',
    why: 'Conversion, tax and routing look the value up in the shared list, and find nothing.',
    fix: 'Use the spelling of the list. If the value is right, add it to the list first.',
    example: { before: 'config: {enum: [EUR, USD]}', after: 'config: {enum: [EUR, USD, usd]}' },
    twin: { none: 'a value of the list is no problem' },
  },
  inspect: (context) => {
    const lists = context.settings.enums.lists.map(asked);
    if (lists.length === 0) return [];
    const sites = enumSites(context);
    return lists.flatMap((each) =>
      sites
        .filter((site) => siteInScope(each.scope, site))
        .flatMap((site) => singly(outside(site, each)).map((found) => draftFor(site, each, found))),
    );
  },
};
