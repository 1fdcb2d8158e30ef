import { asRead, childPointer } from '../../jsonschema/index.ts';
import { instancePathOf, printPath } from '../../plan/paths.ts';
import type { PlanRule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { schemasOf } from './keywords.ts';

const id = 'hygiene/idle-keyword';

export const idleKeyword: PlanRule = {
  meta: {
    id,
    title: 'A keyword beside a reference that is not read',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'A schema of draft-04, draft-06 or draft-07 has keywords beside a `$ref` that would check something. These drafts ignore them; 2019-09 and later ones read them.',
    why: 'Nothing is checked by them, or by one validator and not by the other: some read them against the specification.',
    fix: 'Put the reference and the keywords into an `allOf`, or move the schema to 2019-09 or later.',
    example: { before: '{"$ref": "#/definitions/cart"}', after: '{"$ref": "#/definitions/cart", "required": ["cart_id"]}' },
    twin: { none: 'a keyword that is read is no finding' },
  },
  inspect: ({ plan }) =>
    plan.events
      .filter(({ format }) => format === 'json-schema')
      .flatMap((event) =>
        [...schemasOf(event.schema)].flatMap(({ node, place }) => {
          const read = asRead(event.schema, place, node);
          const idle = Object.keys(node).filter((keyword) => !Object.hasOwn(read, keyword));
          const [first] = idle;
          if (first === undefined) return [];
          const path = instancePathOf(`${place.pointer}/-`);
          return [
            {
              rule: id,
              events: [event],
              path: printPath(path),
              message: `${idle.map(quote).join(', ')} beside a "$ref": before 2019-09 JSON Schema ignores what stands there, so nothing is checked by it.`,
              suggestion: 'Put the reference and the rest into an "allOf", or move the schema to 2019-09 or later.',
              cause: plannedCause(event, { uri: place.uri, pointer: childPointer(place.pointer, first) }, path),
              audiences: [],
              after: idle,
            },
          ];
        }),
      ),
};
