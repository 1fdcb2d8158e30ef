/** The call is wrong: exit 2. The message says what, the hint what to do. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly hint: string;
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}
