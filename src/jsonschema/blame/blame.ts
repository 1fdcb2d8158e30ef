import { biteAt, Findings, type Proof, type Refutation, type Spot, type Suspect } from './findings.ts';
import type { Inquiry } from '../proof/inquiry.ts';
import { nodesForName } from '../evaluate/evaluate.ts';
import type { Doubt } from '../proof/goal.ts';
import { dereference } from '../schema/equivalence.ts';
import { canonicalJson, isJsonArray, type Json } from '../values/json.ts';
import { ownValue, placeIn, propertiesPlace, writtenOf, type Written } from '../schema/keyword.ts';
import {
  alone,
  branchOf,
  conjuncts,
  itemAt,
  itemsFrom,
  mappedName,
  namedProperty,
  patternProperty,
  thenOf,
  elseOf,
  type Wrap,
} from './skeleton.ts';
import { accuseKeyword, counterpart, isShared, peers } from './keywords.ts';
import { walkInner } from './inner.ts';
import { blameUnevaluated, objectsAt } from './unevaluated.ts';
import { ANY_KIND, childNodes, type Assertion, type SchemaNode } from '../schema/schema-node.ts';
import type { Break, InstancePath } from '../types.ts';

const MAX_DEPTH = 60;

/** What refutes an inclusion. */
export interface Blame {
  readonly breaks: readonly Break[];
  readonly doubts: readonly Doubt[];
}

/**
 * Splits a refuted inclusion into its causes: walks the reader's schema aligned with the sender's, and asks at each place that differs whether the reader's
 * schema reduced to that one keyword rejects something. Each break has its own confirmed counterexample; where no keyword alone is to blame, the smallest enclosing one is.
 */
export function blame(inquiry: Inquiry, refutation: Refutation): Blame {
  const findings = new Findings(inquiry, refutation);
  const root: Spot = {
    sender: conjuncts([inquiry.sender]),
    reader: inquiry.reader,
    path: [],
    conditional: false,
    optional: false,
    wrap: (inner) => inner,
    above: [],
  };
  walk(root, findings);
  const whole = findings.hits === 0 ? findings.whole() : null;
  if (whole !== null) blameWhole(narrowest(root, findings), findings, whole);
  return { breaks: sorted(withoutSwallowed(findings.breaks)), doubts: findings.doubts };
}

/** Stable order: by path, then keyword, then place. */
function sorted(breaks: readonly Break[]): Break[] {
  const key = (found: Break): string => JSON.stringify([found.path, found.keyword, found.base ?? null, found.head ?? null]);
  const byKey = new Map(breaks.map((found) => [key(found), found]));
  return [...byKey].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}

/**
 * A blamed type swallows other keywords of its schema where no kind is left that both sides allow; `required` is not one of them, since it stands in the
 * schema of the object around.
 */
function withoutSwallowed(breaks: readonly Break[]): Break[] {
  const typed = new Set(breaks.filter(isOtherKind).map((found) => JSON.stringify(found.path)));
  return breaks.filter(({ keyword, path }) => keyword === 'type' || keyword === 'required' || !typed.has(JSON.stringify(path)));
}

/** Whether a type has no kind in common with the one before. */
function isOtherKind({ keyword, before, after }: Break): boolean {
  if (keyword !== 'type' || before === undefined || after === undefined) return keyword === 'type';
  const kinds = (value: Json): ReadonlySet<Json> => {
    const listed: readonly Json[] = isJsonArray(value) ? value : [value];
    return new Set(listed.map((kind) => (kind === 'integer' ? 'number' : kind)));
  };
  const was = kinds(before);
  return [...kinds(after)].every((kind) => !was.has(kind));
}

/** What of a schema, references and allOf taken apart, the sender's does not have. */
function differences(spot: Spot, findings: Findings): readonly { readonly node: SchemaNode; readonly assertion: Assertion }[] {
  return conjuncts([spot.reader]).flatMap((node) =>
    node.assertions
      .filter(
        (assertion) => assertion.kind !== 'ref' && assertion.kind !== 'allOf' && !isShared({ ...spot, reader: node }, assertion, findings),
      )
      .map((assertion) => ({ node, assertion })),
  );
}

/** The innermost spot that holds all differences: the way down through properties as long as one alone differs. */
function narrowest(spot: Spot, findings: Findings): Spot {
  const [only, ...more] = differences(spot, findings);
  if (only?.assertion.kind !== 'properties' || more.length > 0 || spot.path.length > MAX_DEPTH) return spot;
  const lists = propertiesOf(spot.sender);
  const own = only.assertion;
  const [changed, ...others] = [...own.named].filter(
    ([name, node]) => !lists.some((list) => nodesForName(list.own, name).some((other) => findings.sameClass(other, node))),
  );
  const isGone = lists.some((list) => [...list.own.named.keys()].some((name) => !isListed(own, name)));
  if (changed === undefined || others.length > 0 || isGone) return spot;
  const [name, reader] = changed;
  const sender = conjuncts(lists.flatMap((list) => nodesForName(list.own, name)));
  if (sender.length === 0) return spot;
  return narrowest({ ...spot, ...biteAt(spot, { kind: 'property', name }), sender, reader }, findings);
}

/** The one name of a counterexample that only the sender's `properties` lists; null where there is none, or more. */
function onlyName(
  root: Spot,
  { counterexample }: Proof,
): { readonly name: string; readonly child: SchemaNode; readonly owner: SchemaNode } | null {
  const mine = propertiesOf(conjuncts([root.reader]));
  const objects = objectsAt(counterexample, root.path);
  const [first, ...more] = propertiesOf(root.sender)
    .flatMap(({ own }) => [...own.named])
    .filter(([name]) => objects.some((object) => Object.hasOwn(object, name)) && !mine.some(({ own }) => isListed(own, name)));
  const [owner] = mine;
  return first === undefined || owner === undefined || more.length > 0 ? null : { name: first[0], child: first[1], owner: owner.node };
}

function blameWhole(root: Spot, findings: Findings, proof: Proof): void {
  const gone = onlyName(root, proof);
  if (gone !== null) {
    const sender = { place: gone.child.place, value: gone.child.raw };
    const bite = { ...biteAt(root, { kind: 'property', name: gone.name }), optional: true };
    return findings.add({ ...bite, keyword: 'properties', reader: { place: propertiesPlace(gone.owner) }, sender }, proof);
  }
  const [cause] = differences(root, findings);
  const reader = cause === undefined ? { place: root.reader.place } : writtenOf(cause.node, cause.assertion);
  const keyword = cause === undefined ? '$ref' : writtenOf(cause.node, cause.assertion).keyword;
  const sender = cause === undefined ? { place: root.sender[0]?.place } : counterpart(root, cause.assertion);
  findings.add({ ...biteAt(root), keyword, reader, sender: sender.place === undefined ? {} : { ...sender, place: sender.place } }, proof);
}

type Condition = Extract<Assertion, { kind: 'if' }>;

/** The sender's condition that this one was: with the same consequences, else at the same pointer below the location. */
function formerCondition(spot: Spot, assertion: Condition, findings: Findings): Partial<Written> {
  const all = spot.sender.flatMap((node) => node.assertions.flatMap((own) => (own.kind === 'if' ? [{ node, own }] : [])));
  const same = (one: SchemaNode | null, other: SchemaNode | null): boolean =>
    one === other || (one !== null && other !== null && findings.sameClass(one, other));
  const below = (node: SchemaNode, root: SchemaNode | undefined): string => node.place.pointer.slice(root?.place.pointer.length ?? 0);
  const pointer = below(spot.reader, spot.above[0]);
  const isAlike = (one: Condition, other: Condition): boolean => same(one.then, other.then) && same(one.else, other.else);
  const mine = conjuncts(spot.above).flatMap((node) =>
    node.assertions.flatMap((own) => (own.kind === 'if' && own !== assertion ? [own] : [])),
  );
  const former =
    all.find(({ own }) => isAlike(own, assertion)) ??
    all.find(({ node, own }) => below(node, findings.inquiry.sender) === pointer && !mine.some((other) => isAlike(other, own)));
  return former === undefined ? {} : writtenOf(former.node, former.own);
}

function walk(spot: Spot, findings: Findings): void {
  const { reader, sender } = spot;
  if (spot.above.length > MAX_DEPTH || spot.above.includes(reader) || findings.isFull) return;
  if (sender.some((node) => findings.sameClass(node, reader)) || !findings.visit(reader, spot.path.length)) return;
  const here = { ...spot, above: [...spot.above, reader] };
  const type = reader.assertions.find((assertion) => assertion.kind === 'type');
  const retyped = type !== undefined && !isShared(here, type, findings) && accuseKeyword(here, type, findings) ? type : null;
  if (retyped !== null && !isStillOneKind(here, retyped)) return;
  for (const assertion of reader.assertions) {
    if (assertion.kind !== 'type' && assertion.kind !== 'outside' && !isShared(here, assertion, findings)) {
      if (assertion.kind === 'enum' && retyped !== null) accuseOfKind(here, assertion, retyped, findings);
      else walkAssertion(here, assertion, findings);
    } else if (assertion.kind === 'unevaluatedProperties') blameUnevaluated(here, assertion, findings);
  }
}

/** Whether some kind is possible on both sides: then what is said of it may be to blame too. */
function isStillOneKind(spot: Spot, type: Extract<Assertion, { kind: 'type' }>): boolean {
  const masks = spot.sender.flatMap((node) => node.assertions).map((assertion) => (assertion.kind === 'type' ? assertion.mask : type.mask));
  return masks.reduce((shared, mask) => shared & mask, type.mask) !== 0;
}

/** Blames a list of values for what it refuses of the kinds that the type beside it takes: the others are the type's to refuse. */
function accuseOfKind(
  spot: Spot,
  values: Extract<Assertion, { kind: 'enum' }>,
  type: Extract<Assertion, { kind: 'type' }>,
  findings: Findings,
): void {
  const { keyword, ...reader } = writtenOf(spot.reader, values);
  const others = alone(spot.reader, { kind: 'type', mask: ANY_KIND & ~type.mask });
  const reduced = alone(spot.reader, { kind: 'anyOf', nodes: [others, alone(spot.reader, values)] });
  findings.accuse({ ...biteAt(spot), keyword, reader, sender: counterpart(spot, values) }, spot.wrap(reduced));
}

function walkAssertion(spot: Spot, assertion: Assertion, findings: Findings): void {
  switch (assertion.kind) {
    case 'required':
      return walkRequired(spot, assertion, findings);
    case 'properties':
      return walkProperties(spot, assertion, findings);
    case 'items':
      return walkItems(spot, assertion, findings);
    case 'allOf':
      for (const node of assertion.nodes) walk({ ...spot, reader: node }, findings);
      return;
    case 'ref':
      return walkReference(spot, assertion, findings);
    case 'if':
      return walkCondition(spot, assertion, findings);
    case 'anyOf':
    case 'oneOf':
      return walkBranches(spot, assertion, findings);
    case 'propertyNames':
    case 'contains':
      return walkInner(spot, assertion, findings);
    case 'unevaluatedProperties':
      return blameUnevaluated(spot, assertion, findings);
    default:
      accuseKeyword(spot, assertion, findings);
  }
}

/** The names that one of some schemas requires. */
function requiredNames(nodes: readonly SchemaNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => node.assertions.flatMap((own) => (own.kind === 'required' ? own.names : []))));
}

function walkRequired(spot: Spot, assertion: Extract<Assertion, { kind: 'required' }>, findings: Findings): void {
  const known = requiredNames(spot.sender);
  const written = ownValue(spot.reader, 'required');
  const entries: readonly Json[] = Array.isArray(written) ? written : [];
  const { place, value } = counterpart(spot, assertion);
  for (const name of assertion.names) {
    if (known.has(name)) continue;
    const reduced = spot.wrap(alone(spot.reader, { kind: 'required', names: [name] }));
    const reader = { place: placeIn(spot.reader, 'required', entries.indexOf(name)), value: written };
    const sender = place === undefined ? {} : { place, value };
    findings.accuse({ ...biteAt(spot, { kind: 'property', name }), keyword: 'required', reader, sender }, reduced);
  }
}

type Properties = Extract<Assertion, { kind: 'properties' }>;

function propertiesOf(nodes: readonly SchemaNode[]): readonly { readonly node: SchemaNode; readonly own: Properties }[] {
  return nodes.flatMap((node) => node.assertions.flatMap((own) => (own.kind === 'properties' ? [{ node, own }] : [])));
}

/** Whether a name has a schema of its own, not the one for all the rest. */
function isListed(own: Properties, name: string): boolean {
  return own.named.has(name) || own.patterns.some((pattern) => pattern.regex.test(name) === true);
}

function walkProperties(spot: Spot, assertion: Properties, findings: Findings): void {
  const lists = propertiesOf(spot.sender);
  const required = requiredNames([spot.reader, ...spot.sender]);
  for (const [name, node] of assertion.named) {
    const sender = conjuncts(lists.flatMap(({ own }) => nodesForName(own, name)));
    const wrap: Wrap = (inner) => spot.wrap(namedProperty(spot.reader, name, inner));
    const bite = { ...biteAt(spot, { kind: 'property', name }), optional: !required.has(name) };
    if (lists.some(({ own }) => isListed(own, name))) walk({ ...spot, ...bite, sender, reader: node, wrap }, findings);
    else accuseAdded(spot, name, node, wrap, findings);
  }
  for (const { source, regex, node } of assertion.patterns) {
    const sender = conjuncts(
      lists.flatMap(({ own }) => own.patterns.filter((pattern) => pattern.source === source).map((pattern) => pattern.node)),
    );
    const wrap: Wrap = (inner) => spot.wrap(patternProperty(spot.reader, { source, regex, node: inner }));
    const bite = { ...biteAt(spot, { kind: 'names', pattern: source }), optional: true };
    if (sender.length > 0) walk({ ...spot, ...bite, sender, reader: node, wrap }, findings);
    else findings.accuse({ ...bite, keyword: 'patternProperties', reader: { place: node.place, value: node.raw }, sender: {} }, wrap(node));
  }
  if (assertion.rest === null) return;
  const inPlace = lists.filter(({ node }) => node.place.pointer === spot.reader.place.pointer);
  // What another schema of the location names was never named here: if it is rejected now, that is not for a name that is gone.
  const removed = new Map((inPlace.length > 0 ? inPlace : lists).flatMap(({ own }) => [...own.named]));
  for (const [name, child] of removed) if (!assertion.named.has(name)) accuseRemoved(spot, assertion, name, child, findings);
  walkRest(spot, assertion, assertion.rest, [...removed.keys()], findings);
}

function accuseAdded(spot: Spot, name: string, node: SchemaNode, wrap: Wrap, findings: Findings): void {
  const list = propertiesOf(peers(spot)).find(({ node: owner }) => ownValue(owner, 'properties') !== undefined);
  const sender = list === undefined ? {} : { place: propertiesPlace(list.node) };
  const reader = { place: node.place, value: node.raw };
  findings.accuse({ ...biteAt(spot, { kind: 'property', name }), keyword: 'properties', reader, sender }, wrap(node));
}

function accuseRemoved(spot: Spot, assertion: Properties, name: string, child: SchemaNode, findings: Findings): void {
  const reader = { place: propertiesPlace(spot.reader) };
  const sender = { place: child.place, value: child.raw };
  const suspect = { ...biteAt(spot, { kind: 'property', name }), keyword: 'properties', reader, sender };
  for (const node of nodesForName(assertion, name)) {
    const reduced = spot.wrap(namedProperty(spot.reader, name, node));
    if (findings.accuse(suspect, reduced)) return;
  }
}

/** `additionalProperties`: names that neither side's `properties` mention. */
function walkRest(spot: Spot, assertion: Properties, rest: SchemaNode, removed: readonly string[], findings: Findings): void {
  const names = [...assertion.named.keys(), ...removed];
  const wrap: Wrap = (inner) => spot.wrap(mappedName(spot.reader, names, assertion.patterns, inner));
  const bite = { ...biteAt(spot, { kind: 'names' }), optional: true };
  const senders = propertiesOf(spot.sender).flatMap(({ own }) => (own.rest === null ? [] : [own.rest]));
  const bothSchemas = rest.raw !== false && senders.some((node) => node.assertions.length > 0);
  if (bothSchemas) return walk({ ...spot, ...bite, sender: conjuncts(senders), reader: rest, wrap }, findings);
  const patterns = propertiesOf(spot.sender).flatMap(({ own }) => own.patterns);
  const changed = !senders.some((node) => findings.sameClass(node, rest));
  const removedPattern = patterns.find(({ source }) => !assertion.patterns.some((own) => own.source === source));
  const reader = { place: rest.place, value: rest.raw };
  const sender = senders[0] === undefined ? {} : { place: senders[0].place, value: senders[0].raw };
  if (changed) findings.accuse({ ...bite, keyword: 'additionalProperties', reader, sender }, wrap(rest));
  else if (removedPattern !== undefined) {
    const suspect = {
      ...biteAt(spot, { kind: 'names', pattern: removedPattern.source }),
      keyword: 'patternProperties',
      reader: { place: propertiesPlace(spot.reader) },
      sender: { place: removedPattern.node.place, value: removedPattern.node.raw },
    };
    findings.accuse(suspect, wrap(rest));
  }
}

function walkItems(spot: Spot, assertion: Extract<Assertion, { kind: 'items' }>, findings: Findings): void {
  const lists = spot.sender.flatMap((node) => node.assertions.filter((own) => own.kind === 'items'));
  const visit = (node: SchemaNode, sender: readonly SchemaNode[], path: InstancePath, wrap: Wrap): void => {
    if (sender.length > 0) return walk({ ...spot, sender: conjuncts(sender), reader: node, path, wrap }, findings);
    findings.accuse({ ...biteAt(spot), keyword: 'items', reader: { place: node.place, value: node.raw }, sender: {} }, wrap(node));
  };
  for (const [index, node] of assertion.prefix.entries()) {
    const sender = lists.flatMap((list) => list.prefix[index] ?? (index < list.prefix.length ? [] : (list.rest ?? [])));
    visit(node, sender, [...spot.path, { kind: 'items', index }], (inner) => spot.wrap(itemAt(spot.reader, index, inner)));
  }
  if (assertion.rest === null) return;
  const sender = lists.flatMap((list) => list.rest ?? []);
  const from = assertion.prefix.length;
  visit(assertion.rest, sender, [...spot.path, { kind: 'items' }], (inner) => spot.wrap(itemsFrom(spot.reader, from, inner)));
}

function walkReference(spot: Spot, assertion: Extract<Assertion, { kind: 'ref' }>, findings: Findings): void {
  const written = writtenOf(spot.reader, assertion);
  const { place, value } = counterpart(spot, assertion);
  const isElsewhere = typeof value === 'string' && typeof written.value === 'string' && value !== written.value;
  if (!isElsewhere) return walk({ ...spot, reader: assertion.node }, findings);
  const { keyword, ...reader } = written;
  const sender = place === undefined ? {} : { place, value };
  findings.accuse({ ...biteAt(spot), keyword, reader, sender }, spot.wrap(assertion.node));
}

function walkCondition(spot: Spot, assertion: Condition, findings: Findings): void {
  const same = spot.sender.flatMap((node) =>
    node.assertions.flatMap((own) => (own.kind === 'if' && findings.sameClass(own.condition, assertion.condition) ? [own] : [])),
  );
  if (same.length === 0) {
    const { keyword, ...reader } = writtenOf(spot.reader, assertion);
    const sender = formerCondition(spot, assertion, findings);
    findings.accuse({ ...biteAt(spot), conditional: true, keyword, reader, sender }, spot.wrap(alone(spot.reader, assertion)));
    return;
  }
  for (const [branch, wrapper] of [
    ['then', thenOf],
    ['else', elseOf],
  ] as const) {
    const reader = assertion[branch];
    if (reader === null) continue;
    const sender = conjuncts([...same.flatMap((own) => own[branch] ?? []), ...spot.sender]);
    walk(
      { ...spot, sender, reader, conditional: true, wrap: (inner) => spot.wrap(wrapper(spot.reader, assertion.condition, inner)) },
      findings,
    );
  }
}

/** A union: the one branch that was edited, or a branch that is gone, or the union as a whole. */
function walkBranches(spot: Spot, assertion: Extract<Assertion, { kind: 'anyOf' | 'oneOf' | 'allOf' }>, findings: Findings): void {
  const unions = spot.sender.flatMap((node) => node.assertions.filter((own) => own.kind === 'anyOf' || own.kind === 'oneOf'));
  const senders = unions.flatMap(childNodes);
  const gone = senders.filter((node) => !assertion.nodes.some((own) => findings.sameClass(own, node)));
  const edited = assertion.nodes.filter((node) => !senders.some((own) => findings.sameClass(own, node)));
  const { hits } = findings;
  if (senders.length === assertion.nodes.length) {
    for (const reader of edited) {
      const counterparts = gone.length === 1 ? gone : gone.filter((node) => senders.indexOf(node) === assertion.nodes.indexOf(reader));
      if (counterparts.length !== 1) continue;
      const others = assertion.nodes.filter((node) => node !== reader);
      const sender = conjuncts([...counterparts, ...spot.sender]);
      walk({ ...spot, sender, reader, conditional: true, wrap: (inner) => spot.wrap(branchOf(spot.reader, others, inner)) }, findings);
    }
  }
  if (findings.hits > hits) return;
  const { keyword, ...reader } = writtenOf(spot.reader, assertion);
  const union = { reader, sender: counterpart(spot, assertion) };
  const suspect = { ...biteAt(spot), keyword, ...(onlyBranch(edited, gone, union) ?? union) };
  findings.accuse(suspect, spot.wrap(alone(spot.reader, assertion)));
}

type Sides = Pick<Suspect, 'reader' | 'sender'>;

/** The one branch that was edited, added or removed, beside the place of the union where the other side has none; null where there are more. */
function onlyBranch(edited: readonly SchemaNode[], gone: readonly SchemaNode[], union: Sides): Sides | null {
  const [now, was] = [edited[0], gone[0]];
  const place = (side: Sides['reader']): Sides['reader'] => (side.place === undefined ? {} : { place: side.place });
  const branch = (node: SchemaNode): Sides['reader'] => ({ place: node.place, value: node.raw });
  if (edited.length > 1 || gone.length > 1) return null;
  if (now === undefined) return was === undefined ? null : { reader: place(union.reader), sender: branch(was) };
  if (was === undefined) return { reader: branch(now), sender: place(union.sender) };
  // A reference that did not change itself says nothing: what it refers to did.
  const isSameText = canonicalJson(now.raw) === canonicalJson(was.raw);
  return isSameText ? { reader: branch(dereference(now)), sender: branch(dereference(was)) } : { reader: branch(now), sender: branch(was) };
}
