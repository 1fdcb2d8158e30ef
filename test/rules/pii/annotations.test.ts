import { describe, expect, test } from 'vitest';
import { annotationAround, annotationOf } from '../../../src/rules/pii/annotations.ts';
import type { JsonObject } from '../../../src/jsonschema/index.ts';

/** The category, 'personal' for one that nobody named, 'not personal', or null where the node says nothing. */
function said(node: JsonObject, keywords?: readonly string[]): string | null {
  const found = annotationOf(node, keywords);
  if (found === null) return null;
  return found.kind === 'not-personal' ? 'not personal' : (found.category ?? 'personal');
}

describe('a keyword of the node itself', () => {
  test.each<[JsonObject, string | null]>([
    [{ 'x-pii': true }, 'personal'],
    [{ 'x-pii': false }, 'not personal'],
    [{ 'x-pii': 'user.contact.email' }, 'user.contact.email'],
    [{ 'x-pii': 'email' }, 'user.contact.email'],
    [{ 'x-pii': 'phone_number' }, 'user.contact.phone_number'],
    [{ 'x-pii': 'name' }, 'user.name'],
    [{ 'x-pii': 'direct' }, 'personal'],
    [{ 'x-pii': 'none' }, 'not personal'],
    [{ 'x-pii': { category: 'user.name', reason: 'receipts' } }, 'user.name'],
    [{ 'x-pii': { value: false, reason: 'the name of a shop' } }, 'not personal'],
    [{ 'x-data-category': 'user.government_id' }, 'user.government_id'],
    [{ 'x-data-category': ['user.device', 'user.contact.email'] }, 'user.device'],
    [{ 'confluent:tags': ['PII'] }, 'personal'],
    [{ 'confluent:tags': ['PUBLIC'] }, 'not personal'],
    [{ 'confluent:tags': ['TEAM_A'] }, null],
    [{ pii: true }, 'personal'],
    [{ pii: false }, 'not personal'],
    [{ classification: 'sensitive' }, 'personal'],
    [{ classification: 'restricted' }, 'personal'],
    [{ classification: 'public' }, 'not personal'],
    [{ classification: 'internal' }, null],
    [{ data_categories: ['user.health_and_medical'] }, 'user.health_and_medical'],
    [{ 'x-personal-data': true }, 'personal'],
    [{ 'x-personal-data': 'email' }, 'user.contact.email'],
    [{ 'x-sensitive': true }, 'personal'],
    [{ 'x-data-classification': 'PII' }, 'personal'],
    [{ 'x-classification': 'highly sensitive' }, 'personal'],
    [{ 'x-privacy': 'personal' }, 'personal'],
    [{ contains_pii: true }, 'personal'],
    [{ meta: { contains_pii: true } }, 'personal'],
    [{ meta: { contains_pii: 'yes' } }, 'personal'],
    [{ meta: { owner: 'growth' } }, null],
    [{ fides_meta: { data_categories: ['user.contact.email'] } }, 'user.contact.email'],
    [{ type: 'string', description: 'pii' }, null],
    [{ 'x-pii': 7 }, null],
    [{ 'x-pii': null }, null],
  ])('%j: %s', (node, expected) => expect(said(node)).toBe(expected));

  test('the first keyword of the list that says something decides', () => {
    const both = { classification: 'public', 'x-pii': 'user.name' };
    expect([said(both), said(both, ['classification', 'x-pii'])]).toEqual(['user.name', 'not personal']);
    expect(said({ 'confluent:tags': ['TEAM_A'], pii: true })).toBe('personal');
  });

  test('a keyword of a team counts where it is listed, and only there', () => {
    expect([said({ 'x-gdpr': true }), said({ 'x-gdpr': true }, ['x-gdpr']), said({ 'x-pii': true }, ['x-gdpr'])]).toEqual([
      null,
      'personal',
      null,
    ]);
  });
});

describe('a list on an object', () => {
  const object = { 'x-pii': ['email', 'phone'], properties: { email: {}, phone: {}, plan: {} } };

  test('speaks of the properties that it names', () => {
    expect(['email', 'phone', 'plan'].map((name) => annotationAround(object, name)?.kind ?? null)).toEqual(['personal', 'personal', null]);
    expect(said(object)).toBeNull();
  });

  test('speaks of the object where it names none of them', () => {
    expect(said({ 'confluent:tags': ['PII'], properties: { plan: {} } })).toBe('personal');
    expect(said({ 'x-pii': ['user.contact'], properties: { plan: {} } })).toBe('user.contact');
  });
});
