import { Command } from 'commander';
import { compare, createOracle, printJson, type ContentModel } from '../jsonschema/index.ts';
import { CallError } from './call-error.ts';
import { comparisonExitCode, comparisonJson } from './comparison.ts';
import { comparisonText } from './comparison-text.ts';
import { choiceOption, contentModelOption } from './options.ts';
import { answerPairs } from './pairs.ts';
import type { Context } from './context.ts';
import { readSchemaFile } from './schema-file.ts';

interface CompareOptions {
  readonly pairs?: string;
  readonly contentModel: ContentModel;
  readonly format: 'text' | 'json';
}

const HELP = `
Producers are apps that still send what base allowed; consumers read what head
lets through. The files hold one JSON Schema each, as JSON or YAML, drafts 04 to
2020-12 by their "$schema" (2020-12 without one). References reach only into the
same file.

Examples:
  $ schema-gate compare old.json new.json
  $ schema-gate compare old.yaml new.yaml --content-model strict --format json
  $ schema-gate compare --pairs pairs.ndjson
      one {"id", "base", "head", "draft"?} a line in, one answer a line out
  $ git show main:order.json | schema-gate compare - order.json

Exit codes:
  0  both questions answered "included"; with --pairs: every line was answered
  1  one is "not-included", or "undecided": what is not proved does not pass
  2  the call is wrong, or a file cannot be read
  3  could not be evaluated`;

/** `schema-gate compare`: two JSON Schemas, or a stream of pairs. */
export function compareCommand(context: Context): Command {
  return new Command('compare')
    .summary('compare two JSON Schemas, both ways')
    .description(
      'Proves for two JSON Schemas whether every instance of one is valid under the other, both ways, and shows a counterexample where not.',
    )
    .argument('[base]', 'the old schema file; - reads stdin')
    .argument('[head]', 'the new schema file; - reads stdin')
    .option('--pairs <file>', 'compare the pairs of an NDJSON file; - reads stdin')
    .addOption(contentModelOption().default('planned'))
    .addOption(choiceOption('--format <format>', 'how to print the answer', ['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .action((base: string | undefined, head: string | undefined, options: CompareOptions, command: Command) => {
      const { pairs } = options;
      if (pairs === undefined) return compareFiles(...bothFiles(base, head), options, context);
      if (base !== undefined) throw new CallError('--pairs takes no files beside it.', 'Give either two files or --pairs FILE.');
      if (options.format === 'text' && command.getOptionValueSource('format') === 'cli') {
        throw new CallError('--pairs prints JSON only.', 'Leave out --format, or give --format json.');
      }
      return comparePairs(pairs, options.contentModel, context);
    });
}

function bothFiles(base: string | undefined, head: string | undefined): [base: string, head: string] {
  if (base === undefined || head === undefined) {
    throw new CallError('Two files are needed: the old schema and the new one.', 'For example: schema-gate compare old.json new.json');
  }
  if (base === '-' && head === '-') throw new CallError('Only one of the two schemas can come from stdin.', 'Give a file for the other.');
  return [base, head];
}

async function comparePairs(file: string, contentModel: ContentModel, { terminal, exit }: Context): Promise<void> {
  const oracle = createOracle();
  exit(0);
  try {
    for await (const line of answerPairs(file, { contentModel }, oracle)) await terminal.print(line);
  } finally {
    oracle.close();
  }
}

async function compareFiles(basePath: string, headPath: string, options: CompareOptions, { terminal, exit }: Context): Promise<void> {
  const base = readSchemaFile(basePath);
  const head = readSchemaFile(headPath);
  const { contentModel } = options;
  const oracle = createOracle();
  try {
    const comparison = compare(base.schema, head.schema, { contentModel }, oracle);
    const files = { base: base.document, head: head.document };
    exit(comparisonExitCode(comparison));
    await terminal.print(
      options.format === 'json'
        ? `${printJson(comparisonJson(comparison, files), 2)}\n`
        : comparisonText(comparison, files, { color: terminal.color, width: terminal.width, columns: terminal.columns, contentModel }),
    );
  } finally {
    oracle.close();
  }
}
