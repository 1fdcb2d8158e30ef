import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'fast-string-width';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderText } from '../../src/report/text.ts';
import { parseCommands } from '../harness/runner.ts';
import { exampleFinding, exampleReport } from './example-report.ts';
import { hostileReport, hostileText } from './hostile.ts';

/** Takes away the colours that the report uses, and nothing else. */
function stripColours(text: string): string {
  return text
    .split('\u001B[')
    .map((part, index) => (index === 0 ? part : part.replace(/^\d+m/, '')))
    .join('');
}

const plain = { color: false, width: 90 };

describe('renderText', () => {
  test('shows a finding as a compiler does', () => {
    const report = exampleReport({
      findings: [exampleFinding({ before: 'number', after: 'string', audiences: exampleFinding().audiences.slice(0, 1) })],
    });
    const text = renderText(report, { ...plain, readLine: ({ line }) => (line === 14 ? '      type: string # text' : undefined) });
    expect(text.split('\n\n')[0]).toBe(
      [
        'error[compat/type-changed]: `properties.total` of `Order Completed` was a number and is a',
        'string now: every app that is out there still sends a number.',
        '   --> plans/properties.yaml:14:13',
        '    |',
        ' 14 |       type: string # text',
        '    |             ^^^^^^',
        '    = in     properties.total of Order Completed',
        '    = was    "number"',
        '    = is     "string"',
        '    = breaks producers: released apps that still send the old shape',
        '    = event  valid before, rejected after this change:',
        '               {',
        '                 "type": "track",',
        '                 "event": "Order Completed",',
        '                 "properties": {',
        '                   "order_id": "A-1",',
        '                   "lines": [',
        '                     {',
        '                       "sku": "tea-100",',
        '                       "price": 4.5',
        '                     }',
        '                   ],',
        '                   "total": 12.5  <- rejected',
        '                 }',
        '               }',
        '    = fix    Keep the number, and add a new property for the text.',
        '    = id     0a1b2c3d4e5f',
        '    = waive  schema-gate waive 0a1b2c3d4e5f --reason … --owner … --expires …',
      ].join('\n'),
    );
  });

  test('says in brief what is let be, and on the finding who asks for a waiver', () => {
    const waiver = { reason: 'It\nis old', owner: 'shop-team', expires: '2026-02-01' };
    const text = renderText(
      exampleReport({
        findings: [exampleFinding({ waiver: { status: 'requested', ...waiver } })],
        waived: [exampleFinding({ waiver: { status: 'granted', ...waiver, ticket: 'https://tickets.example.test/7' } })],
        debt: [
          ...Array.from({ length: 3 }, () => exampleFinding({ rule: 'required/missing' })),
          exampleFinding({ rule: 'pii/unclassified' }),
        ],
      }),
      plain,
    );
    expect(text).toContain('= waiver asked for until 2026-02-01 by shop-team: It\\nis old. It counts once it is in\n');
    expect(text).not.toContain('= waive ');
    expect(text).toContain(`1 finding waived
  error[0a1b2c3d4e5f] compat/type-changed properties.total · Order Completed, until
  2026-02-01 by shop-team: It\\nis old (https://tickets.example.test/7)

Debt: 4 findings were there before (3 required/missing, 1 pii/unclassified)
`);
  });

  test('names the way to waive only where a finding blocks', () => {
    expect(renderText(exampleReport({ failOn: 'never' }), plain)).not.toContain('= waive');
    expect(renderText(exampleReport({ findings: [exampleFinding({ rule: 'waiver/too-broad' })] }), plain)).not.toContain('= waive');
    expect(renderText(exampleReport(), plain).match(/= waive/g)).toHaveLength(2);
  });

  test('puts the caret under wide characters and tabs', () => {
    const report = exampleReport({
      findings: [exampleFinding({ locations: { head: { file: 'a.yaml', line: 1, column: 7, endLine: 1, endColumn: 9 } } })],
    });
    const text = renderText(report, { ...plain, readLine: () => '\t名前: "x" # end' });
    const [source = '', caret = ''] = text.split('\n').filter((line) => /^ (1| ) \| /.test(line));
    expect(stringWidth(caret.slice(0, caret.indexOf('^')))).toBe(stringWidth(source.slice(0, source.indexOf('x"'))));
    expect(caret.trimEnd().endsWith('^^')).toBe(true);
  });

  test('says where in base something stood that is gone', () => {
    expect(renderText(exampleReport(), plain)).toContain('--> plans/wishlist.yaml:4:5 (in base; gone in head)');
  });

  test('gives notices in brief, files left out, how it was compared, and the verdict last', () => {
    const lines = renderText(exampleReport(), plain).trimEnd().split('\n');
    expect(lines.at(-1)).toBe('Blocked: 2 errors, 1 warning in 3 events');
    expect(lines).toContain('3 notices');
    expect(lines).toContain('2 files left out');
    expect(lines).toContain('  plans/logo.json: no format recognises it');
    expect(lines).toContain('because   the first parent of the test merge of pull request 7');
  });

  test('groups files left out by reason, those that could not be read first', () => {
    const ignored = Array.from(
      { length: 50 },
      (_, index) => ({ path: `data/${index}.json`, status: 'ignored', format: null, reason: 'no schema' }) as const,
    );
    const left = [...ignored, { path: 'plans/a.yaml', status: 'unreadable', format: null, reason: 'line 3: a tab' }] as const;
    expect(renderText(exampleReport({ files: { loaded: 1, unchanged: 0, left } }), plain)).toContain(
      '51 files left out\n  plans/a.yaml: line 3: a tab\n  data/0.json, data/1.json, data/2.json and 47 more: no schema\n',
    );
  });

  test('shows why a run could not be judged, with what to do', () => {
    const failure = {
      kind: 'configuration',
      message: 'Unknown key `rulez`.',
      hint: 'Did you mean `rules`?',
      location: { file: 'schema-gate.yml', line: 3, column: 1 },
    } as const;
    const text = renderText(exampleReport({ findings: [], failures: [failure] }), plain);
    expect(text).toMatch(/^misconfigured: Unknown key `rulez`\.\n {2}--> schema-gate\.yml:3:1\n.*= fix {4}Did you mean `rules`\?\n/);
  });

  test('says the same with and without colours', () => {
    const colored = renderText(exampleReport(), { ...plain, color: true });
    expect(colored).not.toBe(renderText(exampleReport(), plain));
    expect(stripVTControlCharacters(colored)).toBe(renderText(exampleReport(), plain));
  });

  test('no text from outside reaches the terminal or the runner as more than text', () => {
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, color) => {
        const output = renderText(hostileReport(text), { color, width: 60, readLine: () => text });
        expect(parseCommands(output)).toEqual([]);
        expect(stripColours(output).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });
});
