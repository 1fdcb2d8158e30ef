/** What a reference can name. */
export type ReferenceKind =
  | 'property'
  | 'event'
  | 'category'
  | 'custom-type'
  | 'tracking-plan'
  | 'transformation'
  | 'event-stream-source'
  | 'destination'
  | 'data-graph-model';

/** How the legacy versions call what they can refer to. */
const LEGACY_FOLDER: Readonly<Partial<Record<ReferenceKind, string>>> = {
  property: 'properties',
  event: 'events',
  category: 'categories',
  'custom-type': 'custom-types',
  'tracking-plan': 'tp',
};

/**
 * The id that a reference names, or null where the text is no reference to this kind. Both spellings are read in every version, and the
 * group of the legacy one is not part of the identity, as rudder-cli's resolver does: `#property:ID` and `#/properties/GROUP/ID`.
 */
export function parseReference(kind: ReferenceKind, text: string): string | null {
  const current = `#${kind}:`;
  if (text.startsWith(current)) return text.slice(current.length) || null;
  const folder = LEGACY_FOLDER[kind];
  const legacy = `#/${folder ?? ''}/`;
  if (folder === undefined || !text.startsWith(legacy)) return null;
  const rest = text.slice(legacy.length);
  const slash = rest.indexOf('/');
  return slash > 0 ? rest.slice(slash + 1) || null : null;
}

/** How a reference to this kind is written, for a hint. */
export function spelling(kind: ReferenceKind, legacy: boolean): string {
  const folder = LEGACY_FOLDER[kind];
  return legacy && folder !== undefined ? `#/${folder}/<group>/<id>` : `#${kind}:<id>`;
}

/** The plan and the rule (`*` is every rule) that an include names: `#/tp/PLAN/event_rule/RULE`. Null where it is none. */
export function parseInclude(text: string): { readonly plan: string; readonly rule: string } | null {
  const match = /^#\/tp\/([a-zA-Z0-9_-]+)\/event_rule\/([a-zA-Z0-9_-]+|\*)$/.exec(text);
  return match?.[1] !== undefined && match[2] !== undefined ? { plan: match[1], rule: match[2] } : null;
}
