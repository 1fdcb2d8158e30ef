import { afterAll, describe, expect, test } from 'vitest';
import { checkout, makePullRequest, pullRequestPayload, removeFolder, type Files } from '../harness/pull-request.ts';
import { parseCommands, runAction } from '../harness/runner.ts';
import { annotated, FIRST_PROPERTY, installAction, NOWHERE, reportOf, schema } from './action-harness.ts';
import { install } from './cli-harness.ts';

const actionDir = installAction();
const command = install();
afterAll(() => {
  removeFolder(actionDir);
  command.remove();
});

const GOOD = schema('good', { total: 'number' });
/** A break beside the attack: whatever the attack does, it must still be found. */
const BROKEN = schema('good', { total: 'string' });
const BREAK_AT = `error plan/good.json:${FIRST_PROPERTY}`;
const DRAFT = '"$schema": "http://json-schema.org/draft-07/schema#"';

const aliasBomb = [
  'version: rudder/v1',
  'kind: properties',
  'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 11 },
    (_, index) => `a${index + 1}: &a${index + 1} [${Array.from({ length: 10 }, () => `*a${index}`).join(', ')}]`,
  ),
].join('\n');
const reference = (target: string): string => `{\n  ${DRAFT},\n  "properties": { "a": { "$ref": ${JSON.stringify(target)} } }\n}\n`;
const nested = '['.repeat(10_000) + ']'.repeat(10_000);

/** Name, the file's path, what it holds, the line blamed, and what the message says. */
const ATTACKS: readonly (readonly [string, string, string | Uint8Array, number, string])[] = [
  ['a file over 8 MiB', 'plan/x.json', `{ ${DRAFT}, "description": "${'x'.repeat(8 * 1024 * 1024)}" }`, 1, 'larger than 8 MiB'],
  ['aliases of aliases', 'plan/x.yaml', aliasBomb, 8, 'aliases stand for more than'],
  ['deep JSON', 'plan/x.json', `{ ${DRAFT},\n "x": ${nested} }`, 2, 'nested more than 200 levels'],
  ['deep YAML', 'plan/x.yaml', `version: rudder/v1\nkind: properties\nx: ${nested}\n`, 3, 'nested more than 200 levels'],
  ['a NUL byte', 'plan/x.json', `{ ${DRAFT}, "x": "\0" }`, 1, 'NUL byte'],
  [
    'bytes that are no UTF-8',
    'plan/x.json',
    Buffer.concat([Buffer.from(`{ ${DRAFT}, "x": "`), Buffer.from([0xff]), Buffer.from('" }')]),
    1,
    'UTF-8',
  ],
  ['a reference to the network', 'plan/x.json', reference('http://127.0.0.1:9/x.json'), 3, 'nothing is fetched'],
  ['a reference to the disk', 'plan/x.json', reference('file:///etc/passwd'), 3, 'cannot be resolved'],
  ['a reference out of the repository', 'plan/x.json', reference('../../../../etc/passwd'), 3, 'out of the repository'],
  [
    'code of a transformation out of the repository',
    'plan/x.yaml',
    'version: rudder/v1\nkind: transformation\nspec:\n  id: x\n  language: javascript\n  file: ../../../../etc/passwd\n',
    6,
    'outside the repository',
  ],
  ['a file name that gives orders', 'plan\n::error::x,%0A"`<script>@everyone/-x.json', reference('file:///x'), 3, 'cannot be resolved'],
];

async function attack(base: Files, head: Files) {
  const pr = makePullRequest({ base: { 'plan/good.json': GOOD, ...base }, head: { 'plan/good.json': BROKEN, ...head } });
  const workspace = checkout(pr);
  const run = await runAction({
    actionDir,
    workspace,
    event: pullRequestPayload(pr),
    sha: pr.merge,
    apiUrl: NOWHERE,
    serverUrl: NOWHERE,
    token: '',
  });
  const report = reportOf(run);
  const told = command.run(['check', '--base-exact', pr.base, '--head', pr.merge], { cwd: workspace });
  removeFolder(run.temp);
  pr.cleanup();
  expect(run.stderr).toBe('');
  for (const { command: level } of run.commands) expect(['error', 'warning', 'notice']).toContain(level);
  expect(parseCommands(`${told.stdout}\n${told.stderr}`)).toEqual([]);
  expect([run.exitCode, told.status]).toEqual([1, 1]);
  expect(annotated(run)).toContain(BREAK_AT);
  return { run, report };
}

describe('a pull request that is an attack', () => {
  test.each(ATTACKS)('%s: one message on its line, and the rest is still checked', async (_, file, content, line, says) => {
    const { report } = await attack({}, { [file]: content });
    const [finding, ...others] = report.findings.filter(({ locations, severity }) => severity === 'error' && locations.head?.file === file);
    expect(others).toEqual([]);
    expect(finding?.locations.head?.line).toBe(line);
    expect(finding?.message).toContain(says);
  });

  test('a link to a file of the machine is not followed', async () => {
    const { run, report } = await attack({}, { 'plan.yaml': { symlink: '/etc/passwd' } });
    expect(report.files.left.map((each) => each.path)).toEqual(['plan.yaml']);
    expect(run.stdout).not.toContain('root:');
  });

  test('names of JavaScript itself are names like any other', async () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const all = (type: string): string => schema('x', Object.fromEntries(names.map((name) => [name, type])));
    const { report } = await attack({ 'plan/x.json': all('string') }, { 'plan/x.json': all('number') });
    const paths = report.findings.filter(({ rule }) => rule === 'compat/type-changed').map((each) => each.path);
    expect(paths).toEqual(expect.arrayContaining(names));
  });
});
