import { expect, test } from 'vitest';
import type { PlanEvent, PlannedRoute } from '../../src/plan/model.ts';
import { receives } from '../../src/plan/routes.ts';

type Filter = Partial<Pick<PlannedRoute, 'plans' | 'types' | 'admitted' | 'blocked'>>;
type Asked = Partial<Pick<PlanEvent, 'format' | 'plan' | 'type' | 'name'>>;

const route = (filter: Filter): PlannedRoute => ({
  owner: 'destination:ads',
  name: 'Ads',
  format: 'rudderstack',
  receiver: null,
  action: null,
  through: null,
  plans: null,
  types: null,
  admitted: null,
  blocked: [],
  mapping: null,
  location: { file: 'ads.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 },
  ...filter,
});

test.each<[says: string, filter: Filter, event: Asked, received: boolean]>([
  ['anything goes where nothing is limited', {}, {}, true],
  ['an event of one of the plans', { plans: ['shop'] }, {}, true],
  ['an event of another plan', { plans: ['till'] }, {}, false],
  ['a plan of the same name in another format', { plans: ['shop'] }, { format: 'segment' }, false],
  ['another format where no plan is named', {}, { format: 'json-schema' }, true],
  ['a type that is let through', { types: ['track'] }, {}, true],
  ['a type that is not', { types: ['identify'] }, {}, false],
  ['a name that is let through', { admitted: ['Order Placed'] }, {}, true],
  ['a name that is not', { admitted: ['Cart Viewed'] }, {}, false],
  ['a name that is blocked', { blocked: ['Order Placed'] }, {}, false],
  ['no message but a track event has a name', { admitted: ['Cart Viewed'], blocked: ['Home'] }, { type: 'page', name: 'Home' }, true],
  ['an event of unknown type is taken for a track event', { types: ['track'], blocked: ['Order Placed'] }, { type: 'other' }, false],
  ['what every message holds', { types: ['identify'], admitted: ['Cart Viewed'] }, { type: 'common', name: '' }, true],
  ['an entity is sent nowhere', {}, { type: 'entity' }, false],
])('%s', (_, filter, event, received) => {
  const asked = { format: 'rudderstack', plan: 'shop', type: 'track', name: 'Order Placed', ...event } as const;
  expect(receives(route(filter), asked)).toBe(received);
});
