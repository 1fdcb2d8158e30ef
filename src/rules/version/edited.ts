import type { ChangedEvent } from '../../plan/changes.ts';
import type { EventVersion, PlanEvent } from '../../plan/model.ts';
import type { ChangeRule } from '../context.ts';
import { versionCause } from '../drafting.ts';
import { quote } from '../wording.ts';

const id = 'version/edited';

/** The version of an event that is published, and was before. */
function publishedIn({ base, head }: ChangedEvent): EventVersion | null {
  const own = head.version;
  return own?.published === true && base.key === head.key ? own : null;
}

/** Whether anything changed that a validator sees. */
function isOther({ comparison: { producers, consumers } }: ChangedEvent): boolean {
  return producers.verdict !== 'included' || consumers.verdict !== 'included';
}

/** What a published version weighs: a registry serves an Iglu version for ever, and caches it. */
export function severityOf({ format }: PlanEvent): 'error' | 'warning' {
  return format === 'iglu' ? 'error' : 'warning';
}

export const edited: ChangeRule = {
  meta: {
    id,
    title: 'A published version was edited',
    defaultSeverity: 'error',
    audiences: [],
    what: 'The file of a version that was published before says something else now. Descriptions may change, and what makes no difference to a validator. A warning where the format only recommends it.',
    why: 'Registries cache versions and serve them for ever. Events are stored under a version that no longer describes them, and which of the two a reader sees depends on when it asked.',
    fix: 'Put the file back, and publish the change as a new version beside it.',
    example: { before: '# order_placed/jsonschema/1-0-0: total is a number', after: '# order_placed/jsonschema/1-0-0: total is a string' },
    twin: { none: 'a version that is published for the first time is compared with the one before it' },
  },
  check: ({ changed }) =>
    changed.flatMap((event) => {
      const version = publishedIn(event);
      if (version === null || !isOther(event)) return [];
      return [
        {
          rule: id,
          events: [event.head],
          path: '',
          message: `Version ${version.text} of ${quote(event.head.name)} was published, and says something else now: events stored under it are described wrongly.`,
          suggestion: `Put the file back, and publish the change as a version after ${quote(version.text)}.`,
          cause: versionCause(event),
          audiences: [],
          severity: severityOf(event.head),
          before: version.text,
        },
      ];
    }),
};
