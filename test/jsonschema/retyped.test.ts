import { afterAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/jsonschema/index.ts';
import { ask, oracle } from './engine-harness.ts';

afterAll(() => oracle.close());

const order = (total: Json): Json => ({ type: 'object', properties: { total }, required: ['total'] });

const rows = [
  {
    name: 'null allowed and the format gone: each lets something in',
    base: order({ type: 'string', format: 'email' }),
    head: order({ type: ['string', 'null'] }),
    producers: 'included',
    consumers: 'format@total, type@total',
  },
  {
    name: 'null allowed and the values gone',
    base: order({ type: 'string', enum: ['card', 'cash'] }),
    head: order({ type: ['string', 'null'] }),
    producers: 'included',
    consumers: 'enum@total, type@total',
  },
  {
    name: 'null allowed, by the type and among the values: one cause',
    base: order({ type: 'string', enum: ['card'] }),
    head: order({ type: ['string', 'null'], enum: ['card', null] }),
    producers: 'included',
    consumers: 'type@total',
  },
  {
    name: 'null taken away and the length cut',
    base: order({ type: ['string', 'null'], maxLength: 10 }),
    head: order({ type: 'string', maxLength: 5 }),
    producers: 'maxLength@total, type@total',
    consumers: 'included',
  },
] as const;

describe('a type that leaves a kind that both sides allow', () => {
  test.each(rows)('$name', ({ base, head, producers, consumers }) => {
    expect(ask(base, head, 'strict')).toEqual({ producers, consumers });
  });
});
