import { expect } from 'vitest';
import { detect, type Detection } from '../../../src/rules/pii/detector.ts';
import { candidateOf } from '../../../src/rules/pii/field.ts';

/** What the detector makes of a property written as `path:type@Event`; type and event may be left out. */
export function seen(text: string): Detection | null {
  const [, path = '', type, schema] = /^([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(text) ?? [];
  return detect(candidateOf({ path, ...(type !== undefined && { type }), ...(schema !== undefined && { schema }) }));
}

/** The category of a property that it takes for personal data; 'borderline' where a team may see it otherwise, null for none. */
export function categoryOf(text: string): string | null {
  const found = seen(text);
  return found?.confidence === 'low' ? 'borderline' : (found?.category ?? null);
}

/** Expects one of these categories of every property of a list, one a blank. */
export function expectAll(list: string, allowed: readonly (string | null)[]): void {
  const others = list
    .split(/\s+/)
    .filter((entry) => entry !== '')
    .map((entry) => `${entry} → ${categoryOf(entry) ?? 'nothing'}`)
    .filter((line, index, all) => all.indexOf(line) !== index || !allowed.includes(categoryOf(line.slice(0, line.indexOf(' ')))));
  expect(others).toEqual([]);
}
