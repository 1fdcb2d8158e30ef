/** What a reference can name in the data catalog. */
export type ReferenceKind = 'property' | 'event' | 'category' | 'custom-type' | 'tracking-plan';

const LEGACY_FOLDER: Readonly<Record<ReferenceKind, string>> = {
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
  const legacy = `#/${LEGACY_FOLDER[kind]}/`;
  if (!text.startsWith(legacy)) return null;
  const rest = text.slice(legacy.length);
  const slash = rest.indexOf('/');
  return slash > 0 ? rest.slice(slash + 1) || null : null;
}

/** How a reference to this kind is written, for a hint. */
export function spelling(kind: ReferenceKind, legacy: boolean): string {
  return legacy ? `#/${LEGACY_FOLDER[kind]}/<group>/<id>` : `#${kind}:<id>`;
}

/** The plan and the rule (`*` is every rule) that an include names: `#/tp/PLAN/event_rule/RULE`. Null where it is none. */
export function parseInclude(text: string): { readonly plan: string; readonly rule: string } | null {
  const match = /^#\/tp\/([a-zA-Z0-9_-]+)\/event_rule\/([a-zA-Z0-9_-]+|\*)$/.exec(text);
  return match?.[1] !== undefined && match[2] !== undefined ? { plan: match[1], rule: match[2] } : null;
}
