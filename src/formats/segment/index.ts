import { equalJson } from '../../jsonschema/index.ts';
import type { Location } from '../../plan/model.ts';
import type { Format, Links, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { spotOf } from '../rudderstack/fields.ts';
import { locationOf, Problems } from '../rudderstack/problems.ts';
import { eventsOf } from './messages.ts';
import { MARKERS, planPart, type PlanPart } from './plans.ts';
import { readRules, type Rule } from './rules.ts';

/**
 * Segment's tracking plans as teams keep them in Git: answers of the Public API and of the older Config API, typewriter's plan.json, and
 * YAML rules that a script publishes. https://segment.com/docs/protocols/tracking-plan/create/
 */
export const segment: Format = {
  id: 'segment',
  title: 'Segment tracking plan',
  mayHold: (path) => /\.(?:json|ya?ml)$/i.test(path),
  markers: MARKERS,
  claims: (document) => planPart(document) !== null,
  links,
  load,
};

/**
 * Copies of a plan know each other by its id. In a plan of one file a rule, the rules for all messages reach every file of the folder: those need
 * what only such a rule defines, and the files are found by a word that all of them hold.
 */
function links(document: SourceDocument): Links {
  const part = planPart(document);
  if (part === null) return { defines: [], needs: [] };
  if (!part.byFolder) return { defines: part.id === null ? [] : [`segment/${part.id}`], needs: [] };
  const folder = `segment in ${folderOf(document.path)}`;
  const rules = readRules(part, '', new Problems());
  const own = rules.map(({ key, type, version }) => `${folder}: ${type} ${version}/${key}`);
  const common = rules.some(({ type }) => type === 'COMMON') ? [`${folder}/COMMON`, `${folder}/rules`] : [];
  return { defines: [...own, ...common], needs: [`${folder}/COMMON`] };
}

function load({ documents, formerPath }: LoadContext): Loaded {
  const problems = new Problems();
  const { parts, ignored } = assign(documents, formerPath);
  const rules = new Map<string, Rule[]>();
  const homes = new Map<string, Location>();
  for (const { plan, part } of parts) {
    rules.set(plan, [...(rules.get(plan) ?? []), ...readRules(part, plan, problems)]);
    if (!homes.has(plan)) homes.set(plan, locationOf(spotOf(part.rules, 'key')));
  }
  const events = [...rules].flatMap(([plan, own]) => eventsOf(plan, own, problems));
  return { events, problems: problems.all(), ignored, homes };
}

interface Assigned {
  readonly parts: readonly { readonly plan: string; readonly part: PlanPart }[];
  readonly ignored: Loaded['ignored'];
}

/**
 * Which plan each document is of: the one whose id it says, that of its folder, or one of its own. Apps keep copies of a plan, each of its own
 * day: the first counts as the plan, one that says the same does not count, any other is a plan of its own.
 */
function assign(documents: readonly SourceDocument[], formerPath: LoadContext['formerPath']): Assigned {
  const parts: { plan: string; part: PlanPart }[] = [];
  const ignored: { path: string; reason: string }[] = [];
  const copies = new Map<string, SourceDocument[]>();
  for (const document of documents) {
    const part = planPart(document);
    if (part === null) {
      ignored.push({ path: document.path, reason: 'It holds no rules of a Segment tracking plan.' });
      continue;
    }
    const path = formerPath(document.path);
    const { id } = part;
    if (id === null) {
      parts.push({ plan: part.byFolder ? folderOf(path) : path, part });
      continue;
    }
    const earlier = copies.get(id) ?? [];
    const twin = earlier.find(({ value }) => equalJson(value, document.value));
    if (twin !== undefined) ignored.push({ path: document.path, reason: `It is the same plan as ${twin.path}, which counts.` });
    else parts.push({ plan: earlier.length === 0 ? id : `${id} in ${path}`, part });
    copies.set(id, [...earlier, document]);
  }
  return { parts, ignored };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
