import { isJsonArray, type Json } from '../../jsonschema/index.ts';
import { child, Fields, type SourceValue } from '../fields.ts';
import { quoted, type Problems } from '../problems.ts';

const TOKEN = /\{\{[ \t]*\.[A-Za-z_]\w*[ \t]*(?:\|[^{}\n\r]*)?\}\}/g;
const OPENED = /(?:\{\{|‹‹)[ \t]*\.[A-Za-z_]/;

/**
 * The text with each variable (`{{ .NAME }}`, `{{ .NAME | default }}`) turned into a plain YAML scalar of the same length, because an unquoted
 * variable is not what YAML takes it for. Lines and columns stay; {@link isDynamic} still knows the value, {@link restore} gives its own spelling.
 */
export function substitute(text: string): string {
  return text.replace(TOKEN, (token) => `‹‹${token.slice(2, -2).replace(/[^\w .|-]/g, '_')}››`);
}

/** The spelling of the author: undoes {@link substitute} in a string read from the file (but for unusual characters of a default). */
export function restore(text: string): string {
  return text.includes('‹‹') ? text.replaceAll('‹‹', '{{').replaceAll('››', '}}') : text;
}

/** Whether a value holds a variable that only the deployment fills in, so that what it means here is not known. */
export function isDynamic(value: Json): boolean {
  if (typeof value === 'string') return OPENED.test(value);
  return isJsonArray(value) && value.some((entry) => typeof entry === 'string' && OPENED.test(entry));
}

/** The fields of a definition in a project of RudderStack. */
export function projectFields(node: SourceValue, what: string, owner: string, problems: Problems): Fields {
  return new Fields(node, what, owner, problems, { restore, isOpen: isDynamic });
}

/** The fields of a definition that has an id of its own, which owns it: `kind:id`, or the file where the id is missing. */
export function definitionFields(node: SourceValue, kind: string, problems: Problems): Fields {
  const id = child(node, 'id')?.value;
  const what = kind.replaceAll('-', ' ');
  if (typeof id !== 'string' || id === '') return projectFields(node, `a ${what} without id`, node.document.path, problems);
  return projectFields(node, `${what} ${quoted(id)}`, `${kind}:${id}`, problems);
}
