import { childPointer, isJsonArray, isJsonObject } from '../../jsonschema/index.ts';
import { deprecationOf } from '../../plan/deprecation.ts';
import type { EventMeta, EventVersion } from '../../plan/model.ts';
import { child, entries, type SourceValue, textMember, texts } from '../fields.ts';

/** What a contract says of a schema object beside its shape. */
export function metaOf(contract: SourceValue, object: SourceValue): EventMeta {
  const tags = [contract, object].flatMap((source) => texts(child(source, 'tags')?.value));
  return { tags: [...new Set(tags)], owner: ownerOf(child(contract, 'team')), deprecated: deprecatedOf(contract, object) };
}

/** The name of the team (3.1), else the member that owns it, else the first who has not left. Before 3.1 the team is the list of its members. */
function ownerOf(team: SourceValue | null): string | null {
  if (team === null) return null;
  const name = isJsonObject(team.value) ? textMember(team, 'name') : null;
  if (name !== null) return name;
  const members = entries(isJsonArray(team.value) ? team : child(team, 'members'));
  const present = members.filter((member) => child(member, 'dateOut') === null);
  const owner = present.find((member) => /\bowner\b/i.test(textMember(member, 'role') ?? ''));
  const first = owner ?? present[0];
  return first === undefined ? null : (textMember(first, 'username') ?? textMember(first, 'name'));
}

/** Statuses of a contract by which what it describes is to go, or has gone. */
const ENDING: ReadonlySet<string> = new Set(['deprecated', 'retired']);

/** The day from which on the data is not there, as service levels call it: https://bitol-io.github.io/open-data-contract-standard/latest/service-level-agreement/ */
const END = 'endOfLife';

/** Marked to go by the status of the contract, or by the object's own mark (3.2). */
function deprecatedOf(contract: SourceValue, object: SourceValue): EventMeta['deprecated'] {
  const marked = ENDING.has(textMember(contract, 'status')?.toLowerCase() ?? '') || child(object, 'deprecated')?.value === true;
  if (!marked) return null;
  const end = entries(child(contract, 'slaProperties')).find((level) => textMember(level, 'property') === END);
  const day = end === undefined ? null : textMember(end, 'value');
  return deprecationOf({ deprecated: true, ...(day !== null && { 'x-sunset': day }) });
}

const SEMVER = /^\d{1,9}\.\d{1,9}\.\d{1,9}$/;

/** The version of a contract, which holds for all that it describes, where it is MAJOR.MINOR.PATCH. */
export function versionOf(contract: SourceValue, family: string): EventVersion | null {
  const text = textMember(contract, 'version');
  if (text === null || !SEMVER.test(text)) return null;
  const location = contract.document.locate(childPointer(contract.pointer, 'version'), 'entry');
  return { family, text, numbers: text.split('.').map(Number), scheme: 'semver', published: false, location };
}

const PATH_VERSION = /(?:^|[/._-])(v?)(\d{1,9}(?:\.\d{1,9}){0,2})(?=[/._-]|$)/gi;

/** No real path is longer. */
const MAX_PATH = 500;

/**
 * The version that the path of a contract names, as far as it is the contract's own: `orders-v1.odcs.yaml`, `orders/1.2.0.yaml`. Such files stand side by
 * side, one a version. A bare number may be anything.
 */
export function versionInPath(path: string, numbers: readonly number[]): string | null {
  if (path.length > MAX_PATH) return null;
  const named = Array.from(path.matchAll(PATH_VERSION), ([, sign = '', text = '']) => ({ sign, text }));
  const own = named.filter(({ sign, text }) => {
    const parts = text.split('.').map(Number);
    return (sign !== '' || parts.length > 1) && parts.every((part, at) => part === numbers[at]);
  });
  return own.reduce<string | null>((longest, { text }) => (text.length > (longest?.length ?? 0) ? text : longest), null);
}
