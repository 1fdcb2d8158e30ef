import type { Json } from '../jsonschema/index.ts';
import type { Location, Mention, PlanEvent, PlannedRoute, PlanProblem, Transformation, UnusedDefinition } from '../plan/model.ts';
import type { BaseUri } from './base-uris.ts';
import type { TextFile } from './document.ts';
import type { TreeEntry } from './tree.ts';

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
  /** Where a second YAML document starts in the file; only the first one is read. */
  readonly secondDocument?: Location;
}

/**
 * What a document names and needs, so that unchanged files that depend on it, or that it depends on, can be found by text. Where one
 * document needs what another defines, the two lists have a string in common. A string with slashes is searched by its last part.
 */
export interface Links {
  /** Literal strings by which other files would refer to this one, or that would make another file its duplicate. */
  readonly defines: readonly string[];
  /** Literal strings that the file defining what this one needs would hold. */
  readonly needs: readonly string[];
  /**
   * Like `needs`, of what only has to be there: whatever it says, this document means the same, and so do those that refer to it.
   */
  readonly checks?: readonly string[];
}

/** What a format needs to read its documents of one revision. */
export interface LoadContext {
  /** The documents that this format claimed, in path order. */
  readonly documents: readonly SourceDocument[];
  /**
   * Whether the change concerns none of what a document at this path refers to, so that it may not be at hand: the document is one of {@link Readers}, read for
   * what it names. Absent: there is no such document.
   */
  readonly standsBy?: (path: string) => boolean;
  /** Another file of the same revision, parsed; a problem sentence where it cannot be read; null where there is none. */
  readonly lookup: (path: string) => SourceDocument | { readonly problem: string } | null;
  /** What stands at a path of the same revision, without reading it; null for nothing. */
  readonly kindAt: (path: string) => TreeEntry['kind'] | null;
  /** The plain files that stand directly in a folder of the same revision, in path order. */
  readonly filesIn: (folder: string) => readonly string[];
  /** Files of the same revision that are no documents, read at once. */
  readonly texts: (paths: readonly string[]) => ReadonlyMap<string, TextFile>;
  /**
   * The documents of the same revision whose text holds one of these strings, literally, in path order, whatever their format; of the files that may hold
   * schemas, those at paths that `mayHold` takes. Absent: there are none.
   */
  readonly holding?: (strings: readonly string[], mayHold: (path: string) => boolean) => readonly SourceDocument[];
  /** The path by which the base revision knows a file that only moved (the same bytes); any other path is its own. */
  readonly formerPath: (path: string) => string;
  /** The folders that the team says hold the schemas of its base URIs, the first to try first; absent: none. */
  readonly baseUris?: readonly BaseUri[];
}

/** A definition that no document at hand refers to. */
export interface Loose {
  /** How {@link Links.needs} of a document that uses it would call it. */
  readonly link: string;
  readonly definition: UnusedDefinition;
}

/** What a format read from the documents of one revision. */
export interface Loaded {
  readonly events: readonly PlanEvent[];
  readonly problems: readonly PlanProblem[];
  /** Documents it claimed and then left out, with the reason. */
  readonly ignored: readonly { readonly path: string; readonly reason: string }[];
  /** Documents of which a part is not checked, with the reason. */
  readonly partly?: readonly { readonly path: string; readonly reason: string }[];
  /** Where each plan lists its events, by plan id, and where it is written of an event that it is no more, by its key. */
  readonly homes?: ReadonlyMap<string, Location>;
  readonly transformations?: readonly Transformation[];
  readonly mentions?: readonly Mention[];
  readonly routes?: readonly PlannedRoute[];
  /** Keys of definitions that would be events if no other event were made of them. */
  readonly parts?: ReadonlySet<string>;
  readonly loose?: readonly Loose[];
}

/** Documents that use what others define by its name on the wire, without a reference that could be followed. */
export interface Readers {
  /** Every such document holds at least one of these strings, literally. */
  readonly markers: readonly string[];
  readonly claims: (document: SourceDocument) => boolean;
  /** Whether such a document may name a file of this path, which is no document itself: code. */
  readonly mayName: (path: string) => boolean;
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
  /**
   * Rewrites a text that holds a marker before it is read, for what is no part of the notation. Every character stays where it is:
   * length and line breaks are the same.
   */
  readonly prepare?: (text: string) => string;
  /** Whether the document is of this format. No document may be claimed by two formats. */
  readonly claims: (document: SourceDocument) => boolean;
  /** Also asked of documents that the format does not claim, where {@link Format.pathName} is given. */
  readonly links: (document: SourceDocument) => Links;
  /** For a format whose documents refer to files by path, claimed or not: how {@link Links} write the file at this path. */
  readonly pathName?: (path: string) => string;
  /** For a format that tells loose definitions: every document in which the use of definitions begins holds one of these strings, literally. */
  readonly users?: readonly string[];
  /** Documents that are read whenever something changed. */
  readonly readers?: Readers;
  readonly load: (context: LoadContext) => Loaded;
}
