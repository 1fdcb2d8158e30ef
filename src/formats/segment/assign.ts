import { equalJson, type Json } from '../../jsonschema/index.ts';
import type { LoadContext, Loaded, SourceDocument } from '../format.ts';
import { planParts, type PlanPart } from './plans.ts';
import { isRouting, PLAN, referenceTo } from './terraform.ts';

/** The parts of all plans, each with the plan that it is of, and the documents that do not count. */
export interface Assigned {
  readonly parts: readonly { readonly plan: string; readonly part: PlanPart }[];
  readonly ignored: Loaded['ignored'];
  /** The plans that a value means by which a resource of this file names one: several where apps keep copies of it. */
  readonly plansNamed: (value: Json, path: string) => readonly string[] | null;
}

/**
 * Says which plan each part is of: the one whose id it has, that of its folder, or one of its own. Apps keep copies of a plan, each of its own day:
 * the first counts as the plan, one that says the same does not count, any other is a plan of its own.
 */
export function assignPlans(documents: readonly SourceDocument[], formerPath: LoadContext['formerPath']): Assigned {
  const parts: { plan: string; part: PlanPart }[] = [];
  const ignored: { path: string; reason: string }[] = [];
  const copies = new Map<string, SourceDocument[]>();
  const resources = new Map<string, string>();
  const joining: PlanPart[] = [];
  for (const document of documents) {
    const found = planParts(document);
    if (found.length === 0 && !isRouting(document))
      ignored.push({ path: document.path, reason: 'It holds no rules of a Segment tracking plan.' });
    const twin = found.flatMap(({ id }) => copies.get(id ?? '') ?? []).find(({ value }) => equalJson(value, document.value));
    if (twin !== undefined) {
      ignored.push({ path: document.path, reason: `It is the same plan as ${twin.path}, which counts.` });
      continue;
    }
    const path = formerPath(document.path);
    for (const part of found) {
      if (part.joins) {
        joining.push(part);
        continue;
      }
      const earlier = part.id === null ? [] : (copies.get(part.id) ?? []);
      const plan = part.id !== null && earlier.length > 0 ? `${part.id} in ${path}` : planOf(part, path);
      if (part.id !== null) copies.set(part.id, [...earlier, document]);
      if (typeof part.home === 'object') resources.set(nameOf(part.home.label, path), plan);
      parts.push({ plan, part });
    }
  }
  for (const part of joining) {
    const path = formerPath(part.rules.document.path);
    const resource = typeof part.home === 'object' ? resources.get(nameOf(part.home.label, path)) : undefined;
    parts.push({ plan: resource ?? planOf(part, path), part });
  }
  const plansNamed: Assigned['plansNamed'] = (value, path) => {
    if (typeof value === 'string') return [...new Set([value, ...parts.flatMap(({ plan, part }) => (part.id === value ? [plan] : []))])];
    const label = referenceTo(PLAN, value);
    const name = label === null ? null : nameOf(label, formerPath(path));
    return name === null ? null : [resources.get(name) ?? name];
  };
  return { parts, ignored, plansNamed };
}

function planOf({ id, home }: PlanPart, path: string): string {
  if (id !== null) return id;
  if (home === 'file') return path;
  return home === 'folder' ? folderOf(path) : nameOf(home.label, path);
}

/** The folder of a file; '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Names of resources are known in the folder that holds them: a module. */
export function nameOf(label: string, path: string): string {
  const folder = folderOf(path);
  return folder === '' ? label : `${folder}/${label}`;
}
