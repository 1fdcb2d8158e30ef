import type { PlanRule } from '../context.ts';
import { quote } from '../wording.ts';

const id = 'hygiene/unused-definition';

export const unusedDefinition: PlanRule = {
  meta: {
    id,
    title: 'A definition that nothing uses',
    defaultSeverity: 'off',
    presets: { strict: 'warning' },
    audiences: [],
    what: 'A property, custom type, event or category of a catalog is used by no tracking plan and by no other definition. Plans made elsewhere than in the repository are not seen; where it holds none at all, nothing is said.',
    why: 'Nobody sends it and nobody is told when it changes. The next one who needs it finds it, takes it for approved, and uses what was never looked after.',
    fix: 'Remove it, or use it in a tracking plan.',
    example: { before: 'properties: [{property: "#property:coupon"}]', after: 'properties: []' },
    twin: { none: 'a definition that is used again is no finding' },
  },
  inspect: ({ plan }) =>
    plan.unused.map(({ owner, what, name, location }) => ({
      rule: id,
      events: [],
      path: '',
      message: `The ${what} ${quote(name)} is used by no tracking plan and by no other definition.`,
      suggestion: 'Remove it, or use it in a tracking plan.',
      cause: { owner, ownerPath: '', shared: true, locations: { head: location } },
      audiences: [],
    })),
};
