import { describe, expect, it } from 'vitest';
import { load, schemaOf } from './project.ts';

const KINDS = ['events', 'properties', 'types', 'plan'] as const;
type Texts = Readonly<Record<(typeof KINDS)[number], string>>;

const current: Texts = {
  events: `version: rudder/v1
kind: events
metadata: { name: a }
spec:
  events:
    - { id: seat_taken, name: Seat Taken, event_type: track }
`,
  properties: `version: rudder/v1
kind: properties
metadata: { name: a }
spec:
  properties:
    - { id: row, name: row, types: [string, "null"], config: { min_length: 1, max_length: 2 } }
    - { id: price, name: price, type: number, config: { exclusive_minimum: 0, multiple_of: 0.05 } }
    - { id: tags, name: tags, type: array, item_types: [string, integer], config: { max_items: 3, unique_items: true } }
    - { id: seats, name: seats, type: array, item_type: "#custom-type:seat" }
    - { id: hall, name: hall, type: object }
    - { id: kind, name: kind, type: string, config: { enum: [stall, box] } }
`,
  types: `version: rudder/v1
kind: custom-types
metadata: { name: a }
spec:
  types:
    - { id: seat, name: Seat, type: object, properties: [{ property: "#property:row", required: true }, { property: "#property:kind" }], variants: [{ type: discriminator, discriminator: "#property:kind", cases: [{ display_name: Box, match: [box], properties: [{ property: "#property:price", required: true }] }], default: { properties: [{ property: "#property:tags" }] } }] }
`,
  plan: `version: rudder/v1
kind: tracking-plan
metadata: { name: a }
spec:
  id: theatre
  display_name: Theatre
  rules:
    - type: event_rule
      id: taken
      event: "#event:seat_taken"
      additional_properties: true
      identity_section: traits
      properties:
        - { property: "#property:seats", required: true }
        - { property: "#property:hall", additional_properties: false, properties: [{ property: "#property:tags", required: true }] }
`,
};

const legacy: Texts = {
  events: current.events.replace('rudder/v1', 'rudder/v0.1'),
  properties: `version: rudder/v0.1
kind: properties
metadata: { name: a }
spec:
  properties:
    - { id: row, name: row, type: "string, null", propConfig: { minLength: 1, maxLength: 2 } }
    - { id: price, name: price, type: number, propConfig: { exclusiveMinimum: 0, multipleOf: 0.05 } }
    - { id: tags, name: tags, type: array, propConfig: { itemTypes: [string, integer], maxItems: 3, uniqueItems: true } }
    - { id: seats, name: seats, type: array, propConfig: { itemTypes: ["#/custom-types/a/seat"] } }
    - { id: hall, name: hall, type: object }
    - { id: kind, name: kind, type: string, propConfig: { enum: [stall, box] } }
`,
  types: `version: rudder/v0.1
kind: custom-types
metadata: { name: a }
spec:
  types:
    - { id: seat, name: Seat, type: object, properties: [{ $ref: "#/properties/a/row", required: true }, { $ref: "#/properties/a/kind" }], variants: [{ type: discriminator, discriminator: "#/properties/a/kind", cases: [{ display_name: Box, match: [box], properties: [{ $ref: "#/properties/a/price", required: true }] }], default: [{ $ref: "#/properties/a/tags" }] }] }
`,
  plan: `version: rudder/v0.1
kind: tp
metadata: { name: a }
spec:
  id: theatre
  display_name: Theatre
  rules:
    - type: event_rule
      id: taken
      event: { $ref: "#/events/a/seat_taken", allow_unplanned: true, identity_section: traits }
      properties:
        - { $ref: "#/properties/a/seats", required: true }
        - { $ref: "#/properties/a/hall", additionalProperties: false, properties: [{ $ref: "#/properties/a/tags", required: true }] }
`,
};

const older: Texts = {
  events: legacy.events.replace('v0.1', '0.1'),
  properties: legacy.properties.replace('v0.1', '0.1'),
  types: legacy.types.replace('v0.1', '0.1'),
  plan: legacy.plan.replace('v0.1', '0.1'),
};

const versions = [current, legacy, older];

/** Every choice of a version for each of the four files. */
const mixtures = versions.flatMap((events) =>
  versions.flatMap((properties) => versions.flatMap((types) => versions.map((plan) => [events, properties, types, plan] as const))),
);

describe('the three versions', () => {
  it('say the same, also mixed in one project', () => {
    const key = 'rudderstack:theatre/seat_taken';
    const expected = schemaOf(load(Object.fromEntries(KINDS.map((kind) => [`${kind}.yaml`, current[kind]]))), key);
    expect(mixtures).toHaveLength(81);
    for (const mixture of mixtures) {
      const loaded = load(Object.fromEntries(KINDS.map((kind, index) => [`${kind}.yaml`, mixture[index]?.[kind] ?? ''])));
      expect(loaded.problems).toEqual([]);
      expect(schemaOf(loaded, key)).toEqual(expected);
    }
  });
});
