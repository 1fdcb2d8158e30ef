import type { Draft, Rule } from '../context.ts';
import { quote } from '../wording.ts';
import { effectText, identityChange, isKey, isMergeKey, type Effect } from './recognised.ts';

const id = 'identity/key-changed';

const EFFECTS: Readonly<Record<Effect, string>> = {
  gone: 'events without it belong to nobody, and one person becomes many profiles',
  renamed: 'under its new name nothing recognises it, and one person becomes many profiles',
  optional: 'events without it belong to nobody, and one person becomes many profiles',
  null: 'events with null belong to nobody, or all to one profile',
  retyped: 'an id of another kind does not equal the old one (42 is not "42"), and one person becomes two profiles',
  reshaped: 'ids of another shape do not equal the old ones, and empty or made-up ones may merge strangers into one profile',
};

/** Whether people get another id, which has to be linked to the old one. */
const isNewId = (what: Effect): boolean => what !== 'optional' && what !== 'null';

export const keyChanged: Rule = {
  meta: {
    id,
    title: 'What identifies a person or an account changed',
    defaultSeverity: 'error',
    audiences: ['producers', 'consumers'],
    what: 'An identity key (userId, anonymousId, groupId, previousId or what the policy names under `identity`) or a merge key was removed, renamed, retyped, made optional or nullable, or its format or pattern was loosened. It is told here instead of by the compat rule that found it.',
    why: 'Profiles are joined by it. When it changes they split (one person, several profiles, each with half of the history) or merge (strangers in one), and neither can be undone later.',
    fix: 'Keep the key as it is. To move to another one, send both and link them by an alias or a merge before the old one goes.',
    example: { before: '{id: user_id, name: user_id, type: string}', after: '{id: user_id, name: user_id, type: integer}' },
    twin: { none: 'a change of a key has no direction: it is told with both audiences' },
  },
  refine: (draft, context): Draft | null => {
    const { identity } = context.settings;
    const found = identityChange(draft, context, (event, property) => isKey(property, identity) || isMergeKey(event, property, identity));
    if (found === null) return null;
    return {
      ...draft,
      rule: id,
      aspect: [draft.rule, ...(draft.aspect === undefined ? [] : [draft.aspect])].join(' '),
      message: `${draft.message} ${quote(found.property.name)} identifies people or accounts: ${effectText(found, EFFECTS)}.`,
      suggestion: isNewId(found.what) ? `${draft.suggestion} Link the old ids to the new ones before they change.` : draft.suggestion,
      audiences: [...draft.audiences, { row: 'identity-key' }],
    };
  },
};
