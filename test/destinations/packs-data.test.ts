import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FieldSource, Requirement } from '../../src/destinations/contract.ts';
import { packs } from '../../src/destinations/packs.ts';

// The facts that the packs were written from lie beside the project, as the corpora do. Where they are absent these tests are skipped.
const DATA = fileURLToPath(new URL('../../../shared/data/destinations.json', import.meta.url));
const absent = !existsSync(DATA);

/** What the data calls a receiver, where the pack calls it otherwise. */
const CALLED: Readonly<Record<string, string>> = {
  'google-ads': 'google-enhanced-conversions',
  linkedin: 'linkedin-conversions',
  pinterest: 'pinterest-conversions',
  reddit: 'reddit-conversions-api',
  snapchat: 'snap-conversions-api',
};

interface Field {
  readonly f: string;
  readonly t?: string;
  readonly req?: boolean;
  readonly from?: readonly string[];
}

interface Shape {
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

interface Destination {
  readonly actions: Readonly<Record<string, { readonly subscription: string | null; readonly fields: readonly Field[] }>>;
  readonly contracts: Readonly<Record<string, { readonly subscription: string | null; readonly strict: Shape }>>;
}

const data = absent
  ? {}
  : (JSON.parse(readFileSync(DATA, 'utf8')) as { readonly destinations: Readonly<Record<string, Destination>> }).destinations;

/** Names of the events that a subscription asks for; none for one that takes every event, or all but some. */
function eventsIn(subscription: string | null): string[] {
  return [...(subscription ?? '').matchAll(/event *==? *"([^"]+)"/g)].map(([, name = '']) => name);
}

interface Place {
  /** What the place may hold, by the field that it fills; a receiver may read a place twice. */
  readonly types: string[];
  required: boolean;
}

/** Where a requirement reads, by the path from the section of the event's data on; a list's entries stand below `[]`. */
function placesOf(requirement: Requirement): Map<string, Place> {
  const places = new Map<string, Place>();
  const walk = (mapping: Readonly<Record<string, FieldSource>>, schema: Shape, above: string): void => {
    for (const [field, source] of Object.entries(mapping)) {
      const shape = schema.properties?.[field] ?? {};
      const needed = schema.required?.includes(field) === true;
      const list = typeof source === 'string' || !('each' in source) ? null : source;
      const alternatives = list === null ? [source as string | readonly string[]].flat() : [list.list];
      for (const path of alternatives) {
        const at = above === '' ? path.replace(/^(properties|traits)\./, '') : `${above}${path}`;
        const place = places.get(at) ?? { types: [], required: false };
        place.types.push(...typesOf(shape));
        place.required ||= needed && alternatives.length === 1;
        places.set(at, place);
        if (list !== null) walk(list.each, shape.items ?? {}, `${at}[].`);
      }
    }
  };
  walk(requirement.mapping ?? {}, requirement.requires as Shape, '');
  return places;
}

function typesOf({ type = [] }: Shape): string[] {
  return [type].flat().filter((each) => each !== 'null');
}

/** Segment makes a list of a single value; the data says so in an `anyOf`, of which the list is what a plan should have. */
function listOf(shape: Shape): Shape {
  return shape.anyOf?.find(({ type }) => type === 'array') ?? shape;
}

function* leaves(
  shape: Shape,
  above = '',
): Generator<{ readonly at: string; readonly types: readonly string[]; readonly required: boolean }> {
  for (const [name, given] of Object.entries(shape.properties ?? {})) {
    const at = `${above}${name}`;
    const inner = listOf(given);
    yield { at, types: typesOf(inner), required: shape.required?.includes(name) === true };
    if (inner.items !== undefined) yield* leaves(inner.items, `${at}[].`);
    if (inner.properties !== undefined) yield* leaves(inner, `${at}.`);
  }
}

const known = packs.flatMap((pack) => {
  const destination = data[CALLED[pack.receiver.id] ?? pack.receiver.id];
  return destination === undefined
    ? []
    : [
        {
          id: pack.receiver.id,
          requirements: Object.values(pack.requirements).filter(({ through }) => through !== 'rudderstack'),
          destination,
        },
      ];
});

describe.skipIf(absent)('the data that the packs were written from (needs ../shared/data/destinations.json)', () => {
  test('has every receiver', () => {
    expect(known.map(({ id }) => id)).toEqual(packs.map(({ receiver }) => receiver.id));
  });

  test.each(known)('$id: what an action needs of a named event is required of it', ({ requirements, destination }) => {
    for (const [action, { subscription, fields }] of Object.entries(destination.actions)) {
      const needed = fields.flatMap(({ req, from }) =>
        req === true && from?.length === 1 ? (/^(?:array:)?\$\.properties\.(.+)$/.exec(from[0] ?? '')?.[1] ?? []) : [],
      );
      for (const event of eventsIn(subscription)) {
        const places = requirements.filter(({ events }) => events?.names?.includes(event) === true).map(placesOf);
        for (const path of needed)
          expect(
            places.some((each) => each.get(path)?.required === true),
            `${action} of "${event}" needs ${path}`,
          ).toBe(true);
      }
    }
  });

  test.each(known)(
    '$id: what a contract needs of a named event, in its lists too, is required, and of the same kind',
    ({ requirements, destination }) => {
      for (const [action, { subscription, strict }] of Object.entries(destination.contracts)) {
        for (const event of eventsIn(subscription)) {
          const places = requirements.filter(({ events }) => events?.names?.includes(event) === true).map(placesOf);
          for (const { at, required, types } of leaves(strict)) {
            const found = places.flatMap((each) => each.get(at) ?? []);
            if (required)
              expect(
                found.some((place) => place.required),
                `${action} of "${event}" needs ${at}`,
              ).toBe(true);
            for (const place of found) expect(place.types, `${action} of "${event}": ${at}`).toEqual(expect.arrayContaining([...types]));
          }
        }
      }
    },
  );

  test.each(known)(
    '$id: every place that is read is of the kind that some action says, where one reads it',
    ({ requirements, destination }) => {
      const said = new Map<string, Set<string>>();
      const say = (at: string, types: readonly string[]): void => {
        said.set(at, new Set([...(said.get(at) ?? []), ...types]));
      };
      for (const { strict } of Object.values(destination.contracts)) for (const { at, types } of leaves(strict)) say(at, types);
      for (const { fields } of Object.values(destination.actions))
        for (const { t = '', from = [] } of fields)
          for (const path of from) {
            const at = /^(?:array:)?\$\.(?:properties|traits)\.(.+)$/.exec(path)?.[1];
            if (at !== undefined) say(at, [t.endsWith('[]') ? 'array' : t]);
          }
      let seen = 0;
      for (const requirement of requirements)
        for (const [at, { types }] of placesOf(requirement)) {
          const kinds = said.get(at);
          if (kinds === undefined) continue;
          seen += 1;
          expect([...kinds], at).toEqual(expect.arrayContaining(types));
        }
      expect(seen).toBeGreaterThan(0);
    },
  );
});
