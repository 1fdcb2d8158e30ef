import { isJsonObject, type Json } from '../../values/json.ts';
import type { Literal } from '../goal.ts';

/** Texts by format, most ordinary first; each format of ajv-formats has at least one. */
const BY_FORMAT: ReadonlyMap<string, readonly string[]> = new Map([
  ['date-time', ['2024-05-17T09:30:00Z', '2024-05-17T09:30:00.000Z']],
  ['iso-date-time', ['2024-05-17T09:30:00Z', '2024-05-17T09:30:00']],
  ['date', ['2024-05-17']],
  ['time', ['09:30:00Z']],
  ['iso-time', ['09:30:00', '09:30:00Z']],
  ['duration', ['P1D', 'PT2H30M']],
  ['email', ['ada@example.com']],
  ['hostname', ['www.example.com']],
  ['ipv4', ['192.0.2.10']],
  ['ipv6', ['2001:db8::10']],
  ['uri', ['https://www.example.com/cart']],
  ['url', ['https://www.example.com/cart']],
  ['uri-reference', ['/cart', 'https://www.example.com/cart']],
  ['uri-template', ['/orders/{id}']],
  ['uuid', ['7b9f5a52-0c7e-4c39-9d6a-3f1e2b8c4d60']],
  ['json-pointer', ['/lines/0']],
  ['json-pointer-uri-fragment', ['#/lines/0']],
  ['relative-json-pointer', ['1/lines']],
  ['regex', ['^[a-z]+$']],
  ['byte', ['aGVsbG8=']],
]);

/** The hint where the text looked for is itself a property's name. */
export const NAME_HINT = 'property-name';

/** Texts by a word in the property's name. */
const BY_NAME: readonly (readonly [RegExp, readonly string[]])[] = [
  [new RegExp(`^${NAME_HINT}$`), ['extra', 'other', 'extra_2', 'other_2']],
  [/currency/i, ['EUR', 'USD']],
  [/country/i, ['DE', 'FR', 'Germany']],
  [/(^|_)(lang|locale)/i, ['en', 'en-GB']],
  [/e-?mail/i, ['ada@example.com']],
  [/phone|mobile/i, ['+4930123456']],
  [/(^|_|-)(url|uri|link|href)|url$/i, ['https://www.example.com/cart']],
  [/uuid|guid/i, ['7b9f5a52-0c7e-4c39-9d6a-3f1e2b8c4d60']],
  [/(_at|At|time|timestamp)$/i, ['2024-05-17T09:30:00Z']],
  [/date|birth|(^|_)day$/i, ['2024-05-17']],
  [/sku/i, ['SKU-1042']],
  [/^\$schema$/, ['/orders/completed/1.0.0']],
  [/user.?name|login/i, ['ada']],
  [/host|domain/i, ['www.example.com']],
  [/(^|_|-)path$|Path$/, ['/cart']],
  [/region/i, ['eu-central-1']],
  [/(^|_|-)ip$|ip.?address/i, ['192.0.2.10']],
  [/user.?agent/i, ['Mozilla/5.0']],
  [/(^|_)os$|platform$/i, ['iOS', 'Windows']],
  [/channel/i, ['web']],
  [/stream|topic/i, ['orders']],
  [/first.?name/i, ['Ada']],
  [/last.?name|surname/i, ['Lovelace']],
  [/(app|application|product|item|^)[-_]?(name|title)$/i, ['Blue shirt', 'Ada']],
  [/name|title/i, ['Ada', 'Blue shirt']],
  [/city/i, ['Berlin']],
  [/zip|postal/i, ['10115']],
  [/color|colour/i, ['blue']],
  [/size/i, ['M']],
  [/version/i, ['1.4.2', '102.0', '102.0.1']],
  [/build.?id/i, ['20240517093000']],
  [/(^|_|-)id$|Id$/, ['a-1042', '1042']],
];

const ORDINARY: readonly string[] = ['text', 'blue', 'A', 'a', '1', '', '0', 'abc', 'Text', 'TEXT', '42', '1042', 'a-1042', 'a b', 'true'];
const ODD: readonly string[] = [
  'é',
  '🙂',
  ' ',
  '\n',
  '-',
  '_',
  '.',
  '/',
  '#',
  '@',
  '$',
  'x'.repeat(32),
  'x'.repeat(64),
  'https://www.example.com',
  '1.0.0',
  '1.5',
];

function annotationValues(raw: Json): readonly Json[] {
  if (!isJsonObject(raw)) return [];
  const own = (name: string): Json | undefined => (Object.hasOwn(raw, name) ? raw[name] : undefined);
  const examples = own('examples');
  const single = [own('example'), own('default'), own('const')].filter((value) => value !== undefined);
  const listed = own('enum');
  return [
    ...(Array.isArray(examples) ? (examples as readonly Json[]) : []),
    ...single,
    ...(Array.isArray(listed) ? (listed as readonly Json[]) : []),
  ];
}

/** What the author wrote as an example, default or permitted value of the schemas, at most 50. */
export function authorsValues(literals: readonly Literal[]): readonly Json[] {
  const nodes = [...literals].toSorted((one, other) => Number(other.holds) - Number(one.holds)).map((literal) => literal.node);
  return nodes.flatMap((node) => annotationValues(node.raw)).slice(0, 50);
}

/** Texts that a person believes, best first: by the formats asked for, by the property's name, then ordinary ones, then odd ones. */
export function plausibleTexts(formats: readonly string[], hint: string): readonly string[] {
  const key = JSON.stringify([hint, ...formats]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const named = BY_NAME.filter(([pattern]) => pattern.test(hint.slice(0, 200))).flatMap(([, texts]) => texts);
  const formatted = formats.flatMap((format) => BY_FORMAT.get(format) ?? []);
  const texts = [...new Set([...formatted, ...named, ...ORDINARY, ...[...BY_FORMAT.values()].flat(), ...ODD])];
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(key, texts);
  return texts;
}

const MAX_CACHED = 1_000;
const cache = new Map<string, readonly string[]>();
