import { CharBase, type CharSet, CharSet as Characters, type TransitionIterator } from 'refa';
import { END, TooLarge, type Guard, type Guarded, type Way } from './guarded.ts';

/** Work (ways followed, places compared) beyond which an automaton counts as too large. */
const MAX_WORK = 2_000_000;

/**
 * Ways through the expression that have the same still to do: what every assertion that looks behind has read, what assertions that look ahead must
 * still match (`needed`, each one of them) or must not match (`banned`), and the places where the expression itself may be.
 */
interface Group {
  readonly behind: readonly (readonly number[])[];
  readonly needed: readonly number[];
  readonly banned: readonly number[];
  readonly at: readonly number[];
}

/** A state of the deterministic automaton: any of its groups may come to match. */
interface State {
  readonly groups: readonly Group[];
  readonly isFinal: boolean;
}

/** Ways where it is known whether a character stands before and whether one follows. */
interface Table {
  readonly after: readonly (readonly Way[])[];
  readonly looks: readonly (readonly Way[])[];
  readonly start: readonly Way[];
}

/** What is being settled at one position of the text, before the next character is read. */
interface Moment {
  readonly table: Table;
  /** For each assertion, whether it holds here; undefined: not settled yet. */
  readonly truths: readonly (boolean | undefined)[];
  readonly behind: readonly (readonly number[])[];
  /** One way of each list must be taken. */
  readonly open: readonly (readonly Way[])[];
  readonly needed: readonly number[];
  readonly banned: readonly number[];
  /** None of these ways may be there. */
  readonly shut: readonly Way[];
}

const NONE: readonly number[] = [];

/**
 * The deterministic automaton of an expression with assertions, found state by state. An alternating automaton is simulated: to look ahead is to need,
 * or to ban, a match from here on beside all else; to look behind is to have read along from the start. Whether a look ahead holds is guessed where it
 * matters, and each guess is an obligation.
 */
export function determined(guarded: Guarded, maxCharacter: number): TransitionIterator<State> {
  const simulation = new Simulation(guarded, maxCharacter);
  return { initial: simulation.initial, getOut: (state) => simulation.outOf(state), stableOut: true, isFinal: (state) => state.isFinal };
}

class Simulation {
  readonly initial: State;
  readonly #guarded: Guarded;
  readonly #classes: readonly CharSet[];
  readonly #all: CharSet;
  /** For each class of characters, the places that read it. */
  readonly #readers: readonly ReadonlySet<number>[];
  /** The ways as they are inside the text, and at its end. */
  readonly #inside: Table;
  readonly #atEnd: Table;
  readonly #states = new Map<string, State>();
  readonly #out = new Map<State, ReadonlyMap<State, CharSet>>();
  readonly #anything: State;
  /** The assertions that read along from the start. */
  readonly #behind: readonly number[];
  #work = 0;

  constructor(guarded: Guarded, maxCharacter: number) {
    this.#guarded = guarded;
    this.#all = Characters.all(maxCharacter);
    const base = new CharBase(guarded.characters);
    this.#classes = base.sets;
    const readers = base.sets.map(() => new Set<number>());
    for (const [place, characters] of guarded.characters.entries()) for (const one of base.split(characters)) readers[one]?.add(place);
    this.#readers = readers;
    this.#inside = tableOf(guarded, true, true);
    this.#atEnd = tableOf(guarded, true, false);
    this.#behind = guarded.looks.flatMap((look, i) => (look.kind === 'behind' && i !== guarded.before ? [i] : []));
    this.#anything = { groups: [{ behind: [], needed: [], banned: [], at: [guarded.rest] }], isFinal: true };
    const settled = [tableOf(guarded, false, true), tableOf(guarded, false, false)].map((table) =>
      this.#settle(
        table,
        this.#behind.map((look) => table.looks[look] ?? []),
        table.start,
        [],
        [],
      ),
    );
    this.initial = this.#stateOf(settled[0] ?? [], hasMatched(settled[1] ?? []));
  }

  /** The states that follow a state, with the characters that lead there; asked for more than once. */
  outOf(state: State): ReadonlyMap<State, CharSet> {
    const out = this.#out.get(state) ?? this.#findOut(state);
    this.#out.set(state, out);
    return out;
  }

  #findOut(state: State): ReadonlyMap<State, CharSet> {
    if (state === this.#anything) return new Map([[state, this.#all]]);
    const found = new Map<State, CharSet[]>();
    const places = [...new Set(state.groups.flatMap(({ behind, needed, banned, at }) => [...behind.flat(), ...needed, ...banned, ...at]))];
    // Most characters are read by the same places: each such set of places is followed once.
    const known = new Map<string, State>();
    for (const [i, characters] of this.#classes.entries()) {
      const readers = this.#readers[i];
      if (readers === undefined) continue;
      this.#spend(places.length >> 3);
      const key = places.filter((place) => readers.has(place)).join();
      const next = known.get(key) ?? this.#next(state, readers);
      known.set(key, next);
      if (next.groups.length === 0 && !next.isFinal) continue;
      const sets = found.get(next);
      if (sets === undefined) found.set(next, [characters]);
      else sets.push(characters);
    }
    return new Map([...found].map(([next, sets]) => [next, Characters.empty(this.#all.maximum).union(...sets)]));
  }

  #spend(work: number): void {
    this.#work += work;
    if (this.#work > MAX_WORK) throw new TooLarge();
  }

  #next(state: State, readers: ReadonlySet<number>): State {
    const groups = state.groups.flatMap((group) => this.#step(this.#inside, group, readers));
    return this.#stateOf(
      groups,
      state.groups.some((group) => hasMatched(this.#step(this.#atEnd, group, readers))),
    );
  }

  #step(table: Table, group: Group, readers: ReadonlySet<number>): readonly Group[] {
    this.#spend(1 + group.at.length + group.needed.length + group.banned.length);
    if (!group.needed.every((place) => readers.has(place))) return [];
    const after = (places: readonly number[]): readonly (readonly Way[])[] =>
      places.flatMap((place) => (readers.has(place) ? [table.after[place] ?? []] : []));
    const here = after(group.at).flat();
    if (here.length === 0) return [];
    const behind = this.#behind.map((look, i) => [...(table.looks[look] ?? []), ...after(group.behind[i] ?? NONE).flat()]);
    return this.#settle(table, behind, here, after(group.needed), after(group.banned).flat());
  }

  /** The groups after a character is read, when every assertion that matters at this position is settled. */
  #settle(
    table: Table,
    behind: readonly (readonly Way[])[],
    here: readonly Way[],
    open: readonly (readonly Way[])[],
    shut: readonly Way[],
  ): readonly Group[] {
    const moment: Moment = { table, truths: [], behind: [], open, needed: [], banned: [], shut };
    return this.#settleBehind(moment, behind).flatMap((one) => this.#settleAhead(one).flatMap((settled) => this.#arrive(settled, here)));
  }

  #settleBehind(moment: Moment, behind: readonly (readonly Way[])[]): readonly Moment[] {
    const at = moment.behind.length;
    const look = this.#behind[at];
    const ways = behind[at];
    if (look === undefined || ways === undefined) return [moment];
    const unsettled = ways.flatMap(({ guards }) => unsettledOf(guards, moment)).find(() => true);
    if (unsettled !== undefined)
      return [true, false].flatMap((holds) => this.#settleBehind(this.#assume(moment, { look: unsettled.look, holds }), behind));
    this.#spend(ways.length);
    const places = new Set(ways.flatMap(({ guards, to }) => (isOpen(guards, moment) ? [to] : [])));
    const truths = withTruth(moment.truths, look, places.delete(END));
    return this.#settleBehind({ ...moment, truths, behind: [...moment.behind, sorted(places)] }, behind);
  }

  /** Takes an assertion that looks ahead to hold, or not to hold, from here on. */
  #assume(moment: Moment, { look, holds }: Guard): Moment {
    const truths = withTruth(moment.truths, look, holds);
    const ways = moment.table.looks[look] ?? [];
    return holds ? { ...moment, truths, open: [...moment.open, ways] } : { ...moment, truths, shut: [...moment.shut, ...ways] };
  }

  /** Every way of meeting what is needed and avoiding what is banned at this position. */
  #settleAhead(moment: Moment): readonly Moment[] {
    this.#spend(1 + moment.open.length + moment.shut.length);
    const [banned, ...shut] = moment.shut;
    if (banned !== undefined) return this.#settleBan({ ...moment, shut }, banned);
    const [ways, ...open] = moment.open;
    if (ways === undefined) return moment.needed.some((place) => moment.banned.includes(place)) ? [] : [moment];
    const rest: Moment = { ...moment, open };
    // An assertion whose match has come to its end without conditions asks for nothing more.
    if (ways.some(({ guards, to }) => to === END && guards.every((guard) => moment.truths[guard.look] === guard.holds)))
      return this.#settleAhead(rest);
    return ways.flatMap(({ guards, to }) => {
      const taken = this.#assumeAll(rest, guards);
      if (taken === null) return [];
      return this.#settleAhead(to === END || taken.needed.includes(to) ? taken : { ...taken, needed: [...taken.needed, to] });
    });
  }

  #settleBan(moment: Moment, { guards, to }: Way): readonly Moment[] {
    if (!isPossible(guards, moment)) return this.#settleAhead(moment);
    const escapes = unsettledOf(guards, moment).map((guard) => this.#assume(moment, { look: guard.look, holds: !guard.holds }));
    if (to !== END) escapes.push(moment.banned.includes(to) ? moment : { ...moment, banned: [...moment.banned, to] });
    return escapes.flatMap((escape) => this.#settleAhead(escape));
  }

  #assumeAll(moment: Moment, guards: readonly Guard[]): Moment | null {
    if (!isPossible(guards, moment)) return null;
    return unsettledOf(guards, moment).reduce<Moment>(
      (one, guard) => (one.truths[guard.look] === undefined ? this.#assume(one, guard) : one),
      moment,
    );
  }

  /** The places where the expression itself may be: at once where nothing more is asked, else each with what it asks. */
  #arrive(moment: Moment, here: readonly Way[]): readonly Group[] {
    this.#spend(here.length);
    const free = new Set<number>();
    const found: Group[] = [];
    const group = (settled: Moment, at: ReadonlySet<number>): Group => ({
      behind: settled.behind,
      needed: sorted(new Set(settled.needed)),
      banned: sorted(new Set(settled.banned)),
      at: sorted(at),
    });
    for (const { guards, to } of here) {
      if (!isPossible(guards, moment)) continue;
      if (unsettledOf(guards, moment).length === 0) free.add(to);
      else {
        const taken = this.#assumeAll(moment, guards);
        if (taken !== null) found.push(...this.#settleAhead(taken).map((settled) => group(settled, new Set([to]))));
      }
    }
    if (free.size > 0) found.push(group(moment, free));
    return found;
  }

  #stateOf(groups: readonly Group[], isFinal: boolean): State {
    const merged = this.#merged(groups);
    if (isFinal && merged.some((group) => group.needed.length + group.banned.length === 0 && group.at.includes(this.#guarded.rest)))
      return this.#anything;
    const key = `${isFinal}${merged
      .map((group) => `${keyOf(group)}:${group.at.join()}`)
      .toSorted()
      .join('|')}`;
    let state = this.#states.get(key);
    if (state === undefined) {
      state = { groups: merged, isFinal };
      this.#states.set(key, state);
    }
    return state;
  }

  /** Groups with the same to do are one; a place is left out of a group where another has it with less to do. */
  #merged(groups: readonly Group[]): readonly Group[] {
    if (groups.length < 2) return groups;
    const found = new Map<string, { readonly group: Group; readonly at: Set<number> }>();
    for (const group of groups) {
      const key = keyOf(group);
      const known = found.get(key);
      if (known === undefined) found.set(key, { group, at: new Set(group.at) });
      else for (const place of group.at) known.at.add(place);
    }
    const all = [...found.values()].toSorted((one, other) => todo(one.group) - todo(other.group));
    this.#spend(all.length * all.length);
    for (const [i, { group, at }] of all.entries())
      for (const easier of all.slice(0, i)) if (isEasier(easier.group, group)) for (const place of easier.at) at.delete(place);
    return all.flatMap(({ group, at }) => (at.size === 0 ? [] : [{ ...group, at: sorted(at) }]));
  }
}

/** The ways of an expression where it is known whether a character stands before, and whether one follows. */
function tableOf(guarded: Guarded, before: boolean, following: boolean): Table {
  const known = (ways: readonly Way[]): readonly Way[] =>
    ways.flatMap(({ guards, to }) => {
      const isTrivial = ({ look }: Guard): boolean => look === guarded.before || look === guarded.following;
      if (guards.some((guard) => isTrivial(guard) && guard.holds !== (guard.look === guarded.before ? before : following))) return [];
      return guards.some(isTrivial) ? [{ guards: guards.filter((guard) => !isTrivial(guard)), to }] : [{ guards, to }];
    });
  return { after: guarded.after.map(known), looks: guarded.looks.map(({ start }) => known(start)), start: known(guarded.start) };
}

/** Whether one of the groups at the end of a text has matched, with nothing left to do. */
function hasMatched(groups: readonly Group[]): boolean {
  return groups.some(({ at, needed }) => needed.length === 0 && at[0] === END);
}

function todo({ needed, banned }: Group): number {
  return needed.length + banned.length;
}

function isEasier(one: Group, other: Group): boolean {
  return (
    todo(one) < todo(other) &&
    one.needed.every((place) => other.needed.includes(place)) &&
    one.banned.every((place) => other.banned.includes(place)) &&
    one.behind.join('/') === other.behind.join('/')
  );
}

function keyOf({ behind, needed, banned }: Group): string {
  return `${behind.join('/')}+${needed.join()}-${banned.join()}`;
}

function withTruth(truths: Moment['truths'], look: number, holds: boolean): Moment['truths'] {
  const next = [...truths];
  next[look] = holds;
  return next;
}

function unsettledOf(guards: readonly Guard[], { truths }: Moment): readonly Guard[] {
  return guards.filter(({ look }) => truths[look] === undefined);
}

function isPossible(guards: readonly Guard[], { truths }: Moment): boolean {
  return guards.every(({ look, holds }, i) => {
    const truth = truths[look];
    if (truth !== undefined) return truth === holds;
    return !guards.some((other, j) => j < i && other.look === look && other.holds !== holds);
  });
}

function isOpen(guards: readonly Guard[], { truths }: Moment): boolean {
  return guards.every(({ look, holds }) => truths[look] === holds);
}

function sorted(places: ReadonlySet<number>): readonly number[] {
  return [...places].toSorted((one, other) => one - other);
}
