import { childPointer, isJsonArray, type InstancePath } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { printPath } from '../../plan/paths.ts';
import type { AppliedSchema, Vocabulary } from '../../plan/properties.ts';
import type { Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { quote } from '../wording.ts';

const id = 'required/undeclared';

/** Whether names that `properties` does not mention have a schema there: what is required of them is said in another way. */
function hasOpenNames({ objects }: Vocabulary, applied: readonly AppliedSchema[], wirePath: string): boolean {
  if (objects.get(wirePath)?.map === true) return true;
  return applied.some(({ schema }) => Object.hasOwn(schema, 'patternProperties'));
}

function draftFor(event: PlanEvent, { place, path }: AppliedSchema, name: string, index: number): Draft {
  const whole: InstancePath = [...path, { kind: 'property', name }];
  const entry = { uri: place.uri, pointer: childPointer(childPointer(place.pointer, 'required'), index) };
  return {
    rule: id,
    events: [event],
    path: printPath(whole),
    message: `${quote(name)} is required and described nowhere: any value passes, and where the plan is closed no event does.`,
    suggestion: `Describe ${quote(name)} under "properties", or correct the name in "required".`,
    cause: plannedCause(event, entry, whole),
    audiences: [],
  };
}

function undeclaredIn(event: PlanEvent, vocabulary: Vocabulary): readonly Draft[] {
  return [...vocabulary.schemas].flatMap(([wirePath, applied]) => {
    const object = vocabulary.objects.get(wirePath);
    // An object that names nothing is a branch or a part of a plan that lies elsewhere.
    if (object?.planned !== true || object.unread || hasOpenNames(vocabulary, applied, wirePath)) return [];
    return applied.flatMap((each) => {
      const names = isJsonArray(each.schema['required']) ? each.schema['required'] : [];
      return names.flatMap((name, index) => {
        if (typeof name !== 'string') return [];
        const declared = vocabulary.properties.has(printPath([...each.path, { kind: 'property', name }]));
        return declared ? [] : [draftFor(event, each, name, index)];
      });
    });
  });
}

export const undeclared: Rule = {
  meta: {
    id,
    title: 'A required name is described nowhere',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A name stands in `required`, and no `properties` of the object describes it: mostly a slip of the pen, or a property that was renamed in one place only. RudderStack plans require what they name and cannot have it.',
    why: 'Nobody knows what to send under it. In a closed plan every event is rejected; in an open one any value passes.',
    fix: 'Describe the property, or correct the name in `required`.',
    example: {
      before: '{"properties": {"order_id": {}}, "required": ["order_id"]}',
      after: '{"properties": {"order_id": {}}, "required": ["orderId"]}',
    },
    twin: { none: 'a property that is described and not required is optional' },
  },
  inspect: ({ plan, vocabularyOf }) => plan.events.flatMap((event) => undeclaredIn(event, vocabularyOf(event))),
};
