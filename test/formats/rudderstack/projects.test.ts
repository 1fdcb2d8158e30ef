import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadPlans } from '../../../src/formats/load.ts';
import type { Plan } from '../../../src/plan/model.ts';
import { memoryTree } from '../../harness/memory-tree.ts';

const CORPUS = fileURLToPath(new URL('../../../../shared/corpora/rudder-iac', import.meta.url));
const absent = !existsSync(CORPUS);

function filesOf(...folders: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    folders
      .flatMap((folder) => readdirSync(join(CORPUS, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
      .filter((path) => statSync(join(CORPUS, path)).isFile())
      .map((path) => [path, readFileSync(join(CORPUS, path), 'utf8')]),
  );
}

const load = (files: Record<string, string>): Plan =>
  loadPlans(memoryTree({}), memoryTree(files), { directory: '', include: [], ignore: [], format: [], everything: true }).head;

/** How many rules the plans have, each variable being a plain word. */
function countRules(files: Record<string, string>): number {
  const texts = Object.entries(files).flatMap(([path, text]) =>
    path.endsWith('.yaml') ? [text.replaceAll(/\{\{.*?\}\}/g, 'variable')] : [],
  );
  return texts.reduce((count, text) => {
    const { kind, spec }: { kind: string; spec: { rules?: readonly unknown[] } } = parse(text);
    return count + (/^(?:tp|tracking-plan)$/.test(kind) ? (spec.rules?.length ?? 0) : 0);
  }, 0);
}

describe.skipIf(absent)("rudder-cli's own projects (skipped where ../shared is absent)", () => {
  it.each(absent ? [] : ['e2e-create', 'e2e-update', 'typer-golden'])('%s has an event for each rule', (folder) => {
    const files = filesOf(folder);
    const plan = load(files);
    expect(plan.events.length).toBe(countRules(files));
    expect(plan.events.length).toBeGreaterThan(0);
    expect(plan.files.filter(({ status }) => status !== 'loaded')).toEqual([]);
    // The corpus holds no code but what stands in the YAML.
    const missing = Object.entries(files).filter(([path, text]) => {
      const named = /^ +file: (\S+)$/m.exec(text)?.[1];
      return named !== undefined && !existsSync(join(CORPUS, dirname(path), named));
    });
    expect(plan.problems.map(({ location }) => location.file)).toEqual(missing.map(([path]) => path).toSorted());
  });

  it.each(absent ? [] : ['create', 'update'])('the destinations of %s name what stands in them', (side) => {
    const files = filesOf(`e2e-destinations/${side}`);
    const { mentions, problems } = load(files);
    expect(problems).toEqual([]);
    // The names of events there are two capitalised words, or one in a list of its own; what they are mapped to stands after `to`.
    const lines = Object.values(files).flatMap((text) => text.split('\n'));
    const named = lines.filter((line) => /^ +- (?:(?:from|event|name): )?(?:[A-Z][a-z]+ [A-Z][a-z]+|Heartbeat)$/.test(line));
    const known = new Set(named.map((line) => line.replace(/^ +- (?:(?:from|event|name): )?/, '')));
    const events = mentions.flatMap(({ names }) => (names.kind === 'event' && known.has(names.name) ? [names.name] : []));
    expect(events).toHaveLength(named.length);
    const masked =
      lines.filter((line) => /^ +- (?:pii_)?property: /.test(line)).length - lines.filter((line) => line.includes('whitelist_pii')).length;
    expect(mentions.filter(({ use }) => use === 'hashed' || use === 'removed')).toHaveLength(masked);
  });

  it.each(absent ? [] : ['create', 'update'])('the connections of %s lead somewhere', (side) => {
    expect(load(filesOf(`e2e-connections/${side}`)).problems).toEqual([]);
  });
});
