import path from 'node:path';
import * as core from '@actions/core';
import type { ContentModel } from '../jsonschema/index.ts';
import type { FailOn } from '../policy/policy.ts';
import { misconfigured, success, type Result } from '../revision/revision.ts';

/** The Action's inputs as action.yml declares them; what was left empty is absent. */
export interface Inputs {
  readonly config?: string;
  readonly base?: string;
  readonly head?: string;
  readonly environment?: string;
  readonly token?: string;
  readonly failOn?: FailOn;
  readonly contentModel?: ContentModel;
  readonly checkRun: boolean;
  readonly comment: boolean;
  /** From the workspace's root; inside it. */
  readonly workingDirectory: string;
}

const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'never'];
const CONTENT_MODELS: readonly ContentModel[] = ['planned', 'strict'];
const YES_NO = ['true', 'false'] as const;

class InputError extends Error {
  readonly hint: string;
  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

function text(name: string): string | undefined {
  const value = core.getInput(name);
  return value === '' ? undefined : value;
}

function oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
  const value = text(name);
  const found = allowed.find((candidate) => candidate === value);
  if (value !== undefined && found === undefined) {
    throw new InputError(`The input ${name} is "${value}".`, `Set ${name} to one of: ${allowed.join(', ')}.`);
  }
  return found;
}

/** A path inside the place it counts from, normalised; '' for the place itself. */
function inside(name: string, root: string): string | undefined {
  const value = text(name);
  if (value === undefined) return undefined;
  const normal = path.posix.normalize(value.replaceAll('\\', '/')).replace(/\/$/, '');
  if (path.posix.isAbsolute(normal) || path.win32.isAbsolute(normal) || normal === '..' || normal.startsWith('../')) {
    throw new InputError(`The input ${name} is "${value}", which lies outside ${root}.`, `Give a path from ${root}'s root.`);
  }
  return normal === '.' ? '' : normal;
}

function read(): Inputs {
  const config = inside('config', 'the repository');
  const base = text('base');
  const head = text('head');
  const environment = text('environment');
  const token = text('token');
  const failOn = oneOf('fail-on', FAIL_ON);
  const contentModel = oneOf('content-model', CONTENT_MODELS);
  return {
    ...(config === undefined ? {} : { config }),
    ...(base === undefined ? {} : { base }),
    ...(head === undefined ? {} : { head }),
    ...(environment === undefined ? {} : { environment }),
    ...(token === undefined ? {} : { token }),
    ...(failOn === undefined ? {} : { failOn }),
    ...(contentModel === undefined ? {} : { contentModel }),
    checkRun: oneOf('check-run', YES_NO) !== 'false',
    comment: oneOf('comment', YES_NO) === 'true',
    workingDirectory: inside('working-directory', 'the workspace') ?? '',
  };
}

/** Reads the Action's inputs; an unknown value is a wrong call (exit 2), and the hint names the values there are. */
export function readInputs(): Result<Inputs> {
  try {
    return success(read());
  } catch (error) {
    if (error instanceof InputError) return misconfigured(error.message, error.hint);
    throw error;
  }
}
