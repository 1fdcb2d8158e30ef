import type { FailOn } from '../../src/policy/policy.ts';
import type { Files } from '../harness/gate-files.ts';

/** A small plan of one event, and what a test changes in it. */
export interface ShopOptions {
  /** Type of the property `total`, and what follows it. */
  readonly total?: string;
  /** The allowed values of `currency`. */
  readonly values?: string;
  /** One more optional property in the plan. */
  readonly more?: boolean;
  readonly moreName?: string;
  /** Id of the event. */
  readonly event?: string;
  readonly failOn?: FailOn;
}

/** The file of the plan's properties. */
export function project({ total = 'number', values = '[EUR, USD]', moreName = 'note' }: ShopOptions): string {
  return `version: rudder/v1
kind: properties
metadata: {name: shop}
spec:
  properties:
    - {id: total, name: total, type: ${total}}
    - {id: currency, name: currency, type: string, config: {enum: ${values}}}
    - {id: more, name: ${moreName}, type: string}
`;
}

/** A RudderStack project of one event. */
export function shop(options: ShopOptions = {}): Files {
  const { event = 'order_placed', more = false } = options;
  return {
    'properties.yaml': project(options),
    'events.yaml': `version: rudder/v1
kind: events
metadata: {name: shop}
spec:
  events:
    - {id: ${event}, name: Order Placed, event_type: track}
`,
    'plan.yaml': `version: rudder/v1
kind: tracking-plan
metadata: {name: shop}
spec:
  id: shop
  display_name: Shop
  rules:
    - type: event_rule
      id: the_rule
      event: "#event:${event}"
      properties:
        - {property: "#property:total", required: true}
        - {property: "#property:currency", required: true}
${more ? '        - {property: "#property:more", required: false}\n' : ''}`,
  };
}

/** How a report names the policy of the base revision. */
export function policySourceOf(path: string): string {
  return `${path} at base`;
}
