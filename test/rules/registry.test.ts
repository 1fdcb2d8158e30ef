import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/registry.ts';

const metas = rules.map(({ meta }) => meta);
const byId = new Map(metas.map((meta) => [meta.id, meta]));

describe('the registry', () => {
  it('has every rule once', () => {
    expect(byId.size).toBe(metas.length);
  });

  it.each(metas)('$id is the file of that name in its family', ({ id }) => {
    expect(existsSync(path.resolve(import.meta.dirname, `../../src/rules/${id}.ts`))).toBe(true);
  });

  it.each(metas)('$id says what it finds, why it matters and what to do', ({ title, what, why, fix, example }) => {
    for (const sentence of [what, why, fix]) expect(sentence).toMatch(/^[A-Z][^]*\.$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(example.before).not.toBe(example.after);
  });
});

describe('symmetry', () => {
  it.each(metas)('$id has its twin, which names it back, or a written reason', ({ id, twin }) => {
    if ('rule' in twin) expect(byId.get(twin.rule)?.twin).toEqual({ rule: id });
    else expect(twin.none.length).toBeGreaterThan(20);
  });

  const opposite = new Map([
    ['added', 'removed'],
    ['introduced', 'dropped'],
    ['closed', 'opened'],
  ]);

  it.each(metas.filter(({ id }) => [...opposite.keys(), ...opposite.values()].some((end) => id.endsWith(`-${end}`))))(
    '$id, named for a direction, has the rule of the other direction as its twin',
    ({ id, twin }) => {
      const other = [...opposite].flatMap(([one, another]) => [
        ...(id.endsWith(one) ? [id.slice(0, -one.length) + another] : []),
        ...(id.endsWith(another) ? [id.slice(0, -another.length) + one] : []),
      ]);
      if ('rule' in twin) expect(other).toContain(twin.rule);
      else expect(twin.none.length).toBeGreaterThan(20);
    },
  );
});
