import { biteAt, type Findings, type Proof, type Spot } from './findings.ts';
import { Evaluator, evaluatesName } from '../evaluate/evaluate.ts';
import { readInstance } from '../proof/inquiry.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { propertiesPlace, writtenOf } from '../schema/keyword.ts';
import { alone, evaluationOnly } from './skeleton.ts';
import { annotatingNodes, childNodes, syntheticNode, type Assertion, type SchemaNode } from '../schema/schema-node.ts';
import type { InstancePath, Place } from '../types.ts';

const MAX_NAMES = 40;
const EVALUATION_LIMIT = 100_000;

/** The objects of an instance that a path leads to. */
export function objectsAt(value: Json, path: InstancePath): JsonObject[] {
  let values: readonly Json[] = [value];
  for (const step of path) {
    values = values.flatMap((current): readonly Json[] => {
      if (step.kind === 'items')
        return isJsonArray(current) ? (step.index === undefined ? current : current.slice(step.index, step.index + 1)) : [];
      if (!isJsonObject(current)) return [];
      if (step.kind === 'names') return Object.values(current);
      return Object.hasOwn(current, step.name) ? [current[step.name] ?? null] : [];
    });
  }
  return values.filter(isJsonObject);
}

/** Names in an instance that the reduced schema leaves unevaluated. */
function unevaluatedNames(reduced: SchemaNode, value: Json, path: InstancePath): string[] {
  const evaluator = new Evaluator(EVALUATION_LIMIT);
  return objectsAt(value, path).flatMap((object) => {
    const held = evaluator.heldSubschemas(reduced, object) ?? [];
    const own = reduced.assertions.find((assertion) => assertion.kind === 'unevaluatedProperties') ?? null;
    return Object.keys(object).filter((name) => !held.some((part) => evaluatesName(part, name, part === reduced ? own : null)));
  });
}

interface Property {
  readonly node: SchemaNode;
  readonly owner: SchemaNode;
}

/** Where the sender's schemas name a property at this location. */
function propertyOf(nodes: readonly SchemaNode[], name: string): Property | null {
  const all = new Set(nodes);
  for (const owner of all)
    for (const assertion of owner.assertions) {
      const node = assertion.kind === 'properties' ? assertion.named.get(name) : undefined;
      if (node !== undefined) return { node, owner };
      for (const child of annotatingNodes(assertion)) all.add(child);
    }
  return null;
}

/** The schema of the reader that stands where the owner stands in the sender's: at the same pointer below the location. */
function survivor(spot: Spot, owner: SchemaNode): Place {
  const { pointer } = owner.place;
  const root = spot.sender.find((node) => pointer.startsWith(node.place.pointer));
  const wanted = root === undefined ? null : `${spot.reader.place.pointer}${pointer.slice(root.place.pointer.length)}`;
  const all = new Set([spot.reader]);
  for (const node of all) {
    if (node.place.pointer === wanted) return propertiesPlace(node);
    for (const assertion of node.assertions)
      if (assertion.kind !== 'properties' && assertion.kind !== 'items') for (const child of childNodes(assertion)) all.add(child);
  }
  return propertiesPlace(spot.reader);
}

/**
 * Blames what `unevaluatedProperties` rejects: each name that the sender's plan gives and the reader's no longer does, or the keyword itself
 * where it newly rejects names that nobody planned.
 */
export function blameUnevaluated(spot: Spot, assertion: Extract<Assertion, { kind: 'unevaluatedProperties' }>, findings: Findings): void {
  const tolerated = new Map<string, SchemaNode>();
  const structure = evaluationOnly(spot.reader);
  for (let i = 0; i < MAX_NAMES; i++) {
    const known: Assertion = { kind: 'properties', named: new Map(tolerated), patterns: [], rest: null };
    const reduced = alone(
      spot.reader,
      ...structure.assertions,
      ...(tolerated.size === 0 ? [] : [{ kind: 'allOf', nodes: [alone(spot.reader, known)] } as const]),
    );
    const proof = findings.refute(spot.wrap(reduced), 'unevaluatedProperties');
    if (proof === null) return;
    const [name] = unevaluatedNames(reduced, readInstance(findings.inquiry, proof.counterexample), spot.path);
    const property = name === undefined ? null : propertyOf(spot.sender, name);
    if (name === undefined || property === null || tolerated.has(name)) return blameKeyword(spot, assertion, proof, findings);
    const conditional =
      spot.conditional ||
      /\/(?:then|else|anyOf|oneOf|dependentSchemas)\//.test(property.node.place.pointer.slice(spot.sender[0]?.place.pointer.length ?? 0));
    const sender = { place: property.node.place, value: property.node.raw };
    const reader = { place: survivor(spot, property.owner) };
    findings.add({ ...biteAt(spot, { kind: 'property', name }), conditional, keyword: 'properties', reader, sender }, proof);
    tolerated.set(name, syntheticNode(spot.reader.place, []));
  }
}

function blameKeyword(spot: Spot, assertion: Assertion, proof: Proof, findings: Findings): void {
  const { keyword, ...reader } = writtenOf(spot.reader, assertion);
  const written = spot.sender.flatMap((node) =>
    node.assertions.flatMap((own) => (own.kind === assertion.kind ? [writtenOf(node, own)] : [])),
  );
  const [first] = written;
  findings.add({ ...biteAt(spot, { kind: 'names' }), keyword, reader, sender: first ?? {} }, proof);
}
