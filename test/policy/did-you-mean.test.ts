import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from '../../src/policy/did-you-mean.ts';

const KNOWN = ['compat/type-changed', 'compat/event-removed', 'fail-on', 'Warning', 'a'];

describe('the likely meaning of a name', () => {
  it.each([
    ['compat/type-chnaged', 'compat/type-changed'],
    ['type-changed', 'compat/type-changed'],
    ['FAIL-ON', 'fail-on'],
    ['failon', 'fail-on'],
    ['warn', 'Warning'],
    ['compat/type', 'compat/type-changed'],
  ])('%s → %s', (name, meant) => {
    expect(nearest(name, KNOWN)).toBe(meant);
  });

  it.each(['', 'x', 'fa', 'frobnicate', '/', 'constructor', 'a'.repeat(101)])('none is near: %j', (name) => {
    expect(nearest(name, KNOWN)).toBeNull();
  });

  it('is not asked of a name of any length', () => {
    const started = performance.now();
    expect(nearest('y'.repeat(10_000_000), KNOWN)).toBeNull();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('what helps after an unknown name', () => {
  it('is the likely meaning, else what there is, bounded', () => {
    expect(didYouMean('fail_on', KNOWN, 'keys')).toBe('Did you mean "fail-on"?');
    expect(didYouMean('zzz', ['one', 'two'], 'keys')).toBe('Known keys: one, two.');
    expect(didYouMean('zzz', [], 'environments')).toBe('There are no environments.');
    const many = Array.from({ length: 25 }, (_, index) => `name${index}`);
    expect(didYouMean('zzz', many, 'names')).toMatch(/^Known names: name0, .*, name19, and 5 more\.$/);
  });
});
