import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../jsonschema/index.ts';
import type { SourceDocument } from '../format.ts';
import { declaredDialect, stringMember } from '../json-schema/keywords.ts';
import { child, type SourceValue, rootNode } from '../fields.ts';
import { isProjectFile } from '../rudderstack/envelope.ts';
import { isTerraform, resourcesOf, TERRAFORM_MARKERS, type Resource } from './terraform.ts';

/** The types of rules of the Public API (https://docs.segmentapis.com/tag/Tracking-Plans). A rule of type COMMON holds for every message. */
export const RULE_TYPES = ['TRACK', 'IDENTIFY', 'GROUP', 'PAGE', 'SCREEN', 'COMMON'] as const;
export type RuleType = (typeof RULE_TYPES)[number];

/**
 * How a file holds a plan: `rules`, as the Public API lists them (typewriter v8, Terraform, and the YAML convention of one file a rule); `config`,
 * as the Config API did before (typewriter v7).
 */
export type Shape = 'rules' | 'config';

/** A part of a tracking plan in a document: all of it, or one of several that make one. */
export interface PlanPart {
  readonly shape: Shape;
  /** Segment's id of the plan; null where the file does not say it. */
  readonly id: string | null;
  /**
   * What tells which plan it is of where there is no id: the file; the folder, all files of which are one plan (`tracking-rules/web/*.yml`); or
   * the name of the plan's resource in Terraform, which is known in its folder.
   */
  readonly home: 'file' | 'folder' | { readonly label: string };
  /** Rules in a resource of their own: they belong to the plan, and are no copy of it. */
  readonly joins: boolean;
  /** The list or map of rules; the resource where it has none. */
  readonly rules: SourceValue;
}

/** The list that holds the events of a part; what would hold it where there is none. */
export function listOf({ shape, rules }: PlanPart): SourceValue {
  return (shape === 'config' ? child(rules, 'events') : null) ?? rules;
}

/** The parts of tracking plans that a document holds; none where it is no plan. */
export function planParts(document: SourceDocument): readonly PlanPart[] {
  if (isTerraform(document)) return resourcesOf(document).map(terraformPart);
  const part = filePart(document);
  return part === null ? [] : [part];
}

function terraformPart({ label, id, rules, at, joins }: Resource): PlanPart {
  return { shape: 'rules', id, home: label === null ? 'file' : { label }, joins, rules: rules ?? at };
}

function filePart(document: SourceDocument): PlanPart | null {
  const root = rootOf(document);
  const whole = { shape: 'rules', id: null, home: 'file', joins: false, rules: root } as const;
  if (isJsonArray(root.value)) return hasRule(root.value, document) ? whole : null;
  if (!isJsonObject(root.value) || isForeign(document)) return null;
  const rules = child(root, 'rules');
  if (rules === null) return null;
  const { value } = rules;
  if (isJsonArray(value)) {
    const id = PUBLIC_ID.exec(stringMember(root.value, 'id') ?? '')?.[0] ?? null;
    const isExport = id !== null && Object.hasOwn(root.value, 'resourceSchemaId');
    return isExport || hasRule(value, document) ? { ...whole, id, home: isYaml(document) ? 'folder' : 'file', rules } : null;
  }
  const name = stringMember(root.value, 'name') ?? '';
  const isConfig = isJsonObject(value) && isJsonArray(own(value, 'events')) && (CONFIG_NAME.test(name) || hasTraits(value));
  return isConfig ? { ...whole, shape: 'config', id: CONFIG_NAME.exec(name)?.[1] ?? null, rules } : null;
}

/** Strings of which every file of these shapes holds one. */
export const MARKERS: readonly string[] = [
  '"jsonSchema"',
  '"resourceSchemaId"',
  'tracking-plans/rs_',
  '"identify_traits"',
  '"group_traits"',
  ...TERRAFORM_MARKERS,
  ...RULE_TYPES.flatMap((type) => [`type: ${type}`, `type: "${type}"`, `type: '${type}'`]),
];

const CONFIG_NAME = /(?:^|\/)tracking-plans\/(rs_\w+)$/;
const PUBLIC_ID = /^tp_\w+$/;

function rootOf(document: SourceDocument): SourceValue {
  const root = rootNode(document);
  const data = isJsonObject(root.value) && !Object.hasOwn(root.value, 'rules') ? child(root, 'data') : null;
  return data ?? root;
}

// A schema for editors may be named in a plan; a schema of JSON Schema itself is no plan, whatever it holds beside.
function isForeign(document: SourceDocument): boolean {
  return isProjectFile(document) || !['foreign', null].includes(declaredDialect(document.value));
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function hasTraits(rules: JsonObject): boolean {
  return Object.hasOwn(rules, 'identify_traits') || Object.hasOwn(rules, 'group_traits');
}

function hasRule(rules: readonly Json[], document: SourceDocument): boolean {
  return rules.some(
    (rule) =>
      isJsonObject(rule) &&
      RULE_TYPES.some((type) => own(rule, 'type') === type) &&
      (Object.hasOwn(rule, 'jsonSchema') || (isYaml(document) && isJsonObject(own(rule, 'properties')))),
  );
}

function isYaml({ path }: SourceDocument): boolean {
  return /\.ya?ml$/i.test(path);
}
