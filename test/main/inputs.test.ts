import process from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';
import { readInputs } from '../../src/main/inputs.ts';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

/** Sets inputs as a runner does: an input that was left out is there and empty. */
function given(inputs: Readonly<Record<string, string>>): ReturnType<typeof readInputs> {
  for (const [name, value] of Object.entries(inputs)) process.env[`INPUT_${name.toUpperCase()}`] = value;
  return readInputs();
}

describe('readInputs', () => {
  test('reads what was given and leaves out what was not', () => {
    const inputs = given({
      config: './gate/plans.yml',
      base: 'main',
      head: '',
      'fail-on': ' warning ',
      'content-model': 'strict',
      'check-run': 'false',
      comment: 'true',
      'working-directory': './plans/',
    });
    expect(inputs).toEqual({
      ok: true,
      value: {
        config: 'gate/plans.yml',
        base: 'main',
        failOn: 'warning',
        contentModel: 'strict',
        checkRun: false,
        comment: true,
        workingDirectory: 'plans',
      },
    });
  });

  test('has the defaults of action.yml', () => {
    expect(given({ config: '', 'check-run': '', comment: '', 'working-directory': '.' })).toEqual({
      ok: true,
      value: { checkRun: true, comment: false, workingDirectory: '' },
    });
  });

  test.each([
    ['fail-on', 'sometimes', 'Set fail-on to one of: error, warning, never.'],
    ['content-model', 'open', 'Set content-model to one of: planned, strict.'],
    ['check-run', 'yes', 'Set check-run to one of: true, false.'],
    ['comment', '1', 'Set comment to one of: true, false.'],
    ['working-directory', '../..', "Give a path from the workspace's root."],
    ['working-directory', 'a/../../b', "Give a path from the workspace's root."],
    ['config', '/etc/passwd', "Give a path from the repository's root."],
    ['config', String.raw`C:\x.yml`, "Give a path from the repository's root."],
  ])('refuses %s = %s as a wrong call', (name, value, hint) => {
    const inputs = given({ [name]: value });
    expect(inputs.ok ? null : inputs.failure).toMatchObject({ kind: 'configuration', hint });
    expect(inputs.ok ? '' : inputs.failure.message).toContain(value);
  });
});
