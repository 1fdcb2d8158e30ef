import type { Location } from '../../plan/model.ts';
import type { Format, Links, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { spotOf } from '../fields.ts';
import { locationOf, Problems } from '../problems.ts';
import { eventsOf } from './messages.ts';
import { assignPlans, folderOf } from './assign.ts';
import { listOf, MARKERS, planParts, type PlanPart } from './plans.ts';
import { routesOf } from './routes.ts';
import { subscriptionMentions } from './subscriptions.ts';
import { readRules, unlistedKeys, type Rule } from './rules.ts';
import { isRouting, ROUTING_MARKERS } from './terraform.ts';

/**
 * Segment's tracking plans as teams keep them in Git: answers of the Public API and of the older Config API, typewriter's plan.json,
 * YAML rules that a script publishes, and Terraform as people and Segment's Git sync write it. https://segment.com/docs/protocols/tracking-plan/create/
 */
export const segment: Format = {
  id: 'segment',
  title: 'Segment tracking plan',
  mayHold: (path) => /\.(?:json|ya?ml|tf)$/i.test(path),
  markers: [...MARKERS, ...ROUTING_MARKERS],
  claims: (document) => planParts(document).length > 0 || isRouting(document),
  links,
  // A destination names, and gets, what a change of any plan may take away.
  readers: { markers: ROUTING_MARKERS, claims: isRouting, mayName: () => false },
  load,
};

/**
 * Copies of a plan know each other by its id, resources of Terraform by their names in a folder. In a plan of one file a rule, the rules for all
 * messages reach every file of the folder: those need what only such a rule defines, and are found by a word that all of them hold.
 */
function links(document: SourceDocument): Links {
  const folder = `segment in ${folderOf(document.path)}`;
  const all = planParts(document).map((part) => linksOf(part, folder));
  return { defines: all.flatMap(({ defines }) => defines), needs: all.flatMap(({ needs }) => needs) };
}

function linksOf(part: PlanPart, folder: string): Links {
  const id = part.id === null ? [] : [`segment/${part.id}`];
  if (part.home === 'file') return { defines: id, needs: [] };
  if (part.home !== 'folder') return { defines: [...id, `${folder}/${part.home.label}`], needs: [] };
  const rules = readRules(part, '', new Problems());
  const own = rules.map(({ key, type, version }) => `${folder}: ${type} ${version}/${key}`);
  const common = rules.some(({ type }) => type === 'COMMON') ? [`${folder}/COMMON`, `${folder}/rules`] : [];
  return { defines: [...id, ...own, ...common], needs: [`${folder}/COMMON`] };
}

function load({ documents, formerPath }: LoadContext): Loaded {
  const problems = new Problems();
  const { parts, ignored, plansNamed } = assignPlans(documents, formerPath);
  const rules = new Map<string, Rule[]>();
  const homes = new Map<string, Location>();
  for (const { plan, part } of parts) {
    rules.set(plan, [...(rules.get(plan) ?? []), ...readRules(part, plan, problems)]);
    if (homes.has(plan)) continue;
    homes.set(plan, locationOf(spotOf(listOf(part), 'key')));
    for (const key of unlistedKeys(part, plan)) homes.set(key, locationOf(spotOf(part.rules, 'key')));
  }
  const events = [...rules].flatMap(([plan, own]) => eventsOf(plan, own, problems));
  const mentions = documents.flatMap(subscriptionMentions);
  return { events, problems: problems.all(), ignored, homes, mentions, routes: routesOf(documents, { formerPath, plansNamed }) };
}
