import { admittedBy, ANYTHING, both, either, not, ofName, ofType, SOME_TRACK, type Admission, type Admitted } from './admission.ts';

/** What a trigger says of the messages that it lets through. */
export interface Trigger extends Admitted {
  /** The names of events that it compares with. */
  readonly events: readonly { readonly name: string; readonly admitted: boolean }[];
  /** The names of all events that it can let through; null where it lets through others too. */
  readonly only: readonly string[] | null;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[\w$.-]+|[!<>=]+|\S/g;

/**
 * Reads what a trigger says of `type` and `event`, in Segment's query language FQL (https://segment.com/docs/api/public-api/fql/): comparisons with a text, by
 * `=` and `!=`, joined by `and` and `or` and turned round by `!` and `not`. What it says of all else may hold or not. Of a trigger that cannot be read nothing is
 * said, and of one that negates as a whole no event is named.
 */
export function triggerOf(text: string): Trigger {
  const tokens = text.slice(0, MAX_LENGTH).match(TOKEN) ?? [];
  const admitted = admittedBy(text.length > MAX_LENGTH ? ANYTHING : new ConditionReader(tokens).read());
  const only = admitted.types?.length === 1 && admitted.types[0] === 'track' ? admitted.admitted : null;
  return { ...admitted, events: tokens.some(isNegation) ? [] : namesIn(tokens), only };
}

/** A longer trigger is not read. */
const MAX_LENGTH = 20_000;

/** How many brackets deep a trigger is read. */
const MAX_DEPTH = 100;

const isNegation = (token: string | undefined): boolean => token === '!' || token === 'not';

/** The text of a token in quotes; null for any other token. */
function literalOf(token: string | undefined): string | null {
  return token?.startsWith('"') === true && token.length > 1 ? token.slice(1, -1).replaceAll(/\\(.)/g, '$1') : null;
}

function namesIn(tokens: readonly string[]): Trigger['events'] {
  return tokens.flatMap((token, at) => {
    const [operator, name] = [tokens[at + 1], literalOf(tokens[at + 2])];
    return token === 'event' && (operator === '=' || operator === '!=') && name !== null ? [{ name, admitted: operator === '=' }] : [];
  });
}

/** The trigger is written otherwise than is known here. */
class Unreadable extends Error {}

class ConditionReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  read(): Admission {
    try {
      const found = this.#alternatives(0);
      return this.#at === this.#tokens.length ? found : ANYTHING;
    } catch (error) {
      if (error instanceof Unreadable) return ANYTHING;
      throw error;
    }
  }

  #take(expected: string): boolean {
    const taken = this.#tokens[this.#at]?.toLowerCase() === expected;
    if (taken) this.#at += 1;
    return taken;
  }

  #alternatives(depth: number): Admission {
    let found = this.#conjunction(depth);
    while (this.#take('or')) found = either(found, this.#conjunction(depth));
    return found;
  }

  #conjunction(depth: number): Admission {
    let found = this.#condition(depth);
    while (this.#take('and')) found = both(found, this.#condition(depth));
    return found;
  }

  #condition(depth: number): Admission {
    if (depth > MAX_DEPTH) throw new Unreadable();
    if (this.#take('!') || this.#take('not')) return not(this.#condition(depth + 1));
    if (this.#take('(')) return this.#closed(this.#alternatives(depth + 1));
    return this.#comparison();
  }

  #closed(found: Admission): Admission {
    if (!this.#take(')')) throw new Unreadable();
    return found;
  }

  #comparison(): Admission {
    const field = this.#next();
    if (this.#take('(')) return this.#call();
    const operator = this.#next();
    if (!/^(?:=|!=|<=?|>=?)$/.test(operator)) throw new Unreadable();
    const value = literalOf(this.#next());
    if (value === null || (operator !== '=' && operator !== '!=')) return ANYTHING;
    const equal = field === 'event' ? ofName(value) : field === 'type' ? ofType(value) : ANYTHING;
    return operator === '=' ? equal : not(equal);
  }

  /** `contains(event, "Order")`, `match(event, "Order*")`: of a function no more is known than of what it asks. */
  #call(): Admission {
    const about = this.#next();
    while (!this.#take(')')) this.#next();
    return about === 'event' ? SOME_TRACK : ANYTHING;
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined || /^[()]$/.test(token)) throw new Unreadable();
    this.#at += 1;
    return token;
  }
}
