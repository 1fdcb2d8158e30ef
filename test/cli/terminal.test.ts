import { describe, expect, it } from 'vitest';
import { wantsColor } from '../../src/cli/terminal.ts';

describe('colours', () => {
  it.each<[environment: Record<string, string>, isTerminal: boolean, expected: boolean]>([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '' }, false, false],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '3', NO_COLOR: '1' }, false, true],
  ])('with %j in a terminal: %j → %j', (environment, isTerminal, expected) => {
    expect(wantsColor(environment, isTerminal)).toBe(expected);
  });
});
