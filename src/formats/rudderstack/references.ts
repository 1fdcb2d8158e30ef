import {
  eventKey,
  type Catalog,
  type CustomType,
  type DataGraph,
  type Definitions,
  type Property,
  type Reference,
  type Rule,
  type TrackingPlan,
  type Uses,
  type ValueShape,
  type Variant,
} from './catalog.ts';
import { isDynamic } from './dynamic.ts';
import { nestingTarget } from './expand.ts';
import { includedRules } from './messages.ts';
import type { LoadContext } from '../format.ts';
import { nearMiss } from '../near-miss.ts';
import { quoted, type Problems } from '../problems.ts';
import type { ReferenceKind } from './reference.ts';

/** How many unresolved references of one load get a proposal: the comparison with all known ids is not cheap. */
const MAX_PROPOSALS = 50;

const DISCRIMINATOR_TYPES = new Set(['string', 'integer', 'boolean']);

/** Reports references to nothing, properties that stand twice in one list, nesting and discriminators that their types do not allow. */
export function reportReferences(definitions: Definitions, catalog: Catalog, problems: Problems, standsBy: LoadContext['standsBy']): void {
  const check = new ReferenceCheck(catalog, problems);
  for (const property of definitions.properties) check.shape(property, `property:${property.id}`);
  for (const event of definitions.events) if (event.category !== null) check.reference(event.category, `event:${event.id}`);
  for (const type of definitions.customTypes) check.customType(type);
  for (const plan of definitions.plans) for (const rule of plan.rules) check.rule(plan, rule);
  // The plan of a source that only stands by may not be at hand.
  check.routes({ ...definitions, sources: definitions.sources.filter(({ spot }) => standsBy?.(spot.document.path) !== true) });
  for (const graph of definitions.graphs) check.graph(graph);
}

class ReferenceCheck {
  readonly #catalog: Catalog;
  readonly #known: Readonly<Record<ReferenceKind, ReadonlyMap<string, unknown>>>;
  readonly #problems: Problems;
  #proposals = 0;

  constructor(catalog: Catalog, problems: Problems) {
    this.#catalog = catalog;
    this.#problems = problems;
    this.#known = {
      property: catalog.properties,
      event: catalog.events,
      category: catalog.categories,
      'custom-type': catalog.customTypes,
      'tracking-plan': catalog.plans,
      transformation: catalog.transformations,
      'event-stream-source': catalog.sources,
      destination: catalog.destinations,
      'data-graph-model': new Map(),
    };
  }

  reference({ kind, id, spot }: Reference, owner: string, known = this.#known[kind]): void {
    if (known.has(id) || isDynamic(id)) return;
    this.#proposals += 1;
    const near = this.#proposals > MAX_PROPOSALS ? null : nearMiss(id, [...known.keys()]);
    const words = kind.replaceAll('-', ' ');
    const hint = near === null ? `Define it, or correct the reference.` : `Did you mean "${near}"? Else define it.`;
    this.#problems.add('unresolved-reference', owner, spot, `There is no ${words} ${quoted(id)}.`, hint);
  }

  shape({ type, items }: ValueShape, owner: string): void {
    for (const part of [type, items]) if (part?.kind === 'custom') this.reference(part.reference, owner);
  }

  customType(type: CustomType): void {
    const owner = `custom-type:${type.id}`;
    this.shape(type, owner);
    this.#uses(type.properties, owner);
    this.#variant(type.variant, type.properties, owner);
  }

  rule(plan: TrackingPlan, rule: Rule): void {
    const { target } = rule;
    if (target.kind === 'include') return this.#include(plan, rule);
    const owner = eventKey(plan.id, target.event.id);
    this.reference(target.event, owner);
    this.#uses(rule.properties, owner);
    this.#variant(rule.variant, rule.properties, owner);
  }

  /** What leads from sources over their plans, connections and transformations to destinations. */
  routes({ sources, connections, destinations }: Definitions): void {
    const check = (owner: string, references: readonly (Reference | null)[]): void => {
      for (const reference of references) if (reference !== null) this.reference(reference, owner);
    };
    for (const { id, plan } of sources) check(`event-stream-source:${id}`, [plan]);
    for (const { id, source, destination } of connections) check(`connection:${id}`, [source, destination]);
    for (const { id, transformation } of destinations) check(`destination:${id}`, [transformation]);
  }

  /** A relationship leads to a model of the same graph (rudder-cli, datagraph rules). */
  graph({ models }: DataGraph): void {
    const known = new Map(models.map((model) => [model.id, model]));
    for (const { id, target } of models.flatMap(({ relationships }) => relationships))
      if (target !== null) this.reference(target, `data-graph-relationship:${id}`, known);
  }

  #include(plan: TrackingPlan, rule: Rule): void {
    const { target } = rule;
    if (target.kind !== 'include') return;
    const owner = `tracking-plan:${plan.id}`;
    this.reference({ kind: 'tracking-plan', id: target.plan, spot: target.spot }, owner);
    if (!this.#catalog.plans.has(target.plan) || target.rule === '*' || includedRules(rule, this.#catalog).length > 0) return;
    const message = `Tracking plan ${quoted(target.plan)} has no rule ${quoted(target.rule)} with an event.`;
    this.#problems.add('unresolved-reference', owner, target.spot, message, 'Correct the rule id, or write * for all rules.');
  }

  #uses(uses: Uses | null, owner: string): void {
    const names = new Map<string, string>();
    for (const use of uses?.uses ?? []) {
      const { reference } = use;
      this.reference(reference, owner);
      const property = this.#catalog.properties.get(reference.id);
      const name = property?.name ?? reference.id;
      const earlier = names.get(name);
      if (earlier === undefined) names.set(name, reference.id);
      else this.#sibling(reference, name, earlier, owner);
      if (property !== undefined && (use.nested !== null || use.additional !== null))
        this.#nesting(property, use.nested ?? use.additional, owner);
      this.#uses(use.nested, owner);
    }
  }

  #sibling({ id, spot }: Reference, name: string, earlier: string, owner: string): void {
    const message =
      id === earlier
        ? `The property ${quoted(id)} stands twice in the same list.`
        : `The properties ${quoted(earlier)} and ${quoted(id)} have the same name ${quoted(name)}.`;
    this.#problems.add('duplicate', owner, spot, message, 'Keep one of them: only the first one is read.');
  }

  #nesting(property: Property, part: { readonly spot: Reference['spot'] } | null, owner: string): void {
    if (nestingTarget(property) !== null || part === null) return;
    const message = `The type of property ${quoted(property.id)} does not allow anything nested below it.`;
    const hint = 'Nest below an object, or an array of objects; for a custom type, change the custom type.';
    this.#problems.invalid(owner, part.spot, message, hint);
  }

  #variant(variant: Variant | null, uses: Uses | null, owner: string): void {
    if (variant === null) return;
    const { discriminator } = variant;
    this.reference(discriminator, owner);
    const own = uses?.uses.some(({ reference }) => reference.id === discriminator.id) === true;
    const property = this.#catalog.properties.get(discriminator.id);
    if (property !== undefined && !own) {
      const message = `The discriminator ${quoted(discriminator.id)} is none of the properties beside the variant.`;
      this.#problems.invalid(owner, discriminator.spot, message, 'Add it to the properties.');
    }
    if (property !== undefined && !this.#canDiscriminate(property)) {
      const message = `The discriminator ${quoted(discriminator.id)} is neither a string, nor an integer, nor a boolean.`;
      this.#problems.invalid(owner, discriminator.spot, message, 'Choose a property that is.');
    }
    for (const { then } of variant.cases) this.#uses(then, owner);
    this.#uses(variant.fallback?.then ?? null, owner);
  }

  #canDiscriminate(property: Property): boolean {
    const type = property.type?.kind === 'custom' ? this.#catalog.customTypes.get(property.type.reference.id)?.type : property.type;
    return type?.kind !== 'primitives' || type.names.some(({ name }) => DISCRIMINATOR_TYPES.has(name));
  }
}
