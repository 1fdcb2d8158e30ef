import type { Draft, Rule } from '../context.ts';
import { quote } from '../wording.ts';
import { effectText, identityChange, isTrait, type Effect } from './recognised.ts';

const id = 'identity/trait-changed';

const EFFECTS: Readonly<Record<Effect, string>> = {
  gone: 'they keep its last value for ever, and new people have none',
  renamed: 'they keep the last value of the old name for ever, and do not know the new one',
  optional: 'they keep its last value where it is missing, and new people have none',
  null: 'null may empty it, and people drop out of an audience without an error',
  retyped: 'conditions that compare it with a value of the old kind hold for nobody',
  reshaped: 'conditions that were written for the old shape miss the new values',
};

export const traitChanged: Rule = {
  meta: {
    id,
    title: 'A trait that audiences are built on changed',
    defaultSeverity: 'warning',
    audiences: ['producers', 'consumers'],
    what: 'A trait that the policy names under `identity.traits` was removed, renamed, retyped, made optional or nullable, or its format or pattern was loosened. It is told here instead of by the compat rule that found it, and weighs no less than there.',
    why: 'Audiences, eligibility rules and models read the trait from the profile. It goes stale or changes its kind there, and nobody sees an error.',
    fix: 'Add a new trait beside it, send both, move the audiences, then remove the old one.',
    example: { before: '{id: plan, name: plan, type: string}', after: '{id: plan, name: plan, type: integer}' },
    twin: { none: 'a change of a trait has no direction: it is told with both audiences' },
  },
  refine: (draft, context): Draft | null => {
    const found = identityChange(draft, context, (event, property) => isTrait(event, property, context.settings.identity));
    if (found === null) return null;
    return {
      ...draft,
      rule: id,
      aspect: [draft.rule, ...(draft.aspect === undefined ? [] : [draft.aspect])].join(' '),
      message: `${draft.message} Audiences and profiles are built on ${quote(found.property.name)}: ${effectText(found, EFFECTS)}.`,
      audiences: [...draft.audiences, { row: 'identity-trait' }],
    };
  },
};
