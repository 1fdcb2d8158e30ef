import type { BlockContent, Nodes, PhrasingContent, RootContent, Table } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';

/** A line of text or its parts; in a string, what stands between backticks is code. */
export type Inline = string | readonly PhrasingContent[];

/** Prose with `code` between backticks, as nodes: everything else in it stays literal. */
export function inline(content: Inline): PhrasingContent[] {
  if (typeof content !== 'string') return [...content];
  return content
    .split(/`([^`]+)`/)
    .map((part, index): PhrasingContent => ({ type: index % 2 === 1 ? 'inlineCode' : 'text', value: part }))
    .filter((node) => !('value' in node) || node.value !== '');
}

export function heading(depth: 1 | 2 | 3, content: Inline): BlockContent {
  return { type: 'heading', depth, children: inline(content) };
}

/** One paragraph for each part that an empty line sets off. */
export function paragraphs(content: string): BlockContent[] {
  return content.split(/\n{2,}/).map((part) => ({ type: 'paragraph', children: inline(part.replaceAll('\n', ' ')) }));
}

export function link(url: string, content: Inline): PhrasingContent {
  return { type: 'link', url, children: inline(content) };
}

export function bullets(items: readonly Inline[]): BlockContent {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: items.map((item) => ({ type: 'listItem', spread: false, children: [{ type: 'paragraph', children: inline(item) }] })),
  };
}

export function code(lang: string, value: string): BlockContent {
  return { type: 'code', lang, value: value.trimEnd() };
}

export function table(head: readonly Inline[], rows: readonly (readonly Inline[])[]): Table {
  return {
    type: 'table',
    children: [head, ...rows].map((cells) => ({
      type: 'tableRow',
      children: cells.map((cell) => ({ type: 'tableCell', children: inline(cell) })),
    })),
  };
}

/** The Markdown of a page. */
export function print(children: readonly RootContent[]): string {
  const page: Nodes = { type: 'root', children: [...children] };
  return toMarkdown(page, { bullet: '-', extensions: [gfmToMarkdown({ tablePipeAlign: false })] });
}
