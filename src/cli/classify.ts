import { Command } from 'commander';
import { classifyPlans, type Classification, type ClassifiedProperty } from '../gate/classify.ts';
import { printJson, type Json } from '../jsonschema/index.ts';
import { foreign } from '../report/foreign.ts';
import { count } from '../report/wording.ts';
import { asError, CallError } from './call-error.ts';
import type { Context } from './context.ts';
import { classifyFields } from './fields.ts';
import { choiceOption, configOption } from './options.ts';
import { painter } from './style.ts';
import { workTree } from './work-tree.ts';

interface ClassifyOptions {
  readonly fields?: string;
  readonly config?: string;
  readonly format: 'text' | 'json';
}

const HELP = `
The classification that a schema or the policy declares counts; where nothing
is declared, the format of a property and the last words of its name tell.

Examples:
  $ schema-gate classify                              the plans of your work tree
  $ schema-gate classify --format json
  $ schema-gate classify --fields fields.ndjson       one {"id", "name", "path"?, "type"?, "format"?, "description"?,
                                                      "schema"?} a line in,
                                                      one {"id", "pii", "category", "confidence", "evidence"} a line out

Exit codes:
  0  classified
  2  the call or the configuration is wrong
  3  could not be evaluated`;

/** `schema-gate classify`: what it takes for personal data, and why. */
export function classifyCommand(context: Context): Command {
  return new Command('classify')
    .summary('what is personal data, and why')
    .description('Lists the properties of your plans that hold personal data, with what tells it: a tag, the policy, a format, a name.')
    .option('--fields <file>', 'classify the fields of an NDJSON file; - reads stdin')
    .addOption(configOption())
    .addOption(choiceOption('--format <format>', 'how to print it', ['text', 'json']).default('text'))
    .addHelpText('after', HELP)
    .action((options: ClassifyOptions, command: Command) => {
      if (options.fields === undefined) return classify(options, context);
      if (options.format === 'text' && command.getOptionValueSource('format') === 'cli')
        throw new CallError('--fields prints JSON only.', 'Leave out --format, or give --format json.');
      return fields(options.fields, context);
    });
}

async function fields(file: string, { terminal, exit }: Context): Promise<void> {
  exit(0);
  for await (const line of classifyFields(file)) await terminal.print(line);
}

async function classify(options: ClassifyOptions, { terminal, exit }: Context): Promise<void> {
  const { config } = options;
  const found = classifyPlans(workTree(), config === undefined ? {} : { config });
  if (!found.ok) throw asError(found.failure);
  exit(0);
  await terminal.print(options.format === 'json' ? `${printJson(jsonOf(found.value), 2)}\n` : textOf(found.value, terminal.color));
}

function categoryOf({ class: known }: ClassifiedProperty): string {
  const category = known.kind === 'personal' ? known.category : null;
  return category ?? known.detected?.category ?? 'personal data';
}

/** How a property came to its class, in words. */
function reasonOf({ class: known }: ClassifiedProperty): string {
  const detected = known.detected === null ? 'its name tells nothing' : known.detected.evidence;
  if (known.kind === 'detected') return `${known.detected.confidence}: ${detected}; not classified`;
  if (known.kind === 'not-personal') return `declared not personal, though ${detected}`;
  return known.declaredAt === null ? 'classified in the policy' : 'classified in the schema';
}

function stateOf({ class: known }: ClassifiedProperty): string {
  return known.kind === 'detected' && known.detected.confidence === 'low' ? 'borderline' : known.kind;
}

function jsonOf({ properties, events, unread }: Classification): Json {
  return {
    events,
    unread,
    properties: properties.map((property) => ({
      path: property.path,
      events: property.events,
      state: stateOf(property),
      category: categoryOf(property),
      sensitivity: property.class.kind === 'personal' ? property.class.sensitivity : (property.class.detected?.sensitivity ?? null),
      confidence: property.class.kind === 'personal' ? 'declared' : (property.class.detected?.confidence ?? null),
      evidence: reasonOf(property),
      location: property.location === null ? null : { file: property.location.file, line: property.location.line },
    })),
  };
}

function textOf({ properties, events, unread }: Classification, color: boolean): string {
  const paint = painter(color);
  const groups = new Map<string, ClassifiedProperty[]>();
  for (const property of properties) groups.set(categoryOf(property), [...(groups.get(categoryOf(property)) ?? []), property]);
  const blocks = [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([category, members]) => [paint('bold', foreign(category)), ...members.toSorted(byPath).map(lineOf)].join('\n'));
  const found = properties.length === 1 ? '1 property' : `${properties.length} properties`;
  const sum = `${found} with personal data, or what may be, in ${count(events, 'event')}`;
  const left = unread.length === 0 ? '' : `\nNot read: ${unread.map((file) => foreign(file)).join(', ')}`;
  return `${[...blocks, sum].join('\n\n')}${left}\n`;
}

function byPath(one: ClassifiedProperty, other: ClassifiedProperty): number {
  return one.path === other.path ? 0 : one.path < other.path ? -1 : 1;
}

function lineOf(property: ClassifiedProperty): string {
  const { events, location, path } = property;
  const more = events.length > 1 ? ` and ${events.length - 1} more` : '';
  const at = location === null ? '' : `  ${foreign(location.file)}:${location.line}`;
  return `  ${foreign(path)}  (${foreign(events[0] ?? '')}${more})  ${reasonOf(property)}${at}`;
}
