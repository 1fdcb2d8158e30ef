import type { PhrasingContent, RootContent } from 'mdast';
import type { RuleMeta } from '../../src/rules/rule.ts';
import { FORMAT_TITLES, type RuleExample } from '../../src/cli/rule-examples.ts';
import { bullets, code, heading, inline, link, paragraphs, print, table, type Inline } from './markdown.ts';

const notice = 'Made from the rule itself by `npm run docs`; changes belong there.';

function fileName(id: string): string {
  return `${id.replaceAll('/', '-')}.md`;
}

/** Path of a rule's page from the project's root. */
export function rulePagePath(id: string): string {
  return `docs/rules/${fileName(id)}`;
}

function ruleLink(id: string): PhrasingContent {
  return link(fileName(id), `\`${id}\``);
}

function twinLine({ twin }: RuleMeta): Inline {
  return 'rule' in twin ? [...inline('The opposite change: '), ruleLink(twin.rule)] : `No rule for the opposite change: ${twin.none}`;
}

function audienceLine({ audiences }: RuleMeta): string {
  const who = {
    producers: 'producers (apps already released that still send the old shape)',
    consumers: 'consumers (tables, destinations and models that read the new events)',
  };
  return audiences.length === 0 ? 'Who breaks: nobody yet' : `Who may break: ${audiences.map((audience) => who[audience]).join(' and ')}`;
}

function exampleBlock(text: string): RootContent {
  return code(isJson(text) ? 'json' : 'yaml', text);
}

/** A scenario that the tests run, as a change of its files. */
function exampleBlocks({ format, shows, policy, diff, scenario }: RuleExample): RootContent[] {
  return [
    heading(3, inline(`In ${FORMAT_TITLES[format]}`)),
    ...paragraphs(`${shows} The tests run it: \`fixtures/${scenario}\`.`),
    ...(policy === undefined ? [] : [...paragraphs('With this policy:'), code('yaml', policy)]),
    code('diff', diff),
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The page of a rule: what it finds, why that matters, and how to mend or configure it. */
export function rulePage(meta: RuleMeta, examples: readonly RuleExample[]): string {
  return print([
    heading(1, [{ type: 'inlineCode', value: meta.id }]),
    ...paragraphs(`${meta.title}.`),
    bullets([`Default severity: ${meta.defaultSeverity}`, audienceLine(meta), twinLine(meta)]),
    heading(2, 'What it finds'),
    ...paragraphs(meta.what),
    heading(2, 'Why it matters'),
    ...paragraphs(meta.why),
    heading(2, 'Example'),
    ...paragraphs('Before:'),
    exampleBlock(meta.example.before),
    ...paragraphs('After:'),
    exampleBlock(meta.example.after),
    ...examples.flatMap(exampleBlocks),
    heading(2, 'How to fix it'),
    ...paragraphs(meta.fix),
    heading(2, 'How to configure it'),
    ...paragraphs('In `schema-gate.yml` on the branch you merge into, give the rule another weight, or `off`:'),
    code('yaml', `rules:\n  ${meta.id}: ${meta.defaultSeverity === 'warning' ? 'error' : 'warning'}`),
    { type: 'thematicBreak' },
    ...paragraphs(notice),
  ]);
}

/** The list of all rules, by family. */
export function ruleIndex(metas: readonly RuleMeta[]): string {
  const families = [...new Set(metas.map((meta) => familyOf(meta.id)))];
  return print([
    heading(1, 'Rules'),
    ...paragraphs('Each links to its page; `schema-gate explain RULE` shows the same in a terminal.'),
    ...families.flatMap((family): RootContent[] => [
      heading(2, family),
      table(
        ['Rule', 'Finds', 'Severity'],
        metas.filter((meta) => familyOf(meta.id) === family).map((meta) => [[ruleLink(meta.id)], meta.title, meta.defaultSeverity]),
      ),
    ]),
    ...paragraphs(notice),
  ]);
}

function familyOf(id: string): string {
  return id.split('/')[0] ?? id;
}
