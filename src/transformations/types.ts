import type { InstancePath } from '../jsonschema/index.ts';

/** A half-open range of UTF-16 offsets into a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One thing of a message that code reads by its name. */
export type Read =
  | {
      readonly kind: 'property';
      /** Where it stands in the message, e.g. `properties.lines[].sku`. */
      readonly path: InstancePath;
      /** The last name of the path, where the code writes it. */
      readonly range: Range;
    }
  | {
      readonly kind: 'event';
      /** The name that the code compares with that of the event. */
      readonly name: string;
      /** The code compares without regard to capitals. */
      readonly anyCase: boolean;
      readonly range: Range;
    };

/** What code reads of a message. */
export interface Reads {
  readonly reads: readonly Read[];
  /** Why reading ended before the end of the code; `reads` is what was seen until then. */
  readonly problem: { readonly message: string; readonly start: number } | null;
}

/** The languages in which a transformation may be written. */
export type Language = 'javascript' | 'python';
