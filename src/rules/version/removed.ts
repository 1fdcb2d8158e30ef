import type { ChangeRule } from '../context.ts';
import { removedCauses } from '../drafting.ts';
import { quote } from '../wording.ts';
import { severityOf } from './edited.ts';

const id = 'version/removed';

export const removed: ChangeRule = {
  meta: {
    id,
    title: 'A published version was deleted',
    defaultSeverity: 'error',
    audiences: [],
    what: 'The file of a published version is gone. A warning where the format only recommends to keep them.',
    why: 'Apps that are out go on sending that version, and what is stored refers to it: nobody can validate or read it any more.',
    fix: 'Put the file back. Mark the schema as superseded if it is not to be used.',
    example: { before: '# order_placed/jsonschema/1-0-0 and 1-0-1', after: '# order_placed/jsonschema/1-0-1' },
    twin: { rule: 'version/gap' },
  },
  check: (context) => {
    const causeOf = removedCauses(context);
    return context.removed.flatMap((event) => {
      if (event.version?.published !== true) return [];
      return [
        {
          rule: id,
          events: [event],
          path: '',
          message: `Version ${event.version.text} of ${quote(event.name)} was published and is deleted: what was sent under it can no longer be read.`,
          suggestion: 'Put the file back: a published version stays.',
          cause: causeOf(event),
          audiences: [],
          severity: severityOf(event),
          before: event.version.text,
        },
      ];
    });
  },
};
