/**
 * A JSON number that a JavaScript number cannot carry: its shortest decimal print would not denote the
 * same value (beyond 2^53, or too many digits). `text` is the number as JSON writes it.
 */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** Lets `String(value)` print the number itself. */
  toString(): string {
    return this.text;
  }
}

/**
 * A JSON value, lossless. A plain `number` stands for the decimal value that its shortest print denotes
 * (so `0.1` is exactly one tenth); every other number is an {@link ExactNumber}.
 * Objects are plain objects read with own-property access only: `__proto__` is an ordinary own name.
 */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;
/** A JSON object; see {@link Json}. */
export interface JsonObject {
  readonly [name: string]: Json;
}
