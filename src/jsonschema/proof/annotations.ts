import type { Branch } from './branch.ts';
import { propertyNodes, type Location, type Locations } from '../evaluate/location.ts';
import { ANY_CHOICE, becauseOf, NO_CHOICE, type Choices, type Doubt, type Fact, type Known, type Side, type Split } from './goal.ts';
import { annotatingNodes, childNodes, type Assertion, type Outside, type SchemaNode } from '../schema/schema-node.ts';

/** Which in-place subschemas of some schemas hold in a branch: those whose annotations count, those of which it is not known. */
export interface Holding {
  readonly held: readonly SchemaNode[];
  readonly maybe: readonly SchemaNode[];
  /** Those of which it is known that they do not hold. */
  readonly excluded: readonly Known<{ readonly node: SchemaNode }>[];
  /** A choice that would settle one that is not known. */
  readonly split: Split | null;
}

interface Child {
  readonly node: SchemaNode;
  readonly status: boolean | null;
  readonly because: Choices;
  readonly split: Split | null;
}

function decide(branch: Branch, node: SchemaNode, side: Side): Child {
  const known = branch.known(node, side);
  const literal = (holds: boolean): Split[number] => [{ kind: 'literal', literal: { node, holds, side } }];
  if (known === null) return { node, status: null, because: NO_CHOICE, split: [literal(true), literal(false)] };
  return { node, status: known.holds, because: known.because, split: null };
}

function inPlaceChildren(branch: Branch, assertion: Assertion, side: Side): readonly Child[] {
  switch (assertion.kind) {
    case 'allOf':
    case 'ref':
      return childNodes(assertion).map((node) => ({ node, status: true, because: NO_CHOICE, split: null }));
    case 'anyOf':
    case 'oneOf':
      return assertion.nodes.map((node) => decide(branch, node, side));
    case 'if': {
      const condition = decide(branch, assertion.condition, side);
      const chosen = (node: SchemaNode | null, status: boolean | null): Child[] => (node === null ? [] : [{ ...condition, node, status }]);
      const negated = condition.status === null ? null : !condition.status;
      return [condition, ...chosen(assertion.then, condition.status), ...chosen(assertion.else, negated)];
    }
    case 'dependentSchemas':
      return [...assertion.nodes].map(([name, node]) => {
        const [present, absent] = [branch.present.get(name), branch.absent.get(name)];
        const because = present ?? absent ?? NO_CHOICE;
        if (present !== undefined || absent !== undefined) return { node, status: present !== undefined, because, split: null };
        return { node, status: null, because, split: [[{ kind: 'present', name }], [{ kind: 'absent', name }]] };
      });
    default:
      return [];
  }
}

/** The in-place subschemas that hold, given schemas that do; `counts` says which of them matter enough to be settled. */
export function holdingSubschemas(
  branch: Branch,
  roots: readonly SchemaNode[],
  side: Side,
  counts: (node: SchemaNode) => boolean,
): Holding {
  const held = new Set(roots);
  const maybe = new Set<SchemaNode>();
  let split: Split | null = null;
  const excluded: Known<{ readonly node: SchemaNode }>[] = [];
  for (const node of held)
    for (const assertion of node.assertions)
      for (const child of inPlaceChildren(branch, assertion, side)) {
        if (child.status === true) held.add(child.node);
        if (child.status === false) excluded.push(child);
        if (child.status !== null || held.has(child.node)) continue;
        maybe.add(child.node);
        if (split === null && reaches(child.node, counts)) split = child.split;
      }
  for (const node of maybe)
    for (const assertion of node.assertions)
      for (const child of inPlaceChildren(branch, assertion, side)) {
        if (child.status === false) excluded.push(child);
        else maybe.add(child.node);
      }
  return { held: [...held], maybe: [...maybe].filter((node) => !held.has(node)), excluded, split };
}

const CONTAINERS: ReadonlySet<Assertion['kind']> = new Set([
  'properties',
  'required',
  'dependentRequired',
  'dependentSchemas',
  'items',
  'contains',
  'unevaluatedProperties',
  'unevaluatedItems',
]);

/** Whether names may be given at a location or below it, so that it matters which schemas hold there. */
export function mayGiveNames(location: Location): boolean {
  return location.closure.some((node) => node.assertions.some((assertion) => CONTAINERS.has(assertion.kind)));
}

/** Whether all of the sender's schemas are settled that describe the names within a property's value. */
interface Description {
  /** A choice that would settle one of which it is not known whether it holds. */
  readonly split: Split | null;
  /** What it rests on that no others hold. */
  readonly because: Choices;
  /** What lies outside the model and might describe it too. */
  readonly outside: Doubt | null;
  /** Whether an `unevaluatedProperties` may describe it too, depending on what all others evaluate. */
  readonly isLeft: boolean;
}

const SETTLED: Description = { split: null, because: NO_CHOICE, outside: null, isLeft: false };

/** Which of the sender's schemas describe a property: a further one that holds gives further names to its value, so that less of it is ruled out. */
export function describedProperty(branch: Branch, sender: Location | null, name: string, locations: Locations): Description {
  if (sender === null || !mayGiveNames(locations.property(sender, name))) return SETTLED;
  const describes = (node: SchemaNode): boolean => propertyNodes(node, name).some((child) => mayGiveNames(locations.of([child])));
  const holding = sender.roots.filter((node) => branch.statusOf(node, 'sender') === true);
  const { excluded, split } = holdingSubschemas(branch, holding, 'sender', describes);
  const outside = holding.map(unknownAnnotations).find((reason) => reason !== null) ?? null;
  const isLeft = branch.facts.some(
    ({ assertion, holds, side }) => holds && side === 'sender' && assertion.kind === 'unevaluatedProperties',
  );
  const because = isLeft ? ANY_CHOICE : becauseOf(excluded.filter(({ node }) => reaches(node, describes)));
  return { split, because, outside, isLeft };
}

/** Whether a schema, or one of its in-place subschemas, is of a kind. */
export function reaches(root: SchemaNode, counts: (node: SchemaNode) => boolean): boolean {
  const seen = new Set([root]);
  for (const node of seen) {
    if (counts(node)) return true;
    for (const assertion of node.assertions) for (const child of annotatingNodes(assertion)) seen.add(child);
  }
  return false;
}

/** What lies outside the model among a schema and its in-place subschemas: it might evaluate anything. */
export function unknownAnnotations(node: SchemaNode): Doubt | null {
  let doubt: Doubt | null = null;
  reaches(node, (part) => {
    const outside = part.assertions.find((assertion) => assertion.kind === 'outside');
    if (outside !== undefined) doubt = { ...outside.reason, node: part };
    return outside !== undefined;
  });
  return doubt;
}

/** Why it is not known what an assertion demands; null where it is. Demanding nothing in its place keeps all instances. */
export function unknownDemand(assertion: Assertion, node: SchemaNode, holds: boolean): Outside | null {
  if (assertion.kind === 'outside') return assertion.reason;
  const isUnevaluated = assertion.kind === 'unevaluatedProperties' || assertion.kind === 'unevaluatedItems';
  return holds && isUnevaluated ? unknownAnnotations(node) : null;
}

const OBJECT_ANNOTATIONS: ReadonlySet<Assertion['kind']> = new Set(['properties', 'unevaluatedProperties']);
const ARRAY_ANNOTATIONS: ReadonlySet<Assertion['kind']> = new Set(['items', 'contains', 'unevaluatedItems']);

/** For each `unevaluated*` assertion of a branch: which subschemas beside and below it count. */
export function evaluatedBy(
  branch: Branch,
  facts: readonly Fact[],
  kind: 'unevaluatedProperties' | 'unevaluatedItems',
): {
  readonly held: ReadonlyMap<Assertion, readonly SchemaNode[]>;
  readonly maybe: ReadonlyMap<Assertion, readonly SchemaNode[]>;
  readonly split: Split | null;
} {
  const held = new Map<Assertion, readonly SchemaNode[]>();
  const maybe = new Map<Assertion, readonly SchemaNode[]>();
  const annotations = kind === 'unevaluatedItems' ? ARRAY_ANNOTATIONS : OBJECT_ANNOTATIONS;
  let split: Split | null = null;
  for (const { assertion, node, side } of facts) {
    if (assertion.kind !== kind) continue;
    const counts = (part: SchemaNode): boolean => part.assertions.some((own) => annotations.has(own.kind));
    const holding = holdingSubschemas(branch, [node], side, counts);
    held.set(assertion, holding.held);
    maybe.set(assertion, holding.maybe);
    split ??= holding.split;
  }
  return { held, maybe, split };
}
