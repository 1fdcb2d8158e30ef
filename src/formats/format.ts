import type { Json } from '../jsonschema/index.ts';
import type { Location, PlanEvent, PlanProblem } from '../plan/model.ts';

/** A parsed file: its value, and where each node of it stands. */
export interface SourceDocument {
  readonly path: string;
  /** Git's blob id of its bytes. */
  readonly blob: string;
  readonly value: Json;
  /**
   * The range of the node at a JSON pointer, or of its nearest existing ancestor. `key` gives the range of the name in its
   * parent (for an array entry the entry itself); `value` (the default) the range of the value; `entry` from the name to the value's end.
   */
  readonly locate: (pointer: string, part?: 'key' | 'value' | 'entry') => Location;
}

/** What a document names and needs, so that unchanged files that depend on it, or that it depends on, can be found by text. */
export interface Links {
  /** Literal strings by which other files would refer to this one, or that would make another file its duplicate. */
  readonly defines: readonly string[];
  /** Literal strings that the file defining what this one needs would hold. */
  readonly needs: readonly string[];
}

/** What a format needs to read its documents of one revision. */
export interface LoadContext {
  /** The documents that this format claimed, in path order. */
  readonly documents: readonly SourceDocument[];
  /** Another file of the same revision, parsed; a problem sentence where it cannot be read; null where there is none. */
  readonly lookup: (path: string) => SourceDocument | { readonly problem: string } | null;
}

/** What a format read from the documents of one revision. */
export interface Loaded {
  readonly events: readonly PlanEvent[];
  readonly problems: readonly PlanProblem[];
  /** Documents it claimed and then left out, with the reason. */
  readonly ignored: readonly { readonly path: string; readonly reason: string }[];
}

/** One way of writing plans in files. Adding one is one file and one line in the registry. */
export interface Format {
  readonly id: string;
  /** As a person calls it. */
  readonly title: string;
  /** Whether a file of this path may be of this format, before reading it. */
  readonly mayHold: (path: string) => boolean;
  /** Every file of this format holds at least one of these strings, literally. */
  readonly markers: readonly string[];
  /** Whether the document is of this format. No document may be claimed by two formats. */
  readonly claims: (document: SourceDocument) => boolean;
  readonly links: (document: SourceDocument) => Links;
  readonly load: (context: LoadContext) => Loaded;
}
