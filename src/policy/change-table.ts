import { createHash } from 'node:crypto';
import type { Contract } from '../destinations/contract.ts';
import { canonicalJson, isJsonArray, isJsonObject, type Json } from '../jsonschema/index.ts';
import type { Location } from '../plan/model.ts';
import { ANNOTATION_KEYWORDS } from '../rules/pii/annotations.ts';
import { limitsOf, type PropertyScope, type Scope } from '../rules/scope.ts';
import type { Naming, SchemaVerDefinition } from '../rules/settings.ts';
import type { Policy } from './policy.ts';

/** A setting that is one value, and which way weakens. */
export interface ScalarSetting {
  /** As a person writes it. */
  readonly key: string;
  readonly tokens: readonly string[];
  /** Its path in the resolved policy. */
  readonly of: string;
  readonly read: (policy: Policy) => Json;
  readonly weakens: (before: Json, after: Json) => boolean;
}

/** One entry of a list. */
export interface Entry {
  /** What it is about: the entries of two policies with the same subject are versions of one another. */
  readonly subject: string;
  readonly value: Json;
  /** Which entry of the list in the file it is. */
  readonly index?: number;
  readonly at?: Location;
}

/** A setting that is a list. Null stands for an entry that is not there. */
export interface ListSetting {
  readonly key: string;
  readonly tokens: readonly string[];
  readonly of: string;
  readonly read: (policy: Policy) => readonly Entry[];
  readonly weakens: (before: Json, after: Json, policies: { readonly before: Policy; readonly after: Policy }) => boolean;
}

const never = (): boolean => false;
const always = (): boolean => true;
/** Another convention asks for less of some names, whatever it asks of others. */
const wasSet = (before: Json): boolean => before !== null;

/** A ladder, the weakest rung first. */
function ladder(...rungs: readonly string[]): (before: Json, after: Json) => boolean {
  const rung = (value: Json): number => rungs.findIndex((each) => each === value);
  return (before, after) => rung(after) < rung(before);
}

/** A destination that hashes by itself may be sent what must be hashed; by another contract, or as another warehouse, it is asked for something else. */
function looksAfterLess(before: Json, after: Json): boolean {
  if (member(after, 'hashes') === true && member(before, 'hashes') !== true) return true;
  const warehouse = member(before, 'warehouse');
  return hasOtherContract(before, after) || (warehouse !== null && member(after, 'warehouse') !== warehouse);
}

/** A contract and the state of its facts: another state may ask for less. */
function stateOf(contract: Contract): string {
  const facts = createHash('sha256').update(JSON.stringify(contract)).digest('hex').slice(0, 8);
  return `${contract.receiver.id} ${facts}`;
}

/** Whether what a destination was held to is another contract, or is asked of other events. Where there was none, one only adds. */
function hasOtherContract(before: Json, after: Json): boolean {
  const contract = member(before, 'contract');
  if (contract === null) return false;
  const names = member(before, 'names');
  const isRenamed = isJsonObject(names) && Object.keys(names).some((name) => member(names, name) !== member(member(after, 'names'), name));
  return member(after, 'contract') !== contract || isRenamed;
}

/** The definitions of SchemaVer, the one that asks for least first. */
const STRICTNESS: readonly Json[] = ['documentation', 'schema-ddl', 'snowplow-cli'] satisfies SchemaVerDefinition[];

const orNull = (naming: Naming | null): Json => (naming === null || typeof naming === 'string' ? naming : naming.pattern);

function scalar(key: string, of: string, read: ScalarSetting['read'], weakens: ScalarSetting['weakens']): ScalarSetting {
  return { key, tokens: key.split('.'), of, read, weakens };
}

/** Settings of one value. What is listed nowhere here can only be told to have changed. */
export const SCALARS: readonly ScalarSetting[] = [
  scalar('fail-on', 'failOn', ({ failOn }) => failOn, ladder('never', 'error', 'warning')),
  scalar('preset', 'preset', ({ preset }) => preset, ladder('relaxed', 'recommended', 'strict')),
  scalar('compatibility.content-model', 'contentModel', ({ contentModel }) => contentModel, ladder('planned', 'strict')),
  // What the other file lets pass is for nobody here to say.
  scalar('waivers.file', 'waivers.file', ({ waivers }) => waivers.file, always),
  scalar(
    'waivers.max-days',
    'waivers.maxDays',
    ({ waivers }) => waivers.maxDays,
    (before, after) => Number(after) > Number(before),
  ),
  scalar(
    'waivers.from-head',
    'waivers.fromHead',
    ({ waivers }) => waivers.fromHead,
    (_, after) => after === true,
  ),
  scalar(
    'baseline',
    'baseline',
    ({ baseline }) => baseline,
    (_, after) => after === null,
  ),
  scalar('naming.events', 'settings.hygiene.eventNames', ({ settings }) => orNull(settings.hygiene.eventNames), wasSet),
  scalar('naming.properties', 'settings.hygiene.propertyNames', ({ settings }) => orNull(settings.hygiene.propertyNames), wasSet),
  scalar(
    'pii.annotations',
    'settings.pii.annotations',
    ({ settings }) => [...(settings.pii.annotations ?? ANNOTATION_KEYWORDS)],
    // The first keyword that a property has is the one that counts.
    (before, after) => isJsonArray(before) && isJsonArray(after) && before.some((keyword, at) => after[at] !== keyword),
  ),
  scalar(
    'versions.schemaver',
    'settings.versions.schemaver',
    ({ settings }) => settings.versions.schemaver,
    (before, after) => STRICTNESS.indexOf(after) < STRICTNESS.indexOf(before),
  ),
];

const member = (value: Json, name: string): Json => (isJsonObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null);

const isAdded = (before: Json): boolean => before === null;
const isRemoved = (_: Json, after: Json): boolean => after === null;

/** What a scope says, as data. */
function limits(scope: Scope | PropertyScope): { readonly [name: string]: Json } {
  return Object.fromEntries(limitsOf(scope).map(([name, globs]) => [name, [...globs]]));
}

/** What a scope is about: its paths, else all of it. */
function subjectOf(scope: PropertyScope, more = ''): string {
  return `${scope.paths.length > 0 ? scope.paths.join(' ') : canonicalJson(limits(scope))} ${more}`;
}

/** The keys of an entry that say where it applies. */
const SCOPE_KEYS = ['events', 'types', 'plans', 'tags', 'files', 'paths'] as const;

/** Whether an entry applies to less than another one, as far as that can be seen: it has a limit of its own, or a list that lacks something. */
function isNarrower(one: Json, other: Json): boolean {
  return SCOPE_KEYS.some((key) => {
    const [limit, known] = [member(one, key), member(other, key)];
    if (!isJsonArray(limit)) return false;
    return !isJsonArray(known) || known.some((glob) => !limit.includes(glob));
  });
}

/** A demand that goes, or that is made of less. */
const isLost = (before: Json, after: Json): boolean => after === null || (before !== null && isNarrower(after, before));
/** A permission that comes, or that holds for more. */
const isGranted = (before: Json, after: Json): boolean => after !== null && (before === null || isNarrower(before, after));

const textEntries = (texts: readonly string[]): readonly Entry[] => texts.map((text, index) => ({ subject: text, value: text, index }));
const scopeEntries = (scopes: readonly PropertyScope[]): readonly Entry[] =>
  scopes.map((scope, index) => ({ subject: subjectOf(scope), value: limits(scope), index }));

function list(key: string, of: string, read: ListSetting['read'], weakens: ListSetting['weakens']): ListSetting {
  return { key, tokens: key.split('.'), of, read, weakens };
}

/** Which files are read, and who is protected. */
const READING: readonly ListSetting[] = [
  list('compatibility.audiences', 'audiences', ({ audiences }) => audiences.map((text) => ({ subject: text, value: text })), isRemoved),
  list(
    'schemas.include',
    'schemas.include',
    ({ schemas }) => textEntries(schemas.include),
    // No glob at all means every file: the first one narrows, and so does taking one of several away.
    (before, _, policies) => (before === null ? policies.before.schemas.include.length === 0 : policies.after.schemas.include.length > 0),
  ),
  list('schemas.ignore', 'schemas.ignore', ({ schemas }) => textEntries(schemas.ignore), isAdded),
  list(
    'schemas.format',
    'schemas.format',
    ({ schemas }) => schemas.format.map(({ glob, format }) => ({ subject: glob, value: { glob, format } })),
    never,
  ),
  list(
    'schemas.base-uris',
    'schemas.baseUris',
    ({ schemas }) => schemas.baseUris.map(({ uri, folder }) => ({ subject: uri, value: { uri, folder } })),
    never,
  ),
];

/** What is asked of plans. */
const DEMANDS: readonly ListSetting[] = [
  list(
    'required',
    'settings.required',
    ({ settings }) =>
      settings.required.flatMap(({ scope, properties }, index) =>
        properties.map(({ path, type, nullable }) => ({
          subject: path,
          value: { ...limits(scope), path, nullable, ...(type !== undefined && { type }) },
          index,
        })),
      ),
    (before, after) =>
      isLost(before, after) ||
      (before !== null &&
        ((member(after, 'nullable') === true && member(before, 'nullable') === false) ||
          takesOtherTypes(member(before, 'type'), member(after, 'type')))),
  ),
  list('enums.required', 'settings.enums.demanded', ({ settings }) => scopeEntries(settings.enums.demanded), isLost),
  list(
    'enums.lists',
    'settings.enums.lists',
    ({ settings }) =>
      settings.enums.lists.map(({ scope, title, values }, index) => ({
        subject: subjectOf(scope),
        value: { ...limits(scope), title, values: [...values] },
        index,
      })),
    (before, after) => isLost(before, after) || hasMore(member(before, 'values'), member(after, 'values')),
  ),
  list('enums.open', 'settings.enums.open', ({ settings }) => scopeEntries(settings.enums.open), isGranted),
  list(
    'destinations',
    'settings.routes',
    ({ settings }) =>
      settings.routes.map(({ destination, scope, hashes, contract, names, warehouse }) => ({
        subject: destination,
        value: {
          destination,
          ...limits(scope),
          ...(hashes && { hashes }),
          ...(contract !== null && { contract: stateOf(contract) }),
          ...(names.size > 0 && { names: Object.fromEntries(names) }),
          ...(warehouse !== null && { warehouse }),
        },
      })),
    (before, after) => isLost(before, after) || (before !== null && looksAfterLess(before, after)),
  ),
  list('identity.keys', 'settings.identity.keys', ({ settings }) => textEntries(settings.identity.keys), isRemoved),
  list('identity.merge-keys', 'settings.identity.mergeKeys', ({ settings }) => scopeEntries(settings.identity.mergeKeys), isLost),
  list('identity.traits', 'settings.identity.traits', ({ settings }) => scopeEntries(settings.identity.traits), isLost),
  list(
    'deprecations',
    'settings.deprecations',
    ({ settings }) =>
      settings.deprecations.map(({ property, scope, sunset, at }) => ({
        subject: property === undefined ? canonicalJson(limits(scope)) : subjectOf(property),
        value: { ...limits(property ?? scope), sunset },
        at,
      })),
    (before, after) => isGranted(before, after) || isEarlier(member(after, 'sunset'), member(before, 'sunset')),
  ),
];

/** Whether values of a type are let pass that were not: none is any, and an integer is a number. */
function takesOtherTypes(before: Json, after: Json): boolean {
  return before !== null && before !== after && !(before === 'number' && after === 'integer');
}

/** Whether a category is another one, not a part of it. */
function isOtherCategory(before: Json, after: Json): boolean {
  return typeof before === 'string' && typeof after === 'string' && after !== before && !after.startsWith(`${before}.`);
}

function hasMore(before: Json, after: Json): boolean {
  const known = new Set(isJsonArray(before) ? before : []);
  return known.size > 0 && isJsonArray(after) && after.some((value) => !known.has(value));
}

const isEarlier = (one: Json, other: Json): boolean => typeof one === 'string' && typeof other === 'string' && one < other;

/** The privacy policy. */
const PRIVACY: readonly ListSetting[] = [
  list(
    'pii.fields',
    'settings.pii.fields',
    ({ settings }) =>
      settings.pii.fields.map(({ scope, category, at }) => ({
        subject: subjectOf(scope),
        value: { ...limits(scope), category: category ?? 'none' },
        at,
      })),
    // Declared not personal, or no longer declared to be.
    (before, after) =>
      member(after, 'category') === 'none'
        ? isGranted(before, after) || member(before, 'category') !== 'none'
        : member(before, 'category') !== 'none' &&
          (isLost(before, after) || isOtherCategory(member(before, 'category'), member(after, 'category'))),
  ),
  list(
    'pii.categories',
    'settings.pii.categories',
    ({ settings }) =>
      settings.pii.categories.map(({ category, allow, form }) => ({
        subject: category,
        value: { category, allow, ...(form !== undefined && { form }) },
      })),
    (before, after) =>
      before !== null &&
      ((after === null && member(before, 'allow') !== 'always') ||
        ladder('always', 'approved', 'never')(member(before, 'allow'), member(after, 'allow')) ||
        (member(before, 'form') === 'sha256' && member(after, 'form') !== 'sha256')),
  ),
  list(
    'pii.approvals',
    'settings.pii.approvals',
    ({ settings }) =>
      settings.pii.approvals.map(({ scope, category = '', review, expires, at }) => ({
        subject: subjectOf(scope, category),
        value: { ...limits(scope), category, review, expires },
        at,
      })),
    (before, after) => isGranted(before, after) || isEarlier(member(before, 'expires'), member(after, 'expires')),
  ),
  list(
    'pii.destinations',
    'settings.pii.destinations',
    ({ settings }) =>
      settings.pii.destinations.map(({ category, destination, action }, index) => ({
        subject: `${category} ${destination}`,
        value: { category, destination, action },
        index,
      })),
    (before, after) => after === null || ladder('require-hash', 'deny')(member(before, 'action'), member(after, 'action')),
  ),
  list(
    'pii.suppress',
    'settings.pii.suppress',
    ({ settings }) =>
      settings.pii.suppress.map(({ scope, rule, reason, at }) => ({
        subject: subjectOf(scope, rule),
        value: { ...limits(scope), rule, reason },
        at,
      })),
    isGranted,
  ),
];

/** Settings that are lists. */
export const LISTS: readonly ListSetting[] = [...READING, ...DEMANDS, ...PRIVACY];
