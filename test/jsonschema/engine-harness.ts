import { printPathForTest } from './path.ts';
import { schema } from './engine-schema.ts';
import {
  createOracle,
  type Answer,
  type Break,
  type ContentModel,
  type Dialect,
  type Json,
  type Oracle,
  compare,
} from '../../src/jsonschema/index.ts';

export { schema };

/** The oracle that all tests of a file share. */
export const oracle: Oracle = createOracle();

/** One line for an answer: its verdict, and what it blames as `keyword@path base-pointer>head-pointer`. */
export function summary(answer: Answer): string {
  if (answer.verdict === 'undecided') return `undecided ${answer.undecided[0].code}`;
  return answer.verdict === 'included' ? 'included' : answer.breaks.map(blamed).join(', ');
}

function blamed(found: Break): string {
  return `${found.keyword}@${printPathForTest(found.path)}${found.conditional ? '?' : ''}`;
}

/** Both answers about two documents, in one line each. */
export function ask(
  base: Json,
  head: Json,
  contentModel: ContentModel = 'strict',
  dialect: Dialect = '2020-12',
): { readonly producers: string; readonly consumers: string } {
  const { producers, consumers } = compare(schema(base, dialect), schema(head, dialect), { contentModel }, oracle);
  return { producers: summary(producers), consumers: summary(consumers) };
}
