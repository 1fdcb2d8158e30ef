import { expect, test } from 'vitest';
import { gateFiles } from '../harness/gate-files.ts';

const SCHEMA = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://schemas.example.test/a", "type": "object"}';
const order = (type: string): string => `{"type": "object", "properties": {"total": {"type": "${type}"}}}`;

test('a schema without its mark is not passed over in silence', () => {
  const { files, exitCode } = gateFiles(
    { 'a.json': SCHEMA, 'order.json': order('number') },
    { 'a.json': SCHEMA, 'order.json': order('string') },
  );
  expect(exitCode).toBe(0);
  expect(files.left).toEqual([
    { path: 'order.json', status: 'ignored', format: null, reason: expect.stringContaining('looks like a JSON Schema') as string },
  ]);
});

test('data that is no schema is', () => {
  const data = { 'tsconfig.json': '{"properties": {"a": 1}}', 'list.json': '["properties"]', 'broken.json': '{"properties": ' };
  expect(gateFiles({ 'a.json': SCHEMA }, { 'a.json': SCHEMA, ...data }).files.left).toEqual([]);
});

test.each(['avo.json', 'web/ampli.json', 'typewriter.yml', 'mp.config.json', 'smartype.config.json'])(
  '%s only points to a plan, and that is said',
  (path) => {
    const { files, exitCode } = gateFiles({ 'a.json': SCHEMA, [path]: '{"a": 1}' }, { 'a.json': SCHEMA, [path]: '{"a": 2}' });
    expect(exitCode).toBe(0);
    expect(files.left).toEqual([{ path, status: 'ignored', format: null, reason: expect.stringContaining('holds no events') as string }]);
  },
);
