import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { install, type Installed, type Run } from './cli-harness.ts';

let command: Installed;
beforeAll(() => {
  command = install();
});
afterAll(() => command.remove());

const ORDER = `{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://schemas.example.com/order",
  "title": "Order",
  "type": "object",
  "properties": {
    "email": {"type": "string", "format": "email"},
    "ssn": {"type": "string", "x-pii": "user.government_id"},
    "ip": {"type": "string", "x-pii": false},
    "user_id": {"type": "string"},
    "sku": {"type": "string"},
    "phone": {"$ref": "https://schemas.example.com/phone"},
    "coordinates": {"type": "object", "properties": {"lat": {"type": "number"}}}
  }
}
`;
const PHONE =
  '{"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://schemas.example.com/phone", "type": "string", "x-pii": "phone"}\n';

/** Runs in a folder of its own that holds these files. */
function classify(files: Readonly<Record<string, string>>, ...options: readonly string[]): Run {
  const folder = mkdtempSync(path.join(command.folder, 'plan-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return command.run(['classify', ...options], { cwd: folder });
}

interface Found {
  readonly path: string;
}
const propertiesOf = (stdout: string): readonly Found[] => (JSON.parse(stdout) as { readonly properties: readonly Found[] }).properties;

describe('classify', () => {
  it('lists what the plans hold by category, with the reason and the line', () => {
    const { status, stdout, stderr } = classify({ 'order.json': ORDER, 'phone.json': PHONE });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.split('\n');
    const titles = lines.filter((line) => line.startsWith('user.'));
    expect(titles).toEqual([...titles].sort());
    expect(titles).toEqual(expect.arrayContaining(['user.contact.email', 'user.contact.phone_number', 'user.government_id']));
    expect(stdout).toMatch(
      /^ {2}email {2}\(Order\) {2}high: its format is email, its name ends in "email"; not classified {2}order\.json:7$/m,
    );
    expect(stdout).toMatch(/^ {2}ssn {2}\(Order\) {2}classified in the schema {2}order\.json:8$/m);
    expect(stdout).toMatch(/^ {2}ip {2}\(Order\) {2}declared not personal, though its name ends in "ip" {2}order\.json:9$/m);
    expect(stdout).not.toContain('sku');
    expect(stdout).toMatch(/\d+ properties with personal data, or what may be, in 2 events\n$/);
  });

  it('prints the same as JSON', () => {
    const { status, stdout } = classify({ 'order.json': ORDER, 'phone.json': PHONE }, '--format', 'json');
    const known = new Map(propertiesOf(stdout).map((property) => [property.path, property]));
    expect(status).toBe(0);
    expect(known.get('email')).toEqual({
      path: 'email',
      events: ['Order'],
      state: 'detected',
      category: 'user.contact.email',
      sensitivity: 'high',
      confidence: 'high',
      evidence: 'high: its format is email, its name ends in "email"; not classified',
      location: { file: 'order.json', line: 7 },
    });
    expect(known.get('ssn')).toMatchObject({ state: 'personal', confidence: 'declared', sensitivity: 'critical' });
    expect(known.get('phone')).toMatchObject({ state: 'personal', category: 'user.contact.phone_number' });
    expect(known.get('ip')).toMatchObject({ state: 'not-personal' });
    expect(known.get('user_id')).toMatchObject({ state: 'borderline' });
    expect(known.get('coordinates.lat')).toMatchObject({ state: 'detected', category: 'user.location.precise' });
    expect(known.has('sku')).toBe(false);
  });

  it('follows the policy', () => {
    const policy = 'version: 1\npii:\n  fields:\n    - {paths: [sku], category: user.name}\n    - {paths: [email], category: none}\n';
    const { status, stdout, stderr } = classify(
      { 'order.json': ORDER, 'phone.json': PHONE, 'schema-gate.yml': policy },
      '--format',
      'json',
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const known = new Map(propertiesOf(stdout).map((property) => [property.path, property]));
    expect(known.get('sku')).toMatchObject({ state: 'personal', category: 'user.name', evidence: 'classified in the policy' });
    expect(known.get('email')).toMatchObject({ state: 'not-personal' });
  });

  it('ends with 2 where there is nothing to classify, or the policy is wrong', () => {
    expect(classify({})).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/No schema file was found/) as string });
    expect(classify({ 'order.json': ORDER, 'schema-gate.yml': 'piii: {}' })).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('classify --fields', () => {
  const answers = (input: string, ...options: readonly string[]): { readonly status: number | null; readonly answers: unknown[] } => {
    const { status, stdout, stderr } = command.run(['classify', '--fields', '-', ...options], { input });
    expect(stderr).toBe('');
    return {
      status,
      answers: stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as unknown),
    };
  };

  it('answers every line by one line, in order', () => {
    const rows = [
      { id: 'a', name: 'userEmail', type: 'string', label: { pii: false }, split: 'dev' },
      { id: 2, name: 'name', path: 'product.name' },
      { id: 'c', path: 'user.id' },
      { id: 'd', name: 'name', path: 'name', schema: 'Customer' },
      { id: 'e', name: 'email', type: 'boolean' },
      { id: 'f', name: 'where', format: 'ipv4' },
      { id: 'g', name: 'name', description: "The customer's name" },
      { id: 'h', path: 'phones.[].value', type: 'string|null' },
    ];
    const { status, answers: all } = answers(rows.map((row) => JSON.stringify(row)).join('\n'), '--format', 'json');
    expect(status).toBe(0);
    expect(all).toMatchObject([
      { id: 'a', pii: true, category: 'user.contact.email', confidence: 'high', evidence: 'its name ends in "Email"' },
      { id: 2, pii: false, category: null, evidence: null },
      { id: 'c', pii: 'borderline', category: 'user.unique_id.pseudonymous', confidence: 'low' },
      { id: 'd', pii: true, category: 'user.name', confidence: 'medium' },
      { id: 'e', pii: false },
      { id: 'f', pii: true, category: 'user.device.ip_address' },
      { id: 'g', pii: true, category: 'user.name' },
      { id: 'h', pii: true, category: 'user.contact.phone_number' },
    ]);
  });

  it('answers a line that it cannot read with the problem, and goes on', () => {
    const { status, answers: all } = answers(
      'nope\n\n[1]\n{"id": "x"}\n{"id": "y", "name": "ssn"}\r\n{"id": "z", "name": "email", "type": ["boolean"]}\n{"id": 9, "name": "a", "schema": {}}',
    );
    expect(status).toBe(0);
    expect(all).toMatchObject([
      { id: null, pii: false, problem: expect.stringMatching(/not JSON/) as string },
      { id: null, pii: false, problem: expect.stringMatching(/not an object/) as string },
      { id: 'x', pii: false, problem: expect.stringMatching(/neither "name" nor "path"/) as string },
      { id: 'y', pii: true, category: 'user.government_id' },
      { id: 'z', pii: false },
      { id: 9, pii: false, problem: '"schema" must be a text: the name of the schema.' },
    ]);
  });

  it('keeps names that mean something to JavaScript apart, and ids as they are written', () => {
    const { stdout } = command.run(['classify', '--fields', '-'], {
      input: '{"id": 9007199254740993, "name": "__proto__"}\n{"id": "é", "path": "constructor.email"}\n',
    });
    expect(stdout).toBe(
      '{"id":9007199254740993,"pii":false,"category":null,"confidence":"high","evidence":null}\n' +
        '{"id":"é","pii":true,"category":"user.contact.email","confidence":"high","evidence":"its name ends in \\"email\\""}\n',
    );
  });

  it('reads a file, and answers while it reads', async () => {
    const file = path.join(command.folder, 'fields.ndjson');
    writeFileSync(file, '{"id": 1, "name": "iban"}\n');
    expect(command.run(['classify', '--fields', file]).stdout).toContain('user.financial.bank_account');
    expect(await command.runInSteps(['classify', '--fields', '-'], ['{"name": "email"}\n', '{"name": "sku"}\n'])).toEqual([1, 2]);
  });

  it.each([
    ['a file that is not there', ['classify', '--fields', 'nowhere.ndjson'], /there is no such file/],
    ['a folder', ['classify', '--fields', '.'], /it is a folder/],
    ['text', ['classify', '--fields', '-', '--format', 'text'], /--fields prints JSON only/],
  ])('ends with 2: %s', (_, args, message) => {
    expect(command.run(args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) as string });
  });

  it('takes long and hostile names in their stride', () => {
    const names = ['a'.repeat(100_000), 'email_'.repeat(20_000), 'aA'.repeat(50_000), '_'.repeat(100_000), '\u0301'.repeat(50_000)];
    const started = performance.now();
    const { status, answers: all } = answers(names.map((name) => JSON.stringify({ name, path: `${name}.${name}` })).join('\n'));
    expect([status, all.length]).toEqual([0, names.length]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
