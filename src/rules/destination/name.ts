import type { Effect, NameFact } from '../../destinations/contract.ts';
import { refusalOf, sameAs } from '../../destinations/names.ts';
import type { Draft, PlanContext, PlanRule } from '../context.ts';
import { annotationPlace, definitionCause, plannedCause } from '../drafting.ts';
import { grouped } from '../grouped.ts';
import { quote } from '../wording.ts';
import { dataOf, type DataProperty } from './data.ts';
import { deliveriesOf, holdsFor, receiverTitle, type Delivery } from './receivers.ts';
import { EFFECT_ROWS } from './unmet.ts';

const id = 'destination/name';

const EVENT_EFFECTS: Readonly<Record<Effect, string>> = {
  rejected: 'the event is lost there',
  dropped: 'the event is lost there',
  coerced: 'it has another name there',
  truncated: 'its name is cut there',
};

const PROPERTY_EFFECTS: typeof EVENT_EFFECTS = { ...EVENT_EFFECTS, dropped: 'the property is dropped there' };

function draft(
  { event, destination, contract }: Delivery,
  key: string,
  fact: NameFact,
  parts: Pick<Draft, 'message' | 'suggestion' | 'path' | 'cause'>,
): Draft {
  const row = fact.of === 'event' && fact.effect === 'dropped' ? 'destination-loses-event' : EFFECT_ROWS[fact.effect];
  return {
    rule: id,
    events: [event],
    ...parts,
    aspect: `${destination}/${key}`,
    audiences: [{ row, by: contract.receiver.title }],
    source: { source: fact.source, checked: fact.checked },
  };
}

function ofEvent(delivery: Delivery, key: string, fact: NameFact): readonly Draft[] {
  const { event, name } = delivery;
  const refusal = event.type === 'track' || event.type === 'other' ? refusalOf(name, fact, receiverTitle(delivery)) : null;
  if (refusal === null) return [];
  return [
    draft(delivery, key, fact, {
      path: '',
      message: `The name ${quote(name)} ${refusal}: ${EVENT_EFFECTS[fact.effect]}.`,
      suggestion: 'Give it another name, or rename it on the way to this destination and say so under "names" of its entry in the policy.',
      cause: plannedCause(event, annotationPlace(event, 'title'), []),
    }),
  ];
}

/** Events whose names are one to the receiver: what they count is mixed there. */
function collidingEvents(deliveries: readonly Delivery[], key: string, fact: NameFact): readonly Draft[] {
  if (fact['same-after'] === undefined) return [];
  const named = deliveries.filter(({ event: { type } }) => type === 'track' || type === 'other');
  return [...grouped(named, (each) => sameAs(each.name, fact)).values()].flatMap((group) => {
    const [first, ...others] = group.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    return others.flatMap((delivery) =>
      first === undefined || delivery.name === first.name
        ? []
        : [
            draft(delivery, key, fact, {
              path: '',
              message: `${quote(delivery.name)} and ${quote(first.name)} are one name for ${receiverTitle(delivery)}: they are counted as one event there.`,
              suggestion: 'Give one of them another name.',
              cause: plannedCause(delivery.event, annotationPlace(delivery.event, 'title'), []),
            }),
          ],
    );
  });
}

/** The top level only: what a receiver makes of names further down it does not say. */
function ofProperties(delivery: Delivery, key: string, fact: NameFact, properties: readonly DataProperty[]): readonly Draft[] {
  return properties.flatMap(({ property }) => {
    const { name, path, wirePath, places } = property;
    const refusal = refusalOf(name, fact, receiverTitle(delivery));
    if (refusal === null) return [];
    return [
      draft(delivery, key, fact, {
        path: wirePath,
        message: `The name ${quote(name)} ${refusal}: ${PROPERTY_EFFECTS[fact.effect]}.`,
        suggestion: 'Give it another name, or rename it on the way to this destination.',
        cause: definitionCause(delivery.event, places[0], path),
      }),
    ];
  });
}

function colliding(delivery: Delivery, key: string, fact: NameFact, properties: readonly DataProperty[]): readonly Draft[] {
  if (fact['same-after'] === undefined) return [];
  return [...grouped(properties, ({ property }) => sameAs(property.name, fact)).values()]
    .map((group) => group.toSorted((one, other) => (one.property.name < other.property.name ? -1 : 1)))
    .flatMap(([first, ...others]) =>
      others.map(({ property }) =>
        draft(delivery, key, fact, {
          path: property.wirePath,
          message: `${quote(property.name)} and ${quote(first?.property.name ?? '')} are one name for ${receiverTitle(delivery)}: the last one wins, the other is lost there.`,
          suggestion: 'Keep one of them.',
          cause: definitionCause(delivery.event, property.places[0], property.path),
        }),
      ),
    );
}

function inspect(context: PlanContext): readonly Draft[] {
  const deliveries = deliveriesOf(context);
  const ofOne = [...grouped(deliveries, ({ destination }) => destination).values()];
  const together = ofOne.flatMap((all) =>
    Object.entries(all[0]?.contract.names ?? {}).flatMap(([key, fact]) => (fact.of === 'event' ? collidingEvents(all, key, fact) : [])),
  );
  const alone = deliveries.flatMap((delivery) => {
    const facts = Object.entries(delivery.contract.names);
    if (facts.length === 0) return [];
    const properties = dataOf(delivery.event, context.vocabularyOf(delivery.event)).filter(({ depth }) => depth === 1);
    return facts
      .filter(([, fact]) => holdsFor(fact, delivery))
      .flatMap(([key, fact]) =>
        fact.of === 'event'
          ? ofEvent(delivery, key, fact)
          : [...ofProperties(delivery, key, fact, properties), ...colliding(delivery, key, fact, properties)],
      );
  });
  return [...alone, ...together];
}

export const name: PlanRule = {
  meta: {
    id,
    title: 'A name that a destination does not take',
    defaultSeverity: 'error',
    audiences: ['consumers'],
    what: 'A destination that gets the event does not take the name of the event or of a property: it is too long, reserved, or has characters that are refused. Or it takes two names for one.',
    why: 'The plan accepts the name, the app sends it, and the destination drops the event or the property without a word.',
    fix: 'While nobody sends it yet, choose a name that all destinations take. Later, rename it on the way to this one, and say so under `names` of its entry in the policy.',
    example: { before: 'name: order_completed', after: 'name: ga_order_completed # Google Analytics 4 keeps "ga_" for itself' },
    twin: { none: 'a name that is gone takes nothing from a destination' },
  },
  inspect,
};
