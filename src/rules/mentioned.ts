import type { InstancePath } from '../jsonschema/index.ts';
import type { Location, Mention } from '../plan/model.ts';
import { printPath } from '../plan/paths.ts';
import type { Draft, RuleContext } from './context.ts';
import { takenBy, type Called, type Taken } from './taken.ts';
import { placesText, quote, withMore } from './wording.ts';

/** Something that this change takes, with the settings that name it and not what it is called now. */
interface Mentioned {
  readonly taken: Taken;
  readonly mentions: readonly Mention[];
}

/** Whether a setting holds data back because it is personal. */
export function isMask({ use }: Mention): boolean {
  return use === 'hashed' || use === 'removed';
}

/** What becomes of something that is called otherwise, for who goes by the old name. */
const AFTER_RENAME: Readonly<Record<Mention['use'], string>> = {
  admitted: 'no longer lets it through',
  blocked: 'no longer blocks it',
  mapped: 'no longer maps it',
  hashed: 'no longer hashes it',
  removed: 'no longer removes it',
  tested: 'is tested with the old name',
};

/** What there is to say of who names something, after what happened to it. */
function consequence({ use }: Mention, how: Taken['how']): string {
  if (how === 'renamed') return AFTER_RENAME[use];
  if (how === 'retyped') return 'maps it';
  return use === 'tested' ? 'is still tested with it' : 'still names it';
}

/** How many settings a message names. */
const MAX_NAMED = 3;

/** What a path can be found by: its own text, and that of each path above it. */
function prefixes(path: InstancePath): readonly string[] {
  return path.map((_, at) => `property ${printPath(path.slice(0, at + 1))}`);
}

function keysOf({ names }: Mention): readonly string[] {
  return names.kind === 'event' ? [`event ${names.name}`] : [...new Set(names.paths.flatMap(prefixes))];
}

/** What a setting must hold to name it; null for what no setting can name: only track events carry a name, and a list has no path of names. */
function keyOf(called: Called, which: 'old' | 'new'): string | null {
  if (called.kind === 'event') {
    const name = which === 'old' ? called.name : called.newName;
    return called.type === 'track' && name !== null ? `event ${name}` : null;
  }
  const path = which === 'old' ? called.path : called.newPath;
  return path === null || path.length === 0 ? null : `property ${printPath(path)}`;
}

/** Mentions by what they name, and which of those who name things also name something else to the same end. */
class Index {
  readonly #byKey = new Map<string, Mention[]>();
  readonly #known = new Set<string>();
  readonly #answers = new Map<string, readonly Mention[]>();

  constructor(mentions: readonly Mention[]) {
    for (const mention of mentions)
      for (const key of keysOf(mention)) {
        const list = this.#byKey.get(key);
        if (list) list.push(mention);
        else this.#byKey.set(key, [mention]);
        this.#known.add(this.#end(mention, key));
      }
  }

  #end(mention: Mention, key: string): string {
    return JSON.stringify([mention.owner, isMask(mention) ? 'mask' : mention.use, key]);
  }

  /** Those that name what is taken, the same list for what is called the same. Whoever also names what it is called now has been told. */
  of({ called, how, event }: Taken): readonly Mention[] {
    const [old, now] = [keyOf(called, 'old'), keyOf(called, 'new')];
    if (old === null) return [];
    const id = JSON.stringify([old, now, how]);
    const answer = this.#answers.get(id) ?? (this.#byKey.get(old) ?? []).filter((mention) => this.#isLost(mention, how, now));
    this.#answers.set(id, answer);
    const concerned = answer.filter(({ events }) => events === undefined || events.includes(event.name));
    return concerned.length === answer.length ? answer : concerned;
  }

  #isLost(mention: Mention, how: Taken['how'], now: string | null): boolean {
    // Who only lets it through, hashes it or tests with it goes by its name alone.
    if (how === 'retyped') return mention.use === 'mapped';
    // What is gone needs neither a mask nor a barrier.
    if (how === 'removed' && (isMask(mention) || mention.use === 'blocked')) return false;
    return now === null || !this.#known.has(this.#end(mention, now));
  }
}

/** Puts together what this change removes, renames or gives another type and the settings of head that name it, as far as `isMeant` says. */
function mentionedIn(context: RuleContext, isMeant: (mention: Mention) => boolean): readonly Mentioned[] {
  const meant = context.head.mentions.filter(isMeant);
  if (meant.length === 0) return [];
  const index = new Index(meant);
  return takenBy(context)
    .map((taken) => ({ taken, mentions: index.of(taken) }))
    .filter(({ mentions }) => mentions.length > 0);
}

/** A definition that several events share is taken from all of them, and told once. */
function byCause(all: readonly Mentioned[]): readonly (readonly Mentioned[])[] {
  const groups = new Map<string, Mentioned[]>();
  for (const each of all) {
    const { cause, fact } = each.taken;
    const key = JSON.stringify([cause.owner, cause.ownerPath, fact]);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}

function mentionsText(mentions: ReadonlySet<Mention>, how: Taken['how']): string {
  const groups = new Map<string, { readonly words: string; readonly places: Location[] }>();
  for (const mention of mentions) {
    const words = `the ${mention.who} ${consequence(mention, how)}`;
    const id = JSON.stringify([words, mention.location.file]);
    const group = groups.get(id) ?? { words, places: [] };
    group.places.push(mention.location);
    groups.set(id, group);
  }
  const all = [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
  const named = all.slice(0, MAX_NAMED).map(({ words, places }) => `${words} (${placesText(places)})`);
  return withMore(named, all.length);
}

function nowCalled(called: Called): string {
  if (called.kind === 'event') return called.newName ?? '';
  const last = called.newPath?.at(-1);
  return last?.kind === 'property' ? last.name : '';
}

/** What to do about a setting. */
export function settingAdvice(how: Taken['how'], newName: string): string {
  if (how === 'retyped')
    return 'Make sure that it can take the new type, or add a new property beside this one and point that setting to it.';
  return how === 'removed'
    ? 'Take the name out of that setting in the same pull request, or keep what it names until nothing goes by it.'
    : `Add ${quote(newName)} to that setting in the same pull request, beside the old name as long as released apps send it.`;
}

/** One draft for each thing taken and event, with one message for each cause. */
export function mentionDrafts(
  context: RuleContext,
  isMeant: (mention: Mention) => boolean,
  parts: Pick<Draft, 'rule' | 'audiences'> & { readonly advice: (how: Taken['how'], newName: string) => string },
): readonly Draft[] {
  const { advice, ...own } = parts;
  return byCause(mentionedIn(context, isMeant)).flatMap((group) => {
    const lists = new Set(group.map((each) => each.mentions));
    const how = group[0]?.taken.how ?? 'removed';
    const told = mentionsText(new Set([...lists].flat()), how);
    return group.map(({ taken: { called, event, path, cause, fact, before, after } }) => ({
      ...own,
      events: [event],
      path,
      message: `${fact}: ${told}.`,
      suggestion: advice(how, nowCalled(called)),
      cause,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    }));
  });
}
