import type { Candidate } from './detector.ts';

/** A property of a list: its name and, where they are known, its path, kinds and what it belongs to. */
export interface FieldRow {
  readonly id?: string | number;
  readonly name?: string;
  /** Names joined by dots, the property's own last; `[]` for list entries. */
  readonly path?: string;
  /** JSON kinds, or what a vendor calls them, separated by `|`. */
  readonly type?: string;
  readonly format?: string;
  readonly schema?: string;
  readonly title?: string;
  /** A title may stand before a dash: `Mobile — the number to call`. */
  readonly description?: string;
}

/** What vendors call the JSON kinds. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['bool', 'boolean'],
  ['boolean', 'boolean'],
]);

/** What the detector looks at of a row. */
export function candidateOf({ name, path = name ?? '', type = '', format, schema, title, description }: FieldRow): Candidate {
  const parts = path.split('.').filter((part) => part !== '' && part !== '[]');
  const kinds = type
    .split('|')
    .map((kind) => kind.trim().toLowerCase())
    .filter((kind) => kind !== '');
  const label = title ?? /^(.{1,60}?) — /.exec(description ?? '')?.[1];
  const reference = /^ref:(.+)$/.exec(type)?.[1];
  return {
    name: name ?? parts.at(-1) ?? '',
    owners: parts.slice(0, -1),
    ...(schema !== undefined && { about: schema }),
    ...(reference !== undefined && { typeName: reference }),
    kinds: new Set(kinds.map((kind) => KINDS.get(kind) ?? kind)),
    format: format ?? null,
    ...(label !== undefined && { title: label }),
    ...(description !== undefined && { description }),
  };
}
