/** How a file of version v1 starts; its kind follows. */
export const HEAD = 'version: rudder/v1\nkind: ';
/** What follows the kind; the spec starts in line 5. */
export const META = '\nmetadata: { name: test }\nspec:\n';

/** A file of version v1; what follows starts in line 5. */
export const file = (kind: string, spec: string): string => `${HEAD}${kind}${META}${spec}`;
export const legacyFile = (kind: string, spec: string): string => file(kind, spec).replace('rudder/v1', 'rudder/v0.1');
export const properties = (...items: string[]): string =>
  file('properties', `  properties:\n${items.map((item) => `    - ${item}\n`).join('')}`);
export const legacyProperties = (...items: string[]): string => properties(...items).replace('rudder/v1', 'rudder/0.1');
export const events = (...items: string[]): string => file('events', `  events:\n${items.map((item) => `    - ${item}\n`).join('')}`);
export const types = (...items: string[]): string => file('custom-types', `  types:\n${items.map((item) => `    - ${item}\n`).join('')}`);
/** A plan `p`; its rules start in line 8. */
export const plan = (...rules: string[]): string =>
  file('tracking-plan', `  id: p\n  display_name: Plan\n  rules:\n${rules.map((rule) => `    - ${rule}\n`).join('')}`);

export const EVENT = events('{ id: e, name: Played, event_type: track }');
export const rule = (rest: string): string => `{ type: event_rule, id: r, event: "#event:e", ${rest} }`;
