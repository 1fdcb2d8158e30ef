import { childPointer, isJsonObject, isNumber, parseJson, type Json } from '../../jsonschema/index.ts';
import { computed } from '../hcl-text.ts';
import { stringMember } from '../json-schema/keywords.ts';
import { child, entries, kindOf, spotOf, type SourceValue } from '../fields.ts';
import { nearMiss } from '../near-miss.ts';
import { alternatives, quoted, type Problems } from '../problems.ts';
import { RULE_TYPES, type PlanPart, type RuleType } from './plans.ts';

/**
 * What the schema of a rule describes: the whole message (`message`), the event's own part only, as typewriter v8 keeps it (`section`), or
 * that part by properties that say themselves whether they are required (`convention`).
 */
export type BodyShape = 'message' | 'section' | 'convention';

/** A rule of a plan, as written. */
export interface Rule {
  readonly type: RuleType;
  /** The event's name on the wire; '' for types that have none. */
  readonly key: string;
  readonly version: number;
  readonly shape: BodyShape;
  /** The entry in the plan. */
  readonly entry: SourceValue;
  /** The schema; for the convention the entry itself, which holds `properties`. */
  readonly body: SourceValue;
  /** Pointer of the line that names the rule. */
  readonly named: string;
}

/** The stable key of an event: plan, type, version and key. Messages are of version 1 unless they say otherwise (`context.protocols.event_version`). */
export function eventKey(plan: string, { type, version, key }: Pick<Rule, 'type' | 'version' | 'key'>): string {
  const parts = [plan, `${type.toLowerCase()}${version === 1 ? '' : `@${version}`}`, key].filter((part) => part !== '');
  return `segment:${parts.join('/')}`;
}

/** The rules of a part of a plan. What is no rule is reported and left out. */
export function readRules({ shape, rules }: PlanPart, plan: string, problems: Problems): readonly Rule[] {
  if (reportComputed(rules, 'The list of rules', plan, problems)) return [];
  return shape === 'config' ? readConfig(rules, plan, problems) : entries(rules).flatMap((entry) => readRule(entry, plan, problems));
}

/** Tells of what only Terraform can compute; false where all is written out. */
function reportComputed(node: SourceValue | null, what: string, plan: string, problems: Problems): boolean {
  const expression = node === null ? null : computed(node.value);
  if (node === null || expression === null) return false;
  const message = `${what} is computed (${quoted(expression)}), so it is left out.`;
  problems.invalid(`segment:${plan}`, spotOf(node, 'entry'), message, 'Write it out: nothing is evaluated.');
  return true;
}

function readRule(entry: SourceValue, plan: string, problems: Problems): Rule[] {
  const what = titleOf(entry, 'key');
  const report = (node: SourceValue, message: string, hint: string): Rule[] => {
    problems.invalid(`segment:${plan}`, spotOf(node, 'entry'), message, hint);
    return [];
  };
  if (reportComputed(entry, 'A rule', plan, problems)) return [];
  if (!isJsonObject(entry.value)) return report(entry, `A rule is ${kindOf(entry.value)}.`, 'Write a map with key, type and jsonSchema.');
  const type = child(entry, 'type');
  for (const name of ['type', 'key', 'version', 'json_schema'])
    if (reportComputed(child(entry, name), `${quoted(name)} of ${lower(what)}`, plan, problems)) return [];
  const known = RULE_TYPES.find((each) => each === type?.value);
  if (known === undefined) return report(type ?? entry, wrongType(type, what), typeHint(type));
  const key = keyOf(entry, 'key', known);
  if (key === null) return report(child(entry, 'key') ?? entry, `${what} has no text as "key".`, 'Write the name of the event.');
  const version = versionOf(entry, what, plan, problems);
  const named = key === '' ? 'type' : 'key';
  const body = bodyOf(entry, known);
  if (body === null) return report(entry, `${what} has no schema.`, 'Add "jsonSchema".');
  return [{ type: known, key, version, entry, named: childPointer(entry.pointer, named), ...body }];
}

function readConfig(rules: SourceValue, plan: string, problems: Problems): readonly Rule[] {
  const events = entries(child(rules, 'events')).flatMap((entry) => readConfigEvent(entry, plan, problems));
  const others = CONFIG_TYPES.flatMap(([name, type]): Rule[] => {
    const body = child(rules, name);
    if (body === null || (isJsonObject(body.value) && Object.keys(body.value).length === 0)) return [];
    return [{ type, key: '', version: 1, shape: 'message', entry: body, body, named: body.pointer }];
  });
  return [...events, ...others];
}

const CONFIG_TYPES: readonly (readonly [string, RuleType])[] = [
  ['identify', 'IDENTIFY'],
  ['group', 'GROUP'],
  ['global', 'COMMON'],
];

/** The keys of the rules that stand beside the list of a part, each by its own name. */
export function unlistedKeys({ shape }: PlanPart, plan: string): readonly string[] {
  return shape === 'config' ? CONFIG_TYPES.map(([, type]) => eventKey(plan, { type, version: 1, key: '' })) : [];
}

function readConfigEvent(entry: SourceValue, plan: string, problems: Problems): Rule[] {
  const what = titleOf(entry, 'name');
  const key = keyOf(entry, 'name', 'TRACK');
  const body = child(entry, 'rules');
  if (key === null || body === null) {
    const message = key === null ? `${what} has no text as "name".` : `${what} has no schema.`;
    problems.invalid(`segment:${plan}`, spotOf(entry), message, 'An event has "name" and "rules".');
    return [];
  }
  const version = versionOf(entry, what, plan, problems);
  return [{ type: 'TRACK', key, version, shape: 'message', entry, body, named: childPointer(entry.pointer, 'name') }];
}

function titleOf(entry: SourceValue, name: string): string {
  const key = isJsonObject(entry.value) ? stringMember(entry.value, name) : null;
  return key === null || key === '' ? 'A rule' : `The rule ${quoted(key)}`;
}

function wrongType(type: SourceValue | null, what: string): string {
  if (type === null) return `${what} has no "type".`;
  return `The type of ${lower(what)} is ${typeof type.value === 'string' ? quoted(type.value) : kindOf(type.value)}.`;
}

function typeHint(type: SourceValue | null): string {
  const word = typeof type?.value === 'string' ? type.value.toUpperCase() : '';
  const meant = RULE_TYPES.find((each) => each === word) ?? nearMiss(word, RULE_TYPES);
  return meant === null ? `Write ${alternatives(RULE_TYPES)}.` : `Did you mean "${meant}"?`;
}

/** Null where the key is missing or no text. Only events that are sent by name need one. */
function keyOf(entry: SourceValue, name: string, type: RuleType): string | null {
  const key = child(entry, name)?.value ?? '';
  if (typeof key !== 'string') return null;
  return key === '' && type === 'TRACK' ? null : key;
}

function versionOf(entry: SourceValue, what: string, plan: string, problems: Problems): number {
  const version = child(entry, 'version');
  if (version === null) return 1;
  const { value } = version;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  const shown = isNumber(value) ? 'no whole number above 0' : kindOf(value);
  problems.invalid(`segment:${plan}`, spotOf(version, 'entry'), `The version of ${lower(what)} is ${shown}.`, 'Write 1, 2, 3.');
  return 1;
}

function lower(what: string): string {
  return `${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}

function bodyOf(entry: SourceValue, type: RuleType): Pick<Rule, 'shape' | 'body'> | null {
  const body = child(entry, 'jsonSchema') ?? encoded(child(entry, 'json_schema'));
  if (body !== null) return { shape: isUnwrapped(body.value, type) ? 'section' : 'message', body };
  return child(entry, 'properties') === null ? null : { shape: 'convention', body: entry };
}

/** Terraform's schema: what `jsonencode` was given, or a text of JSON, all of which stands where the text does. */
function encoded(body: SourceValue | null): SourceValue | null {
  if (typeof body?.value !== 'string') return body;
  const parsed = parseJson(body.value);
  return parsed.ok ? { ...body, value: parsed.value } : body;
}

/** What a schema of a whole message may speak of: https://segment.com/docs/connections/spec/common/ */
const ENVELOPE = new Set(
  'anonymousId category channel context event groupId integrations messageId name originalTimestamp previousId properties receivedAt sentAt timestamp traits type userId version'.split(
    ' ',
  ),
);

/** Typewriter v8 keeps the event's own properties only, and notes what it took them out of. */
function isUnwrapped(body: Json, type: RuleType): boolean {
  if (type === 'COMMON' || !isJsonObject(body)) return false;
  if (Object.hasOwn(body, 'eventMetadata')) return true;
  const properties = Object.hasOwn(body, 'properties') ? body['properties'] : undefined;
  if (type !== 'TRACK' || !isJsonObject(properties)) return false;
  const names = Object.keys(properties);
  return (
    names.length > 0 &&
    !names.some((name) => ['context', 'traits', 'properties'].includes(name)) &&
    !names.every((name) => ENVELOPE.has(name))
  );
}

/** Words that a rule is filed under, as `key:value`; labels stand at the rule or in its schema. */
export function labelsOf({ entry, body }: Rule): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const holder of [entry, body]) {
    const labels = child(holder, 'labels')?.value;
    if (!isJsonObject(labels)) continue;
    for (const [name, value] of Object.entries(labels)) if (typeof value === 'string') found.set(name, value);
  }
  return found;
}

/** Where a rule says what it is about, and the text; its schema's word counts before its own. */
export function descriptionOf({ entry, body }: Rule): { readonly text: string; readonly pointer: string } | null {
  for (const holder of [body, entry]) {
    const found = child(holder, 'description');
    if (typeof found?.value === 'string' && found.value !== '') return { text: found.value, pointer: found.pointer };
  }
  return null;
}

/** Whether a rule is marked as deprecated: by a day other than the zero of Go's clock. */
export function isDeprecated({ entry }: Rule): boolean {
  const at = child(entry, 'deprecatedAt')?.value;
  return typeof at === 'string' && at !== '' && !at.startsWith('0001-');
}
