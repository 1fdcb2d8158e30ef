import type { Location, PlanProblem } from '../plan/model.ts';
import type { SourceDocument } from './format.ts';

/** A range of a file: a node of a document, or its name in its parent, or both. */
export interface Spot {
  readonly document: SourceDocument;
  readonly pointer: string;
  readonly part: 'key' | 'value' | 'entry';
}

/** Where the readers put what is wrong. Problems keep the order in which they were found. */
export class Problems {
  readonly #found: PlanProblem[] = [];

  /** @param owner stable key of the definition or event that the problem concerns. */
  add(code: PlanProblem['code'], owner: string, spot: Spot, message: string, hint: string): void {
    this.addAt(locationOf(spot), { code, owner, message, hint });
  }

  addAt(location: Location, problem: Omit<PlanProblem, 'location'>): void {
    this.#found.push({ ...problem, location });
  }

  invalid(owner: string, spot: Spot, message: string, hint: string): void {
    this.add('invalid-definition', owner, spot, message, hint);
  }

  all(): readonly PlanProblem[] {
    return this.#found;
  }
}

/** The range of a spot. */
export function locationOf(spot: Spot): Location {
  return spot.document.locate(spot.pointer, spot.part);
}

/** A foreign text as a message quotes it: short, on one line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** Words as a list in a sentence: `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
