import type { EventReceiver, ReceivedEvent, Receivers } from '../gate/receivers.ts';
import { printJson, type Json } from '../jsonschema/index.ts';
import type { Location, MappedField, PlannedRoute } from '../plan/model.ts';
import { printPath } from '../plan/paths.ts';
import { foreign } from '../report/foreign.ts';
import { count, place } from '../report/wording.ts';
import { limitsOf } from '../rules/scope.ts';
import { painter, type Paint } from './style.ts';

/** Something that is known of how a receiver gets an event: a word, and what there is to say, a line each. */
interface Aspect {
  readonly word: string;
  readonly lines: readonly string[];
}

/** Says one thing of a receiver of an event, or nothing. */
type Telling = (receiver: EventReceiver, received: ReceivedEvent) => Aspect | null;

/** What is told of each receiver, in this order. What else is known of them is one more entry. */
const TELLINGS: readonly Telling[] = [kindOf, sourceOf, filterOf, codeOf, mappingOf, neededBy];

/** How many names or fields are listed. */
const MAX_NAMES = 10;
const MAX_FIELDS = 200;

const named = (name: string): string => JSON.stringify(foreign(name, 80));

function listed(names: readonly string[]): string {
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return `${names.slice(0, MAX_NAMES).map(named).join(', ')}${more}`;
}

function kindOf(receiver: EventReceiver): Aspect | null {
  if (receiver.from === 'policy') return null;
  const { receiver: kind, action } = receiver.route;
  if (kind === null && action === null) return null;
  return {
    word: 'is',
    lines: [`${kind === null ? 'of unknown kind' : foreign(kind, 80)}${action === null ? '' : `, action ${foreign(action, 80)}`}`],
  };
}

function sourceOf(receiver: EventReceiver): Aspect {
  if (receiver.from === 'policy') {
    const limits = limitsOf(receiver.route.scope).map(([key, values]) => `${key}: ${listed(values)}`);
    return { word: 'gets', lines: [`by the policy: ${limits.length === 0 ? 'every event' : limits.join('; ')}`] };
  }
  const { plans } = receiver.route;
  return {
    word: 'gets',
    lines: [
      plans === null
        ? 'events of any plan: none is named for its source'
        : `events of ${plans.length === 1 ? 'plan' : 'plans'} ${listed(plans)}`,
    ],
  };
}

function filterOf(receiver: EventReceiver): Aspect {
  if (receiver.from === 'policy')
    return { word: 'filter', lines: [receiver.route.hashes ? 'hashes the personal data that it gets' : 'none is known'] };
  const { types, admitted, blocked } = receiver.route;
  const parts = [
    ...(types === null ? [] : [`lets ${types.join(', ')} messages through`]),
    ...(admitted === null ? [] : [`track events only by name: ${listed(admitted)}`]),
    ...(blocked.length === 0 ? [] : [`blocks track events ${listed(blocked)}`]),
  ];
  return { word: 'filter', lines: [parts.length === 0 ? 'none: everything gets through' : parts.join('; ')] };
}

function codeOf(receiver: EventReceiver): Aspect | null {
  if (receiver.from === 'policy' || receiver.route.through === null) return null;
  return { word: 'passes', lines: [`${foreign(receiver.route.through)}, whose code may change it`] };
}

function mappingOf(receiver: EventReceiver): Aspect | null {
  if (receiver.from === 'policy') return null;
  const { mapping } = receiver.route;
  if (mapping === null) return { word: 'mapping', lines: ["the receiver's default, and what its own settings say"] };
  if (mapping === 'unknown') return { word: 'mapping', lines: ['computed as a whole, not known here'] };
  const lines = fieldLines(mapping, '');
  const width = Math.max(0, ...lines.slice(0, MAX_FIELDS).map(([name]) => name.length));
  const shown = lines.slice(0, MAX_FIELDS).map(([name, from]) => `${name.padEnd(width)}  ${from}`.trimEnd());
  const more = lines.length > MAX_FIELDS ? [`and ${count(lines.length - MAX_FIELDS, 'field')} more`] : [];
  return { word: 'mapping', lines: shown.length === 0 ? ['no field'] : [...shown, ...more] };
}

function neededBy({ needs }: EventReceiver): Aspect | null {
  if (needs.length === 0) return null;
  return {
    word: 'needs',
    lines: needs.map(({ what, id, text }) => `${what === 'needs' ? '' : `${WHAT[what]} `}${foreign(text, 300)}  [${foreign(id, 60)}]`),
  };
}

/** How what is no need is told apart. */
const WHAT: Readonly<Record<Exclude<EventReceiver['needs'][number]['what'], 'needs'>, string>> = {
  takes: 'takes',
  names: 'takes',
  limits: 'takes',
  personal: 'personal data:',
  beside: 'beside the data:',
};

/** Each field on a line, what it is made of below it. */
function fieldLines(fields: ReadonlyMap<string, MappedField>, indent: string): readonly (readonly [name: string, from: string])[] {
  return [...fields].flatMap(([name, field]) => {
    const head = `${indent}${foreign(name, 60)}`;
    switch (field.kind) {
      case 'paths':
        return [[head, field.paths.map(pathText).join(', else ')] as const];
      case 'literal':
        return [[head, `always ${foreign(printJson(field.value), 60)}`] as const];
      case 'unknown':
        return [[head, 'computed, not known here'] as const];
      case 'list':
        return [[head, `each of ${pathText(field.path)}`] as const, ...fieldLines(field.each, `${indent}  `)];
      case 'object':
        return [[head, ''] as const, ...fieldLines(field.fields, `${indent}  `)];
    }
  });
}

function pathText(path: Parameters<typeof printPath>[0]): string {
  return path.length === 0 ? 'the whole message' : foreign(printPath(path), 120);
}

/** What a person calls a receiver, and where it is written. */
function titleOf(receiver: EventReceiver): { readonly name: string; readonly location: Location } {
  return receiver.from === 'plan'
    ? { name: receiver.route.name, location: receiver.route.location }
    : { name: receiver.route.destination, location: receiver.route.at };
}

/** Who gets each event of a name, as a person reads it. */
export function receiversText({ events, unread }: Receivers, color: boolean): string {
  const paint = painter(color);
  const blocks = events.flatMap((received) => {
    const { event, receivers } = received;
    const of = event.plan === '' ? '' : ` of ${named(event.plan)}`;
    const head = `${paint('bold', `${event.type} event ${named(event.name)}${of}`)}  ${place(event.location)}`;
    const told = receivers.map((receiver) => receiverLines(receiver, received, paint).join('\n'));
    return [head, ...(told.length === 0 ? ['  Nobody gets it, as far as the repository says.'] : told)];
  });
  const left = unread.length === 0 ? [] : [`Not read: ${unread.map((file) => foreign(file)).join(', ')}`];
  return `${[...blocks, ...left].join('\n\n')}\n`;
}

function receiverLines(receiver: EventReceiver, received: ReceivedEvent, paint: Paint): readonly string[] {
  const { name, location } = titleOf(receiver);
  const aspects = TELLINGS.flatMap((tell) => tell(receiver, received) ?? []);
  return [
    `  ${paint('bold', foreign(name))}  ${place(location)}`,
    ...aspects.flatMap(({ word, lines }) => lines.map((line, at) => `    ${paint('dim', (at === 0 ? word : '').padEnd(7))}  ${line}`)),
  ];
}

/** The same for a program. */
export function receiversJson({ events, unread }: Receivers): Json {
  return {
    events: events.map(({ event, receivers }) => ({
      key: event.key,
      format: event.format,
      plan: event.plan,
      type: event.type,
      name: event.name,
      location: placeJson(event.location),
      receivers: receivers.map(receiverJson),
    })),
    unread,
  };
}

function placeJson({ file, line, column }: Location): Json {
  return { file, line, column };
}

function receiverJson(receiver: EventReceiver): Json {
  const { name, location } = titleOf(receiver);
  const known = { from: receiver.from, name, location: placeJson(location), needs: receiver.needs.map(needJson) };
  if (receiver.from === 'policy') {
    const { scope, hashes } = receiver.route;
    return { ...known, scope: Object.fromEntries(limitsOf(scope)), hashes };
  }
  const { owner, format, receiver: kind, action, through, plans, types, admitted, blocked, mapping } = receiver.route;
  return { ...known, owner, format, receiver: kind, action, through, plans, types, admitted, blocked, mapping: mappingJson(mapping) };
}

function needJson({ what, id, text, source, checked }: EventReceiver['needs'][number]): Json {
  return { what, id, text, source, checked };
}

function mappingJson(mapping: PlannedRoute['mapping']): Json {
  return mapping === null || mapping === 'unknown' ? mapping : fieldsJson(mapping);
}

function fieldsJson(fields: ReadonlyMap<string, MappedField>): Json {
  return Object.fromEntries([...fields].map(([name, field]) => [name, fieldJson(field)]));
}

function fieldJson(field: MappedField): Json {
  switch (field.kind) {
    case 'paths':
      return { paths: field.paths.map(printPath) };
    case 'list':
      return { list: printPath(field.path), each: fieldsJson(field.each) };
    case 'object':
      return { fields: fieldsJson(field.fields) };
    case 'literal':
      return { value: field.value };
    case 'unknown':
      return { unknown: true };
  }
}
