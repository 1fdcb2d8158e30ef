import type { Draft, Rule } from '../context.ts';
import { placesText, quote, withMore } from '../wording.ts';
import { examine, type Hurt, type Reader } from './readers.ts';

const id = 'transformation/reads-changed';

/** How many transformations a message names. */
const MAX_NAMED = 3;

function readersText(readers: readonly Reader[]): string {
  const named = readers.slice(0, MAX_NAMED).map(({ transformation, places }) => `${quote(transformation.name)} (${placesText(places)})`);
  return readers.length === 1
    ? `by the transformation ${named.join('')}`
    : `by ${readers.length} transformations: ${withMore(named, readers.length)}`;
}

/** The readers of all that has one cause: a shared definition may stand at other paths in other events. */
function joinReaders(hurt: readonly Hurt[]): readonly Reader[] {
  const joined = new Map<string, Reader>();
  for (const { transformation, places } of hurt.flatMap(({ readers }) => readers)) {
    const before = joined.get(transformation.key)?.places ?? [];
    joined.set(transformation.key, { transformation, places: [...before, ...places] });
  }
  return [...joined.values()].toSorted((one, other) => (one.transformation.key < other.transformation.key ? -1 : 1));
}

function drafts(hurt: readonly Hurt[]): readonly Draft[] {
  const readers = readersText(joinReaders(hurt));
  return hurt.map(({ watched: { event, path, cause, told, suggestion, before, after } }) => ({
    rule: id,
    events: [event],
    path,
    message: `${told} ${readers}.`,
    suggestion,
    cause,
    audiences: [{ row: 'read-by-code' }],
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }));
}

function byCause(hurt: readonly Hurt[]): readonly (readonly Hurt[])[] {
  const groups = new Map<string, Hurt[]>();
  for (const each of hurt) {
    const { cause, told } = each.watched;
    const key = JSON.stringify([cause.owner, cause.ownerPath, told]);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}

export const readsChanged: Rule = {
  meta: {
    id,
    title: 'A transformation reads what changed',
    defaultSeverity: 'warning',
    audiences: ['consumers'],
    what: 'A property or event that was removed, renamed or given another type is read by the code of a transformation in this repository (JavaScript is parsed, Python is read by its tokens; nothing is run).',
    why: 'The code gets nothing, or a value that it does not expect, for every event that passes through it: it drops the event, fails, or sends on something wrong, and no schema says so.',
    fix: 'Change the code in the same pull request. After a rename let it read both names: released apps go on sending the old one. Code that reads the new name too is not reported.',
    example: { before: '{id: order_total, name: total, type: number}', after: '{id: order_total, name: amount, type: number}' },
    twin: { none: 'what is added takes nothing from code that reads' },
  },
  check: (context) => byCause(examine(context).hurt).flatMap(drafts),
};
