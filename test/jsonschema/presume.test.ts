import { afterAll, describe, expect, test } from 'vitest';
import { compare, type Answer, type Json } from '../../src/jsonschema/index.ts';
import { oracle, schema } from './engine-harness.ts';
import { printPathForTest } from './path.ts';

afterAll(() => oracle.close());

const string = { type: 'string' };
const nowhere = { $ref: './nowhere.json' };
const event = (properties: { readonly [name: string]: Json }, ...required: readonly string[]): { readonly [name: string]: Json } => ({
  type: 'object',
  properties,
  required: [...required],
});

function answers(base: Json, head: Json): readonly [producers: Answer, consumers: Answer] {
  const { producers, consumers } = compare(schema(base), schema(head), { contentModel: 'planned' }, oracle);
  return [producers, consumers];
}

/** What is presumed, where what came with the change could not be decided, and what may hide behind what was there; `same` where nothing came or hides. */
function told(answer: Answer): string {
  if (answer.verdict !== 'undecided') return answer.verdict;
  const presumed = (answer.presumed ?? []).map(({ keyword, path }) => `${keyword}@${printPathForTest(path)}`);
  const open = answer.undecided.flatMap(({ base, head, introduced, hides }) => {
    const at = (head ?? base)?.pointer ?? 'nowhere';
    if (introduced) return [`new ${at}`];
    return hides === undefined ? [] : [`${hides.keyword}@${printPathForTest(hides.path)} behind ${at}`];
  });
  return `${presumed.join(', ') || '-'}; ${open.join(', ') || 'same'}`;
}

describe('beside a required part that cannot be read', () => {
  const sent = { sent_at: nowhere };

  test.each<[string, Json, Json, string, string]>([
    [
      'a property retyped',
      event({ ...sent, total: string }, 'sent_at'),
      event({ ...sent, total: { type: 'number' } }, 'sent_at'),
      'type@total; same',
      'type@total; same',
    ],
    [
      'a name newly required',
      event({ ...sent, id: string }, 'sent_at'),
      event({ ...sent, id: string }, 'sent_at', 'id'),
      'required@id; same',
      'included',
    ],
    [
      'a name no longer required',
      event({ ...sent, id: string }, 'sent_at', 'id'),
      event({ ...sent, id: string }, 'sent_at'),
      'included',
      'required@id; same',
    ],
    [
      'a format inside a list',
      event({ ...sent, ids: { items: string } }, 'sent_at'),
      event({ ...sent, ids: { items: { ...string, format: 'uuid' } } }, 'sent_at'),
      'format@ids.[]; same',
      '-; same',
    ],
  ])('is told: %s', (_, base, head, producers, consumers) => {
    const [first, second] = answers(base, head);
    expect([first, second].map(told)).toEqual([producers, consumers]);
  });

  test('what hangs on it is not, and hides behind it', () => {
    const parts = (properties: Json): Json => event({ cart: { allOf: [nowhere, { type: 'object', properties }] } }, 'cart');
    expect(answers(parts({ id: string }), parts({ id: { type: 'number' } })).map(told)).toEqual([
      '-; type@cart.id behind /properties/cart/allOf/0/$ref',
      '-; type@cart.id behind /properties/cart/allOf/0/$ref',
    ]);
  });

  test('another reference is what came with the change', () => {
    const other = { $ref: './other.json' };
    const head = event({ sent_at: other, total: { type: 'number' } }, 'sent_at');
    expect(told(answers(event({ ...sent, total: string }, 'sent_at'), head)[0])).toBe(
      'type@total; new /properties/sent_at/$ref, $ref@sent_at behind /properties/sent_at/$ref',
    );
  });
});

describe('alternatives of which one cannot be read', () => {
  const choice = (...branches: readonly Json[]): { readonly [name: string]: Json } => ({ payload: { oneOf: [...branches] } });
  const cart = { type: 'object', properties: { cart_id: string } };

  test('are left out where they are the same', () => {
    const base = event({ ...choice(nowhere, cart), id: string }, 'payload');
    const head = event({ ...choice(nowhere, cart), id: string }, 'payload', 'id');
    expect(told(answers(base, head)[0])).toBe('required@id; same');
  });

  test('hide what another one changes', () => {
    const base = event({ ...choice(nowhere), id: string }, 'payload');
    const head = event({ ...choice(nowhere, cart), id: string }, 'payload', 'id');
    expect(told(answers(base, head)[0])).toBe('required@id; oneOf@payload behind /properties/payload/oneOf/0/$ref');
  });

  test('are what came with the change where another that cannot be read is added', () => {
    const base = event({ ...choice(nowhere), id: string }, 'payload');
    const head = event({ ...choice(nowhere, { $ref: './other.json' }), id: string }, 'payload', 'id');
    expect(told(answers(base, head)[0])).toBe(
      'required@id; new /properties/payload/oneOf/1/$ref, oneOf@payload behind /properties/payload/oneOf/0/$ref',
    );
  });

  test('may become the cases of the event and name the same', () => {
    const base = event({ payload: { type: 'object', oneOf: [nowhere, cart] } }, 'payload');
    const cases = [event({ kind: { const: 'a' }, payload: nowhere }), event({ kind: { const: 'b' }, payload: cart })];
    const head = { ...event({ payload: { type: 'object' } }, 'payload'), oneOf: cases };
    expect(told(answers(base, head)[0])).toMatch(/^-; oneOf@\S* behind \/oneOf\/0\/properties\/payload\/\$ref$/);
  });

  test('are kept where only a part deep inside one cannot be read', () => {
    const branch = (kind: string, more: Json): Json => event({ kind: { const: kind }, data: more }, 'kind');
    const base = {
      ...event({ id: string, kind: string, sent_at: nowhere }, 'sent_at', 'id'),
      oneOf: [branch('a', nowhere), branch('b', string)],
    };
    const head = { ...base, required: ['sent_at'] };
    expect(told(answers(base, head)[1])).toBe('required@id; same');
    const wider = { ...base, oneOf: [...base.oneOf, branch('c', string)] };
    expect(told(answers(base, wider)[1])).toBe('-; oneOf@ behind /oneOf/0/properties/data/$ref');
  });
});

test('a schema before 2019-09 without its reference has nothing that stood beside it', () => {
  const $schema = 'http://json-schema.org/draft-07/schema#';
  const sent = { sent_at: { ...nowhere, type: 'number' } };
  const base = { $schema, ...event({ ...sent, id: string }, 'sent_at') };
  const head = { $schema, ...event({ ...sent, id: string }, 'sent_at', 'id') };
  expect(told(answers(base, head)[0])).toBe('required@id; same');
});

describe('what a change brings beside a reference that names nothing', () => {
  const sent = { sent_at: nowhere, id: string };

  test('is new where the same reference stands at another place', () => {
    expect(told(answers(event(sent, 'id'), event({ ...sent, id: nowhere }, 'id'))[0])).toBe('-; new /properties/id/$ref');
  });

  test('is told as well where it cannot be decided for another reason', () => {
    const head = event({ ...sent, id: { ...string, pattern: '^([ab]*)\\1?$' } }, 'id', 'sent_at');
    const base = event({ sent_at: { oneOf: [nowhere, string] }, id: { ...string, pattern: '^[ab]*$' } }, 'id', 'sent_at');
    const [producers] = answers(base, head);
    const codes = producers.verdict === 'included' ? [] : producers.undecided.map(({ code, introduced }) => [code, introduced]);
    expect(codes).toContainEqual(['outside-theory', true]);
    expect(codes).toContainEqual(['unresolved-reference', false]);
  });
});
