import { describe, expect, test } from 'vitest';
import { pullRequestOf } from '../../src/main/event.ts';

const sha = 'a'.repeat(40);

describe('pullRequestOf', () => {
  test('reads number and head', () => {
    expect(pullRequestOf({ pull_request: { number: 7, head: { sha } } })).toEqual({ number: 7, headSha: sha });
  });

  test.each([
    ['no pull request', {}],
    ['nothing', null],
    ['a text', 'pull_request'],
    ['a number that is none', { pull_request: { number: '7', head: { sha } } }],
    ['a number below one', { pull_request: { number: 0, head: { sha } } }],
    ['a commit that is none', { pull_request: { number: 7, head: { sha: '../../x' } } }],
    ['inherited members', { pull_request: Object.create({ number: 7, head: { sha } }) as object }],
  ])('gives null for %s', (_, payload) => {
    expect(pullRequestOf(payload)).toBeNull();
  });
});
