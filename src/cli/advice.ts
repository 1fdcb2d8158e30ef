import type { UndecidedReason } from '../jsonschema/index.ts';
import type { Refuted } from './comparison.ts';

const KEEP = 'to change it, add a new property beside it and move senders and readers over.';
const VARIANTS = 'Add the new variant beside the old ones, and retire an old one only when nobody sends it.';
const LIMITS = /^(exclusive|min|max|multipleOf$|pattern$|uniqueItems$)/;

/** What to do about a change, in a sentence for each question that it refutes. */
export function adviceOn(refuted: readonly Refuted[]): string {
  return [...new Set(refuted.map(advice))].join(' ');
}

function advice({ question, found: { keyword, before, after } }: Refuted): string {
  const producers = question === 'producers';
  switch (keyword) {
    case 'required':
      return producers
        ? 'Keep it optional until every released app sends it, then require it.'
        : 'Keep it required, or make its readers cope with its absence first.';
    case 'properties':
      return producers
        ? 'Keep the property, marked as deprecated, until nobody sends or reads it.'
        : 'Make sure that the readers cope with the new property.';
    case 'enum':
    case 'const':
      if (before === undefined) return 'List every value that released apps send, or leave it free.';
      if (after === undefined) return 'Keep the list and add what you need, or prepare the readers for unknown values.';
      return producers ? 'Keep every value until no released app sends it.' : 'Prepare the readers for the new values, then merge.';
    case 'type':
    case 'format':
      return `Keep the ${keyword}; ${KEEP}`;
    case 'oneOf':
    case 'anyOf':
      return VARIANTS;
    default:
      return LIMITS.test(keyword) ? adviceOnLimit(producers) : adviceOnShape(producers);
  }
}

function adviceOnLimit(producers: boolean): string {
  return producers
    ? 'Tighten it only when no event breaks the new limit, or give the new rule to a new property.'
    : 'Make sure that columns, destinations and code can take the wider range.';
}

function adviceOnShape(producers: boolean): string {
  return producers
    ? 'Loosen it until it takes the event shown, or give the new shape a name of its own.'
    : 'Narrow it until it no longer takes the event shown, or prepare the readers for such events.';
}

/** What to do where the proof was stopped. */
export function adviceOnOpen({ code, introduced }: UndecidedReason): string {
  if (code === 'unresolved-reference') return 'Put the schema that is referred to into the same file; nothing else is read.';
  return introduced
    ? 'Write it with keywords that can be decided; what is not proved does not pass.'
    : 'Check this part by hand; it could not be decided before either.';
}
