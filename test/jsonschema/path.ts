import type { InstancePath } from '../../src/jsonschema/index.ts';

/** An instance path in short: names with dots, `[]` or `[n]` for entries, `*` or `/pattern/` for names. */
export function printPathForTest(path: InstancePath): string {
  return path
    .map((step) => {
      if (step.kind === 'property') return step.name;
      if (step.kind === 'items') return `[${step.index ?? ''}]`;
      return step.pattern === undefined ? '*' : `/${step.pattern}/`;
    })
    .join('.');
}
