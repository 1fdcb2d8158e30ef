import { isMember, kindOf } from '../evaluate/evaluate.ts';
import { dereference } from '../schema/equivalence.ts';
import { ANY_KIND, KIND, type Assertion, type SchemaNode } from '../schema/schema-node.ts';
import { isJsonArray, isJsonObject, type Json } from '../values/json.ts';
import type { Branch } from './branch.ts';
import { becauseOf, type Alternative, type Fact, type Literal, type Term } from './goal.ts';
import { domainOf } from './negation.ts';

/** How many names of a failing `properties` are looked at to rule it out. */
const MAX_NAMES_LOOKED_AT = 16;
/** How many unions within each other, and of how many variants, are looked through for one that suits the properties known. */
const MAX_UNIONS = 2;
const MAX_VARIANTS = 32;

/**
 * Whether an alternative is not ruled out at first sight: without a search, by kinds, by values where they are few, and by schemas of which the
 * contrary is known. What a no rests on is added to the branch's `rests`.
 */
export function isPossible(branch: Branch, alternative: Alternative): boolean {
  return alternative.every((term) => isTermPossible(branch, term));
}

function isTermPossible(branch: Branch, term: Term): boolean {
  switch (term.kind) {
    case 'literal':
      return isLiteralPossible(branch, term.literal);
    case 'fact':
      return isFactPossible(branch, term.fact);
    case 'kinds':
      return admits(branch, term.mask);
    case 'present':
      return isAllowed(branch, term.name) && admits(branch, KIND.object);
    case 'absent':
      return !branch.present.has(term.name) || no(branch, branch.present.get(term.name));
    case 'property':
      return isPropertyPossible(branch, term.name, term.literal) && isAllowed(branch, term.name) && admits(branch, KIND.object);
    case 'item':
    case 'someItems':
    case 'duplicate':
      return admits(branch, KIND.array);
    case 'someProperty':
      return admits(branch, KIND.object);
  }
}

/** Whether an alternative says nothing new. */
export function isEntailed(branch: Branch, alternative: Alternative): boolean {
  return alternative.every((term) => {
    switch (term.kind) {
      case 'literal':
        return branch.statusOf(term.literal.node, term.literal.side) === term.literal.holds || branch.rulesOut(contrary(term.literal));
      case 'kinds':
        return (branch.kinds & ~term.mask) === 0;
      case 'present':
        return branch.present.has(term.name);
      case 'absent':
        return isMissing(branch, term.name);
      case 'property':
        return (
          branch.present.has(term.name) && (isMetByAll(term.literal) || !isPropertyPossible(branch, term.name, contrary(term.literal)))
        );
      case 'someProperty': {
        const { selects, literal, badName, side } = term.some;
        if (badName !== null || (literal !== null && !isMetByAll(literal))) return false;
        return [...branch.present.keys()].some((name) => selects(name) && (side === 'sender' || branch.isSeen(name)));
      }
      case 'fact':
        return isFactEntailed(branch, term.fact);
      default:
        return false;
    }
  });
}

/** Whether a property cannot be there, seen at once: a closed object has no others than its own. */
function isMissing(branch: Branch, name: string): boolean {
  return branch.absent.has(name) || (!branch.present.has(name) && !isPropertyPossible(branch, name, null));
}

function isFactEntailed(branch: Branch, { assertion, holds, side }: Fact): boolean {
  if (assertion.kind === 'type') return (branch.kinds & (holds ? ~assertion.mask : assertion.mask)) === 0;
  if (assertion.kind === 'required')
    return !holds && branch.kinds === KIND.object && assertion.names.some((name) => isMissing(branch, name));
  if (assertion.kind !== 'limit') return false;
  const { keyword, limit } = assertion;
  const isLower = keyword.startsWith('min') === holds;
  return branch.facts.some(
    ({ assertion: known, holds: held, side: whose }) =>
      known.kind === 'limit' &&
      known.keyword === keyword &&
      held === holds &&
      whose === side &&
      (isLower ? known.limit >= limit : known.limit <= limit),
  );
}

function contrary(literal: Literal): Literal {
  return { ...literal, holds: !literal.holds };
}

/** Whether every value meets a demand, seen at once: it holds of anything, or `false` fails. */
function isMetByAll({ node, holds }: Literal): boolean {
  const { assertions } = node;
  return holds ? assertions.length === 0 : assertions.length === 1 && assertions[0]?.kind === 'false';
}

/** The answer no, with what it rests on. */
function no(branch: Branch, because: bigint | undefined): false {
  branch.rests |= because ?? 0n;
  return false;
}

function admits(branch: Branch, mask: number): boolean {
  return (branch.kinds & mask) !== 0 || no(branch, branch.kindsBecause);
}

function isAllowed(branch: Branch, name: string): boolean {
  return !branch.absent.has(name) || no(branch, branch.absent.get(name));
}

/** Whether it is not ruled out at first sight that a schema holds, or that it fails. */
export function isLiteralPossible(branch: Branch, literal: Literal): boolean {
  if (branch.isContradicted(literal)) return false;
  if (!literal.holds) return literal.node.assertions.length > 0;
  return admits(branch, branch.context.summaries.of(literal.node).kinds) && suitsProperties(branch, literal);
}

/** Whether what a schema demands of properties that are there for sure is not ruled out at first sight: this tells variants apart early. */
function suitsProperties(branch: Branch, { node, side }: Literal): boolean {
  if (branch.kinds !== KIND.object) return true;
  return suits(branch, node, side, 0) || no(branch, branch.kindsBecause);
}

function suits(branch: Branch, node: SchemaNode, side: Fact['side'], depth: number): boolean {
  return dereference(node).assertions.every((assertion) => {
    switch (assertion.kind) {
      case 'required':
        return assertion.names.every((name) => isAllowed(branch, name));
      case 'properties':
        return suitsNamed(branch, assertion, side);
      case 'anyOf':
      case 'oneOf':
        return depth >= MAX_UNIONS || assertion.nodes.length > MAX_VARIANTS || suitsAny(branch, assertion.nodes, side, depth + 1);
      default:
        return true;
    }
  });
}

/** Whether one of some variants suits; that the others do not is nothing that this rests on. */
function suitsAny(branch: Branch, nodes: readonly SchemaNode[], side: Fact['side'], depth: number): boolean {
  const { rests } = branch;
  if (!nodes.some((node) => suits(branch, node, side, depth))) return false;
  branch.rests = rests;
  return true;
}

function suitsNamed(branch: Branch, { named }: Extract<Assertion, { kind: 'properties' }>, side: Fact['side']): boolean {
  for (const [name, because] of branch.present) {
    const child = named.get(name);
    if (child === undefined || (side === 'reader' && !branch.isSeen(name))) continue;
    if (!isPropertyPossible(branch, name, { node: child, holds: true, side })) return no(branch, because);
  }
  return true;
}

function isFactPossible(branch: Branch, { assertion, holds, side }: Fact): boolean {
  if (assertion.kind === 'type') return admits(branch, holds ? assertion.mask : ANY_KIND & ~assertion.mask);
  if (assertion.kind === 'false') return !holds;
  if (assertion.kind === 'enum') {
    const possible =
      branch.values === null || side === 'reader' || branch.values.some((value) => isMember(value, assertion.values) === holds);
    return possible || no(branch, branch.kindsBecause);
  }
  if (assertion.kind === 'ref') return isLiteralPossible(branch, { node: assertion.node, holds, side });
  if (assertion.kind === 'not') return isLiteralPossible(branch, { node: assertion.node, holds: !holds, side });
  if (!holds && assertion.kind === 'anyOf') return assertion.nodes.every((node) => isLiteralPossible(branch, { node, holds, side }));
  if (assertion.kind === 'limit' && !isCountPossible(branch, assertion, holds, side)) return false;
  if (holds) return true;
  if (!admits(branch, domainOf(assertion))) return false;
  if (assertion.kind === 'required')
    return assertion.names.some((name) => !branch.present.has(name) || no(branch, branch.present.get(name)));
  if (
    assertion.kind !== 'properties' ||
    assertion.rest !== null ||
    assertion.patterns.length > 0 ||
    assertion.named.size > MAX_NAMES_LOOKED_AT
  )
    return true;
  return [...assertion.named].some(
    ([name, node]) => isAllowed(branch, name) && isPropertyPossible(branch, name, { node, holds: false, side }),
  );
}

/** Whether the properties that are there for sure are not too many already. */
function isCountPossible(branch: Branch, { keyword, limit }: Assertion & { kind: 'limit' }, holds: boolean, side: Fact['side']): boolean {
  if (branch.kinds !== KIND.object || !keyword.endsWith('Properties') || (keyword === 'minProperties') === holds) return true;
  let [count, because] = [0, branch.kindsBecause];
  for (const [name, present] of branch.present) {
    if (side === 'reader' && !branch.isSeen(name)) continue;
    count += 1;
    because |= present;
  }
  return count <= (holds ? limit : limit - 1) || no(branch, because);
}

/** Whether the demands on a property's value, with one more, are not ruled out at first sight. */
export function isPropertyPossible(branch: Branch, name: string, literal: Literal | null): boolean {
  if (literal?.side === 'reader' && !branch.isSeen(name)) return false;
  const known = branch.demandsOn(name);
  branch.context.spend(known.length >> 3);
  if (literal !== null) {
    const opposite = known.find((demand) => demand.holds !== literal.holds && areOpposite(branch, demand, literal));
    if (opposite !== undefined) return no(branch, opposite.because);
  }
  return areCompatible(branch, literal === null ? known : [literal, ...known]) || no(branch, becauseOf(known));
}

function areCompatible(branch: Branch, demands: readonly Literal[]): boolean {
  let kinds = ANY_KIND;
  let values: readonly Json[] | null = null;
  for (const demand of demands) {
    if (demand.holds) {
      const summary = branch.context.summaries.of(demand.node);
      kinds &= summary.kinds;
      if (summary.values !== null && !isBlind(demand, summary.values)) values = common(values, summary.values);
    } else if (demand.node.assertions.length === 0) return false;
    else kinds &= ~onlyType(demand.node);
  }
  if (kinds === 0) return false;
  if (values === null) return true;
  const barred = demands.filter((demand) => !demand.holds).map((demand) => onlyValues(demand.node));
  return values.some((value) => (kindOf(value) & kinds) !== 0 && isScalarOrFree(value, barred));
}

function areOpposite(branch: Branch, one: Literal, other: Literal): boolean {
  const { classes, summaries, reader } = branch.context;
  if (classes.classOf(one.node) !== classes.classOf(other.node)) return false;
  if (one.side === other.side || reader === null) return true;
  return (summaries.of(one.node).kinds & (KIND.object | KIND.array)) === 0;
}

/** The values that are in both; all of the second where there is no first. */
function common(one: readonly Json[] | null, other: readonly Json[]): readonly Json[] {
  return one === null ? other : one.filter((value) => isMember(value, other));
}

/** Whether a demand of the reader names values that it compares only after it dropped names. */
function isBlind(literal: Literal, values: readonly Json[]): boolean {
  return literal.side === 'reader' && values.some((value) => typeof value === 'object' && value !== null);
}

/** The kinds that a schema admits where it says nothing else; none where it says more. */
function onlyType(node: SchemaNode): number {
  const [only] = node.assertions;
  return only?.kind === 'type' && node.assertions.length === 1 ? only.mask : 0;
}

/** The values that a schema admits where it says nothing else. */
function onlyValues(node: SchemaNode): readonly Json[] {
  const [only] = node.assertions;
  return only?.kind === 'enum' && node.assertions.length === 1 ? only.values : [];
}

/** Whether a value is none of those barred, as far as scalars go. */
function isScalarOrFree(value: Json, barred: readonly (readonly Json[])[]): boolean {
  return isJsonObject(value) || isJsonArray(value) || !barred.some((values) => isMember(value, values));
}
