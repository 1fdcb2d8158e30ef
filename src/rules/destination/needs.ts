import type { Contract, LimitFact, NameFact, Sourced } from '../../destinations/contract.ts';
import { isJsonArray, isJsonObject, type Json } from '../../jsonschema/index.ts';
import { memberOf } from './member.ts';
import { holdsFor, type Delivery } from './receivers.ts';
import { requirementsOf, sourcesOf } from './requirements.ts';

/** Something that a receiver needs of an event, or takes, in words, and where that is written. */
export interface Need extends Sourced {
  readonly what: 'needs' | 'takes' | 'names' | 'limits' | 'personal' | 'beside';
  /** Key of the fact in the contract. */
  readonly id: string;
  readonly text: string;
}

/** All that the contract of a receiver says of an event on its way there: what is checked, and what is only listed. */
export function needsOf(delivery: Delivery): readonly Need[] {
  const { contract } = delivery;
  const holding = <Fact extends Sourced>(facts: Readonly<Record<string, Fact>>): readonly (readonly [string, Fact])[] =>
    Object.entries(facts).filter(([, fact]) => holdsFor(fact, delivery));
  return [
    ...requirementsOf(delivery).flatMap(({ id, requirement }) => {
      const { source, checked, requires } = requirement;
      const from = (field: string): string => {
        const paths = sourcesOf({ field, requirement, delivery });
        return `${field}${paths.length === 0 || paths.join() === field ? '' : ` (${paths.join(', else ')})`}`;
      };
      const required = textsIn(memberOf(requires, 'required'));
      const typed = Object.entries(objectIn(memberOf(requires, 'properties'))).flatMap(([field, schema]) => {
        const type = memberOf(schema, 'type');
        return type === undefined ? [] : [`${field}: ${textsIn(type).join(' or ')}`];
      });
      const fact = { source, checked, id };
      return [
        ...(required.length === 0 ? [] : [{ ...fact, what: 'needs' as const, text: required.map(from).join('; ') }]),
        ...(typed.length === 0 ? [] : [{ ...fact, what: 'takes' as const, text: typed.join(', ') }]),
      ];
    }),
    ...holding(contract.names).map(([id, fact]) => ({ ...sourceOf(fact), id, what: 'names' as const, text: nameText(fact) })),
    ...holding(contract.limits).map(([id, fact]) => ({ ...sourceOf(fact), id, what: 'limits' as const, text: limitText(fact) })),
    ...personalNeeds(contract),
    ...Object.entries(contract.envelope).map(([id, fact]) => ({ ...sourceOf(fact), id, what: 'beside' as const, text: fact.needs })),
  ];
}

const sourceOf = ({ source, checked }: Sourced): Sourced => ({ source, checked });

const ACTIONS = { deny: 'may not have', 'require-hash': 'takes hashed', 'never-hash': 'needs as it is' } as const;

function personalNeeds({ pii }: Contract): readonly Need[] {
  return Object.entries(pii).map(([id, fact]) => ({
    ...sourceOf(fact),
    id,
    what: 'personal',
    text: `${ACTIONS[fact.action]} ${fact.category}`,
  }));
}

/** How many reserved names are shown. */
const MAX_NAMES = 5;

function nameText(fact: NameFact): string {
  const reserved = [...(fact.reserved ?? []), ...(fact['reserved-prefixes'] ?? []).map((prefix) => `${prefix}…`)];
  const more = reserved.length > MAX_NAMES ? ` and ${reserved.length - MAX_NAMES} more` : '';
  return [
    `${fact.of} names:`,
    ...(fact['max-length'] === undefined ? [] : [`at most ${fact['max-length']} characters`]),
    ...(fact['max-bytes'] === undefined ? [] : [`at most ${fact['max-bytes']} bytes`]),
    ...(fact.pattern === undefined ? [] : [`like ${fact.pattern}`]),
    ...(reserved.length === 0 ? [] : [`not ${reserved.slice(0, MAX_NAMES).join(', ')}${more}`]),
    ...(fact['same-after'] === undefined
      ? []
      : [`told apart by more than ${fact['same-after'] === 'lower-case' ? 'case' : 'case and signs'}`]),
  ].join(' ');
}

function limitText(fact: LimitFact): string {
  const parts = [
    ...(fact['max-properties'] === undefined ? [] : [`at most ${fact['max-properties']} properties`]),
    ...(fact['max-depth'] === undefined ? [] : [`at most ${fact['max-depth']} levels`]),
    ...(fact['no-kinds'] === undefined ? [] : [`no ${fact['no-kinds'].join(', ')}`]),
    ...(fact['max-items'] === undefined ? [] : [`lists of at most ${fact['max-items']}`]),
    ...(fact['max-text'] === undefined ? [] : [`texts of at most ${fact['max-text']} characters`]),
  ];
  return `${parts.join(', ')}${fact.except === undefined ? '' : ` (but ${fact.except.join(', ')})`}`;
}

const objectIn = (value: Json | undefined): { readonly [name: string]: Json } => (isJsonObject(value) ? value : {});

function textsIn(value: Json | undefined): readonly string[] {
  const all = isJsonArray(value) ? value : [value];
  return all.flatMap((each) => (typeof each === 'string' ? [each] : []));
}
