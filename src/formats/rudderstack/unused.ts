import type { UnusedDefinition } from '../../plan/model.ts';
import type { Loose } from '../format.ts';
import type { Definition, Definitions } from './catalog.ts';
import { linksOf } from './links.ts';
import { locationOf } from '../problems.ts';
import type { ReferenceKind } from './reference.ts';

/** The definitions that none of the documents at hand refers to; of those with the same id the first. Plans are where use begins. */
export function looseDefinitions(definitions: Definitions): readonly Loose[] {
  const needed = new Set(linksOf(definitions).needs);
  const { properties, events, categories, customTypes } = definitions;
  return [
    ...looseOf('property', 'property', properties, needed),
    ...looseOf('custom-type', 'custom type', customTypes, needed),
    ...looseOf('event', 'event', events, needed),
    ...looseOf('category', 'category', categories, needed),
  ];
}

function looseOf(
  kind: ReferenceKind,
  what: UnusedDefinition['what'],
  definitions: readonly Definition[],
  needed: ReadonlySet<string>,
): readonly Loose[] {
  const byId = new Map(definitions.toReversed().map((definition) => [definition.id, definition]));
  return [...byId.values()]
    .filter(({ id }) => !needed.has(`${kind}/${id}`))
    .toReversed()
    .map(({ id, name, nameSpot }) => ({
      link: `${kind}/${id}`,
      definition: { owner: `${kind}:${id}`, what, name, location: locationOf(nameSpot) },
    }));
}
