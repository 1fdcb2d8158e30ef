import { tokensOf, type Token } from './python-tokens.ts';
import type { Reads } from './types.ts';
import { batch, entryOf, join, message, propertyOf, Seen, Unreadable, type Ref, type Text } from './values.ts';

/**
 * What Python reads of a message, by a simple read: the code is cut into tokens, and chains are followed from a name that stands for a message
 * (`event["properties"]["total"]`, `event.get("properties", {}).get("total")`, `(event.get("properties") or {}).get("total")`). A message is the
 * first parameter of `transformEvent`, an entry of that of `transformBatch`, and whatever is called `event`; variables set to such a chain
 * stand for it until the next function. Not followed: calls of functions, unpacking, names that are put together, attributes, classes.
 * Assignments and `del` read nothing of their target. Nothing is a syntax error here.
 */
export function readsOfPython(code: string): Reads {
  const scan = new PythonScan(tokensOf(code));
  try {
    scan.run();
    return { reads: scan.seen.all(), problem: null };
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    return { reads: scan.seen.all(), problem: { message: thrown.message, start: thrown.start } };
  }
}

const LOOKUPS = new Set(['get', 'pop', 'setdefault']);
const CAPITALS = new Set(['lower', 'upper', 'casefold', 'title', 'capitalize']);
const SAME = new Set(['strip', 'copy']);
const COPIES = new Set(['dict', 'list', 'str', 'copy', 'deepcopy', 'set', 'frozenset', 'tuple']);
const OPENING = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
/** How many texts of one list are looked at. */
const MAX_TEXTS = 1_000;

/** What a variable may stand for. */
interface Known {
  readonly refs: readonly Ref[];
  readonly texts: readonly Text[];
  /** The texts that it holds: entries of a list, names of a dictionary. */
  readonly items: readonly Text[];
}

interface Chain {
  readonly refs: readonly Ref[];
  /** The first token behind it. */
  readonly end: number;
}

const UNKNOWN: Known = { refs: [], texts: [], items: [] };

class PythonScan {
  readonly seen = new Seen();
  readonly #tokens: readonly Token[];
  /** For each opening bracket the token behind its closing one. */
  readonly #behind: ReadonlyMap<number, number>;
  #known = new Map<string, Known>();
  #global: ReadonlyMap<string, Known> = new Map();
  /** What a `match` statement looks at. */
  #matched: readonly Ref[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    this.#behind = closings(tokens);
  }

  run(): void {
    this.#tokens.forEach((token, at) => {
      if (token.kind === 'string') this.#membership(at);
      if (token.kind !== 'name') return;
      if (token.text === 'def') this.#function(at);
      else if (token.text === 'for' && this.#text(at + 2) === 'in') this.#loop(at);
      else if (token.text === 'match' && this.#startsStatement(at)) this.#matched = this.#chain(at + 1)?.refs ?? [];
      else if (token.text === 'case' && this.#startsStatement(at)) this.seen.comparison(this.#matched, this.#textsOfCase(at + 1));
      else if (this.#text(at + 1) === '=' && this.#startsStatement(at)) this.#variable(at);
      else this.#read(at);
    });
  }

  #text(at: number): string {
    const token = this.#tokens[at];
    return token === undefined || token.kind === 'string' ? '' : token.text;
  }

  #string(at: number): Text | null {
    const token = this.#tokens[at];
    return token?.kind === 'string' ? { text: token.text, at: token } : null;
  }

  #startsStatement(at: number): boolean {
    const before = this.#tokens[at - 1];
    return before === undefined || before.kind === 'end' || ((before.text === ';' || before.text === ':') && before.kind === 'sign');
  }

  #named(at: number): Known {
    const token = this.#tokens[at];
    if (token?.kind !== 'name' || this.#text(at - 1) === '.') return UNKNOWN;
    const known = this.#known.get(token.text);
    if (known !== undefined) return known;
    if (token.text === 'event') return { ...UNKNOWN, refs: [message(token)] };
    return token.text === 'events' ? { ...UNKNOWN, refs: [batch(token)] } : UNKNOWN;
  }

  /** `def name(first, ...)`: at the left margin, variables of the function before are forgotten. */
  #function(at: number): void {
    const before = this.#tokens[at - 1];
    if (before === undefined || before.end === this.#tokens[at]?.start) {
      if (this.#global.size === 0) this.#global = new Map(this.#known);
      this.#known = new Map(this.#global);
    }
    this.#matched = [];
    const first = this.#tokens[at + 3];
    if (first?.kind !== 'name') return;
    if (this.#text(at + 1) === 'transformEvent') this.#known.set(first.text, { ...UNKNOWN, refs: [message(first)] });
    if (this.#text(at + 1) === 'transformBatch') this.#known.set(first.text, { ...UNKNOWN, refs: [batch(first)] });
  }

  /** `for name in ...`, as a statement or inside brackets. */
  #loop(at: number): void {
    const { refs, items } = this.#value(at + 3);
    const name = this.#text(at + 1);
    if (refs.length + items.length === 0) return;
    this.#add(name, { refs: entryOf(refs), texts: items, items: [] });
    if (this.#startsStatement(at)) return;
    // In a comprehension the variable is used before it.
    for (let before = at - 1; before >= 0 && !this.#opensAround(before, at); before -= 1) {
      this.seen.look(1, this.#tokens[at]?.start ?? 0);
      if (this.#tokens[before]?.kind === 'name') this.#read(before);
    }
  }

  /** Whether a token is the bracket that opens around another, or the end of the statement before. */
  #opensAround(open: number, at: number): boolean {
    if (this.#tokens[open]?.kind === 'end') return true;
    return OPENING.has(this.#text(open)) && (this.#behind.get(open) ?? at + 1) > at;
  }

  /** `name = ...`; what the name was before stays possible, because the assignment may stand under a condition. */
  #variable(at: number): void {
    const value = this.#value(at + 2);
    if (value.refs.length + value.texts.length + value.items.length > 0) this.#add(this.#text(at), value);
  }

  #add(name: string, { refs, texts, items }: Known): void {
    const known = this.#known.get(name) ?? UNKNOWN;
    this.#known.set(name, {
      refs: join(known.refs, refs),
      texts: [...known.texts, ...texts].slice(-MAX_TEXTS),
      items: [...known.items, ...items].slice(-MAX_TEXTS),
    });
  }

  /** What an expression that starts here may be, as far as its first part tells. */
  #value(start: number): Known {
    let at = start;
    while (this.#text(at) === '(' || this.#text(at) === '.' || (COPIES.has(this.#text(at)) && '.('.includes(this.#text(at + 1) || ' ')))
      at += 1;
    const text = this.#string(at);
    if (text !== null && this.#text(start) !== '(') return { ...UNKNOWN, texts: [text] };
    const items = this.#items(this.#text(at) === '[' || this.#text(at) === '{' ? at : start);
    return { ...UNKNOWN, refs: this.#chain(at)?.refs ?? [], items: items.length > 0 ? items : this.#named(at).items };
  }

  /** The texts of the brackets that open here: entries of a list, names of a dictionary. */
  #items(open: number): readonly Text[] {
    if (!OPENING.has(this.#text(open))) return [];
    const items: Text[] = [];
    const end = this.#behind.get(open) ?? open;
    for (let at = open + 1; at < end && items.length < MAX_TEXTS; at += 1) {
      const text = this.#string(at);
      if (text !== null && this.#text(at - 1) !== ':') items.push(text);
      const inner = OPENING.has(this.#text(at)) ? this.#behind.get(at) : undefined;
      if (inner !== undefined) at = inner - 1;
    }
    return items;
  }

  #textsOfCase(start: number): readonly Text[] {
    const texts: Text[] = [];
    for (let at = start; at < this.#tokens.length && !/^[:;\n]$/.test(this.#text(at)); at += 1) {
      const text = this.#string(at);
      if (text !== null) texts.push(text);
    }
    return texts;
  }

  /** The longest chain that starts with the name of something known; null where the name is none. */
  #chain(start: number): Chain | null {
    let { refs } = this.#named(start);
    if (refs.length === 0) return null;
    let at = start + 1;
    // `(chain or {})`: the chain goes on behind the bracket.
    let brackets = 0;
    for (;;) {
      const next = this.#step(refs, at);
      if (next !== null) [refs, at] = [next.refs, next.end];
      else if (this.#isDefaulted(start - 1 - brackets, at)) {
        brackets += 1;
        at += 4;
      } else return { refs, end: at };
    }
  }

  #isDefaulted(open: number, at: number): boolean {
    return (
      this.#text(open) === '(' &&
      this.#text(at) === 'or' &&
      this.#text(at + 1) === '{' &&
      this.#text(at + 2) === '}' &&
      this.#text(at + 3) === ')'
    );
  }

  #step(refs: readonly Ref[], at: number): Chain | null {
    this.seen.look(refs.length, this.#tokens[at]?.start ?? 0);
    if (this.#text(at) === '[') {
      const end = this.#behind.get(at);
      if (end === undefined) return null;
      const names = end === at + 3 ? this.#names(at + 1) : [];
      return { refs: names.length === 0 ? entryOf(refs) : propertyOf(refs, ...names), end };
    }
    const method = this.#text(at) === '.' ? this.#text(at + 1) : '';
    const end = this.#text(at + 2) === '(' ? this.#behind.get(at + 2) : undefined;
    if (method === '' || end === undefined) return null;
    const names = LOOKUPS.has(method) ? this.#names(at + 3) : [];
    if (names.length > 0) return { refs: propertyOf(refs, ...names), end };
    if (CAPITALS.has(method)) return { refs: refs.map((ref) => ({ ...ref, anyCase: true })), end };
    return SAME.has(method) ? { refs, end } : null;
  }

  /** The texts that a token stands for: itself, or what the variable is. */
  #names(at: number): readonly Text[] {
    const text = this.#string(at);
    return text === null ? this.#named(at).texts : [text];
  }

  #read(at: number): void {
    const chain = this.#chain(at);
    if (chain === null) return;
    const isTarget = this.#text(chain.end) === '=' || this.#text(at - 1) === 'del';
    // A variable alone was read where it got its value.
    if (!isTarget && chain.end > at + 1) this.seen.properties(chain.refs);
    this.seen.comparison(chain.refs, this.#comparedWith(at, chain.end));
  }

  /** The texts with which a chain from `start` to before `end` is compared. */
  #comparedWith(start: number, end: number): readonly Text[] {
    const next = this.#text(end);
    if (next === '==' || next === '!=') return this.#names(end + 1);
    if (next === 'in' || (next === 'not' && this.#text(end + 1) === 'in')) return this.#value(next === 'in' ? end + 1 : end + 2).items;
    const before = this.#text(start - 1);
    if (before === '==' || before === '!=') return this.#names(start - 2);
    if (before === '[') return this.#named(start - 2).items;
    return before === '(' && LOOKUPS.has(this.#text(start - 2)) && this.#text(start - 3) === '.' ? this.#named(start - 4).items : [];
  }

  /** `"name" in chain`. */
  #membership(at: number): void {
    const text = this.#string(at);
    const next = this.#text(at + 1);
    if (text === null || (next !== 'in' && next !== 'not')) return;
    const chain = this.#chain(next === 'in' ? at + 2 : at + 3);
    if (chain !== null) this.seen.properties(propertyOf(chain.refs, text));
  }
}

function closings(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const behind = new Map<number, number>();
  const open: { readonly at: number; readonly close: string }[] = [];
  tokens.forEach(({ kind, text }, at) => {
    if (kind !== 'sign') return;
    const close = OPENING.get(text);
    if (close !== undefined) open.push({ at, close });
    else if (open.at(-1)?.close === text) behind.set(open.pop()?.at ?? at, at + 1);
  });
  return behind;
}
