import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { validate, type ValidationConfig } from '@actions/languageservice';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { filesBelow, readText, root } from './files.ts';

type ActionMetadata = Awaited<ReturnType<NonNullable<ValidationConfig['actionsMetadataProvider']>['fetchActionMetadata']>>;

const workflows = filesBelow('.github/workflows');

/** Metadata of every action that a workflow of ours or of the README uses; of foreign ones, the inputs that we know of. */
const actions = new Map<string, ActionMetadata>([
  ['schema-gate', parse(readText('action.yml')) as ActionMetadata],
  ['checkout', foreign('Checkout', ['ref', 'fetch-depth', 'persist-credentials', 'token', 'path'])],
  ['setup-node', foreign('Setup Node.js environment', ['node-version', 'cache'])],
]);

function foreign(name: string, inputs: readonly string[]): ActionMetadata {
  return { name, description: name, inputs: Object.fromEntries(inputs.map((input) => [input, { description: input, required: false }])) };
}

/** What GitHub's own language service has against a workflow or action file, one line each. It remembers files by name: a name stands for one text. */
async function complaints(file: string, text: string): Promise<string[]> {
  // It knows the inputs of published actions only, so our own is given a published name.
  const published = text.replaceAll(/uses: \.\/$/gm, 'uses: owner/schema-gate@v0');
  const document = TextDocument.create(pathToFileURL(path.join(root, file)).href, 'yaml', 1, published);
  const diagnostics = await validate(document, {
    actionsMetadataProvider: { fetchActionMetadata: ({ name }) => Promise.resolve(actions.get(name)) },
  });
  return diagnostics.map(
    ({ range, message }) => `${file}:${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
  );
}

function exampleWorkflows(): string[] {
  return fromMarkdown(readText('README.md')).children.flatMap((node) =>
    node.type === 'code' && node.lang === 'yaml' && /^jobs:$/m.test(node.value) ? [node.value] : [],
  );
}

describe("GitHub's language service", () => {
  test('accepts action.yml', async () => {
    expect(await complaints('action.yml', readText('action.yml'))).toEqual([]);
  });

  test.each(workflows)('accepts %s', async (file) => {
    expect(await complaints(file, readText(file))).toEqual([]);
  });

  test('accepts the workflow of the README', async () => {
    const examples = exampleWorkflows();
    expect(examples.length).toBeGreaterThan(0);
    expect((await Promise.all(examples.map((text, index) => complaints(`.github/workflows/example-${index}.yml`, text)))).flat()).toEqual(
      [],
    );
  });

  test('would refuse an input that the Action does not have', async () => {
    const text = exampleWorkflows()[0]?.replace(/^( *)- uses: (\S*schema-gate@\S*)$/m, '$1- uses: $2\n$1  with:\n$1    colour: green');
    expect(await complaints('.github/workflows/refused.yml', text ?? '')).toEqual([expect.stringContaining('colour')]);
  });
});

interface Job {
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: unknown;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}
interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

describe.each(workflows)('%s', (file) => {
  const workflow = parse(readText(file)) as Workflow;
  const jobs = Object.entries(workflow.jobs);

  test('starts from read-only permissions and bounds every job', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(jobs.filter(([, job]) => typeof job['timeout-minutes'] !== 'number').map(([name]) => name)).toEqual([]);
  });

  test('pins every foreign action to a commit', () => {
    const used = jobs.flatMap(([, job]) => job.steps.flatMap(({ uses }) => (uses === undefined || uses === './' ? [] : [uses])));
    expect(used.filter((name) => !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
  });

  test('takes nothing into a shell but through the environment', () => {
    const scripts = jobs.flatMap(([, job]) => job.steps.flatMap(({ run }) => (run === undefined ? [] : [run])));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

describe('the workflow of the README', () => {
  const text = exampleWorkflows()[0] ?? '';

  test('runs on every pull request and in the merge queue, without filters that leave a required check pending', () => {
    const { on } = parse(text) as { on: Record<string, unknown> };
    expect(Object.keys(on)).toEqual(['pull_request', 'merge_group']);
    expect(text).not.toMatch(/paths|branches-ignore|if:/);
  });

  test('asks for the permissions that the Action uses and no more', () => {
    expect((parse(text) as Workflow).permissions).toEqual({ contents: 'read', checks: 'write' });
  });
});
