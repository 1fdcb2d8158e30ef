import { describe, expect, it } from 'vitest';
import { gateFiles } from '../harness/gate-files.ts';
import { schemaFile } from '../plan/support.ts';

const POLICY = 'identity: {merge-keys: [{paths: [card]}], traits: [{paths: [tier]}]}\n';

/** What is said of a change of one event, apart from notices. */
function judged(base: object, head: object, policy = POLICY): readonly string[] {
  const files = (schema: object): Record<string, string> => ({ 'schema-gate.yml': policy, 'order.json': schemaFile(schema) });
  return gateFiles(files(base), files(head))
    .findings.filter(({ severity }) => severity !== 'notice')
    .map(({ severity, rule, path, audiences }) => `${severity} ${rule} ${path} ${audiences.map(({ audience }) => audience).join('+')}`);
}

const text = { type: 'string' };
const object = (properties: object, required: readonly string[] = []): object => ({ type: 'object', properties, required });

describe('what identifies people or accounts', () => {
  it('that has another place is told by it', () => {
    const [base, head] = [object({ event: object({ user_id: text }) }), object({ payload: object({ user_id: text, x: {} }) })];
    const files = (schema: object): Record<string, string> => ({ 'order.json': schemaFile(schema) });
    const messages = gateFiles(files(base), files(head)).findings.flatMap(({ rule, message }) =>
      rule === 'identity/key-changed' ? [message] : [],
    );
    expect(messages).toEqual([
      expect.stringContaining('it is at "payload.user_id" now, and what looks for it at its old place finds nothing'),
    ]);
  });

  it.each<[what: string, base: object, head: object, said: readonly string[]]>([
    ['is optional now', object({ userId: text }, ['userId']), object({ userId: text }), ['error identity/key-changed userId consumers']],
    [
      'may be null',
      object({ userId: text }),
      object({ userId: { type: ['string', 'null'] } }),
      ['error identity/key-changed userId consumers'],
    ],
    [
      'has another type',
      object({ userId: text }),
      object({ userId: { type: 'integer' } }),
      ['error identity/key-changed userId producers+consumers'],
    ],
    [
      'is gone from an open event',
      object({ anonymousId: text, x: {} }),
      object({ x: {} }),
      ['error identity/key-changed anonymousId consumers'],
    ],
    [
      'has another name',
      object({ user_id: { type: 'string', minLength: 3 } }),
      object({ user_identifier: { type: 'string', minLength: 3 } }),
      ['error identity/key-changed user_identifier consumers'],
    ],
    [
      'has a looser pattern',
      object({ groupId: { type: 'string', pattern: '^g[0-9]{3}$' } }),
      object({ groupId: { type: 'string', pattern: '^g[0-9]{2,3}$' } }),
      ['error identity/key-changed groupId consumers'],
    ],
    [
      'is in an object that is gone',
      object({ context: object({ traits: object({ userId: text }) }), x: {} }),
      object({ x: {} }),
      ['error identity/key-changed context consumers'],
    ],
    [
      'is a merge key of the policy',
      object({ card: { type: 'string', format: 'uuid' } }),
      object({ card: text }),
      ['error identity/key-changed card consumers'],
    ],
    [
      'is a trait of the policy: as heavy as its compat finding',
      object({ tier: text }),
      object({ tier: { type: 'boolean' } }),
      ['error identity/trait-changed tier producers+consumers'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(judged(base, head)).toEqual(expected);
  });

  it.each<[what: string, base: object, head: object, rule: string]>([
    [
      'is required now: nobody is harder to recognise',
      object({ userId: text }),
      object({ userId: text }, ['userId']),
      'compat/required-added',
    ],
    [
      'is longer',
      object({ userId: { type: 'string', maxLength: 5 } }),
      object({ userId: { type: 'string', maxLength: 9 } }),
      'compat/constraint-changed',
    ],
    [
      'is of somebody else, in a list',
      object({ members: { type: 'array', items: object({ userId: text }) } }),
      object({ members: { type: 'array', items: object({ userId: { type: 'integer' } }) } }),
      'compat/type-changed',
    ],
    [
      'is of somebody else, in an object',
      object({ seller: object({ userId: text }) }),
      object({ seller: object({ userId: { type: 'integer' } }) }),
      'compat/type-changed',
    ],
    ['is no id', object({ user: text }), object({ user: { type: 'integer' } }), 'compat/type-changed'],
  ])('not what %s', (_, base, head, rule) => {
    expect(judged(base, head)).toEqual([expect.stringContaining(` ${rule} `)]);
  });

  it('is what the policy names instead of the usual ids', () => {
    const policy = 'identity: {keys: [member]}\n';
    expect(judged(object({ userId: text }), object({ userId: { type: 'integer' } }), policy)).toEqual([
      expect.stringContaining('compat/type-changed'),
    ]);
    expect(judged(object({ member: text }), object({ member: { type: 'integer' } }), policy)).toEqual([
      expect.stringContaining('identity/key-changed'),
    ]);
  });

  it.each([
    ['everywhere', 'rules: {identity/key-changed: off}\n'],
    ['for these events', 'overrides: [{events: ["*order*"], rules: {identity/*: off}}]\n'],
  ])('leaves the break to the compat rule where it is off %s', (_, off) => {
    expect(judged(object({ userId: text }), object({ userId: { type: 'integer' } }), off)).toEqual([
      'error compat/type-changed userId producers+consumers',
    ]);
  });
});
