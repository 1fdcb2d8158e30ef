import { childPointer, isJsonObject, type Json } from '../../jsonschema/index.ts';
import { causeOf } from '../../plan/cause.ts';
import { unreadablePaths, type PlanEvent } from '../../plan/model.ts';
import { valueAt, vocabularyOf, type PlannedProperty } from '../../plan/properties.ts';
import type { Draft, Rule, RuleContext } from '../context.ts';
import type { Severity } from '../rule.ts';
import { quote } from '../wording.ts';
import { classify, type Classification } from './detector.ts';
import type { Sensitivity } from './dictionary.ts';

const id = 'pii/unclassified';

/** Keywords by which teams classify a property in the schema itself. */
const ANNOTATIONS = [
  'x-pii',
  'x-data-category',
  'confluent:tags',
  'pii',
  'classification',
  'data_categories',
  'x-personal-data',
  'x-sensitive',
];

const SEVERITIES: Readonly<Record<Sensitivity, Severity>> = { critical: 'error', high: 'warning', medium: 'warning' };

function ownText(value: Json | undefined, name: string): string | null {
  const found = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'string' ? found : null;
}

function classifyProperty(event: PlanEvent, property: PlannedProperty): Classification | null {
  const schemas = property.places.map((place) => valueAt(event.schema, place));
  if (schemas.some((schema) => isJsonObject(schema) && ANNOTATIONS.some((keyword) => Object.hasOwn(schema, keyword)))) return null;
  const owners = property.path.slice(0, -1).flatMap((step) => (step.kind === 'property' ? [step.name] : []));
  const format = schemas.map((schema) => ownText(schema, 'format')).find((found) => found !== null) ?? null;
  return classify({ name: property.name, owners, kinds: property.kinds, format });
}

function draftFor(base: PlanEvent | null, head: PlanEvent, property: PlannedProperty): Draft[] {
  const found = classifyProperty(head, property);
  if (found === null) return [];
  return [
    {
      rule: id,
      events: [head],
      path: property.wirePath,
      message: `${quote(property.name)} is new and looks like personal data (${found.category}: ${found.evidence}), and nobody has classified it: it goes wherever the event goes.`,
      suggestion: 'Classify it (x-pii in the schema, where the format allows it), leave it out, or send a pseudonym.',
      cause: causeOf(base ?? head, head, { head: property.places[0] }, property.path),
      audiences: [],
      severity: SEVERITIES[found.sensitivity],
      after: found.category,
    },
  ];
}

/** The file that says what the property is. */
function writtenIn(event: PlanEvent, { places: [place] }: PlannedProperty): string {
  return event.originOf({ uri: place.uri, pointer: childPointer(place.pointer, 'title') }).location.file;
}

function newProperties(context: RuleContext): { base: PlanEvent | null; head: PlanEvent; property: PlannedProperty }[] {
  const unread = unreadablePaths(context.base);
  const inAdded = context.added.flatMap((head) =>
    [...vocabularyOf(head.schema).properties.values()].map((property) => ({ base: null, head, property })),
  );
  const inChanged = context.changed.flatMap(({ base, head, vocabulary }) =>
    [...vocabulary.head.properties.values()]
      .filter((property) => !vocabulary.base.properties.has(property.wirePath) || unread.has(writtenIn(head, property)))
      .map((property) => ({ base, head, property })),
  );
  return [...inAdded, ...inChanged];
}

export const unclassified: Rule = {
  meta: {
    id,
    title: 'New personal data that nobody classified',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'A property that this change adds looks like personal data, by its format or by its name and the objects around it, and carries no classification.',
    why: 'An event is copied to every destination of its source within seconds. Personal data that nobody classified is not masked, hashed or left out anywhere.',
    fix: 'Classify it where your format allows annotations (`x-pii`, `confluent:tags`, ...), or send a pseudonym, or leave it out. Data that was there before is not reported.',
    example: { before: 'properties: []', after: 'properties: [{property: "#property:email"}]' },
    twin: { none: 'personal data that goes is no problem' },
  },
  check: (context) => newProperties(context).flatMap(({ base, head, property }) => draftFor(base, head, property)),
};
