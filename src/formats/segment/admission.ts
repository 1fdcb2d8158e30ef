import type { EventType } from '../../plan/model.ts';

const UNNAMED = ['identify', 'group', 'page', 'screen', 'alias'] as const satisfies readonly EventType[];

/** Some of all messages: track events by their names, all others by their types. */
interface Messages {
  readonly types: ReadonlySet<EventType>;
  /** The track events of these names, or with `others` all but these. */
  readonly names: ReadonlySet<string>;
  readonly others: boolean;
}

/** The messages that a condition may let through, and those that it is sure to. What a message holds beside type and name is not known. */
export interface Admission {
  readonly may: Messages;
  readonly must: Messages;
}

const ALL: Messages = { types: new Set(UNNAMED), names: new Set(), others: true };
const NONE: Messages = { types: new Set(), names: new Set(), others: false };

const exactly = (messages: Messages): Admission => ({ may: messages, must: messages });

function inverse({ types, names, others }: Messages): Messages {
  return { types: new Set(UNNAMED.filter((type) => !types.has(type))), names, others: !others };
}

function common(one: Messages, other: Messages): Messages {
  const types = new Set([...one.types].filter((type) => other.types.has(type)));
  if (one.others && other.others) return { types, names: new Set([...one.names, ...other.names]), others: true };
  const [listed, against] = one.others ? [other, one] : [one, other];
  return { types, names: new Set([...listed.names].filter((name) => against.names.has(name) !== against.others)), others: false };
}

/** What does not depend on type and name. */
export const ANYTHING: Admission = { may: ALL, must: NONE };

/** Nothing but track events, by something else than their whole name. */
export const SOME_TRACK: Admission = { may: { ...NONE, others: true }, must: NONE };

export function ofType(type: string): Admission {
  if (type === 'track') return exactly({ ...NONE, others: true });
  return exactly({ ...NONE, types: new Set(UNNAMED.filter((known) => known === type)) });
}

/** The track events of this name: no other message has one. */
export function ofName(name: string): Admission {
  return exactly({ ...NONE, names: new Set([name]) });
}

export function not({ may, must }: Admission): Admission {
  return { may: inverse(must), must: inverse(may) };
}

export function both(one: Admission, other: Admission): Admission {
  return { may: common(one.may, other.may), must: common(one.must, other.must) };
}

export function either(one: Admission, other: Admission): Admission {
  return not(both(not(one), not(other)));
}

/** What may get through, as a route says it. */
export interface Admitted {
  /** Null: messages of every type. */
  readonly types: readonly EventType[] | null;
  /** Names of track events; null: all that are not blocked. */
  readonly admitted: readonly string[] | null;
  readonly blocked: readonly string[];
}

export function admittedBy({ may: { types, names, others } }: Admission): Admitted {
  const track = others || names.size > 0;
  const whole = track && types.size === UNNAMED.length;
  return {
    types: whole ? null : [...(track ? (['track'] as const) : []), ...UNNAMED.filter((type) => types.has(type))],
    admitted: others || !track ? null : [...names],
    blocked: others ? [...names] : [],
  };
}
