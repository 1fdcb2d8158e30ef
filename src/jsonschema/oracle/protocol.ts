import type { MessagePort } from 'node:worker_threads';
import type { BundleDraft } from './bundle.ts';

/** What one validator says of an instance. `problem`: it could not say (it refused the schema, or ran out of memory), and why. */
export type Opinion = 'valid' | 'invalid' | { readonly problem: string };

/** Whether a runtime would compile a schema. `pointer` is the JSON pointer, in the schema's own document, of the keyword to blame, where it is known. */
export type CompileAnswer = { readonly ok: true } | { readonly ok: false; readonly message: string; readonly pointer?: string };

/** What the worker is asked; schemas and instances travel as JSON texts. */
export type Job =
  | {
      readonly kind: 'validate';
      /** Equal ids mean equal schemas. */
      readonly id: string;
      readonly draft: BundleDraft;
      /** The bundle's document; left out where the worker should know it. */
      readonly schema?: string;
      readonly instance: string;
      /** Whether the second validator is asked too. */
      readonly second: boolean;
    }
  | { readonly kind: 'removed'; readonly base: string; readonly head: string }
  | { readonly kind: 'compile'; readonly schema: string };

/** What the worker answers. */
export type Reply =
  | { readonly kind: 'opinions'; readonly ajv: Opinion; readonly second?: Opinion }
  /** The worker does not know the schema's id (any more): send it with the schema. */
  | { readonly kind: 'unknown-schema' }
  | { readonly kind: 'removed'; readonly schema: string }
  | { readonly kind: 'compiled'; readonly answer: CompileAnswer }
  | { readonly kind: 'failed'; readonly problem: string };

/** What a thread is started with: the port of jobs and replies, and the counter that is raised after each reply, once at the start and once at the end. */
export type WorkerStart =
  | {
      readonly role: 'watch';
      readonly port: MessagePort;
      readonly counter: Int32Array;
      /** One element: 1 as soon as the working thread is gone. */
      readonly stopped: Int32Array;
      readonly memoryMb: number;
    }
  | { readonly role: 'work'; readonly port: MessagePort; readonly counter: Int32Array };
