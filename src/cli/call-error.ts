import { RevisionError, type Failure } from '../revision/revision.ts';

/** The call is wrong: exit 2. The message says what, the hint what to do. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly hint: string;
  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** A run that could not be made, as what the command line answers: 2 or 3. */
export function asError(failure: Failure): Error {
  return failure.kind === 'configuration' ? new CallError(failure.message, failure.hint) : new RevisionError(failure);
}
