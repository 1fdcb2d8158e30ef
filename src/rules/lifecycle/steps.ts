import { childPointer, type InstancePath, type Place } from '../../jsonschema/index.ts';
import { sameMark, type Marked } from '../../plan/deprecation.ts';
import type { ChangedEvent } from '../../plan/changes.ts';
import { eventTitle, quote } from '../wording.ts';
import { eventMark, propertyMark } from './marks.ts';

/** A mark of an event or a property that this change altered. */
export interface Step {
  readonly event: ChangedEvent;
  /** As a sentence begins with it. */
  readonly what: string;
  readonly wirePath: string;
  readonly path: InstancePath;
  readonly base: Place;
  readonly head: Place;
  readonly before: Marked | null;
  readonly after: Marked | null;
}

/** The marks that differ between base and head, of events and properties that both have. */
export function stepsOf(changed: readonly ChangedEvent[]): readonly Step[] {
  const all = changed.flatMap((event): Step[] => {
    const { base, head, vocabulary } = event;
    // Where the mark is written; what is nearest above it, where the schema has none.
    const root = ({ schema }: typeof head): Place => ({ uri: schema.uri, pointer: childPointer(schema.pointer, 'deprecated') });
    const whole: Step = {
      event,
      what: eventTitle(head),
      wirePath: '',
      path: [],
      base: root(base),
      head: root(head),
      before: eventMark(base, []),
      after: eventMark(head, []),
    };
    const properties = [...vocabulary.head.properties.values()].flatMap((property): Step[] => {
      const before = vocabulary.base.properties.get(property.wirePath);
      if (before === undefined) return [];
      return [
        {
          event,
          what: quote(property.name),
          wirePath: property.wirePath,
          path: property.path,
          base: before.places[0],
          head: property.places[0],
          before: propertyMark(base, before, []),
          after: propertyMark(head, property, []),
        },
      ];
    });
    return [whole, ...properties];
  });
  return all.filter(({ before, after }) => !sameMark(before, after));
}
