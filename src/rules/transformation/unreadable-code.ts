import type { Rule } from '../context.ts';
import { quote } from '../wording.ts';
import { examine } from './readers.ts';

const id = 'transformation/unreadable-code';

export const unreadableCode: Rule = {
  meta: {
    id,
    title: 'The code of a transformation could not be read',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'The code of a transformation holds a name that this change removes, renames or gives another type, and could not be read to its end.',
    why: 'Whether it reads what changed is not known.',
    fix: 'Correct the code at the line named, and look yourself whether it copes with the change.',
    example: { before: 'return event;', after: 'retrun event;' },
    twin: { none: 'code that is mended is no problem' },
  },
  check: (context) =>
    examine(context).unknown.map(({ transformation, problem, location }) => ({
      rule: id,
      events: [],
      path: '',
      message: `Whether the transformation ${quote(transformation.name)} reads what this change takes away is not known. ${problem}`,
      suggestion: 'Correct the code at this place, and look yourself whether it copes with the change.',
      cause: { owner: transformation.key, ownerPath: '', shared: true, locations: { head: location } },
      audiences: [],
    })),
};
