import { renderGitHub } from '../report/github.ts';
import { renderJson } from '../report/json.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';
import { renderText, type TextOptions } from '../report/text.ts';

/** The forms in which `check` prints its report. */
export const REPORT_FORMATS = ['text', 'json', 'markdown', 'github'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Forms that are promised for a later version. */
export const LATER_FORMATS: readonly string[] = ['sarif', 'junit', 'html'];

/** The report in the form asked for. */
export function render(report: Report, format: ReportFormat, text: TextOptions): string {
  switch (format) {
    case 'text':
      return renderText(report, text);
    case 'json':
      return renderJson(report);
    case 'markdown':
      return renderMarkdown(report);
    case 'github':
      return renderGitHub(report);
  }
}
