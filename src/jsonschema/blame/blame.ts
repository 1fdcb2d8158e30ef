import { Findings, MAX_BREAKS, type Refutation, type Spot, type Suspect } from './findings.ts';
import type { Inquiry } from '../proof/inquiry.ts';
import { nodesForName } from '../evaluate/evaluate.ts';
import type { Doubt } from '../proof/goal.ts';
import type { Json } from '../values/json.ts';
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
import { blameUnevaluated } from './unevaluated.ts';
import { childNodes, KIND, type Assertion, type SchemaNode } from '../schema/schema-node.ts';
import type { Break, InstancePath } from '../types.ts';

const MAX_DEPTH = 60;

/**
 * Splits a refuted inclusion into its causes: walks the reader's schema aligned with the sender's, and asks at each place that differs whether the reader's
 * schema reduced to that one keyword rejects something. Each break has its own confirmed counterexample; where no keyword alone is to blame, the smallest enclosing one is.
 */
export function blame(inquiry: Inquiry, refutation: Refutation): { readonly breaks: readonly Break[]; readonly doubts: readonly Doubt[] } {
  const findings = new Findings(inquiry, refutation);
  const root: Spot = {
    sender: conjuncts([inquiry.sender]),
    reader: inquiry.reader,
    path: [],
    conditional: false,
    wrap: (inner) => inner,
    above: [],
  };
  walk(root, findings);
  if (findings.breaks.length === 0) blameWhole(root, findings, refutation.counterexample);
  return { breaks: sorted(withoutSwallowed(findings.breaks)), doubts: findings.doubts };
}

/** Stable order: by path, then keyword, then place. */
function sorted(breaks: readonly Break[]): Break[] {
  const key = (found: Break): string => JSON.stringify([found.path, found.keyword, found.base ?? null, found.head ?? null]);
  const byKey = new Map(breaks.map((found) => [key(found), found]));
  return [...byKey].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}

function withoutSwallowed(breaks: readonly Break[]): Break[] {
  const typed = new Set(breaks.filter((found) => found.keyword === 'type').map((found) => JSON.stringify(found.path)));
  return breaks.filter((found) => found.keyword === 'type' || !typed.has(JSON.stringify(found.path)));
}

function blameWhole(root: Spot, findings: Findings, counterexample: Json): void {
  const different = conjuncts([root.reader]).flatMap((node) =>
    node.assertions.filter((assertion) => !isShared(root, assertion, findings)).map((assertion) => ({ node, assertion })),
  );
  const [cause] = [...different.filter(({ assertion }) => assertion.kind !== 'ref' && assertion.kind !== 'allOf'), ...different];
  const reader = cause === undefined ? { place: root.reader.place } : writtenOf(cause.node, cause.assertion);
  const keyword = cause === undefined ? '$ref' : writtenOf(cause.node, cause.assertion).keyword;
  const sender = cause === undefined ? { place: root.sender[0]?.place } : counterpart(root, cause.assertion);
  findings.add(
    { keyword, path: [], conditional: false, reader, sender: sender.place === undefined ? {} : { ...sender, place: sender.place } },
    counterexample,
  );
}

/** The same keyword in the sender's schemas. */
function counterpart(spot: Spot, assertion: Assertion): Partial<Written> {
  for (const node of spot.sender) {
    const same = node.assertions.find((own) => isSameKeyword(own, assertion));
    if (same !== undefined) return writtenOf(node, same);
  }
  return {};
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

function isSameKeyword(one: Assertion, other: Assertion): boolean {
  if (one.kind !== other.kind) return false;
  return one.kind !== 'limit' || other.kind !== 'limit' || one.keyword === other.keyword;
}

function isShared(spot: Spot, assertion: Assertion, findings: Findings): boolean {
  const self = alone(spot.reader, assertion);
  return spot.sender.some((node) =>
    node.assertions.some((own) => own.kind === assertion.kind && findings.sameClass(alone(node, own), self)),
  );
}

function walk(spot: Spot, findings: Findings): void {
  const { reader, sender } = spot;
  if (spot.above.length > MAX_DEPTH || spot.above.includes(reader) || findings.breaks.length >= MAX_BREAKS) return;
  if (sender.some((node) => findings.sameClass(node, reader))) return;
  const here = { ...spot, above: [...spot.above, reader] };
  const type = reader.assertions.find((assertion) => assertion.kind === 'type');
  if (type !== undefined && !isShared(here, type, findings) && accuseKeyword(here, type, findings) && !isStillStructured(here, type))
    return;
  for (const assertion of reader.assertions) {
    if (assertion.kind !== 'type' && assertion.kind !== 'outside' && !isShared(here, assertion, findings))
      walkAssertion(here, assertion, findings);
    else if (assertion.kind === 'unevaluatedProperties') blameUnevaluated(here, assertion, findings);
  }
}

/** Whether objects or arrays are still possible on both sides: then what is inside may be to blame too. */
function isStillStructured(spot: Spot, type: Extract<Assertion, { kind: 'type' }>): boolean {
  const masks = spot.sender.flatMap((node) => node.assertions).map((assertion) => (assertion.kind === 'type' ? assertion.mask : type.mask));
  return masks.every((mask) => (mask & type.mask & (KIND.object | KIND.array)) !== 0) && (type.mask & (KIND.object | KIND.array)) !== 0;
}

function accuseKeyword(spot: Spot, assertion: Assertion, findings: Findings): boolean {
  const { keyword, ...reader } = writtenOf(spot.reader, assertion);
  const suspect: Suspect = { keyword, path: spot.path, conditional: spot.conditional, reader, sender: counterpart(spot, assertion) };
  return findings.accuse(suspect, spot.wrap(alone(spot.reader, assertion)));
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
    case 'unevaluatedProperties':
      return blameUnevaluated(spot, assertion, findings);
    default:
      accuseKeyword(spot, assertion, findings);
  }
}

function walkRequired(spot: Spot, assertion: Extract<Assertion, { kind: 'required' }>, findings: Findings): void {
  const known = new Set(spot.sender.flatMap((node) => node.assertions.flatMap((own) => (own.kind === 'required' ? own.names : []))));
  const written = ownValue(spot.reader, 'required');
  const entries: readonly Json[] = Array.isArray(written) ? written : [];
  const { place, value } = counterpart(spot, assertion);
  for (const name of assertion.names) {
    if (known.has(name)) continue;
    const reduced = spot.wrap(alone(spot.reader, { kind: 'required', names: [name] }));
    const reader = { place: placeIn(spot.reader, 'required', entries.indexOf(name)), value: written };
    const path = [...spot.path, { kind: 'property', name } as const];
    findings.accuse(
      { keyword: 'required', path, conditional: spot.conditional, reader, sender: place === undefined ? {} : { place, value } },
      reduced,
    );
  }
}

type Properties = Extract<Assertion, { kind: 'properties' }>;

function propertiesOf(nodes: readonly SchemaNode[]): readonly { readonly node: SchemaNode; readonly own: Properties }[] {
  return nodes.flatMap((node) => node.assertions.flatMap((own) => (own.kind === 'properties' ? [{ node, own }] : [])));
}

function walkProperties(spot: Spot, assertion: Properties, findings: Findings): void {
  const lists = propertiesOf(spot.sender);
  for (const [name, node] of assertion.named) {
    const sender = conjuncts(lists.flatMap(({ own }) => nodesForName(own, name)));
    const path = [...spot.path, { kind: 'property', name } as const];
    const wrap: Wrap = (inner) => spot.wrap(namedProperty(spot.reader, name, inner));
    if (sender.length > 0) walk({ ...spot, sender, reader: node, path, wrap }, findings);
    else accuseAdded(spot, name, node, wrap, findings);
  }
  for (const { source, regex, node } of assertion.patterns) {
    const sender = conjuncts(
      lists.flatMap(({ own }) => own.patterns.filter((pattern) => pattern.source === source).map((pattern) => pattern.node)),
    );
    const path = [...spot.path, { kind: 'names', pattern: source } as const];
    const wrap: Wrap = (inner) => spot.wrap(patternProperty(spot.reader, { source, regex, node: inner }));
    if (sender.length > 0) walk({ ...spot, sender, reader: node, path, wrap }, findings);
    else {
      const reader = { place: node.place, value: node.raw };
      findings.accuse({ keyword: 'patternProperties', path, conditional: spot.conditional, reader, sender: {} }, wrap(node));
    }
  }
  if (assertion.rest === null) return;
  const removed = new Map(lists.flatMap(({ node, own }) => [...own.named].map(([name, child]) => [name, { node, child }] as const)));
  for (const [name, { child }] of removed) if (!assertion.named.has(name)) accuseRemoved(spot, assertion, name, child, findings);
  walkRest(spot, assertion, assertion.rest, [...removed.keys()], findings);
}

function accuseAdded(spot: Spot, name: string, node: SchemaNode, wrap: Wrap, findings: Findings): void {
  const [list] = propertiesOf(spot.sender);
  const sender = list === undefined ? {} : { place: propertiesPlace(list.node) };
  const path = [...spot.path, { kind: 'property', name } as const];
  findings.accuse(
    { keyword: 'properties', path, conditional: spot.conditional, reader: { place: node.place, value: node.raw }, sender },
    wrap(node),
  );
}

function accuseRemoved(spot: Spot, assertion: Properties, name: string, child: SchemaNode, findings: Findings): void {
  const path = [...spot.path, { kind: 'property', name } as const];
  const reader = { place: propertiesPlace(spot.reader) };
  const sender = { place: child.place, value: child.raw };
  for (const node of nodesForName(assertion, name)) {
    const reduced = spot.wrap(namedProperty(spot.reader, name, node));
    if (findings.accuse({ keyword: 'properties', path, conditional: spot.conditional, reader, sender }, reduced)) return;
  }
}

/** `additionalProperties`: names that neither side's `properties` mention. */
function walkRest(spot: Spot, assertion: Properties, rest: SchemaNode, removed: readonly string[], findings: Findings): void {
  const names = [...assertion.named.keys(), ...removed];
  const wrap: Wrap = (inner) => spot.wrap(mappedName(spot.reader, names, assertion.patterns, inner));
  const path = [...spot.path, { kind: 'names' } as const];
  const senders = propertiesOf(spot.sender).flatMap(({ own }) => (own.rest === null ? [] : [own.rest]));
  const bothSchemas = rest.raw !== false && senders.some((node) => node.assertions.length > 0);
  if (bothSchemas) return walk({ ...spot, sender: conjuncts(senders), reader: rest, path, wrap }, findings);
  const patterns = propertiesOf(spot.sender).flatMap(({ own }) => own.patterns);
  const changed = !senders.some((node) => findings.sameClass(node, rest));
  const removedPattern = patterns.find(({ source }) => !assertion.patterns.some((own) => own.source === source));
  const reader = { place: rest.place, value: rest.raw };
  const sender = senders[0] === undefined ? {} : { place: senders[0].place, value: senders[0].raw };
  if (changed) findings.accuse({ keyword: 'additionalProperties', path, conditional: spot.conditional, reader, sender }, wrap(rest));
  else if (removedPattern !== undefined) {
    const suspect: Suspect = {
      keyword: 'patternProperties',
      path: [...spot.path, { kind: 'names', pattern: removedPattern.source }],
      conditional: spot.conditional,
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
    findings.accuse(
      { keyword: 'items', path: spot.path, conditional: spot.conditional, reader: { place: node.place, value: node.raw }, sender: {} },
      wrap(node),
    );
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
  findings.accuse(
    { keyword, path: spot.path, conditional: spot.conditional, reader, sender: place === undefined ? {} : { place, value } },
    spot.wrap(assertion.node),
  );
}

function walkCondition(spot: Spot, assertion: Condition, findings: Findings): void {
  const same = spot.sender.flatMap((node) =>
    node.assertions.flatMap((own) => (own.kind === 'if' && findings.sameClass(own.condition, assertion.condition) ? [own] : [])),
  );
  if (same.length === 0) {
    const { keyword, ...reader } = writtenOf(spot.reader, assertion);
    const sender = formerCondition(spot, assertion, findings);
    findings.accuse({ keyword, path: spot.path, conditional: true, reader, sender }, spot.wrap(alone(spot.reader, assertion)));
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
  const before = findings.breaks.length;
  if (senders.length === assertion.nodes.length) {
    for (const reader of edited) {
      const counterparts = gone.length === 1 ? gone : gone.filter((node) => senders.indexOf(node) === assertion.nodes.indexOf(reader));
      if (counterparts.length !== 1) continue;
      const others = assertion.nodes.filter((node) => node !== reader);
      const sender = conjuncts([...counterparts, ...spot.sender]);
      walk({ ...spot, sender, reader, conditional: true, wrap: (inner) => spot.wrap(branchOf(spot.reader, others, inner)) }, findings);
    }
  }
  if (findings.breaks.length > before) return;
  const { keyword, ...reader } = writtenOf(spot.reader, assertion);
  const [removed] = gone;
  const isRemoved = gone.length === 1 && edited.length === 0 && removed !== undefined;
  const sender = isRemoved ? { place: removed.place, value: removed.raw } : counterpart(spot, assertion);
  const after = isRemoved ? { place: reader.place } : reader;
  findings.accuse(
    { keyword, path: spot.path, conditional: spot.conditional, reader: after, sender },
    spot.wrap(alone(spot.reader, assertion)),
  );
}
