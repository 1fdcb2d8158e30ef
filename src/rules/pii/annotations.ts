import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import { detect } from './detector.ts';

/** What a schema says of its own node. */
export type Annotation =
  | {
      readonly kind: 'personal';
      readonly keyword: string;
      /** The category where it names one. */
      readonly category: string | null;
      /** Others, where it names several. */
      readonly further?: readonly string[];
      /** What stands where a category belongs, and names none. */
      readonly unknown?: string;
    }
  | {
      readonly kind: 'not-personal';
      readonly keyword: string;
      /** Whether it says why. */
      readonly reasoned: boolean;
    };

/**
 * Keywords by which teams classify a property in the schema itself, the first that is there decides: `x-pii` and its relatives, Confluent's tags
 * (https://docs.confluent.io/cloud/current/stream-governance/stream-catalog.html), data contracts' `classification`, dbt's `meta`, Fides' `fides_meta`.
 */
export const ANNOTATION_KEYWORDS: readonly string[] = [
  'x-pii',
  'x-data-category',
  'confluent:tags',
  'pii',
  'classification',
  'data_categories',
  'x-personal-data',
  'x-sensitive',
  'x-data-classification',
  'x-classification',
  'x-privacy',
  'x-sensitivity',
  'contains_pii',
  'meta',
  'fides_meta',
];

/** Words by which a level or tag says that data is personal, and that it is not. `internal` says who may read it, not what it is. */
const PERSONAL_WORD =
  /^(?:true|yes)$|\b(?:pii|phi|pci|spi|personal|sensitive|restricted|confidential|private|gdpr|highly[ _-]?sensitive)\b/i;
const PUBLIC_WORD = /^(?:none|no|false|public|non[ _-]?pii|not[ _-]?pii|not[ _-]?personal|unclassified|open|technical|interaction)$/i;

/** How sensitive something is, as teams say it. */
const LEVEL = /^(?:high|medium|low|critical|moderate|secret|internal|[a-z]?\d)$/i;

/** `user` alone is the root of the taxonomy: personal data of any kind. */
const CATEGORY = /^user(?:\.[a-z_0-9]+)*$/;

/** Keywords of which every value but a no says that the data is personal. */
const CATEGORY_KEYWORDS: readonly string[] = ['x-pii', 'x-data-category', 'x-personal-data', 'data_categories'];

/** The category that a word of a team's own names: `email`, `phone number`, `first_name`. */
function categoryNamed(text: string): string | null {
  return detect({ name: text, owners: ['user'], kinds: new Set(), format: null })?.category ?? null;
}

function ofText(keyword: string, text: string): Annotation | null {
  if (CATEGORY.test(text)) return { kind: 'personal', keyword, category: text };
  if (PUBLIC_WORD.test(text.trim())) return { kind: 'not-personal', keyword, reasoned: false };
  if (CATEGORY_KEYWORDS.includes(keyword)) {
    const category = categoryNamed(text);
    // The other keywords belong to taxonomies of other tools and teams.
    const isUnknown = category === null && keyword === 'x-pii' && !PERSONAL_WORD.test(text) && !LEVEL.test(text);
    return { kind: 'personal', keyword, category, ...(isUnknown && { unknown: text }) };
  }
  return PERSONAL_WORD.test(text) ? { kind: 'personal', keyword, category: null } : null;
}

/** What several say together: a category counts before a bare yes, and that before a no; of several categories each counts. */
function together(all: readonly Annotation[]): Annotation | null {
  const weight = (each: Annotation): number => (each.kind === 'not-personal' ? 0 : each.category === null ? 1 : 2);
  const first = all.reduce<Annotation | null>((best, each) => (best === null || weight(each) > weight(best) ? each : best), null);
  if (first?.kind !== 'personal') return first;
  const named = all.flatMap((each) => (each.kind === 'personal' ? [each.category, ...(each.further ?? [])] : []));
  const further = [...new Set(named.filter((category) => category !== null && category !== first.category))];
  return further.length === 0 ? first : { ...first, further: further.filter((category) => category !== null) };
}

function ofValue(keyword: string, value: Json): Annotation | null {
  if (typeof value === 'boolean')
    return value ? { kind: 'personal', keyword, category: null } : { kind: 'not-personal', keyword, reasoned: false };
  if (typeof value === 'string') return ofText(keyword, value);
  if (isJsonArray(value)) return together(value.flatMap((entry) => (typeof entry === 'string' ? (ofText(keyword, entry) ?? []) : [])));
  if (!isJsonObject(value)) return null;
  // `meta: {contains_pii: true}`, `fides_meta: {data_categories: [...]}`, `x-pii: {category: ..., reason: ...}`
  const inner = ['category', 'contains_pii', 'pii', 'data_categories', 'classification', 'value', 'level'];
  return together(inner.flatMap((name) => (Object.hasOwn(value, name) ? (ofValue(keyword, value[name] ?? null) ?? []) : [])));
}

/** Whether a list on an object speaks of its properties, by name. */
function namesProperties(node: JsonObject, list: Json): boolean {
  const planned = Object.hasOwn(node, 'properties') ? node['properties'] : undefined;
  return isJsonObject(planned) && isJsonArray(list) && list.some((name) => typeof name === 'string' && Object.hasOwn(planned, name));
}

/** What a schema node says of its own data; null where it says nothing. */
export function annotationOf(node: JsonObject, keywords: readonly string[] = ANNOTATION_KEYWORDS): Annotation | null {
  for (const keyword of keywords) {
    if (!Object.hasOwn(node, keyword)) continue;
    const value = node[keyword] ?? null;
    if (namesProperties(node, value)) continue;
    const found = ofValue(keyword, value);
    if (found !== null) return found.kind === 'personal' ? found : { ...found, reasoned: isReasoned(node, keyword, value) };
  }
  return null;
}

/** `x-pii: false` with `x-pii-reason: ...` beside it, or `x-pii: {value: false, reason: ...}`. */
function isReasoned(node: JsonObject, keyword: string, value: Json): boolean {
  const inside = isJsonObject(value) && Object.hasOwn(value, 'reason') ? value['reason'] : undefined;
  const beside = [`${keyword}-reason`, 'x-pii-reason'].map((name) => (Object.hasOwn(node, name) ? node[name] : undefined));
  return [inside, ...beside].some((reason) => typeof reason === 'string' && reason.trim() !== '');
}

/** What an object says of one of its properties: `x-pii: [email, phone]` beside `properties`. */
export function annotationAround(node: JsonObject, name: string, keywords: readonly string[] = ANNOTATION_KEYWORDS): Annotation | null {
  const keyword = keywords.find((each) => {
    const value = Object.hasOwn(node, each) ? (node[each] ?? null) : null;
    return isJsonArray(value) && value.includes(name) && namesProperties(node, value);
  });
  return keyword === undefined ? null : { kind: 'personal', keyword, category: null };
}
