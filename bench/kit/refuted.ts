import { evaluate, printJson, type Json, type Oracle, type Question } from '../../src/jsonschema/index.ts';
import { questionName, type LabelledPair } from './load.ts';

/** Labels that say `included` and are false, each with an instance that proves it. */
const REFUTED: readonly { readonly name: string; readonly instance: Json }[] = [
  { name: 'ibm/test_object/TestObjectSubtype.test_tricky3/379 forward', instance: { emaik: 'text' } },
  { name: 'ibm/test_string/TestNotStringSubtype.test_equiv_multiple_case/405 backward', instance: '\n' },
];

/** Whether a label is one of those, and its instance proves it false: our evaluator and Ajv both accept it on one side and reject it on the other. */
export function refutation(pair: LabelledPair, question: Question, oracle: Oracle): string | null {
  const listed = REFUTED.find(({ name }) => name === questionName(pair, question));
  if (listed === undefined || pair.labels[question] !== true) return null;
  const [from, to] = question === 'producers' ? [pair.base, pair.head] : [pair.head, pair.base];
  const proves = [from, to].every((schema, i) => {
    const expected = i === 0 ? 'valid' : 'invalid';
    return evaluate(schema, listed.instance) === expected && oracle.validates(schema, listed.instance).ajv === expected;
  });
  return proves ? `label refuted by ${printJson(listed.instance)}` : null;
}
