import { isJsonArray, isJsonObject, type Json } from '../../jsonschema/index.ts';
import type { SourceDocument } from '../format.ts';
import { computed } from '../hcl-text.ts';
import { child, entries, type SourceValue, rootNode } from '../fields.ts';

/** A resource of Segment's Terraform provider that holds rules: https://registry.terraform.io/providers/segmentio/segment/latest/docs */
export interface Resource {
  /** The name of the plan's resource in Terraform; null for rules whose plan is named by its id or not at all. */
  readonly label: string | null;
  /** Segment's id of the plan, where the file says it. */
  readonly id: string | null;
  /** Absent where the resource has none: they are in a resource of their own. */
  readonly rules: SourceValue | null;
  /** A resource of rules alone. */
  readonly joins: boolean;
  readonly at: SourceValue;
}

/** Strings of which every such file holds one: labels of resources are written in quotes. */
export const TERRAFORM_MARKERS: readonly string[] = ['"segment_tracking_plan"', '"segment_tracking_plan_rules"'];

export function isTerraform({ path }: SourceDocument): boolean {
  return /\.tf$/i.test(path);
}

/** A `resource` of a Terraform file. */
export interface ResourceBlock {
  readonly type: string;
  readonly label: string;
  readonly body: SourceValue;
}

/** All resources of a Terraform file, in its order; or all that it only looks up. */
export function blocksOf(document: SourceDocument, block: 'resource' | 'data' = 'resource'): readonly ResourceBlock[] {
  return entries(child(rootNode(document), block)).flatMap((each) => {
    const [type, label] = labelsOf(each);
    const body = child(each, 'body');
    return type === undefined || label === undefined || body === null ? [] : [{ type, label, body }];
  });
}

/** The resources of a Terraform file that make tracking plans, as Segment's Git sync and people write them. */
export function resourcesOf(document: SourceDocument): readonly Resource[] {
  const imported = importsOf(document, PLAN);
  return blocksOf(document).flatMap(({ type, label, body: at }): Resource[] => {
    const rules = child(at, 'rules');
    const known = { rules, at, joins: type !== 'segment_tracking_plan' };
    if (!known.joins) return [{ ...known, label, id: imported.get(label) ?? GIT_SYNC.exec(label)?.[1] ?? null }];
    if (type !== 'segment_tracking_plan_rules') return [];
    const plan = child(at, 'tracking_plan_id')?.value;
    return [{ label: referenceTo(PLAN, plan), id: typeof plan === 'string' ? plan : null, ...known }];
  });
}

/** How Git sync names what it writes. */
const GIT_SYNC = /^id-(tp_\w+)$/;
/** The type of resource that makes a tracking plan. */
export const PLAN = 'segment_tracking_plan';
const LABEL = /^([\p{L}_][\p{L}\p{N}_-]*)(?:\.id)?$/u;

/** The label of the resource of a type that a value refers to; null where it does not. */
export function referenceTo(type: string, value: Json | undefined): string | null {
  const text = computed(value) ?? '';
  return text.startsWith(`${type}.`) ? (LABEL.exec(text.slice(type.length + 1))?.[1] ?? null) : null;
}

/** Ids by the label of the resource of a type that an `import` block gives them to. */
export function importsOf(document: SourceDocument, type: string): ReadonlyMap<string, string> {
  const pairs = entries(child(rootNode(document), 'import')).flatMap((block): [string, string][] => {
    const body = child(block, 'body');
    const id = child(body, 'id')?.value;
    const label = referenceTo(type, child(body, 'to')?.value);
    return label !== null && typeof id === 'string' ? [[label, id]] : [];
  });
  return new Map(pairs);
}

/** The types of resources that say who is sent what: https://registry.terraform.io/providers/segmentio/segment/latest/docs */
const ROUTING = ['segment_destination_subscription', 'segment_destination', 'segment_source', 'segment_source_tracking_plan_connection'];

/** Strings of which every file with such a resource holds one. */
export const ROUTING_MARKERS: readonly string[] = ROUTING.map((type) => `"${type}"`);

/** Whether a Terraform file says who is sent what. */
export function isRouting(document: SourceDocument): boolean {
  return isTerraform(document) && blocksOf(document).some(({ type }) => ROUTING.includes(type));
}

/** The labels of a block: of a resource its type and its name. */
function labelsOf(block: SourceValue): readonly (string | undefined)[] {
  const labels = child(block, 'labels')?.value;
  return isJsonArray(labels) ? labels.map((label) => (typeof label === 'string' ? label : undefined)) : [];
}

/** The first part of a value that only Terraform can compute, as written; null where all of it is written out. */
export function computedPart(value: Json): string | null {
  const own = computed(value);
  if (own !== null) return own;
  const parts = isJsonArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  for (const part of parts) {
    const found = computedPart(part);
    if (found !== null) return found;
  }
  return null;
}
