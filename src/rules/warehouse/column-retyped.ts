import { flatName, snakeName } from '../../destinations/warehouse/column-name.ts';
import { ANY_COLUMN, kindOfValue, type ColumnKind } from '../../destinations/warehouse/column-type.ts';
import { SOURCES } from '../../destinations/warehouse/facts.ts';
import { retyped, type Outcome, type Retyped } from '../../destinations/warehouse/retype.ts';
import { isJsonObject, type InstancePath, type Json } from '../../jsonschema/index.ts';
import { causeOf, type Cause } from '../../plan/cause.ts';
import type { Change, ChangedEvent } from '../../plan/changes.ts';
import type { PlanEvent } from '../../plan/model.ts';
import type { ChangeRule, Draft, DraftAudience, RuleContext } from '../context.ts';
import { changeCause, proved } from '../drafting.ts';
import { typePlace } from '../required/demands.ts';
import type { SeverityRowId } from '../severity.ts';
import { grouped } from '../grouped.ts';
import { quote } from '../wording.ts';
import {
  columnsText,
  loadedProperties,
  receiversOf,
  sourceText,
  storedColumn,
  warehousesOf,
  withReceivers,
  type LoadedDraft,
  type LoadedProperty,
  type Receiver,
} from './columns.ts';

const id = 'warehouse/column-retyped';

const VALUES: Readonly<Record<ColumnKind, string>> = {
  string: 'a string',
  datetime: 'a time',
  int: 'an integer',
  float: 'a number with a fraction',
  boolean: 'a boolean',
  array: 'an array',
  object: 'an object',
};

const valuesText = (kinds: readonly ColumnKind[]): string => kinds.map((kind) => VALUES[kind]).join(' or ');
/** Strings that a column of times does not take: some may still be times. */
const isAnyString = ({ columns, values }: Retyped): boolean => columns.includes('datetime') && values.includes('string');
/** An array is a string that holds JSON. */
const typesText = (kinds: readonly ColumnKind[]): string =>
  [...new Set(kinds.map((kind) => (kind === 'array' ? 'string' : kind)))].join(' or ');

/** A property whose column gets what it cannot hold. */
interface Misfit {
  readonly event: ChangedEvent;
  readonly was: LoadedProperty;
  readonly is: LoadedProperty;
  readonly change: Retyped;
}

/** Whether an event goes to the table where it went before: that of a track has its name, the others have one for their type. */
function keepsTable({ base, head }: ChangedEvent): boolean {
  return base.type === head.type && base.section === head.section && (head.type !== 'track' || base.name === head.name);
}

const columnKey = ({ names }: LoadedProperty): string => snakeName(flatName(names));

function unionOf(properties: readonly LoadedProperty[]): ReadonlySet<ColumnKind> | null {
  const kinds = properties.map((each) => each.kinds);
  return kinds.includes(null) ? null : new Set(kinds.flatMap((each) => [...(each ?? [])]));
}

/** The properties of head whose values do not fit what base's made, column by column: a property that got another name may keep its column. */
function misfitsOf(event: ChangedEvent): readonly Misfit[] {
  const before = grouped(loadedProperties(event.base), columnKey);
  const now = loadedProperties(event.head);
  const paths = new Set(now.map(({ property }) => property.wirePath));
  return now.flatMap((is) => {
    const all = before.get(columnKey(is)) ?? [];
    // What joins a property that is still there shares its column: warehouse/column-collision tells.
    const was = all.find(({ property: { wirePath } }) => wirePath === is.property.wirePath || !paths.has(wirePath));
    const kinds = unionOf(all);
    if (was === undefined || kinds === null || columnKey(is) === '') return [];
    const change = retyped(kinds, is.kinds ?? ANY_COLUMN);
    return change.outcome === 'stored' || change.outcome === 'stringified' ? [] : [{ event, was, is, change }];
  });
}

function valueIn(message: Json, path: InstancePath): Json | undefined {
  let value: Json | undefined = message;
  for (const step of path) {
    if (step.kind !== 'property' || !isJsonObject(value) || !Object.hasOwn(value, step.name)) return undefined;
    value = value[step.name];
  }
  return value;
}

/** The change of the schema that lets such a value in, with an event that carries one. */
function provedChange({ event, is, change }: Misfit): Change | undefined {
  return event.changes.find(({ counterexamples }) => {
    const example = counterexamples.get('consumers');
    const value = example === undefined ? undefined : valueIn(example, is.property.path);
    const kind = value === undefined ? null : kindOfValue(value);
    return kind !== null && change.values.includes(kind);
  });
}

function causeOfMisfit({ event, was, is }: Misfit, change: Change | undefined): Cause {
  const { base, head, vocabulary } = event;
  if (change !== undefined && change.wirePath === is.property.wirePath) return changeCause(event, change);
  const places = {
    base: typePlace({ vocabulary: vocabulary.base, property: was.property }),
    head: typePlace({ vocabulary: vocabulary.head, property: is.property }),
  };
  return causeOf(base, head, places, is.property.path);
}

type Bad = Exclude<Outcome, 'stored' | 'stringified'>;

const isBad = (outcome: Outcome): outcome is Bad => outcome !== 'stored' && outcome !== 'stringified';

const ROWS: Readonly<Record<Bad, (change: Retyped) => SeverityRowId>> = {
  discarded: ({ certain }) => (certain ? 'column-discards' : 'column-may-discard'),
  cut: () => 'column-cuts',
  elsewhere: ({ replaced }) => (replaced ? 'column-left' : 'column-may-be-left'),
};

type Said = Pick<Draft, 'message' | 'suggestion'>;

const SENTENCES: Readonly<Record<Bad, (name: string, change: Retyped, columns: string) => Said>> = {
  discarded: (name, change, where) => {
    const { certain, columns, replaced } = change;
    const values = isAnyString(change) ? 'a string that is no time' : valuesText(change.values);
    const rows = certain && replaced && !isAnyString(change) ? 'rows from then on' : 'such rows';
    return {
      message: certain
        ? `${name} may be ${values} now, and its column holds ${typesText(columns)} for good (${where}): the column becomes NULL in ${rows}, and the values go to rudder_discards.`
        : `${name} may be ${values} now. Where ${valuesText(columns)} came first, its column holds ${typesText(columns)} for good (${where}): there the column becomes NULL in ${rows}, and the values go to rudder_discards.`,
      suggestion: `Keep the type, or send the new values in a property of another name: a column changes its type only by hand, in each warehouse. ${sourceText(SOURCES.retyped)}`,
    };
  },
  cut: (name, _, where) => ({
    message: `${name} may have a fraction now, and its column holds int for good (${where}): 12.9 is stored as 12, and nothing tells.`,
    suggestion: `Keep integers (cents, not euros), or send the fractions in a property of another name. ${sourceText(SOURCES.retyped)}`,
  }),
  elsewhere: (name, { values, replaced }, where) => {
    const isObject = values.includes('object');
    const rows = replaced ? 'rows from then on' : 'such rows';
    return {
      message: isObject
        ? `${name} may be an object now, whose parts get columns of their own: its column (${where}) is NULL in ${rows}.`
        : `${name} may be ${valuesText(values)} now, which gets a column of its own (${where}): the columns of its parts are NULL in ${rows}.`,
      suggestion: `Give the new shape another name, and move the queries before the old one goes. ${sourceText(SOURCES.types)}`,
    };
  },
};

function draftOf(misfit: Misfit, receivers: readonly Receiver[]): readonly LoadedDraft[] {
  const { event, is, change } = misfit;
  const { outcome, columns, values } = change;
  const stored = receivers.filter(({ warehouse }) => storedColumn(event.head, is, warehouse) !== null);
  if (!isBad(outcome) || stored.length === 0) return [];
  const proof = provedChange(misfit);
  const row = ROWS[outcome](change);
  const audience: DraftAudience = proof === undefined ? { row } : proved(proof, 'consumers', row);
  return [
    {
      draft: {
        rule: id,
        events: [event.head],
        path: is.property.wirePath,
        cause: causeOfMisfit(misfit, proof),
        aspect: `${outcome} ${columns.join()} ${values.join()}`,
        audiences: [audience],
      },
      receivers: stored,
      say: (all) =>
        SENTENCES[outcome](
          quote(is.property.name),
          change,
          columnsText(all, (warehouse) => storedColumn(event.head, is, warehouse)),
        ),
    },
  ];
}

/** The warehouses that an event was loaded into, and still is. */
function keepersOf({ base, head }: { readonly base: PlanEvent; readonly head: PlanEvent }, { settings }: RuleContext): readonly Receiver[] {
  const before = new Set(receiversOf(base, settings).map(({ destination }) => destination));
  return receiversOf(head, settings).filter(({ destination }) => before.has(destination));
}

export const columnRetyped: ChangeRule = {
  meta: {
    id,
    title: 'A property whose values do not fit its column any more',
    defaultSeverity: 'error',
    audiences: ['consumers'],
    what: 'A property of an event that goes to a warehouse (`warehouse` of a destination in the policy) gets values of another kind than those that made its column: they are discarded, cut or stored elsewhere. A property that got another name, and with it the same column, is looked at as well.',
    why: `The first value that comes decides what type a column has, and RudderStack's loader never changes it. Other values are put into rudder_discards, and fractions in an int column are cut off (12.9 becomes 12), while the dashboards go on. Integer → number, which schemas call a safe change, is the silent one. ${sourceText(SOURCES.retyped)}, read on ${SOURCES.retyped.checked}.`,
    fix: 'Keep the type, or add a property of another name for the new values, and move the queries. To change a column, alter it by hand in each warehouse before the change is released.',
    example: { before: '{id: order_total, name: order_total, type: integer}', after: '{id: order_total, name: order_total, type: string}' },
    twin: { none: 'each direction of a change of type has its own effect on a column, told here' },
  },
  check: (context) => {
    if (warehousesOf(context.settings).length === 0) return [];
    const found = context.changed.filter(keepsTable).flatMap((event) => {
      const receivers = keepersOf(event, context);
      return receivers.length === 0 ? [] : misfitsOf(event).flatMap((misfit) => draftOf(misfit, receivers));
    });
    return withReceivers(found);
  },
};
