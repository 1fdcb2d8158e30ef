import { follower, isJsonArray, isJsonObject, type Follow, type Json, type Place } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { pointerOf, printPath, tokensOf } from '../../plan/paths.ts';
import { readAt, type AppliedSchema, type Vocabulary } from '../../plan/properties.ts';
import type { Draft, Rule } from '../context.ts';
import { plannedCause } from '../drafting.ts';
import { quote } from '../wording.ts';
import { requiredPlace } from './demands.ts';

const id = 'required/variant-optional';

/** What a branch names, and what of it it requires. */
interface Branch {
  readonly named: ReadonlyMap<string, Place>;
  readonly required: ReadonlySet<string>;
}

/** How far a branch is followed through references and allOf; deeper ones are rare, and left alone. */
const MAX_DEPTH = 5;

const below = (place: Place, ...tokens: readonly (string | number)[]): Place => ({
  uri: place.uri,
  pointer: pointerOf([...tokensOf(place.pointer), ...tokens.map(String)]),
});

class Choices {
  readonly #event: PlanEvent;
  readonly #follow: Follow;

  constructor(event: PlanEvent) {
    this.#event = event;
    this.#follow = follower(event.schema);
  }

  /** The sets of branches of a schema of which one applies: alternatives, or cases that are written as if/then. */
  at({ place }: AppliedSchema): readonly (readonly Place[])[] {
    const schema = this.#value(place);
    if (!isJsonObject(schema)) return [];
    const entries = (keyword: string): readonly Json[] => {
      const value = schema[keyword];
      return isJsonArray(value) ? value : [];
    };
    const alternatives = ['anyOf', 'oneOf'].map((keyword) => entries(keyword).map((_, index) => below(place, keyword, index)));
    const cases = entries('allOf').flatMap((entry, index) =>
      isJsonObject(entry) && Object.hasOwn(entry, 'if') && isJsonObject(entry['then']) ? [below(place, 'allOf', index, 'then')] : [],
    );
    const both = isJsonObject(schema['then']) && isJsonObject(schema['else']) ? [below(place, 'then'), below(place, 'else')] : [];
    return [...alternatives, cases, both].filter(({ length }) => length > 1);
  }

  branch(place: Place): Branch {
    const named = new Map<string, Place>();
    const required = new Set<string>();
    this.#collect(place, named, required, MAX_DEPTH);
    return { named, required };
  }

  #collect(place: Place, named: Map<string, Place>, required: Set<string>, depth: number): void {
    const schema = this.#value(place);
    if (!isJsonObject(schema) || depth === 0) return;
    const { properties, required: list, allOf, $ref } = schema;
    if (isJsonObject(properties))
      for (const name of Object.keys(properties)) if (!named.has(name)) named.set(name, below(place, 'properties', name));
    if (isJsonArray(list)) for (const name of list) if (typeof name === 'string') required.add(name);
    if (isJsonArray(allOf)) for (const index of allOf.keys()) this.#collect(below(place, 'allOf', index), named, required, depth - 1);
    const target = typeof $ref === 'string' ? this.#follow(place, $ref) : null;
    if (target !== null) this.#collect(target, named, required, depth - 1);
  }

  #value(place: Place): Json | undefined {
    return readAt(this.#event.schema, place);
  }
}

/** Of properties that every branch names, those that some require and others do not. */
function draftsFor(event: PlanEvent, at: AppliedSchema, branches: readonly Branch[], vocabulary: Vocabulary): readonly Draft[] {
  const [first, ...others] = branches;
  const common = [...(first?.named.keys() ?? [])].filter((name) => others.every(({ named }) => named.has(name)));
  return common.flatMap((name): Draft[] => {
    const path = [...at.path, { kind: 'property' as const, name }];
    const loose = branches.filter(({ required }) => !required.has(name));
    const place = loose[0]?.named.get(name);
    const requiring = branches.length - loose.length;
    if (place === undefined || requiring === 0 || vocabulary.properties.get(printPath(path))?.required === 'always') return [];
    return [
      {
        rule: id,
        events: [event],
        path: printPath(path),
        message: `${quote(name)} is required in ${requiring} of the ${branches.length} cases of the plan and optional in the ${loose.length === 1 ? 'other' : 'others'}: readers cannot rely on it.`,
        suggestion: `Require ${quote(name)} in all cases, or take it out of the cases that do not need it.`,
        cause: plannedCause(event, requiredPlace({ places: [place], name }), path),
        audiences: [],
      },
    ];
  });
}

function inspectEvent(event: PlanEvent, vocabulary: Vocabulary): readonly Draft[] {
  const choices = new Choices(event);
  return [...vocabulary.schemas.values()].flatMap((applied) =>
    applied.flatMap((at) =>
      choices.at(at).flatMap((places) =>
        draftsFor(
          event,
          at,
          places.map((place) => choices.branch(place)),
          vocabulary,
        ),
      ),
    ),
  );
}

export const variantOptional: Rule = {
  meta: {
    id,
    title: 'A variant makes a property optional that others require',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'All cases of a variant (or branches of anyOf, oneOf, if/then/else) name a property; some require it and others do not.',
    why: 'It looks like a property of every event, and is missing in those of one case: columns with gaps, and code that fails on that case only.',
    fix: 'Require it in all cases; or leave it out of the cases that do not need it, so that the plan says so.',
    example: {
      before: 'cases with {property: "#property:reason", required: true} each',
      after: 'one of the cases with {property: "#property:reason", required: false}',
    },
    twin: { none: 'a property that all cases require is required' },
  },
  inspect: ({ plan, vocabularyOf }) => plan.events.flatMap((event) => inspectEvent(event, vocabularyOf(event))),
};
