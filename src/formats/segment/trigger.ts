/** What a trigger says of the names of events. */
export interface Trigger {
  readonly events: readonly { readonly name: string; readonly admitted: boolean }[];
  /** The names of all events that it can let through; null where it lets through others too. */
  readonly only: readonly string[] | null;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[\w$.-]+|[!<>=]+|\S/g;

/**
 * Reads what a trigger says of `event`, in Segment's query language FQL (https://segment.com/docs/api/public-api/fql/): comparisons with a text, by
 * `=` and `!=`. Of a trigger that negates as a whole nothing is said.
 */
export function triggerOf(text: string): Trigger {
  const tokens = text.slice(0, MAX_LENGTH).match(TOKEN) ?? [];
  if (tokens.some((token) => token === '!' || token === 'not')) return { events: [], only: null };
  const events = tokens.flatMap((token, at) => {
    const [operator, literal] = [tokens[at + 1], tokens[at + 2]];
    if (token !== 'event' || (operator !== '=' && operator !== '!=') || !literal?.startsWith('"')) return [];
    return [{ name: literal.slice(1, -1).replaceAll(/\\(.)/g, '$1'), admitted: operator === '=', at }];
  });
  // Each alternative names an event: nothing else gets through.
  const ends = [...tokens.flatMap((token, at) => (token === 'or' ? [at] : [])), tokens.length];
  const isNamed = (end: number, nth: number): boolean =>
    events.some(({ admitted, at }) => admitted && at < end && at > (nth === 0 ? -1 : (ends[nth - 1] ?? -1)));
  return { events, only: ends.every(isNamed) ? events.flatMap(({ name, admitted }) => (admitted ? [name] : [])) : null };
}

/** A longer trigger is read so far. */
const MAX_LENGTH = 20_000;
