import { isJsonArray, isJsonObject } from '../../jsonschema/index.ts';
import type { Mention, Section } from '../../plan/model.ts';
import type { Destination, EventFilter, SettingMention } from './catalog.ts';
import { definitionFields, isDynamic, restore } from './dynamic.ts';
import { child, entries, spotOf, type Fields, type SourceValue } from '../fields.ts';
import type { Problems } from '../problems.ts';
import { readReference } from './routing.ts';
import { SETTINGS, type NamingSetting } from './settings.ts';

const FIELDS = ['id', 'display_name', 'type', 'enabled', 'definition_version', 'transformation', 'config'];

/**
 * Reads the one destination of a file of kind destination. Of its settings those are looked at that name events or properties: what else a type of
 * destination has and needs is not known here. A destination without id or name is reported and left out.
 */
export function readDestination(spec: SourceValue, problems: Problems): Destination[] {
  const fields = definitionFields(spec, 'destination', problems);
  if (!fields.only(FIELDS)) return [];
  const id = fields.text('id', true);
  const name = fields.text('display_name', true);
  const type = fields.text('type', true)?.text ?? '';
  const enabled = fields.flag('enabled')?.value ?? true;
  const transformation = readReference(fields, 'transformation', 'transformation', false, false);
  const config = child(spec, 'config');
  checkFilter(fields, config);
  const mentions = enabled && config !== null ? SETTINGS.flatMap((setting) => [...mentionsIn(config, setting, type)]) : [];
  if (id === null || name === null) return [];
  const known = type === '' || isDynamic(type) ? null : type;
  const filter = filterIn(config);
  return [
    { id: id.text, name: name.text, spot: spotOf(spec), nameSpot: name.spot, type: known, enabled, transformation, filter, mentions },
  ];
}

const pathsOf = (use: Mention['use']): readonly (readonly string[])[] =>
  SETTINGS.filter(({ names, use: own }) => names === 'event' && own === use).map(({ path }) => path.split('.'));
const ADMITTING = pathsOf('admitted');
const BLOCKING = pathsOf('blocked');

/** What the filters of events say. A list of what is let through counts only where all of it is written out. */
function filterIn(config: SourceValue | null): EventFilter {
  const listed = (paths: typeof ADMITTING): readonly (string | null)[] =>
    paths
      .flatMap((path) => (config === null ? [] : [...leaves(config, path, null)]))
      .flatMap((leaf) => (textIn(leaf) === '' ? [] : nameIn(leaf)));
  const [admitted, blocked] = [listed(ADMITTING), listed(BLOCKING).filter((name) => name !== null)];
  const whole = admitted.filter((name) => name !== null);
  return { admitted: whole.length === 0 || whole.length < admitted.length ? null : [...new Set(whole)], blocked: [...new Set(blocked)] };
}

function checkFilter(fields: Fields, config: SourceValue | null): void {
  const filter = child(config, 'event_filtering');
  const lists = ['whitelist', 'blacklist'].map((name) => child(filter, name));
  const [, second] = lists;
  if (second === null || second === undefined || lists.some((list) => entries(list ?? null).length === 0)) return;
  const message = `The event filtering of ${fields.what} has both a "whitelist" and a "blacklist".`;
  fields.invalid(spotOf(second, 'entry'), message, 'Keep one of them: rudder-cli takes one only.');
}

function* mentionsIn(config: SourceValue, setting: NamingSetting, type: string): Generator<SettingMention> {
  if (setting.types !== undefined && !setting.types.includes(type)) return;
  for (const leaf of leaves(config, setting.path.split('.'), null)) {
    const { node, entry } = leaf;
    const text = nameIn(leaf);
    if (text === null) continue;
    const use = setting.use === 'removed' && isTrue(entry, 'hash') ? 'hashed' : setting.use;
    const names = namesOf(setting, text);
    if (names !== null) yield { names, use, spot: spotOf(node) };
  }
}

interface Leaf {
  readonly node: SourceValue;
  /** The object that holds it; null where there is none. */
  readonly entry: SourceValue | null;
}

/** The name that a setting holds; null where only the deployment or each event says what stands there, or it is a pattern. */
function nameIn(leaf: Leaf): string | null {
  const text = textIn(leaf);
  // `{{ path || fallback }}` is filled in by each event.
  return text === '' || isDynamic(text) || restore(text).includes('{{') || isTrue(leaf.entry, 'regex') ? null : text;
}

function textIn({ node }: Leaf): string {
  return typeof node.value === 'string' ? node.value.trim() : '';
}

const isTrue = (entry: SourceValue | null, name: string): boolean => entry !== null && child(entry, name)?.value === true;

/** What stands at the end of a path of names through objects and lists. */
function* leaves(node: SourceValue, path: readonly string[], entry: SourceValue | null): Generator<Leaf> {
  if (isJsonArray(node.value)) {
    for (const each of entries(node)) if (!isJsonArray(each.value)) yield* leaves(each, path, entry);
    return;
  }
  const [name, ...rest] = path;
  if (name === undefined) yield { node, entry };
  const next = name === undefined || !isJsonObject(node.value) ? null : child(node, name);
  if (next !== null) yield* leaves(next, rest, node);
}

const ROOTS: readonly Section[] = ['properties', 'traits', 'context.traits'];

/** How many names deep a path may be: no setting names anything deeper. */
const MAX_STEPS = 20;

function namesOf({ names, below = ROOTS }: NamingSetting, text: string): Mention['names'] | null {
  if (names === 'event') return { kind: 'event', name: text };
  const isWhole = ROOTS.some((root) => text.startsWith(`${root}.`));
  const paths = (isWhole ? [text] : below.map((root) => `${root}.${text}`)).map((path) => path.split('.'));
  if (paths.some(({ length }) => length > MAX_STEPS)) return null;
  return { kind: 'property', paths: paths.map((path) => path.map((name) => ({ kind: 'property', name }))) };
}
