import type { Nodes } from 'mdast';
import * as fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import type { Location } from '../../src/plan/model.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { exampleFinding, exampleReport } from './example-report.ts';
import { hostileReport, hostileText } from './hostile.ts';

function nodesOf(node: Nodes): Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(nodesOf) : [])];
}

/** All nodes of a text as GitHub reads it. */
function read(markdown: string): Nodes[] {
  return nodesOf(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

const WORDS = new Set(['text', 'inlineCode', 'code', 'strong', 'paragraph']);
/** What a text is built of, words left out. */
const shape = (nodes: readonly Nodes[]): string[] => nodes.flatMap((node) => (WORDS.has(node.type) ? [] : [node.type]));
const valuesOf = (nodes: readonly Nodes[], type: 'text' | 'html'): string[] =>
  nodes.flatMap((node) => (node.type === type ? [node.value] : []));

describe('renderMarkdown', () => {
  test('starts with the verdict', () => {
    expect(renderMarkdown(exampleReport()).split('\n')[0]).toBe('### ❌ Blocked: 2 errors, 1 warning in 3 events');
  });

  test('shows a finding with its place, proof and fix', () => {
    const report = exampleReport({ findings: [exampleFinding({ before: 'number', after: 'string' })] });
    const markdown = renderMarkdown(report, { linkTo: ({ file, line }) => `https://example.test/${file}#L${line}` });
    expect(markdown).toContain('#### 🔴 `compat/type-changed` · `properties.total`');
    expect(markdown).toContain('- **Where** [`plans/properties.yaml:14:13`](https://example.test/plans/properties.yaml#L14)');
    expect(markdown).toContain('- **Was → is** `"number"` → `"string"`');
    expect(markdown).toContain('    "total": 12.5 // ← rejected');
    expect(markdown).toContain('- **Fix** Keep the number, and add a new property for the text.');
  });

  test('folds what does not block, the notices and the files left out', () => {
    const markdown = renderMarkdown(exampleReport());
    const summaries = [...markdown.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, title]) => title);
    expect(summaries).toContain('1 finding that does not block');
    expect(summaries).toContain('3 notices');
    expect(summaries).toContain('2 files left out');
    expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
  });

  test('folds what is let be, says who asks for a waiver, and gives the line to paste', () => {
    const waiver = { reason: 'It is old', owner: 'shop-team', expires: '2026-02-01' };
    const markdown = renderMarkdown(
      exampleReport({
        findings: [exampleFinding(), exampleFinding({ waiver: { status: 'requested', ...waiver } })],
        waived: [exampleFinding({ waiver: { status: 'granted', ...waiver } })],
        debt: [exampleFinding(), exampleFinding()],
      }),
    );
    expect(markdown.split('\n')).toContain("- **Waive** `- {fingerprint: '0a1b2c3d4e5f', reason: …, owner: …, expires: …}`");
    expect(markdown.match(/\*\*Waive\*\*/g)).toHaveLength(1);
    expect(markdown).toContain('- **Asks for a waiver** until 2026-02-01 by shop-team: It is old. It counts once it is in the base.');
    expect(markdown).toContain('<summary>1 finding waived</summary>');
    expect(markdown).toContain('🔴 `properties.total · Order Completed` `compat/type-changed`, until 2026-02-01 by shop-team: It is old');
    expect(markdown).toContain('<summary>Debt: 2 findings were there before</summary>');
  });

  test('lists debt also where nothing was found', () => {
    expect(renderMarkdown(exampleReport({ findings: [], debt: [exampleFinding()] }))).toContain('Debt: 1 finding was there before');
  });

  test('tables have two columns', () => {
    const columns = read(renderMarkdown(exampleReport())).flatMap((node) => (node.type === 'tableRow' ? [node.children.length] : []));
    expect(Math.max(...columns)).toBe(2);
  });

  test('many findings get a table in front', () => {
    const four = Array.from({ length: 4 }, (_, index) => exampleFinding({ path: `properties.p${index}` }));
    const tables = (findings: typeof four): number =>
      shape(read(renderMarkdown(exampleReport({ findings, files: { loaded: 1, unchanged: 0, left: [] } })))).filter(
        (type) => type === 'table',
      ).length;
    expect([tables(four.slice(1)), tables(four)]).toEqual([0, 1]);
  });

  test.each([
    [65_535, 65_535, 50],
    [20_000, 1_000_000, 10],
    [1_000_000, 20_000, 10],
    [1200, 1200, 0],
    [300, 300, 0],
  ])('keeps to %i units and %i bytes and says what is missing', (units, bytes, atLeast) => {
    const findings = Array.from({ length: 900 }, (_, index) => exampleFinding({ path: `properties.größe_${index}` }));
    const markdown = renderMarkdown(exampleReport({ findings }), { limit: { units, bytes } });
    expect(markdown.length).toBeLessThanOrEqual(units);
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(bytes);
    expect(markdown.split('\n')[0]).toMatch(/^### ❌/);
    const shown = markdown.match(/^#### /gm)?.length ?? 0;
    expect(shown).toBeGreaterThanOrEqual(atLeast);
    expect(markdown).toContain(units > 300 ? `**${900 - shown} more findings not shown here.**` : '2 errors');
  });

  test('text from outside stays text: no mention, link, tag, heading or table of its own', () => {
    const linkTo = ({ file, line }: Location): string =>
      `https://example.test/${encodeURIComponent(file.replaceAll(/\p{Cs}/gu, ''))}#L${line}`;
    const render = (text: string): string => renderMarkdown(hostileReport(text), { linkTo });
    const harmless = read(render('harmless'));
    fc.assert(
      fc.property(hostileText, (text) => {
        // An empty name has no line of its own; every other report must be built as with a harmless name.
        fc.pre(text.trim() !== '');
        const markdown = render(text);
        expect(markdown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        const nodes = read(markdown);
        expect(shape(nodes)).toEqual(shape(harmless));
        expect(valuesOf(nodes, 'html')).toEqual(valuesOf(harmless, 'html'));
        expect(valuesOf(nodes, 'text').filter((value) => /[@#<>]|:\/\/|www\.|GH-\d/.test(value))).toEqual([]);
      }),
      { seed: 20261123, numRuns: 150 },
    );
  });
});
