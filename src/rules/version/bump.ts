import type { ChangedEvent } from '../../plan/changes.ts';
import type { EventVersion } from '../../plan/model.ts';
import { bumpOf } from '../../plan/versions.ts';
import type { ChangeRule } from '../context.ts';
import { versionCause } from '../drafting.ts';
import type { SchemaVerDefinition } from '../settings.ts';
import { quote } from '../wording.ts';

const id = 'version/bump';

/** What the numbers of a version are called, by scheme. */
const NAMES: Readonly<Record<EventVersion['scheme'], readonly string[]>> = {
  schemaver: ['MODEL', 'REVISION', 'ADDITION'],
  semver: ['MAJOR', 'MINOR', 'PATCH'],
};

/** Keywords of which schema-ddl, the code that loads Snowplow's tables, says MODEL when they get narrower. */
const SHAPING: ReadonlySet<string> = new Set(['type', 'required', 'properties', 'additionalProperties']);

/** Whether nothing changed that a validator or a reader of the schema's names sees. */
function isIdle({ comparison: { producers, consumers }, properties }: ChangedEvent): boolean {
  return producers.verdict === 'included' && consumers.verdict === 'included' && properties.added.length + properties.removed.length === 0;
}

/** The number that a change must raise at least: 0 the first, 1, 2; null where that is not known. */
function neededFor(event: ChangedEvent, scheme: EventVersion['scheme'], definition: SchemaVerDefinition): number | null {
  const { producers, consumers } = event.comparison;
  if (producers.verdict === 'undecided' || (producers.verdict === 'included' && consumers.verdict === 'undecided')) return null;
  const breaks = producers.verdict === 'not-included';
  const widens = consumers.verdict === 'not-included' || event.properties.added.length > 0;
  if (scheme === 'semver') return breaks ? 0 : widens ? 1 : 2;
  if (definition === 'snowplow-cli') return breaks ? 0 : widens ? 1 : 2;
  if (definition === 'documentation') return breaks ? 1 : 2;
  const narrowed = event.changes.some(({ keyword, counterexamples }) => counterexamples.has('producers') && SHAPING.has(keyword));
  if (narrowed) return 0;
  return breaks || event.changes.some(({ keyword }) => keyword !== 'properties') ? 1 : 2;
}

interface Said {
  readonly message: string;
  readonly suggestion: string;
  /** Null: the rule's own. */
  readonly severity: 'error' | 'notice' | null;
}

/** A version that was not raised: some tools refuse to publish it, for others its number is a habit. */
function unraised(event: ChangedEvent): Said['severity'] {
  return event.head.format.startsWith('snowplow') ? 'error' : 'notice';
}

function draftOf(event: ChangedEvent, definition: SchemaVerDefinition): Said | null {
  const [from, to] = [event.base.version, event.head.version];
  if (from === undefined || to === undefined || (to.published && event.base.key === event.head.key)) return null;
  const needed = neededFor(event, to.scheme, definition);
  const declared = bumpOf(from, to);
  const names = NAMES[to.scheme];
  const what = quote(event.head.name);
  if (declared === null)
    return isIdle(event)
      ? null
      : {
          message: `${what} says something else than before, and is still version ${to.text}: nobody can tell the two apart.`,
          suggestion: needed === null ? 'Raise its version.' : `Raise ${names[needed] ?? 'its version'}.`,
          severity: unraised(event),
        };
  if (needed === null || declared <= needed) return null;
  return {
    message: `${what} went from version ${from.text} to ${to.text}, which raises ${names[declared] ?? ''}; what changed asks for ${names[needed] ?? ''}.`,
    suggestion: `Raise ${names[needed] ?? ''}, or change less.`,
    severity: null,
  };
}

export const bump: ChangeRule = {
  meta: {
    id,
    title: 'A version that says less than what changed',
    defaultSeverity: 'warning',
    presets: { strict: 'error', relaxed: 'notice' },
    audiences: [],
    what: 'A schema changed and its version did not, or by a smaller number than the change asks for. What a change asks for is computed from what it breaks: in MAJOR.MINOR.PATCH a break raises MAJOR and anything newly valid MINOR; in SchemaVer `versions.schemaver` of the policy says which of its definitions counts.',
    why: 'Loaders, consumers and people decide by the version whether they can go on reading. One that says too little breaks them unannounced.',
    fix: 'Raise the number that the message names, or change less.',
    example: { before: '# version 1-0-0', after: '# version 1-0-1, and a property that became required' },
    twin: { none: 'a version that says more than what changed harms nobody' },
  },
  check: ({ changed, settings }) =>
    changed.flatMap((event) => {
      const found = draftOf(event, settings.versions.schemaver);
      if (found === null) return [];
      const { severity, ...said } = found;
      const draft = { rule: id, events: [event.head], path: '', ...said, cause: versionCause(event), audiences: [] };
      return [{ ...draft, after: event.head.version?.text ?? '', ...(severity !== null && { severity }) }];
    }),
};
