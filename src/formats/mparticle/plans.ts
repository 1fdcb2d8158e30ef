import { canonicalJson, isJsonArray, isJsonObject } from '../../jsonschema/index.ts';
import { child, entries, type SourceValue, textMember, rootNode } from '../fields.ts';
import type { LoadContext, Loaded, SourceDocument } from '../format.ts';
import { declaredDialect } from '../json-schema/keywords.ts';

/** What a file says of a data plan: one version of it. */
export interface PlanFile {
  /** mParticle's id of the plan; null where the file does not say it. */
  readonly id: string | null;
  /** 0 where the file does not say it. */
  readonly version: number;
  /** The list of data points. */
  readonly points: SourceValue;
}

/**
 * The data plan that a document holds: a version as the platform exports it, a plan with its versions as the API answers (of which the highest with
 * data points counts), or the data points alone. Null where it is none. https://docs.mparticle.com/developers/apis/dataplanning-api/
 */
export function planFile(document: SourceDocument): PlanFile | null {
  const root = rootNode(document);
  if (!isJsonObject(root.value) || !['foreign', null].includes(declaredDialect(root.value))) return null;
  const points = child(root, 'data_points');
  if (points !== null) return hasPoint(points) ? { id: textMember(root, 'data_plan_id'), version: 0, points } : null;
  const own = versionIn(root);
  if (own !== null) return own;
  const versions = entries(child(root, 'data_plan_versions')).flatMap((each) => versionIn(each) ?? []);
  const highest = versions.reduce<PlanFile | null>((best, each) => (best !== null && best.version >= each.version ? best : each), null);
  return highest === null ? null : { ...highest, id: textMember(root, 'data_plan_id') ?? highest.id };
}

function versionIn(node: SourceValue): PlanFile | null {
  const body = child(node, 'version_document');
  const points = child(body, 'data_points');
  if (points === null || !isJsonArray(points.value)) return null;
  const version = child(node, 'version')?.value ?? 0;
  return { id: textMember(node, 'data_plan_id'), version: typeof version === 'number' ? version : 0, points };
}

// Many a file has a list of this name; only a data plan's entries say what they match.
function hasPoint(points: SourceValue): boolean {
  return entries(points).some((point) => {
    const match = child(point, 'match');
    return match !== null && typeof child(match, 'type')?.value === 'string' && isJsonObject(child(point, 'validator')?.value ?? null);
  });
}

/** A data plan with the name by which its events know it. */
export interface NamedPlan {
  readonly plan: string;
  readonly file: PlanFile;
}

/**
 * Gives every plan its name: its id. Apps of one repository keep copies: one that says the same as another does not count, one of another folder that
 * says something else is a plan of its own. Of several versions in one folder the highest counts, whatever the files are called, so that a version
 * that is added is compared with the one before it.
 */
export function namePlans(
  documents: readonly SourceDocument[],
  formerPath: LoadContext['formerPath'],
): { readonly plans: readonly NamedPlan[]; readonly ignored: Loaded['ignored'] } {
  const plans = new Map<string, PlanFile>();
  const ignored: { path: string; reason: string }[] = [];
  const said = new Map<string, string>();
  const newest = new Map<string, PlanFile>();
  for (const { file, id, path, folder } of inOrder(documents, formerPath, ignored)) {
    const text = JSON.stringify([id, canonicalJson(file.points.value)]);
    const twin = said.get(text);
    const newer = newest.get(JSON.stringify([id, folder]));
    if (twin !== undefined) ignored.push({ path: file.points.document.path, reason: `It is the same plan as ${twin}, which counts.` });
    else if (newer !== undefined && newer.version > file.version) ignored.push(older(file, newer));
    else {
      said.set(text, file.points.document.path);
      if (newer === undefined) newest.set(JSON.stringify([id, folder]), file);
      const names = newer === undefined ? [id, `${id} in ${folder === '' ? '.' : folder}`] : [];
      plans.set(names.find((name) => !plans.has(name)) ?? `${id} in ${path}`, file);
    }
  }
  return { plans: Array.from(plans, ([plan, file]) => ({ plan, file })), ignored };
}

function older({ points, version }: PlanFile, newer: PlanFile): Loaded['ignored'][number] {
  const { path } = newer.points.document;
  return { path: points.document.path, reason: `It is version ${version} of a plan of which version ${newer.version} counts: ${path}.` };
}

interface Placed {
  readonly file: PlanFile;
  readonly id: string;
  readonly path: string;
  readonly folder: string;
}

/** The plans by folder, the newest version first. */
function inOrder(
  documents: readonly SourceDocument[],
  formerPath: LoadContext['formerPath'],
  ignored: { path: string; reason: string }[],
): readonly Placed[] {
  const placed = documents.flatMap((document): Placed[] => {
    const file = planFile(document);
    const path = formerPath(document.path);
    if (file !== null) return [{ file, id: file.id ?? path, path, folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))) }];
    ignored.push({ path: document.path, reason: 'It holds no data plan of mParticle.' });
    return [];
  });
  const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return placed.toSorted((a, b) => order(a.folder, b.folder) || b.file.version - a.file.version || order(a.path, b.path));
}
