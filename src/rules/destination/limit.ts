import type { Effect, LimitFact } from '../../destinations/contract.ts';
import { isJsonArray } from '../../jsonschema/index.ts';
import type { Draft, PlanContext, PlanRule } from '../context.ts';
import { eventCause, plannedCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { dataOf, isExcepted, type DataProperty } from './data.ts';
import { deliveriesOf, holdsFor, receiverTitle, type Delivery } from './receivers.ts';
import { EFFECT_ROWS, EFFECT_TEXT } from './unmet.ts';

const id = 'destination/limit';

const EFFECTS: Readonly<Record<Effect, string>> = { ...EFFECT_TEXT, dropped: 'it is dropped there' };

interface Asked {
  readonly delivery: Delivery;
  readonly key: string;
  readonly fact: LimitFact;
  readonly properties: readonly DataProperty[];
  readonly context: PlanContext;
}

function draft({ delivery, key, fact }: Asked, kind: string, parts: Pick<Draft, 'message' | 'suggestion' | 'path' | 'cause'>): Draft {
  const { event, destination, contract } = delivery;
  return {
    rule: id,
    events: [event],
    ...parts,
    aspect: `${destination}/${key}/${kind}`,
    audiences: [{ row: EFFECT_ROWS[fact.effect], by: contract.receiver.title }],
    source: { source: fact.source, checked: fact.checked },
  };
}

function aboutProperty(asked: Asked, { property }: DataProperty, kind: string, says: string, suggestion: string): Draft {
  const { delivery, fact } = asked;
  return draft(asked, kind, {
    path: property.wirePath,
    message: `${quote(property.name)} ${says} ${receiverTitle(delivery)}: ${EFFECTS[fact.effect]}.`,
    suggestion,
    cause: plannedCause(delivery.event, property.places[0], property.path),
  });
}

function tooMany(asked: Asked): readonly Draft[] {
  const { fact, delivery, properties } = asked;
  const most = fact['max-properties'];
  const count = properties.filter(({ depth }) => depth === 1).length;
  if (most === undefined || count <= most) return [];
  return [
    draft(asked, 'max-properties', {
      path: '',
      message: `${quote(delivery.event.name)} has ${count} properties, and ${receiverTitle(delivery)} takes ${most}: ${fact.effect === 'rejected' ? EFFECTS.rejected : 'those beyond are dropped there'}.`,
      suggestion: 'Leave out for this destination what it does not need.',
      cause: eventCause({ head: delivery.event }),
    }),
  ];
}

function tooDeep(asked: Asked): readonly Draft[] {
  const most = asked.fact['max-depth'];
  if (most === undefined) return [];
  // Of what is too deep the outermost is told.
  return asked.properties
    .filter(({ depth }) => depth === most + 1)
    .map((each) =>
      aboutProperty(
        asked,
        each,
        'max-depth',
        `is ${most + 1} levels deep, deeper than the ${most} of`,
        'Send it further up, under a name of its own.',
      ),
    );
}

function otherKinds(asked: Asked): readonly Draft[] {
  const refused = asked.fact['no-kinds'] ?? [];
  return asked.properties
    .filter(({ depth }) => depth === 1)
    .flatMap((each) =>
      refused
        .filter((kind) => each.property.kinds.has(kind))
        .map((kind) =>
          aboutProperty(
            asked,
            each,
            `no-kinds/${kind}`,
            `may be ${kind}, which is not taken by`,
            'Send plain values there, and leave the property out where there is none.',
          ),
        ),
    );
}

/** How many texts of an event are told one by one. */
const FEW_TEXTS = 3;

/** Texts are cut, which is rarely worth a line each: of many in one event one finding tells. */
function longTexts(asked: Asked): readonly Draft[] {
  const { fact, delivery } = asked;
  const most = fact['max-text'];
  if (most === undefined) return [];
  const long = asked.properties.flatMap((each) => {
    const [letters] = declaredLengths(asked, each);
    return letters > most ? [{ each, letters }] : [];
  });
  const suggestion = 'Limit it in the plan, or live with the loss.';
  if (long.length <= FEW_TEXTS || fact.effect !== 'truncated')
    return long.map(({ each, letters }) =>
      aboutProperty(asked, each, 'max-text', `may have ${letters} characters, more than the ${most} of`, suggestion),
    );
  const shown = long.slice(0, FEW_TEXTS).map(({ each }) => quote(each.property.name));
  return [
    draft(asked, 'max-text', {
      path: '',
      message: `${long.length} texts of ${quote(delivery.event.name)} may have more characters than the ${most} of ${receiverTitle(delivery)} (${shown.join(', ')} and ${long.length - shown.length} more): they are cut there.`,
      suggestion: 'Limit them in the plan, or live with the loss.',
      cause: eventCause({ head: delivery.event }),
    }),
  ];
}

function longLists(asked: Asked): readonly Draft[] {
  const most = asked.fact['max-items'];
  if (most === undefined) return [];
  return asked.properties.flatMap((each) => {
    const [, entries] = declaredLengths(asked, each);
    if (entries <= most) return [];
    const says = `may have ${entries} entries, more than the ${most} of`;
    return [aboutProperty(asked, each, 'max-items', says, 'Limit the list in the plan.')];
  });
}

/** The longest text and list that the plan allows by name; 0 where it names no limit: nobody can bound every text. */
function declaredLengths({ context, delivery }: Asked, { property }: DataProperty): readonly [number, number] {
  const schemas = context.vocabularyOf(delivery.event).schemas.get(property.wirePath) ?? [];
  const lengths = schemas.map(({ schema }): readonly [number, number] => {
    const values = [schema['const'], ...(isJsonArray(schema['enum']) ? schema['enum'] : [])];
    const longest = Math.max(0, ...values.map((value) => (typeof value === 'string' ? value.length : 0)));
    const [letters, entries] = [schema['maxLength'], schema['maxItems']];
    return [Math.max(longest, typeof letters === 'number' ? letters : 0), typeof entries === 'number' ? entries : 0];
  });
  return [Math.max(0, ...lengths.map(([letters]) => letters)), Math.max(0, ...lengths.map(([, entries]) => entries))];
}

export const limit: PlanRule = {
  meta: {
    id,
    title: 'More, deeper or longer than a destination takes',
    defaultSeverity: 'warning',
    audiences: ['consumers'],
    what: 'An event has more properties than a destination takes, or a property that lies too deep, is of a kind that it does not take, or may be longer by the plan than what it stores. A text that the plan does not bound is not told: nearly all are like that.',
    why: 'What is beyond the limit is left out or cut, and no one is told.',
    fix: 'Leave out on the way what this destination does not need, or send it flat. Bound texts and lists in the plan (`maxLength`, `maxItems`).',
    example: { before: 'coupon: {type: string}', after: 'coupon: {type: [string, "null"]} # goes to Google Analytics 4' },
    twin: { none: 'what gets smaller fits' },
  },
  inspect: (context) =>
    deliveriesOf(context).flatMap((delivery) => {
      const facts = Object.entries(delivery.contract.limits);
      if (facts.length === 0) return [];
      const all = dataOf(delivery.event, context.vocabularyOf(delivery.event));
      return facts
        .filter(([, fact]) => holdsFor(fact, delivery))
        .flatMap(([key, fact]) => {
          const properties = all.filter((each) => !isExcepted(each, fact.except ?? []));
          const asked = { delivery, key, fact, properties, context };
          return [...tooMany(asked), ...tooDeep(asked), ...otherKinds(asked), ...longTexts(asked), ...longLists(asked)];
        });
    }),
};
