import { columnName, flatName, snakeName } from '../../destinations/warehouse/column-name.ts';
import { isMessageId, isOwnColumn, SOURCES } from '../../destinations/warehouse/facts.ts';
import { isReservedWord } from '../../destinations/warehouse/reserved-words.ts';
import type { PlanEvent } from '../../plan/model.ts';
import type { Draft, PlanRule } from '../context.ts';
import { definitionCause } from '../drafting.ts';
import type { Severity } from '../rule.ts';
import { quote } from '../wording.ts';
import {
  columnsText,
  hasColumn,
  loadedProperties,
  receiversOf,
  receiversText,
  sourceText,
  warehousesOf,
  withReceivers,
  type LoadedDraft,
  type LoadedProperty,
  type Receiver,
} from './columns.ts';

const id = 'warehouse/column-reserved';

/** What the loader does to a name that it keeps for itself or cannot write. */
interface Reserved {
  readonly aspect: 'own-column' | 'no-name' | 'word';
  readonly severity: Severity;
  readonly receivers: readonly Receiver[];
  readonly say: (all: readonly Receiver[]) => Pick<Draft, 'message' | 'suggestion'>;
}

function reservedIn(event: PlanEvent, { property, names }: LoadedProperty, receivers: readonly Receiver[]): Reserved | null {
  const name = quote(property.name);
  const plain = flatName(names);
  const snake = snakeName(plain);
  if (snake === '')
    return {
      aspect: 'no-name',
      severity: 'warning',
      receivers,
      say: (all) => ({
        message: `${name} has no letter or digit of ASCII: it gets no column in ${receiversText(all)}, and nothing tells.`,
        suggestion: `Name it in ASCII. ${sourceText(SOURCES.names)}`,
      }),
    };
  if (isOwnColumn(snake, event.type))
    return {
      aspect: 'own-column',
      severity: isMessageId(snake) ? 'notice' : 'warning',
      receivers,
      say: (all) => ({
        message: isMessageId(snake)
          ? `${name} is not stored in ${receiversText(all)}: the column ${snake} holds the message's own id. Where both are the same, nothing is lost.`
          : `${name} is not stored in ${receiversText(all)}: the column ${snake} is filled by the loader itself, and nothing tells.`,
        suggestion: `Give it another name, such as ${quote(`${snakeName(event.name)}_${snake}`)}. ${sourceText(SOURCES.columns)}`,
      }),
    };
  const renamed = receivers.filter(({ warehouse }) => isReservedWord(snake, warehouse));
  if (renamed.length === 0) return null;
  return {
    aspect: 'word',
    severity: 'notice',
    receivers: renamed,
    say: (all) => ({
      message: `${name} is a word that SQL reserves, and gets an underscore: its column is ${columnsText(all, (warehouse) => columnName(plain, warehouse))}.`,
      suggestion: `Query it by that name, or give it another one. ${sourceText(SOURCES.words)}`,
    }),
  };
}

function draftOf(event: PlanEvent, loaded: LoadedProperty, receivers: readonly Receiver[]): readonly LoadedDraft[] {
  const found = reservedIn(event, loaded, receivers);
  if (found === null) return [];
  const { property } = loaded;
  const { aspect, severity, say } = found;
  return [
    {
      draft: {
        rule: id,
        events: [event],
        path: property.wirePath,
        cause: definitionCause(event, property.places[0], property.path),
        audiences: [],
        severity,
        aspect,
      },
      receivers: found.receivers,
      say,
    },
  ];
}

export const columnReserved: PlanRule = {
  meta: {
    id,
    title: 'A property that a warehouse does not store under its name',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A property of an event that goes to a warehouse is not stored there: its column is one that the loader fills itself (`id`, `user_id`, `timestamp`, ...), or nothing is left of its name in ASCII. Where it gets another name, since SQL reserves the word (`order` becomes `_order`), or where the column holds an id of the message (`user_id`, `anonymous_id`), it is a notice.',
    why: `The loader drops what it does not store without an error: the column is there, and holds the message's own value. Who queries it does not see that. ${sourceText(SOURCES.columns)}, read on ${SOURCES.columns.checked}.`,
    fix: 'Name the property differently before it is released.',
    example: { before: 'properties: []', after: 'properties: [{id: store_id, name: id, type: string}]' },
    twin: { none: 'a property that is stored under its name is no finding' },
  },
  inspect: ({ plan, settings }) => {
    if (warehousesOf(settings).length === 0) return [];
    return withReceivers(
      plan.events.flatMap((event) => {
        const receivers = receiversOf(event, settings);
        if (receivers.length === 0) return [];
        return loadedProperties(event)
          .filter(hasColumn)
          .flatMap((loaded) => draftOf(event, loaded, receivers));
      }),
    );
  },
};
