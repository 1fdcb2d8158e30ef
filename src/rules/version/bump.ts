import type { ChangedEvent } from '../../plan/changes.ts';
import type { EventVersion } from '../../plan/model.ts';
import { bumpOf } from '../../plan/versions.ts';
import type { ConcludingRule, Draft, RuleContext } from '../context.ts';
import { versionCause } from '../drafting.ts';
import type { SchemaVerDefinition } from '../settings.ts';
import { quote } from '../wording.ts';
import { stepFor, type Told } from './step.ts';

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
function neededFor(
  event: ChangedEvent,
  scheme: EventVersion['scheme'],
  definition: SchemaVerDefinition,
  told: readonly Told[],
): number | null {
  const { producers, consumers } = event.comparison;
  const step = stepFor(told);
  if (scheme === 'semver' && step === 'major') return 0;
  if (producers.verdict === 'undecided' || (producers.verdict === 'included' && consumers.verdict === 'undecided')) return null;
  const breaks = producers.verdict === 'not-included';
  const widens = consumers.verdict === 'not-included' || event.properties.added.length > 0;
  if (scheme === 'semver') return step === 'minor' ? 1 : 2;
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

function draftOf(event: ChangedEvent, definition: SchemaVerDefinition, told: readonly Told[]): Said | null {
  const [from, to] = [event.base.version, event.head.version];
  if (from === undefined || to === undefined || (to.published && event.base.key === event.head.key)) return null;
  const needed = neededFor(event, to.scheme, definition, told);
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

/** What is told of each event, by its key, as the policy weighs it. What could not be proved asks for no number. */
function toldOf(drafts: readonly Draft[], weigh: RuleContext['weigh']): ReadonlyMap<string, readonly Told[]> {
  const told = new Map<string, Told[]>();
  for (const draft of drafts) {
    const severity = draft.rule === 'compat/undecided' ? null : weigh(draft);
    if (severity === null) continue;
    for (const { key } of draft.events) {
      const known = told.get(key) ?? [];
      told.set(key, known);
      known.push({ ...draft, severity });
    }
  }
  return told;
}

export const bump: ConcludingRule = {
  meta: {
    id,
    title: 'A version that says less than what changed',
    defaultSeverity: 'warning',
    presets: { strict: 'error', relaxed: 'notice' },
    audiences: [],
    what: 'A schema changed and its version did not, or by a smaller number than the change asks for. What a change asks for is computed from what it does. In MAJOR.MINOR.PATCH an error that breaks senders or readers raises MAJOR; anything else that they can notice, such as a new property or value or a warning, raises MINOR. In SchemaVer, which counts what becomes of the data that was sent before, `versions.schemaver` of the policy says which of its definitions counts.',
    why: 'Loaders, consumers and people decide by the version whether they can go on reading. One that says too little breaks them unannounced.',
    fix: 'Raise the number that the message names, or change less.',
    example: { before: '# version 1-0-0', after: '# version 1-0-1, and a property that became required' },
    twin: { none: 'a version that says more than what changed harms nobody' },
  },
  conclude: (drafts, { changed, settings, weigh }) => {
    const told = toldOf(drafts, weigh);
    return changed.flatMap((event) => {
      const found = draftOf(event, settings.versions.schemaver, told.get(event.head.key) ?? []);
      if (found === null) return [];
      const { severity, ...said } = found;
      const draft = { rule: id, events: [event.head], path: '', ...said, cause: versionCause(event), audiences: [] };
      return [{ ...draft, after: event.head.version?.text ?? '', ...(severity !== null && { severity }) }];
    });
  },
};
