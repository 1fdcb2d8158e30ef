import type { Finding } from '../../src/rules/rule.ts';
import { gateFiles } from '../harness/gate-files.ts';
import { schemaFile } from '../plan/support.ts';

type Schemas = Readonly<Record<string, object>>;

/** What rules of a family say of a change of JSON Schemas by name; what was there before is apart. */
export function said(
  family: string,
  { base, head, policy }: { readonly base: Schemas; readonly head: Schemas; readonly policy?: string },
): { readonly findings: readonly Finding[]; readonly debt: readonly Finding[] } {
  const files = (schemas: Schemas): Record<string, string> => ({
    ...(policy !== undefined && { 'schema-gate.yml': policy }),
    ...Object.fromEntries(Object.entries(schemas).map(([name, body]) => [`${name}.json`, schemaFile({ title: name, ...body }, name)])),
  });
  const report = gateFiles(files(base), files(head));
  const ofFamily = ({ rule }: Finding): boolean => rule.startsWith(`${family}/`);
  if (report.failures.length > 0) throw new Error(report.failures.map(({ message }) => message).join('\n'));
  return { findings: report.findings.filter(ofFamily), debt: report.debt.filter(ofFamily) };
}

/** A finding in one line. */
export function line({ severity, rule, path }: Finding): string {
  return `${severity} ${rule} ${path}`;
}
