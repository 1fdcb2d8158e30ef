import { createHash } from 'node:crypto';
import { type Json, parseJson, printJson } from '../values/json.ts';
import { type Bundle, bundleSchema } from './bundle.ts';
import { type SchemaDoubts, doubtOf, schemaDoubts } from './doubts.ts';
import { fragmentOf } from './fragment.ts';
import type { CompileAnswer, Job, Opinion, Reply } from './protocol.ts';
import { WorkerThread } from './thread.ts';
import { EvaluationTimeout, type Schema } from '../types.ts';

export type { CompileAnswer, Opinion } from './protocol.ts';

/**
 * What Ajv 8 says, configured to follow the specification as closely as it can. Where Ajv is known to deviate from the specification for
 * something that this schema or this instance uses, `deviates` names it and `second` is the opinion of an independent validator
 * (@cfworker/json-schema); the two fields come together. Which one counts is for the caller to decide.
 */
export interface OracleAnswer {
  readonly ajv: Opinion;
  readonly second?: Opinion;
  readonly deviates?: string;
}

/** A runtime whose compiler {@link Oracle.compiles} imitates. */
export type RuntimeProfile = 'rudderstack';

/**
 * Foreign validators in a box: a worker thread that is started when first asked, touches neither network nor disk, and is ended when a
 * job takes too long or too much memory. Every method is synchronous and throws `EvaluationTimeout` where the time runs out.
 * `documents` maps must not be changed once they were passed in: what was read from them is kept.
 */
export interface Oracle {
  /** Asks Ajv (and a second validator where Ajv is known to deviate) whether the instance is valid. */
  readonly validates: (schema: Schema, instance: Json) => OracleAnswer;
  /**
   * json-schema-diff's opinion: a schema of what base accepts and head rejects (`false`: nothing); null where the pair is outside what it can read:
   * a keyword it is blind to, a reference that cannot be resolved or is recursive, a schema too large, or a failure of its own. Never a proof.
   */
  readonly removed: (base: Schema, head: Schema) => Json | null;
  /** Whether the runtime would compile the whole document that holds the schema. */
  readonly compiles: (schema: Schema, profile: RuntimeProfile) => CompileAnswer;
  /** Ends the worker, if one runs. The next question starts another. */
  readonly close: () => void;
}

export interface OracleOptions {
  /** How long one job may take, in milliseconds; a last resort. Default 10,000. */
  readonly timeoutMs?: number;
  /** How much memory the worker may take, in MiB; a last resort. Default 512. */
  readonly memoryMb?: number;
}

/** An oracle whose worker is not yet started. */
export function createOracle(options: OracleOptions = {}): Oracle {
  const box = new Box(options.timeoutMs ?? 10_000, options.memoryMb ?? 512);
  return {
    validates: (schema, instance) => validates(box, schema, instance),
    removed: (base, head) => removed(box, base, head),
    compiles: (schema) => compiles(box, schema),
    close: () => box.close(),
  };
}

function validates(box: Box, schema: Schema, instance: Json): OracleAnswer {
  const prepared = prepare(schema);
  if ('problem' in prepared) return { ajv: prepared };
  const deviates = doubtOf(prepared.doubts, instance);
  const { id, text, bundle } = prepared;
  const job: Job = { kind: 'validate', id, draft: bundle.draft, instance: printJson(instance), second: deviates !== null };
  const first = box.ask(job);
  const reply = first.kind === 'unknown-schema' ? box.ask({ ...job, schema: text }) : first;
  const { ajv, second } = reply.kind === 'opinions' ? reply : { ajv: problemOf(reply) };
  return deviates === null ? { ajv } : { ajv, second: second ?? problemOf(reply), deviates };
}

function removed(box: Box, base: Schema, head: Schema): Json | null {
  const [before, after] = [base, head].map(fragmentText);
  if (before === undefined || after === undefined || before === null || after === null) return null;
  const reply = box.ask({ kind: 'removed', base: before, head: after });
  const parsed = reply.kind === 'removed' ? parseJson(reply.schema) : null;
  return parsed?.ok ? parsed.value : null;
}

function compiles(box: Box, schema: Schema): CompileAnswer {
  const document = schema.documents.get(schema.uri);
  if (document === undefined) return { ok: false, message: `there is no document ${schema.uri}` };
  const reply = box.ask({ kind: 'compile', schema: printJson(document) });
  return reply.kind === 'compiled' ? reply.answer : { ok: false, message: problemOf(reply).problem };
}

function problemOf(reply: Reply): { readonly problem: string } {
  return { problem: reply.kind === 'failed' ? reply.problem : 'the validator gave no opinion' };
}

/** A schema as the worker takes it. */
interface Prepared {
  readonly bundle: Bundle;
  readonly text: string;
  /** Equal for equal texts, so that what two revisions share is compiled once. */
  readonly id: string;
  readonly doubts: SchemaDoubts;
}

type Preparation = Prepared | { readonly problem: string };

const preparations = new WeakMap<Schema['documents'], Map<string, Preparation>>();

function prepare(schema: Schema): Preparation {
  const known = preparations.get(schema.documents) ?? new Map<string, Preparation>();
  preparations.set(schema.documents, known);
  const key = `${schema.dialect} ${schema.formats ?? 'assert'} ${schema.uri}#${schema.pointer}`;
  const preparation = known.get(key) ?? prepareAnew(schema);
  known.set(key, preparation);
  return preparation;
}

function prepareAnew(schema: Schema): Preparation {
  const bundle = bundleSchema(schema);
  if ('problem' in bundle) return bundle;
  const text = printJson(bundle.document);
  const id = createHash('sha256').update(`${bundle.draft} ${text}`).digest('base64');
  return { bundle, text, id, doubts: schemaDoubts(bundle.document) };
}

function fragmentText(schema: Schema): string | null {
  const prepared = prepare(schema);
  if ('problem' in prepared) return null;
  const fragment = fragmentOf(prepared.bundle);
  return fragment === null ? null : printJson(fragment);
}

/** Holds the worker thread that runs, and replaces one that had to be ended. */
class Box {
  readonly #timeoutMs: number;
  readonly #memoryMb: number;
  #thread: WorkerThread | null = null;

  constructor(timeoutMs: number, memoryMb: number) {
    this.#timeoutMs = timeoutMs;
    this.#memoryMb = memoryMb;
  }

  ask(job: Job): Reply {
    this.#thread ??= new WorkerThread({ timeoutMs: this.#timeoutMs, memoryMb: this.#memoryMb });
    const outcome = this.#thread.ask(job);
    if (outcome.kind === 'replied') return outcome.reply;
    this.close();
    if (outcome.kind === 'out-of-memory') return { kind: 'failed', problem: `it took more than ${this.#memoryMb} MiB of memory` };
    throw new EvaluationTimeout(`a validator took longer than ${this.#timeoutMs / 1000} seconds`);
  }

  close(): void {
    this.#thread?.end();
    this.#thread = null;
  }
}
