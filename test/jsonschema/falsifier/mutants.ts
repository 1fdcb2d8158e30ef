import { isJsonArray, isJsonObject, isNumber, type Json, type JsonObject } from '../../../src/jsonschema/values/json.ts';
import { addRationals, fromRational, rational, toRational } from '../../../src/jsonschema/values/number.ts';
import type { Instances } from './instances.ts';
import type { Pool } from './pool.ts';
import type { Random } from './random.ts';
import type { Texts } from './texts.ts';

const STEPS = [rational(1n), rational(-1n), rational(1n, 2n), rational(-1n, 10n), rational(1n, 1000n)];

/** Makes instances a little different from others. */
export class Mutants {
  readonly #pool: Pool;
  readonly #random: Random;
  readonly #texts: Texts;
  readonly #instances: Instances;

  constructor(pool: Pool, random: Random, texts: Texts, instances: Instances) {
    this.#pool = pool;
    this.#random = random;
    this.#texts = texts;
    this.#instances = instances;
  }

  /** A value changed in one place; `donor` is another value from which parts may be taken. */
  mutant(value: Json, donor: Json): Json {
    const random = this.#random;
    const descend = random.chance(0.65);
    if (isJsonObject(value) && descend) {
      const name = random.pick(Object.keys(value));
      if (name === undefined) return this.#object(value, donor);
      const other = isJsonObject(donor) && Object.hasOwn(donor, name) ? donor[name] : donor;
      return withName(value, name, this.mutant(value[name] ?? null, other ?? null));
    }
    if (isJsonArray(value) && descend && value.length > 0) {
      const at = random.below(value.length);
      return value.map((item, i) => (i === at ? this.mutant(item, isJsonArray(donor) ? (donor[i] ?? null) : donor) : item));
    }
    if (random.chance(0.15)) return random.chance(0.2) ? donor : this.#instances.any();
    if (isJsonObject(value)) return this.#object(value, donor);
    if (isJsonArray(value)) return this.#array(value, donor);
    return this.#leaf(value);
  }

  #leaf(value: Json): Json {
    const random = this.#random;
    if (isNumber(value)) {
      const exact = random.chance(0.5) ? toRational(value) : null;
      const next = exact === null ? null : fromRational(addRationals(exact, random.pick(STEPS) ?? rational(1n)));
      return next ?? random.pick(this.#pool.numbers) ?? 0;
    }
    if (typeof value === 'string') return random.chance(0.5) ? this.#texts.nudge(value) : this.#texts.any();
    return typeof value === 'boolean' ? !value : this.#instances.any();
  }

  #object(value: JsonObject, donor: Json): Json {
    const random = this.#random;
    const names = Object.keys(value);
    const name = random.pick(names);
    const roll = random.below(4);
    if (roll === 0 && name !== undefined) return without(value, name);
    if (roll === 1 && isJsonObject(donor)) {
      const taken = random.pick(Object.keys(donor));
      if (taken !== undefined) return withName(value, taken, donor[taken] ?? null);
    }
    const added = (random.chance(0.8) ? random.pick(this.#pool.names) : this.#texts.any()) ?? 'x';
    const content = name !== undefined && random.chance(0.4) ? (value[name] ?? null) : this.#instances.any();
    return withName(roll === 2 && name !== undefined ? without(value, name) : value, added, content);
  }

  #array(value: readonly Json[], donor: Json): Json {
    const random = this.#random;
    const at = random.below(value.length + 1);
    const copy = [...value];
    const roll = random.below(4);
    if (roll === 0 && value.length > 0) copy.splice(random.below(value.length), 1);
    else if (roll === 1 && value.length > 0) copy.splice(at, 0, random.pick(value) ?? null);
    else if (roll === 2 && isJsonArray(donor)) copy.splice(at, 0, random.pick(donor) ?? null);
    else copy.splice(at, 0, this.#instances.any());
    return copy;
  }
}

function without(value: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
}

function withName(value: JsonObject, name: string, content: Json): JsonObject {
  return Object.fromEntries([...Object.entries(value), [name, content]]);
}
