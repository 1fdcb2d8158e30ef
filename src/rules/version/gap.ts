import type { EventVersion } from '../../plan/model.ts';
import { PublishedVersions } from '../../plan/versions.ts';
import type { ChangeRule } from '../context.ts';
import { versionCause } from '../drafting.ts';
import { quote } from '../wording.ts';

const id = 'version/gap';

/** The versions that may follow one: one number raised by one, those after it back at 0. */
function nextOf({ numbers, text }: EventVersion): readonly string[] {
  const sign = text.includes('-') ? '-' : '.';
  return numbers.map((_, at) => numbers.map((number, index) => (index < at ? number : index === at ? number + 1 : 0)).join(sign));
}

/** The first version of SchemaVer is 1-0-0 (https://docs.snowplow.io/docs/fundamentals/schemas/versioning/). */
const FIRST = ['1-0-0'];

export const gap: ChangeRule = {
  meta: {
    id,
    title: 'A version that does not follow the one before',
    defaultSeverity: 'warning',
    presets: { relaxed: 'notice' },
    audiences: [],
    what: 'A new SchemaVer version leaves numbers out, or the first one of a schema is not 1-0-0.',
    why: 'Loaders walk the versions of a schema one after the other to change a table; one that is missing stops them.',
    fix: 'Take the next version: raise MODEL, REVISION or ADDITION by one, and set what follows it to 0.',
    example: { before: '# order_placed/jsonschema/1-0-0', after: '# order_placed/jsonschema/1-0-0 and 1-0-2' },
    twin: { rule: 'version/removed' },
  },
  check: ({ base, head }) => {
    const known = new Set(base.events.map(({ key }) => key));
    const versions = new PublishedVersions(head.events);
    return head.events.flatMap((event) => {
      const { version } = event;
      if (version?.published !== true || version.scheme !== 'schemaver' || known.has(event.key)) return [];
      const before = versions.before(event);
      const next = before === null ? FIRST : nextOf(before.version);
      if (next.includes(version.text)) return [];
      const after = before === null ? 'is the first one' : `follows ${before.version.text}`;
      return [
        {
          rule: id,
          events: [event],
          path: '',
          message: `Version ${version.text} of ${quote(event.name)} ${after}, and leaves versions out.`,
          suggestion: `Call it ${next.map(quote).join(' or ')}.`,
          cause: versionCause({ head: event }),
          audiences: [],
          after: version.text,
        },
      ];
    });
  },
};
