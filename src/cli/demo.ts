import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { gate } from '../gate.ts';
import { renderText } from '../report/text.ts';
import { resolveRevisions } from '../revision/resolve.ts';
import type { Result, Revisions } from '../revision/revision.ts';
import type { Context } from './context.ts';
import { sourceLines } from './source-lines.ts';

/** The demo says the same on every day. */
const DEMO_DATE = '2026-01-15';

const HELP = `
It needs nothing but Node: no repository, no network, no configuration.

Exit codes:
  0  always, when it worked; the last line says what a real run would exit with
  3  could not be evaluated`;

/** `schema-gate demo`: the gate on the embedded plan. */
export function demoCommand(context: Context): Command {
  return new Command('demo')
    .summary('see the gate judge a small plan')
    .description('Judges a change of a small embedded tracking plan (RudderStack YAML of a web shop) and prints the full report.')
    .addHelpText('after', HELP)
    .action(() => demo(context));
}

async function demo({ terminal, exit }: Context): Promise<void> {
  const revisions = demoRevisions();
  const report = gate({ revisions, directory: '', date: DEMO_DATE });
  const evaluated = report.failures.length === 0;
  exit(evaluated ? 0 : report.exitCode);
  terminal.talk("A shop's tracking plan before and after a pull request that looks harmless. This is what the gate says of it:\n");
  const readLine = revisions.ok ? { readLine: sourceLines(report, revisions.value.head) } : {};
  await terminal.print(renderText(report, { color: terminal.color, width: terminal.width, ...readLine }));
  if (evaluated)
    await terminal.print(`A run of \`schema-gate check\` on this change would exit with ${report.exitCode}; the demo exits with 0.\n`);
}

function demoRevisions(): Result<Revisions> {
  const folder = demoFolder();
  const found = resolveRevisions({ kind: 'folders', baseDir: `${folder}base`, headDir: `${folder}head` });
  if (!found.ok) return found;
  const { base, head } = found.value;
  return {
    ok: true,
    value: {
      base: { ...base, label: 'the demo plan before the change' },
      head: { ...head, label: 'the demo plan after the change' },
      reason: 'The demo compares the two plans that come with it.',
    },
  };
}

/** fixtures/demo/ of this package: one folder up from the bundle, two from the source. */
function demoFolder(): string {
  const [bundled, source] = ['../fixtures/demo/', '../../fixtures/demo/'].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const folder = [bundled, source].find((candidate) => candidate !== undefined && existsSync(candidate));
  if (folder === undefined) throw new Error(`The demo plan is missing: there is no ${bundled ?? 'fixtures/demo'}.`);
  return folder;
}
