import { decide, type Json, type Place, type Schema } from '../../jsonschema/index.ts';

const NOTHING: Schema = {
  uri: 'urn:schema-gate:nothing',
  pointer: '',
  documents: new Map<string, Json>([['urn:schema-gate:nothing', { not: {} }]]),
  dialect: '2020-12',
};

/** Steps of one question: what contradicts itself plainly is found at once, and this is asked of many places. */
const BUDGET = 20_000;

/** Whether no value at all is valid: proved by inclusion in the schema that nothing satisfies. What is not proved is taken to be possible. */
export function isProvedEmpty(schema: Schema, place: Place): boolean {
  const { verdict } = decide({ ...schema, uri: place.uri, pointer: place.pointer }, NOTHING, {
    contentModel: 'strict',
    budget: BUDGET,
  }).producers;
  return verdict === 'included';
}

/** Whether no text matches a pattern: proved. */
export function isProvedUnmatchable(pattern: string): boolean {
  const uri = 'urn:schema-gate:pattern';
  return isProvedEmpty(
    { uri, pointer: '', documents: new Map<string, Json>([[uri, { type: 'string', pattern }]]), dialect: '2020-12' },
    { uri, pointer: '' },
  );
}
