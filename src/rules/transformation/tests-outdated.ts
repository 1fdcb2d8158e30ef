import type { Rule } from '../context.ts';
import { mentionDrafts } from '../mentioned.ts';
import { quote } from '../wording.ts';

const id = 'transformation/tests-outdated';

export const testsOutdated: Rule = {
  meta: {
    id,
    title: 'A transformation is tested with what is gone',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'An event in the input folder of a test of a transformation has a name, or a property, that this change removes or renames, and not the new one.',
    why: 'The test goes on passing with an event that nobody sends any more, and says nothing about those that are sent.',
    fix: 'Change the events of the test in the same pull request.',
    example: {
      before: '{"event": "Order Placed", "properties": {"total": 12}} # and the property is called "total"',
      after: '{"event": "Order Placed", "properties": {"total": 12}} # and the property is called "amount"',
    },
    twin: { none: 'what is added takes nothing from a test' },
  },
  check: (context) =>
    mentionDrafts(context, ({ use }) => use === 'tested', {
      rule: id,
      audiences: [],
      advice: (how, newName) =>
        how === 'removed' ? 'Take it out of the events of that test.' : `Test with ${quote(newName)} too: that is what will arrive.`,
    }),
};
