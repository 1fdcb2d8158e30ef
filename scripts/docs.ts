// Writes the pages and tables that are made from the code, so that they cannot say anything else.
//   npm run docs              writes them
//   npm run docs -- --check   exits 1 where one is not what the code gives
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packs } from '../src/destinations/packs.ts';
import { rules } from '../src/rules/registry.ts';
import { root } from './build.mjs';
import { receiverIndex, receiverPage, receiverPagePath } from './docs/destinations.ts';
import { ruleExamples } from './docs/examples.ts';
import { readmeWithGeneratedParts } from './docs/readme.ts';
import { ruleIndex, rulePage, rulePagePath } from './docs/rules.ts';

/** Every generated file with its content; `null` for one that has no business to be there. */
function generated(): Map<string, string | null> {
  const metas = rules.map((rule) => rule.meta);
  const files = new Map<string, string | null>();
  for (const folder of ['docs/rules', 'docs/destinations'])
    for (const name of existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)) : [])
      files.set(`${folder}/${name}`, null);
  const examples = ruleExamples();
  files.set('docs/rule-examples.json', `${JSON.stringify(examples, null, 2)}\n`);
  for (const meta of metas) files.set(rulePagePath(meta.id), rulePage(meta, examples[meta.id] ?? []));
  files.set('docs/rules/README.md', ruleIndex(metas));
  for (const pack of packs) files.set(receiverPagePath(pack.receiver.id), receiverPage(pack));
  files.set('docs/destinations/README.md', receiverIndex(packs));
  files.set('README.md', readmeWithGeneratedParts(root));
  return files;
}

function currentContent(file: string): string | null {
  return existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : null;
}

function write(file: string, content: string | null): void {
  const absolute = path.join(root, file);
  if (content === null) return rmSync(absolute, { recursive: true });
  mkdirSync(path.dirname(absolute), { recursive: true });
  writeFileSync(absolute, content);
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const stale = [...generated()].filter(([file, content]) => currentContent(file) !== content);
for (const [file, content] of stale) {
  if (values.check) console.error(content === null ? `${file} belongs to no rule and no receiver` : `${file} is not what the code gives`);
  else write(file, content);
}
if (!values.check) console.error(`docs: ${stale.length} files written`);
process.exitCode = values.check && stale.length > 0 ? 1 : 0;
