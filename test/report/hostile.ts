import * as fc from 'fast-check';
import type { Report } from '../../src/report/report.ts';
import { exampleFinding, exampleReport } from './example-report.ts';

/** What a stranger may put into names, paths and values of a pull request. */
const ATTACKS = [
  '@acme/everyone',
  'fixes #1',
  'GH-12',
  '<img src=x onerror=alert(1)>',
  '</details></summary>',
  '| a | b |',
  '`code`',
  '``` \n```\n# heading',
  'a\nb\r\n\r\n## heading',
  '\r::error file=x::injected',
  '\n::add-mask::e',
  '##[error]injected',
  'x ##[add-mask]e',
  ' ::stop-commands::t',
  '\u200D::warning::zero width',
  '\u001B[2J\u001B[31mred',
  '\u202Egnp.exe',
  '[link](https://example.test)',
  'https://example.test/x?a=b',
  'www.example.test',
  'mail@example.test',
  '**bold** _it_ ~~gone~~',
  '- [ ] task',
  '1. list',
  '> quote',
  '    indented',
  '&lt;b&gt;',
  '%0A::error::percent',
  '![x](y)',
  '[^1]',
  '$$x$$',
  ':tada:',
  '-->',
  '<!-- schema-gate:0000000000000000 -->',
  '\uD800',
  '__proto__',
  'constructor',
  '',
  ' ',
  '\\',
];

/** Strings made of attacks and anything else. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 4 })
  .map((parts) => parts.join(''));

/** A report in which every string that may come from a pull request is the given one. */
export function hostileReport(text: string): Report {
  const at = { file: text, line: 3, column: 2, endLine: 3, endColumn: 9 };
  const finding = exampleFinding({
    message: text,
    path: text,
    suggestion: text,
    before: { [text]: text },
    after: [text],
    events: [{ key: text, type: 'track', name: text, plan: text }],
    locations: { head: at, base: at },
    audiences: [{ audience: 'producers', severity: 'error', counterexample: { [text]: { [text]: text }, [`${text}2`]: [text] } }],
    example: text,
  });
  const waiver = { reason: text, owner: text, ticket: text, expires: '2026-02-01' };
  return exampleReport({
    debt: [finding],
    waived: [{ ...finding, waiver: { status: 'granted', ...waiver } }],
    findings: [
      { ...finding, waiver: { status: 'requested', ...waiver } },
      finding,
      { ...finding, severity: 'warning', locations: { base: at } },
      { ...finding, severity: 'notice' },
    ],
    base: { label: text, commit: null },
    head: { label: text, commit: null },
    reason: text,
    policy: text,
    notes: [text],
    files: { loaded: 1, unchanged: 0, left: [{ path: text, status: 'ignored', format: null, reason: text }] },
    failures: [{ kind: 'evaluation', message: text, hint: text, location: { file: text, line: 1, column: 1 } }],
  });
}
