import type { Location } from '../../evaluate/location.ts';
import { simplified, type Doubt, type Goal, type Literal, type Side } from '../goal.ts';
import type { Search } from '../prover.ts';
import { KIND, madeNode } from '../../schema/schema-node.ts';
import { EVERYWHERE, type ArrayDemands } from './array-demands.ts';
import { DistinctValues } from './distinct-values.ts';
import type { Choice } from './placing.ts';

/** The most choices for one place. */
const MAX_CHOICES = 256;
/** With more demands than this, an entry is first asked to meet one of them at a time. */
const MAX_TOGETHER = 4;
/** With more traits than this there are too many combinations of them. */
const MAX_TRAITS = 24;

/** What the entries of an array can be, place by place: one choice for each combination of traits and demands met that some value has. */
export class ArrayChoices {
  /** Whether entries that meet several demands at once were left out. */
  narrowed = false;
  readonly #goal: Goal;
  readonly #search: Search;
  readonly #demands: ArrayDemands;
  readonly #wide: boolean;
  readonly #known = new Map<string, readonly Choice[]>();
  readonly #missing: Doubt[] = [];

  /** @param wide whether entries that meet several of many demands at once are looked for too */
  constructor(goal: Goal, search: Search, demands: ArrayDemands, wide: boolean) {
    this.#goal = goal;
    this.#search = search;
    this.#demands = demands;
    this.#wide = wide;
  }

  /** Whether there may be choices that are not among those given, so that no proof can be built on these. */
  get areIncomplete(): boolean {
    return this.#missing.length > 0;
  }

  /** Whether choices may be missing, may not be choices at all, or may have more values than were found. */
  get areUnsure(): boolean {
    return this.doubts.length > 0;
  }

  /** Why they are unsure. */
  get doubts(): readonly Doubt[] {
    return [...this.#missing, ...[...this.#known.values()].flat().flatMap(({ values }) => values.doubts)];
  }

  /** The choices for one entry, or for entries at several indexes that are equal. */
  at(indexes: readonly number[]): readonly Choice[] {
    const key = indexes.map((index) => this.profileOf(index)).join('\n');
    let choices = this.#known.get(key);
    if (choices === undefined) {
      choices = this.#make(indexes);
      this.#known.set(key, choices);
    }
    return choices;
  }

  /** One text for all indexes at which entries are described alike. */
  profileOf(index: number): string {
    const [sender, reader] = this.#locationsAt(index);
    return `${this.#demands.profileOf(index)}|${sender?.key ?? '-'}|${reader?.key ?? '-'}`;
  }

  #locationsAt(index: number): readonly [Location | null, Location | null] {
    const { locations } = this.#search;
    const { sender, reader } = this.#goal;
    return [sender === null ? null : locations.item(sender, index), reader === null ? null : locations.item(reader, index)];
  }

  /** What the entry at an index has to meet whatever its traits. */
  goalAt(index: number): Goal {
    return this.#goalFor([index], this.#literals([index], 0, 0));
  }

  #make(indexes: readonly number[]): readonly Choice[] {
    const choices: Choice[] = [];
    if (this.#demands.traits.length > MAX_TRAITS) {
      this.#missing.push({ code: 'budget', message: '"contains" stands beside too many others of its kind', node: null });
      return choices;
    }
    for (const mask of this.#masks(indexes, 0, 0)) this.#addChoices(choices, indexes, mask);
    return this.#demands.unique === null ? withoutWorse(choices) : choices;
  }

  /** Combinations of traits that entries may have. */
  *#masks(indexes: readonly number[], mask: number, decided: number): Iterable<number> {
    const trait = this.#demands.traits[decided];
    if (trait === undefined) {
      yield mask;
      return;
    }
    // A few traits have few combinations; of more, those are dropped early that no value has.
    if (decided > 2 && this.#search.find(this.#goalFor(indexes, this.#literals(indexes, mask, decided))).kind === 'empty') return;
    yield* this.#masks(indexes, mask, decided + 1);
    if (trait.most > 0) yield* this.#masks(indexes, mask | (1 << decided), decided + 1);
  }

  #literals(indexes: readonly number[], mask: number, decided: number): Literal[] {
    return [...indexes.flatMap((index) => this.#demands.placeLiterals(index)), ...this.#demands.traitLiterals(mask, decided)];
  }

  #addChoices(choices: Choice[], indexes: readonly number[], mask: number): void {
    const all = this.#demands.demands;
    const own = [
      ...this.#literals(indexes, mask, this.#demands.traits.length),
      ...indexes.flatMap((index) => this.#demands.remainderLiterals(index, mask)),
    ];
    const told = all.map((some) => this.#demands.meets(some, mask));
    const uses = this.#demands.traits.map(({ most }, i) => (most === EVERYWHERE ? 0 : ((mask >> i) & 1) * indexes.length));
    const eligible = all.flatMap((some, i) => (told[i] === null && indexes.some((index) => index >= some.from) ? [i] : []));
    const together = this.#wide || eligible.length <= MAX_TOGETHER ? eligible.length : 1;
    const extend = (met: readonly number[], from: number): void => {
      if (choices.length >= MAX_CHOICES) {
        this.#giveUp();
        return;
      }
      const goal = this.#goalFor(indexes, [...own, ...met.flatMap((i) => all[i]?.literals ?? [])]);
      const found = this.#search.find(goal);
      if (found.kind === 'empty') return;
      const gives = all.map((some, i) => (told[i] === true || met.includes(i) ? indexes.filter((index) => index >= some.from).length : 0));
      choices.push({ values: new DistinctValues(goal, this.#search, this.#demands.unique ?? 'sender', found), gives, uses });
      if (met.length >= together && met.length < eligible.length) this.narrowed = true;
      else for (let k = from; k < eligible.length; k++) extend([...met, eligible[k] ?? 0], k + 1);
    };
    extend([], 0);
  }

  #giveUp(): void {
    this.#missing.push({
      code: 'budget',
      message: 'one entry of an array can meet too many combinations of "contains" and "items"',
      node: null,
    });
  }

  #goalFor(indexes: readonly number[], literals: readonly Literal[]): Goal {
    const { locations } = this.#search;
    const sides = indexes.map((index) => this.#locationsAt(index));
    const joint = (which: readonly (Location | null)[]): Location | null => {
      const there = which.filter((location) => location !== null);
      const [first] = there;
      // An entry that is sent at several places is sent at the place that all of them describe.
      return first === undefined || there.every(({ key }) => key === first.key)
        ? (first ?? null)
        : locations.of(there.flatMap(({ roots }) => roots));
    };
    const hint = this.#goal.hint.replace(/s$/, '');
    const goal: Goal = { literals, sender: joint(sides.map(([sender]) => sender)), reader: joint(sides.map(([, reader]) => reader)), hint };
    return simplified(goal, locations);
  }

  /** Whether no one value at several places is a proof that no two values there are equal as a side sees them. */
  tellTwins(indexes: readonly number[], side: Side): boolean {
    const { reader } = this.#goal;
    if (reader === null) return true;
    const places = indexes.map((index) => this.#locationsAt(index)[1]?.key);
    // An instance has equal entries as it stands; where their places are read alike, one value can be asked to be both.
    if (side === 'sender' && places.every((key) => key === places[0])) return true;
    const alone = indexes.map((index) => this.goalAt(index));
    if ([...alone, this.#goalFor(indexes, [])].every((goal) => goal.reader === null)) return true;
    // Scalars have no names to ignore.
    const structured = madeNode({ kind: 'type', mask: KIND.array | KIND.object });
    return alone.some(
      (goal) =>
        this.#search.find(goal).kind === 'empty' ||
        this.#search.find({ ...goal, literals: [...goal.literals, { node: structured, holds: true, side: 'sender' }] }).kind === 'empty',
    );
  }
}

/** The choices without those that another one, of which a value is known, can stand for. */
function withoutWorse(choices: readonly Choice[]): readonly Choice[] {
  const isBetter = (one: Choice, other: Choice): boolean =>
    one.values.values.length > 0 &&
    one.gives.every((number, i) => number >= (other.gives[i] ?? 0)) &&
    one.uses.every((number, i) => number <= (other.uses[i] ?? 0));
  return choices.filter(
    (choice, at) => !choices.some((other, i) => i !== at && isBetter(other, choice) && (i < at || !isBetter(choice, other))),
  );
}
