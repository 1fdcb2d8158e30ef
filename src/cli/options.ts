import { InvalidArgumentError, Option } from 'commander';
import type { ContentModel } from '../jsonschema/index.ts';
import { didYouMean } from '../policy/did-you-mean.ts';
import type { FailOn } from '../policy/policy.ts';

/** An option that takes one of `values`; a misspelt one is answered with the likely meaning. */
export function choiceOption(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, description).choices(values).argParser((value: string) => {
    if (values.includes(value)) return value;
    throw new InvalidArgumentError(didYouMean(value, values, 'values'));
  });
}

/** `--content-model`, as `check` and `compare` take it. */
export function contentModelOption(): Option {
  return choiceOption('--content-model <model>', 'how openness is read', ['planned', 'strict'] satisfies ContentModel[]);
}

/** `--base`. */
export function baseOption(): Option {
  return new Option('--base <ref>', 'compare with the merge base of this ref and head');
}

/** `--config`. */
export function configOption(): Option {
  return new Option('--config <file>', "the policy file, from the repository's root (default: schema-gate.yml or .yaml)");
}

/** `--fail-on`. */
export function failOnOption(): Option {
  return choiceOption('--fail-on <level>', 'the severity from which on findings block', ['error', 'warning', 'never'] satisfies FailOn[]);
}

/** A real day of the calendar, as an argument. */
export function dayArgument(value: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value)
    throw new InvalidArgumentError('It is no day of the form 2026-03-31.');
  return value;
}

/** `--date`. */
export function dateOption(): Option {
  return new Option('--date <YYYY-MM-DD>', 'the evaluation date in UTC (default: today)').argParser(dayArgument);
}
