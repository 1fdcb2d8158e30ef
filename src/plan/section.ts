import type { InstancePath } from '../jsonschema/index.ts';
import type { Section } from './model.ts';
import { pointerOf, printPath } from './paths.ts';

/** The path of the section in the message. */
const STEPS: Readonly<Record<Section, readonly string[]>> = {
  properties: ['properties'],
  traits: ['traits'],
  'context.traits': ['context', 'traits'],
  event: ['event'],
  'data.custom_attributes': ['data', 'custom_attributes'],
  event_properties: ['event_properties'],
  user_properties: ['user_properties'],
  group_properties: ['group_properties'],
  message: [],
};

/** The paths of all sections, that of the whole message included. */
export const SECTION_PATHS: readonly (readonly string[])[] = Object.values(STEPS);

/** The path of a section in the message; empty for the whole message. */
export function sectionPath(section: Section): InstancePath {
  return STEPS[section].map((name) => ({ kind: 'property', name }));
}

/** The pointer of a section in the schema of a message that describes it under `properties`, and those around it. */
export function sectionPointer(section: Section): string {
  return pointerOf(STEPS[section].flatMap((name) => ['properties', name]));
}

/** The printed path inside the author's section, so that a section that moved is not read as everything removed and added; null outside. */
export function inSection(path: InstancePath, section: Section): string | null {
  const steps = STEPS[section].length;
  return path.length > steps && printPath(path.slice(0, steps)) === STEPS[section].join('.') ? printPath(path.slice(steps)) : null;
}
