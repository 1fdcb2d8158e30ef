import { decide, type Json, type Schema } from '../../jsonschema/index.ts';
import type { Naming } from '../settings.ts';

/** The usual ways to write a name, each as a pattern of the whole name. */
const WAYS: Readonly<Record<Exclude<Naming, object>, string>> = {
  snake_case: '^[a-z][a-z0-9]*(_[a-z0-9]+)*$',
  camelCase: '^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$',
  PascalCase: '^([A-Z][a-z0-9]*)+$',
  'kebab-case': '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  'Title Case': '^[A-Z0-9][^ ]*( [A-Z0-9][^ ]*)*$',
};

/** What a convention is called in a sentence. */
export function namingTitle(naming: Naming): string {
  return typeof naming === 'string' ? naming : `the pattern ${naming.pattern}`;
}

function schema(value: Json): Schema {
  const uri = 'urn:schema-gate:name';
  return { uri, pointer: '', documents: new Map([[uri, value]]), dialect: '2020-12' };
}

/**
 * Whether a name is written by a convention. A team's pattern comes from a file that anybody may edit, so that it is not run as a regular
 * expression, which may take for ever: the engine decides, within its bounds. Null where it cannot.
 */
export function isNamed(name: string, naming: Naming): boolean | null {
  const pattern = typeof naming === 'string' ? WAYS[naming] : `^(?:${naming.pattern})$`;
  const { verdict } = decide(schema({ const: name }), schema({ pattern }), { contentModel: 'strict' }).producers;
  return verdict === 'undecided' ? null : verdict === 'included';
}
