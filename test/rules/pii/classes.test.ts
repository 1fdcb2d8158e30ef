import { describe, expect, test } from 'vitest';
import { vocabularyOf } from '../../../src/plan/properties.ts';
import { classOf, sensitivityOf, type PersonalClass } from '../../../src/rules/pii/classes.ts';
import { isProvedHash } from '../../../src/rules/pii/hash-proof.ts';
import { EVERYTHING } from '../../../src/rules/scope.ts';
import { DEFAULT_SETTINGS, type PiiSettings } from '../../../src/rules/settings.ts';
import { plansOf, schemaFile } from '../../plan/support.ts';

function eventAndProperty(body: object, path: string): Parameters<typeof isProvedHash> {
  const [event] = plansOf({}, { 'order.json': schemaFile({ title: 'Order', type: 'object', ...body }) }).head.events;
  const property = event === undefined ? undefined : vocabularyOf(event.schema).properties.get(path);
  if (event === undefined || property === undefined) throw new Error(`no ${path}`);
  return [event, property];
}

function classIn(body: object, path: string, pii: Partial<PiiSettings> = {}): PersonalClass {
  return classOf(...eventAndProperty(body, path), { ...DEFAULT_SETTINGS.pii, ...pii });
}

const of = (name: string, schema: object): object => ({ properties: { [name]: schema } });
const at = { file: 'schema-gate.yml', line: 1, column: 1, endLine: 1, endColumn: 1 };
const field = (path: string, category: string | null): PiiSettings['fields'][number] => ({
  scope: { ...EVERYTHING, paths: [path] },
  category,
  at,
});

describe('who decides', () => {
  const fields = [field('email', 'user.contact.email'), field('contact', null)];

  test('the schema, before the policy, the format and the name', () => {
    const schema = { type: 'string', format: 'email', 'x-pii': 'user.name' };
    expect(classIn(of('email', schema), 'email', { fields })).toMatchObject({
      kind: 'personal',
      category: 'user.name',
      sensitivity: 'high',
      detected: { category: 'user.contact.email' },
      declaredAt: { pointer: '/properties/email/x-pii' },
    });
  });

  test('the policy, before the format and the name', () => {
    expect(classIn(of('email', { type: 'string' }), 'email', { fields })).toMatchObject({ kind: 'personal', declaredAt: null });
    expect(classIn(of('contact', { type: 'string', format: 'email' }), 'contact', { fields })).toMatchObject({
      kind: 'not-personal',
      detected: { category: 'user.contact.email' },
    });
  });

  test('the format, with the name as further evidence', () => {
    expect(classIn(of('where', { type: 'string', format: 'ipv4' }), 'where')).toEqual({
      kind: 'detected',
      detected: { category: 'user.device.ip_address', sensitivity: 'medium', confidence: 'high', evidence: 'its format is ipv4' },
    });
    expect(classIn(of('work_email', { format: 'email' }), 'work_email')).toMatchObject({
      detected: { evidence: expect.stringMatching(/^its format is email, its name ends in ".*email"$/) as string },
    });
  });

  test('the name alone', () => {
    expect(classIn(of('ssn', { type: 'string' }), 'ssn')).toMatchObject({ kind: 'detected', detected: { confidence: 'high' } });
    expect(classIn(of('sku', { type: 'string' }), 'sku')).toEqual({ kind: 'unknown' });
  });

  test('x-pii: false, and what was recognised stays for the message', () => {
    expect(classIn(of('ssn', { 'x-pii': false }), 'ssn')).toMatchObject({
      kind: 'not-personal',
      detected: { category: 'user.government_id' },
    });
  });

  test.each([
    ['nothing beside it', { 'x-pii': false }, false],
    ['a reason beside it', { 'x-pii': false, 'x-pii-reason': 'The number of a server.' }, true],
    ['a reason beside another keyword', { classification: 'public', 'x-pii-reason': 'The number of a server.' }, true],
    ['a reason inside', { 'x-pii': { value: false, reason: 'The number of a server.' } }, true],
    ['a blank reason', { 'x-pii': false, 'x-pii-reason': ' ' }, false],
  ])('a no with %s', (_, said, reasoned) => {
    expect(classIn(of('ssn', said), 'ssn')).toMatchObject({ kind: 'not-personal', reasoned });
  });

  test('the list on the object around', () => {
    const body = { 'x-pii': ['nick'], properties: { nick: { type: 'string' }, sku: { type: 'string' } } };
    expect(classIn(body, 'nick')).toMatchObject({ kind: 'personal', category: null, declaredAt: { pointer: '/x-pii' } });
    expect(classIn(body, 'sku')).toEqual({ kind: 'unknown' });
  });

  test('keywords of the team, where the policy names them', () => {
    const body = of('where', { 'x-gdpr': 'user.location' });
    expect(classIn(body, 'where', { annotations: ['x-gdpr'] })).toMatchObject({ kind: 'personal', category: 'user.location' });
    expect(classIn(body, 'where')).toEqual({ kind: 'unknown' });
  });
});

describe('what a definition says holds for what is of it', () => {
  const definitions = {
    Mail: { type: 'string', format: 'email', 'x-pii': 'user.contact.email' },
    Address: { type: 'string', format: 'idn-email' },
    Loop: { allOf: [{ $ref: '#/definitions/Loop' }] },
  };
  const inside = (schema: object): PersonalClass => classIn({ definitions, ...of('where', schema) }, 'where');

  test.each([
    ['by reference', { $ref: '#/definitions/Mail' }],
    ['in allOf', { allOf: [{ $ref: '#/definitions/Mail' }] }],
    ['or null', { anyOf: [{ $ref: '#/definitions/Mail' }, { type: 'null' }] }],
    ['the entries of a list', { type: 'array', items: { $ref: '#/definitions/Mail' } }],
  ])('a classification: %s', (_, schema) =>
    expect(inside(schema)).toMatchObject({
      kind: 'personal',
      category: 'user.contact.email',
      declaredAt: { pointer: '/definitions/Mail/x-pii' },
    }),
  );

  test('a format', () => expect(inside({ $ref: '#/definitions/Address' })).toMatchObject({ kind: 'detected' }));

  test('a definition of itself says nothing', () => expect(inside({ $ref: '#/definitions/Loop' })).toEqual({ kind: 'unknown' }));
});

test.each([
  ['user_ipaddress', 'user_ipaddress'],
  ['billingEmailAddress', 'billingEmailAddress'],
  ['customer_email_1', 'email'],
  ['customeremail', 'customeremail'],
])('the end of %s is shown as it is written', (name, end) => {
  const found = classIn(of(name, { type: 'string' }), name);
  expect(found).toMatchObject({
    detected: { evidence: expect.stringMatching(new RegExp(`^its name ends in ".*${end.slice(-5)}"`)) as string },
  });
});

test('the name of a group is no person’s, that of a user is', () => {
  const [event, property] = eventAndProperty({ properties: { traits: of('name', { type: 'string' }) } }, 'traits.name');
  const classOfType = (type: typeof event.type): string => classOf({ ...event, type }, property, DEFAULT_SETTINGS.pii).kind;
  expect([classOfType('group'), classOfType('identify')]).toEqual(['unknown', 'detected']);
});

test('title and description tell whose a name is, and never decide alone', () => {
  expect(classIn(of('name', { type: 'string' }), 'name')).toEqual({ kind: 'unknown' });
  expect(classIn(of('name', { type: 'string', description: "The customer's name." }), 'name')).toMatchObject({
    kind: 'detected',
    detected: { category: 'user.name', confidence: 'medium', evidence: expect.stringContaining('description') as string },
  });
  expect(classIn(of('recovery', { type: 'string', title: 'Backup e-mail' }), 'recovery')).toMatchObject({
    detected: { category: 'user.contact.email', confidence: 'medium', evidence: 'its title ends in "e-mail"' },
  });
  expect(classIn(of('step', { type: 'string', description: 'Where the customer enters an email address' }), 'step')).toEqual({
    kind: 'unknown',
  });
});

test('a category that the dictionary does not hold is as sensitive as the nearest that it does', () => {
  expect(
    ['user.contact.email', 'user.health_and_medical.genetic', 'user.government_id', 'user.name.first', 'user.shoe_size'].map(sensitivityOf),
  ).toEqual(['high', 'critical', 'critical', 'high', 'high']);
});

describe('a digest is proved by what the schema admits', () => {
  const digest = '^[a-f0-9]{64}$';
  const proved = (body: object, path = 'email_sha256'): boolean => isProvedHash(...eventAndProperty(body, path));

  test.each<[string, object]>([
    ['small letters', { type: 'string', pattern: digest }],
    ['both', { type: 'string', pattern: '^[A-Fa-f0-9]{64}$' }],
    ['written otherwise', { type: 'string', pattern: '^(?:[0-9a-f]{32}){2}$' }],
    ['by length and signs', { type: 'string', pattern: '^[a-f\\d]+$', minLength: 64, maxLength: 64 }],
    ['or null', { type: ['string', 'null'], pattern: digest }],
    ['two digests', { type: 'string', enum: ['a'.repeat(64), '0'.repeat(64)] }],
  ])('%s', (_, schema) => expect(proved(of('email_sha256', schema))).toBe(true));

  test.each<[string, object]>([
    ['a name is a claim only', { type: 'string' }],
    ['any kind', { pattern: digest }],
    ['no anchors', { type: 'string', pattern: '[a-f0-9]{64}' }],
    ['MD5', { type: 'string', pattern: '^[a-f0-9]{32}$' }],
    ['SHA-1', { type: 'string', pattern: '^[a-f0-9]{40}$' }],
    ['of two lengths', { type: 'string', pattern: '^[a-f0-9]{40,64}$' }],
    ['a length alone', { type: 'string', minLength: 64, maxLength: 64 }],
    [
      'or the plain value',
      {
        anyOf: [
          { type: 'string', pattern: digest },
          { type: 'string', format: 'email' },
        ],
      },
    ],
  ])('not %s', (_, schema) => expect(proved(of('email_sha256', schema))).toBe(false));

  test('by a definition, also of a property of a list', () => {
    const definitions = { Digest: { type: 'string', pattern: digest } };
    expect(proved({ definitions, ...of('email_sha256', { $ref: '#/definitions/Digest' }) })).toBe(true);
    const list = { type: 'array', items: { type: 'object', ...of('em', { $ref: '#/definitions/Digest' }) } };
    expect(proved({ definitions, ...of('users', list) }, 'users[].em')).toBe(true);
  });

  test('by two parts together, and not by one that applies under a condition', () => {
    const plain = of('email_sha256', { type: 'string' });
    const bound = of('email_sha256', { pattern: digest });
    expect(proved({ ...plain, allOf: [bound] })).toBe(true);
    const whole = of('email_sha256', { type: 'string', pattern: digest });
    expect(proved({ ...plain, if: { required: ['consent'] }, then: whole })).toBe(false);
  });
});
