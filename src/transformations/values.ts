import { printPath } from '../plan/paths.ts';
import type { InstancePath } from '../jsonschema/index.ts';
import type { Range, Read } from './types.ts';

/** A part of a message that a value of the code may be, or a list of such parts. */
export interface Ref {
  readonly path: InstancePath;
  /** How many lists stand around it: a batch of messages is one list around the path of the whole message. */
  readonly lists: number;
  /** It went through a change of capitals. */
  readonly anyCase: boolean;
  /** Where the code writes the last name of the path. */
  readonly at: Range;
}

/** A text that the code writes down. */
export interface Text {
  readonly text: string;
  readonly at: Range;
}

/** Why reading ended before the end of the code. */
export class Unreadable extends Error {
  readonly start: number;
  constructor(problem: string, start: number) {
    super(problem);
    this.start = start;
  }
}

/** More parts of a message than this in one value say nothing any more. */
const MAX_ALTERNATIVES = 256;
/** Deeper than any message. */
const MAX_STEPS = 24;

/** The whole message. */
export function message(at: Range): Ref {
  return { path: [], lists: 0, anyCase: false, at };
}

/** A list of messages. */
export function batch(at: Range): Ref {
  return { path: [], lists: 1, anyCase: false, at };
}

/** What stands under one of the names in each of the parts; lists have no names. */
export function propertyOf(refs: readonly Ref[], ...names: readonly Text[]): readonly Ref[] {
  const objects = refs.filter(({ lists, path }) => lists === 0 && path.length < MAX_STEPS);
  const found: Ref[] = [];
  for (const { text: name, at } of objects.length === 0 ? [] : names)
    for (const { path } of objects) {
      if (found.length >= MAX_ALTERNATIVES) return found;
      found.push({ path: [...path, { kind: 'property', name }], lists: 0, anyCase: false, at });
    }
  return found;
}

/** An entry of each of the lists; an object with a name that is not known gives the same. */
export function entryOf(refs: readonly Ref[]): readonly Ref[] {
  return refs
    .filter(({ lists, path }) => lists > 0 || path.length < MAX_STEPS)
    .map((ref) => (ref.lists > 0 ? { ...ref, lists: ref.lists - 1 } : { ...ref, path: [...ref.path, { kind: 'items' }] }));
}

/** Joins alternatives; each part of a message once. */
export function join(...alternatives: readonly (readonly Ref[])[]): readonly Ref[] {
  const all = alternatives.filter((refs) => refs.length > 0);
  if (all.length < 2) return all[0] ?? [];
  const joined = new Map<string, Ref>();
  for (const ref of all.flat()) {
    const id = `${ref.lists} ${ref.anyCase} ${printPath(ref.path)}`;
    if (!joined.has(id) && joined.size < MAX_ALTERNATIVES) joined.set(id, ref);
  }
  return [...joined.values()];
}

/** Whether it is what names the event: `event` of a track message, `name` of a page or screen. */
function namesEvent({ path, lists }: Ref): boolean {
  const [step, more] = path;
  return lists === 0 && more === undefined && step?.kind === 'property' && (step.name === 'event' || step.name === 'name');
}

/** How many parts of messages, and texts that they are compared with, are looked at in one text. */
const MAX_LOOKS = 500_000;

/** The reads that were seen, each once, in the order of the text. */
export class Seen {
  readonly #reads = new Map<string, Read>();
  #looks = 0;

  /** The code reads these parts of a message. */
  properties(refs: readonly Ref[]): void {
    for (const { path, lists, at } of refs)
      if (lists === 0 && path.length > 0) this.#add(`${at.start} ${printPath(path)}`, { kind: 'property', path, range: at });
  }

  /** The code compares these parts of a message with these texts. */
  comparison(refs: readonly Ref[], texts: readonly Text[]): void {
    for (const { anyCase } of refs.filter(namesEvent))
      for (const { text, at } of texts) this.#add(`${at.start} event ${text}`, { kind: 'event', name: text, anyCase, range: at });
  }

  /**
   * Counts what the reader does, so that no text keeps it busy.
   * @throws Unreadable where it is too much
   */
  look(times: number, start: number): void {
    this.#looks += times;
    if (this.#looks > MAX_LOOKS) throw new Unreadable('It is too large.', start);
  }

  all(): readonly Read[] {
    return [...this.#reads.values()].toSorted((one, other) => one.range.start - other.range.start);
  }

  #add(id: string, read: Read): void {
    this.look(1, read.range.start);
    if (!this.#reads.has(id)) this.#reads.set(id, read);
  }
}
