import { columnName, flatName } from '../../destinations/warehouse/column-name.ts';
import { columnKinds, type ColumnKind } from '../../destinations/warehouse/column-type.ts';
import { isOwnColumn, WAREHOUSE_TITLES, type Source, type Warehouse } from '../../destinations/warehouse/facts.ts';
import type { InstancePath } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { vocabularyOf, type PlannedProperty } from '../../plan/properties.ts';
import { inSection, sectionPath } from '../../plan/section.ts';
import type { Draft } from '../context.ts';
import { causeId } from '../fingerprint.ts';
import { grouped } from '../grouped.ts';
import { inScope } from '../scope.ts';
import type { RuleSettings } from '../settings.ts';
import { quote, withMore } from '../wording.ts';

/** A destination that is a warehouse. */
export interface Receiver {
  readonly destination: string;
  readonly warehouse: Warehouse;
}

/** A property as the loader sees it. */
export interface LoadedProperty {
  readonly property: PlannedProperty;
  /** The names that its column's name is made of. */
  readonly names: readonly string[];
  /** What its values may make; null where the plan does not say. */
  readonly kinds: ReadonlySet<ColumnKind> | null;
}

/** The warehouses of a policy. */
export function warehousesOf({ routes }: RuleSettings): readonly (RuleSettings['routes'][number] & Receiver)[] {
  return routes.flatMap((route) => (route.warehouse === null ? [] : [{ ...route, warehouse: route.warehouse }]));
}

/** The warehouses that an event is loaded into. */
export function receiversOf(event: PlanEvent, settings: RuleSettings): readonly Receiver[] {
  return warehousesOf(settings)
    .filter(({ scope }) => inScope(scope, event))
    .map(({ destination, warehouse }) => ({ destination, warehouse }));
}

/** Sections of RudderStack's messages: the context beside them is loaded too, each column with `context_` before its name. */
const WITH_CONTEXT: ReadonlySet<string> = new Set(['properties', 'traits', 'context.traits']);

/** The names that make a column's name: those on the way to it from the section. Null where it has none: what is in a list is stored with the list. */
function namesOf(event: PlanEvent, path: InstancePath): readonly string[] | null {
  const names = path.flatMap((step) => (step.kind === 'property' ? [step.name] : []));
  if (names.length < path.length) return null;
  if (inSection(path, event.section) !== null) return names.slice(sectionPath(event.section).length);
  return WITH_CONTEXT.has(event.section) && names[0] === 'context' && names.length > 1 ? names : null;
}

const known = new WeakMap<PlanEvent, readonly LoadedProperty[]>();

/** The properties of an event of which the loader makes columns, and the objects that hold them. */
export function loadedProperties(event: PlanEvent): readonly LoadedProperty[] {
  const found = known.get(event) ?? findLoaded(event);
  known.set(event, found);
  return found;
}

function findLoaded(event: PlanEvent): readonly LoadedProperty[] {
  const { properties, schemas } = vocabularyOf(event.schema);
  return [...properties.values()].flatMap((property) => {
    const names = namesOf(event, property.path);
    return names === null ? [] : [{ property, names, kinds: columnKinds(schemas.get(property.wirePath) ?? []) }];
  });
}

/** Whether a property has a column of its own, as an object has not. */
export function hasColumn({ kinds }: LoadedProperty): boolean {
  return kinds === null || [...kinds].some((kind) => kind !== 'object');
}

/** The column of a property in a warehouse; null where it is not stored there. */
export function storedColumn(event: PlanEvent, { names }: LoadedProperty, warehouse: Warehouse): string | null {
  const column = columnName(flatName(names), warehouse);
  return column === null || isOwnColumn(column, event.type) ? null : column;
}

/** The most that a sentence names. */
const MAX_NAMED = 5;

/** The receivers in a sentence: `"bq" (BigQuery) and "lake" (Databricks)`. */
export function receiversText(receivers: readonly Receiver[]): string {
  const all = receivers.map(({ destination, warehouse }) => `${quote(destination)} (${WAREHOUSE_TITLES[warehouse]})`);
  return withMore(all.slice(0, MAX_NAMED), all.length);
}

/** Columns and whose they are, in a sentence: `order_total of "bq" (BigQuery); ORDER_TOTAL of "snow" (Snowflake)`. */
export function columnsText(receivers: readonly Receiver[], columnIn: (warehouse: Warehouse) => string | null): string {
  const byColumn = grouped(receivers, ({ warehouse }) => columnIn(warehouse));
  return [...byColumn].flatMap(([column, all]) => (column === null ? [] : [`${column} of ${receiversText(all)}`])).join('; ');
}

/** Where a fact stands, at the end of what to do. */
export const sourceText = ({ url }: Source): string => `Source: ${url}`;

/** A draft whose words depend on all receivers that its cause concerns. */
export interface LoadedDraft {
  readonly draft: Omit<Draft, 'message' | 'suggestion'>;
  readonly receivers: readonly Receiver[];
  readonly say: (receivers: readonly Receiver[]) => Pick<Draft, 'message' | 'suggestion'>;
}

/** Lets each draft of one cause name all receivers that the cause concerns, in whichever event, and the other properties that it reaches. */
export function withReceivers(found: readonly LoadedDraft[]): readonly Draft[] {
  const idOf = ({ draft }: LoadedDraft): string => causeId({ ...draft, message: '', suggestion: '' });
  const byCause = grouped(found, idOf);
  return found.map((each) => {
    const same = byCause.get(idOf(each)) ?? [];
    const all = same.flatMap(({ receivers }) => receivers);
    const byName = new Map(all.map((receiver) => [JSON.stringify([receiver.destination, receiver.warehouse]), receiver]));
    const receivers = [...byName].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, receiver]) => receiver);
    const paths = [...new Set(same.map(({ draft }) => draft.path))].filter((path) => path !== each.draft.path);
    const { message, suggestion } = each.say(receivers);
    const others = paths.length === 0 ? '' : ` The same happens to ${withMore(paths.slice(0, MAX_NAMED).map(quote), paths.length)}.`;
    return { ...each.draft, message: `${message}${others}`, suggestion };
  });
}
