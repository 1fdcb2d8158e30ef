import type { PhrasingContent, RootContent } from 'mdast';
import type { Contract, FieldSource, LimitFact, NameFact, Requirement, Sourced } from '../../src/destinations/contract.ts';
import { isJsonArray, isJsonObject, type Json } from '../../src/jsonschema/index.ts';
import { bullets, heading, link, paragraphs, print, table, type Inline } from './markdown.ts';

const notice = 'Made from the files in `src/destinations/packs` by `npm run docs`; changes belong there.';

/** Path of a receiver's page from the project's root. */
export function receiverPagePath(id: string): string {
  return `docs/destinations/${id}.md`;
}

/** Every receiver that is built in, with how much is known of it. */
export function receiverIndex(packs: readonly Contract[]): string {
  const count = (facts: object): string => `${Object.keys(facts).length}`;
  return print([
    heading(1, 'Built-in destination contracts'),
    ...paragraphs(
      'What receivers need of events and accept. Each links to its page, where every fact has its source and the day on which it was looked up. Mappings are those that Segment gives a destination at first: a contract of your own can say otherwise.',
    ),
    table(
      ['Receiver', 'Id', 'Needs of events', 'Names', 'Limits', 'Personal data', 'Beside the event'],
      packs.map(({ receiver, requirements, names, limits, pii, envelope }) => [
        [link(`${receiver.id}.md`, receiver.title)],
        `\`${receiver.id}\``,
        ...[requirements, names, limits, pii, envelope].map(count),
      ]),
    ),
    ...paragraphs(notice),
  ]);
}

/** The page of a receiver: each of its facts, with its key, which another contract names to override it. */
export function receiverPage({ receiver, requirements, names, limits, pii, envelope }: Contract): string {
  const types = Object.entries(receiver.types ?? {}).map(
    ([format, called]) => `Called in plans of \`${format}\`: ${called.map(quote).join(', ')}`,
  );
  return print([
    heading(1, receiver.title),
    ...paragraphs(`Built-in contract \`${receiver.id}\`.`),
    bullets(types),
    ...section('What it needs of events', ['Events', 'Must have', 'Looks at'], requirements, (fact) => [
      eventsOf(fact),
      neededOf(fact.requires, fact.mapping ?? {}).join('; '),
      lookedAt(fact.mapping ?? {}).join(', '),
    ]),
    ...section('Names', ['Of', 'Rule', 'Otherwise'], names, (fact) => [fact.of, nameRule(fact), fact.effect]),
    ...section('Limits', ['Rule', 'Otherwise'], limits, (fact) => [limitRule(fact), fact.effect]),
    ...section('Personal data', ['Category', 'Action'], pii, ({ category, action }) => [quote(category), action]),
    ...section('What must be in the message beside the event', ['Needs'], envelope, ({ needs }) => [needs]),
    { type: 'thematicBreak' },
    ...paragraphs(notice),
  ]);
}

function section<F extends Sourced>(
  title: string,
  columns: readonly string[],
  facts: Readonly<Record<string, F>>,
  cells: (fact: F) => readonly Inline[],
): RootContent[] {
  const rows = Object.entries(facts).map(([key, fact]): Inline[] => [quote(key), ...cells(fact), [sourceLink(fact.source)], fact.checked]);
  return rows.length === 0 ? [] : [heading(2, title), table(['Key', ...columns, 'Source', 'Looked up'], rows)];
}

const quote = (text: string): string => `\`${text}\``;

function sourceLink(address: string): PhrasingContent {
  const { hostname, pathname } = new URL(address);
  const [owner, repository] = pathname.split('/').filter((part) => part !== '');
  return link(address, hostname === 'github.com' ? `${owner}/${repository}` : hostname);
}

function eventsOf({ events }: Requirement): string {
  const types = events?.types ?? ['track'];
  return events?.names === undefined ? `every ${types.join(', ')}` : events.names.join(', ');
}

/** Where a field comes from, as a reader looks for it in a plan. */
function placeOf(source: FieldSource | undefined, field: string): string {
  if (source === undefined) return quote(field);
  if (typeof source === 'string') return quote(source);
  return 'each' in source ? quote(source.list) : source.map(quote).join(' or ');
}

/** What must be there: required fields, one of some, and the same of the entries of lists. */
function neededOf(schema: Json | undefined, mapping: Readonly<Record<string, FieldSource>>): string[] {
  if (schema === undefined || !isJsonObject(schema)) return [];
  const named = (value: Json | undefined): string[] =>
    value !== undefined && isJsonArray(value)
      ? value.flatMap((each) =>
          typeof each === 'string' ? [placeOf(mapping[each], each)] : isJsonObject(each) ? named(each['required']) : [],
        )
      : [];
  const any = named(schema['anyOf']);
  const both = schema['dependentRequired'];
  const inside = Object.entries(mapping).flatMap(([field, source]) => {
    if (typeof source === 'string' || !('each' in source)) return [];
    const items = memberOf(memberOf(memberOf(schema, 'properties'), field), 'items');
    const needed = neededOf(items, source.each);
    return needed.length === 0 ? [] : [`in each entry of ${quote(source.list)}: ${needed.join(' and ')}`];
  });
  return [
    ...named(schema['required']),
    ...(any.length === 0 ? [] : [any.join(' or ')]),
    ...(both !== undefined && isJsonObject(both)
      ? [
          `${Object.keys(both)
            .map((field) => placeOf(mapping[field], field))
            .join(' and ')} together`,
        ]
      : []),
    ...inside,
  ];
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return value !== undefined && isJsonObject(value) ? value[name] : undefined;
}

/** Every place that is read, a list with what is read of its entries. */
function lookedAt(mapping: Readonly<Record<string, FieldSource>>): string[] {
  const places = Object.values(mapping).flatMap((source) => {
    if (typeof source === 'string') return quote(source);
    return 'each' in source ? `${quote(source.list)} (${lookedAt(source.each).join(', ')})` : source.map(quote);
  });
  return [...new Set(places)];
}

function nameRule(fact: NameFact): string {
  const parts = [
    fact['max-length'] !== undefined && `at most ${fact['max-length']} characters`,
    fact['max-bytes'] !== undefined && `at most ${fact['max-bytes']} bytes`,
    fact.pattern !== undefined && `fits ${quote(fact.pattern)}`,
    fact.reserved !== undefined && `none of ${fact.reserved.map(quote).join(', ')}`,
    fact['reserved-prefixes'] !== undefined && `does not begin with ${fact['reserved-prefixes'].map(quote).join(', ')}`,
    fact['same-after'] !== undefined && `no two are the same after ${fact['same-after']}`,
    fact.normalised !== undefined && `(after ${fact.normalised})`,
  ];
  return parts.filter((part) => part !== false).join(' ');
}

function limitRule(fact: LimitFact): string {
  const parts = [
    fact['max-properties'] !== undefined && `at most ${fact['max-properties']} properties`,
    fact['max-depth'] !== undefined && `at most ${fact['max-depth']} levels`,
    fact['no-kinds'] !== undefined && `no ${fact['no-kinds'].join(', ')}`,
    fact['max-items'] !== undefined && `at most ${fact['max-items']} entries in a list`,
    fact['max-text'] !== undefined && `at most ${fact['max-text']} characters in a text`,
    fact.except !== undefined && `(but for ${fact.except.map(quote).join(', ')})`,
  ];
  return parts.filter((part) => part !== false).join(' ');
}
