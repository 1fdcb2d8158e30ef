import { type Json, isJsonObject, isParsedJson } from '../values/json.ts';
import { compileWithAjv } from './ajv.ts';
import type { BundleDocument } from './bundle.ts';
import type { Job, Opinion, Reply } from './protocol.ts';

/** How many compiled schemas are kept. */
const MAX_COMPILED = 200;

type Judge = (instance: Json) => Opinion;

interface Compiled {
  readonly ajv: Judge;
  /** Made when first needed. */
  second?: Judge;
  readonly document: string;
}

const compiled = new Map<string, Compiled>();

/** Does a job. Whatever goes wrong with it is a reply too. */
export async function replyTo(job: Job): Promise<Reply> {
  try {
    return await perform(job);
  } catch (error) {
    return { kind: 'failed', ...problemOf(error) };
  }
}

async function perform(job: Job): Promise<Reply> {
  switch (job.kind) {
    case 'validate':
      return validate(job);
    case 'removed': {
      const { removedSchema } = await import('./diff.ts');
      return { kind: 'removed', schema: JSON.stringify(removedSchema(parse(job.base), parse(job.head))) };
    }
    case 'compile': {
      const { compileAsRudderStack } = await import('./runtime.ts');
      return { kind: 'compiled', answer: compileAsRudderStack(parse(job.schema)) };
    }
  }
}

async function validate(job: Job & { readonly kind: 'validate' }): Promise<Reply> {
  const entry = compiledFor(job);
  if (entry === null) return { kind: 'unknown-schema' };
  const instance = parse(job.instance);
  const ajv = asked(entry.ajv, instance);
  if (!job.second) return { kind: 'opinions', ajv };
  if (!entry.second) {
    const { compileSecond } = await import('./second.ts');
    entry.second = judge(() => compileSecond(job.draft, bundleDocument(entry.document)));
  }
  return { kind: 'opinions', ajv, second: asked(entry.second, instance) };
}

/** The compiled schema of a job; the least recently used one makes room for it. */
function compiledFor(job: Job & { readonly kind: 'validate' }): Compiled | null {
  const { schema } = job;
  const known = compiled.get(job.id);
  if (!known && schema === undefined) return null;
  const entry = known ?? { ajv: judge(() => compileWithAjv(job.draft, bundleDocument(schema ?? ''))), document: schema ?? '' };
  compiled.delete(job.id);
  compiled.set(job.id, entry);
  const [oldest] = compiled.keys();
  if (compiled.size > MAX_COMPILED && oldest !== undefined) compiled.delete(oldest);
  return entry;
}

function judge(compile: () => Judge): Judge {
  try {
    return compile();
  } catch (error) {
    const problem = problemOf(error);
    return () => problem;
  }
}

function asked(judgeInstance: Judge, instance: Json): Opinion {
  try {
    return judgeInstance(instance);
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): { readonly problem: string } {
  if (error instanceof RangeError) return { problem: 'it is nested too deeply' };
  return { problem: error instanceof Error ? error.message.slice(0, 500) : String(error) };
}

/** Numbers become the nearest ones that JavaScript has; there is no infinite one in JSON. */
function parse(text: string): Json {
  const value: unknown = /\d[eE]\+?\d{3}|\d{300}/.test(text) ? JSON.parse(text, finite) : JSON.parse(text);
  if (!isParsedJson(value, Infinity)) throw new TypeError('a job is not JSON');
  return value;
}

function finite(_name: string, value: unknown): unknown {
  if (value === Infinity) return Number.MAX_VALUE;
  return value === -Infinity ? -Number.MAX_VALUE : value;
}

function bundleDocument(text: string): BundleDocument {
  const document = parse(text);
  if (!isBundleDocument(document)) throw new TypeError('a job is not about a bundle');
  return document;
}

function isBundleDocument(value: Json): value is BundleDocument {
  return isJsonObject(value) && typeof value['$ref'] === 'string' && isJsonObject(value['$defs']);
}
