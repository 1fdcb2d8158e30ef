import {
  canonicalJson,
  compare,
  type Answer,
  type Break,
  type Comparison,
  type ContentModel,
  type InstancePath,
  type Json,
  type Oracle,
  type Place,
  type Question,
} from '../jsonschema/index.ts';
import { readablePath, withReadablePaths } from '../formats/json-schema/repository-uri.ts';
import { sameMark } from './deprecation.ts';
import type { PlanEvent } from './model.ts';
import { printPath } from './paths.ts';
import { valueAt, vocabularyOf, type Vocabulary } from './properties.ts';
import { diffProperties, type PropertyDiff } from './property-diff.ts';

/** One cause in one event: a keyword at a place that changed, with the proof for each question that it refutes. */
export interface Change {
  readonly keyword: string;
  readonly path: InstancePath;
  readonly wirePath: string;
  readonly conditional: boolean;
  readonly base?: Place;
  readonly head?: Place;
  readonly before?: Json;
  readonly after?: Json;
  /** The counterexample of each question that this cause refutes; at least one. */
  readonly counterexamples: ReadonlyMap<Question, Json>;
  /** The questions whose counterexample is not confirmed, because the event refers to what is not there. */
  readonly presumed: ReadonlySet<Question>;
}

/** An event in both revisions whose effective schema differs, and what the engine says of it. */
export interface ChangedEvent {
  readonly base: PlanEvent;
  readonly head: PlanEvent;
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
  readonly vocabulary: { readonly base: Vocabulary; readonly head: Vocabulary };
  readonly properties: PropertyDiff;
}

function changeId(found: Break): string {
  return JSON.stringify([found.keyword, printPath(found.path), found.base ?? null, found.head ?? null]);
}

function breaksOf(answer: Answer): readonly Break[] {
  if (answer.verdict === 'included') return [];
  return answer.verdict === 'undecided' ? (answer.presumed ?? []) : answer.breaks;
}

/** A value as the finding shows it: a reference that names a file for the gate is shown as its author wrote it, or else by the path of the file. */
function readable(value: Json, { keyword }: Break, event: PlanEvent, place: Place | undefined): Json {
  const shown = keyword === '$ref' ? readablePath(value) : withReadablePaths(value);
  const text = canonicalJson(value);
  if (place === undefined || canonicalJson(shown) === text) return shown;
  const there = valueAt(event.schema, place);
  return there !== undefined && canonicalJson(there) === text ? (event.writtenAt?.(place) ?? shown) : shown;
}

/** The values of a break as the finding shows them. */
function valuesOf(found: Break, base: PlanEvent, head: PlanEvent): Pick<Break, 'before' | 'after'> {
  return {
    ...(found.before !== undefined && { before: readable(found.before, found, base, found.base) }),
    ...(found.after !== undefined && { after: readable(found.after, found, head, found.head) }),
  };
}

/** Joins the breaks of the two questions: the same keyword at the same places is one cause. */
export function changesOf(comparison: Comparison, base: PlanEvent, head: PlanEvent): Change[] {
  const changes = new Map<string, Change>();
  for (const question of ['producers', 'consumers'] as const) {
    const answer = comparison[question];
    for (const found of breaksOf(answer)) {
      const { counterexample, ...cause } = found;
      const id = changeId(found);
      const known = changes.get(id);
      const counterexamples = new Map([...(known?.counterexamples ?? []), [question, counterexample] as const]);
      const presumed = new Set([...(known?.presumed ?? []), ...(answer.verdict === 'undecided' ? [question] : [])]);
      changes.set(id, {
        ...(known ?? { ...cause, ...valuesOf(found, base, head) }),
        wirePath: printPath(found.path),
        counterexamples,
        presumed,
      });
    }
  }
  return [...changes.values()];
}

/** Whether two events are written the same: nothing to ask the engine. */
function sameSchema(base: PlanEvent, head: PlanEvent): boolean {
  if (base.schema.uri !== head.schema.uri || base.schema.pointer !== head.schema.pointer) return false;
  if (base.schema.documents.size !== head.schema.documents.size) return false;
  for (const [uri, document] of base.schema.documents) {
    const other = head.schema.documents.get(uri);
    if (other === undefined || (other !== document && canonicalJson(other) !== canonicalJson(document))) return false;
  }
  return true;
}

/** Whether all that the rules ask of two events is the same. */
function sameEvent(base: PlanEvent, head: PlanEvent): boolean {
  const sameWords = base.name === head.name && base.section === head.section && base.description === head.description;
  return sameMark(base.meta.deprecated, head.meta.deprecated) && sameWords && sameSchema(base, head);
}

/** Asks both questions about a pair of events; null where the two are written the same. */
export function compareEvents(base: PlanEvent, head: PlanEvent, contentModel: ContentModel, oracle: Oracle): ChangedEvent | null {
  if (sameEvent(base, head)) return null;
  const comparison = compare(base.schema, head.schema, { contentModel }, oracle);
  const vocabulary = { base: vocabularyOf(base.schema), head: vocabularyOf(head.schema) };
  return {
    base,
    head,
    comparison,
    changes: changesOf(comparison, base, head),
    vocabulary,
    properties: diffProperties(base, head, vocabulary),
  };
}
