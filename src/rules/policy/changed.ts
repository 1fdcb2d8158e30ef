import { aboutPolicy, editOf } from '../about-policy.ts';
import type { Rule } from '../context.ts';

const id = 'policy/changed';

export const changed: Rule = {
  meta: {
    id,
    title: 'The change edits the policy',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'A setting of the policy changes in a way that does not make the gate weaker, as far as can be told from the setting.',
    why: 'It counts from the merge on, for everybody.',
    fix: 'Nothing to mend: check that it is meant.',
    example: { before: 'fail-on: error', after: 'fail-on: warning' },
    twin: { none: 'changes that make the gate weaker are told by policy/weakened' },
  },
  audit: ({ policyChange }) =>
    policyChange === null
      ? []
      : policyChange.edits
          .filter(({ weakens }) => !weakens)
          .map((edit) => {
            const { key, before, after, location } = edit;
            return aboutPolicy(
              id,
              { owner: `policy:${key}`, location, side: policyChange.side },
              {
                message: `The policy changes: ${editOf(edit)}.`,
                suggestion: '',
                before,
                after,
              },
            );
          }),
};
