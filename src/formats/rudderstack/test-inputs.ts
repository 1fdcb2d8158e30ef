import { posix } from 'node:path';
import type { Mention, Section } from '../../plan/model.ts';
import { sectionPath } from '../../plan/section.ts';
import type { TransformationDefinition } from './catalog.ts';
import type { TextFile } from '../document.ts';
import type { LoadContext } from '../format.ts';
import { readJson } from '../json-text.ts';
import { quoted } from '../problems.ts';
import type { SourceNode } from '../source-node.ts';
import { relativePath } from './transformations.ts';

/** How many files with events of tests are read in one run, and how long each may be in UTF-16 units: far beyond what a team writes by hand. */
const MAX_FILES = 200;
const MAX_LENGTH = 256 * 1024;

const SECTIONS: readonly Section[] = ['properties', 'traits', 'context.traits'];

/**
 * The events and properties with which transformations are tested: each JSON file of a test's input folder holds one event or a list of them
 * (rudder-cli, transformations/testorchestrator). What cannot be read is left out: rudder-cli says so when it runs the tests.
 */
export function testMentions(definitions: readonly TransformationDefinition[], context: LoadContext): readonly Mention[] {
  const inputs = definitions
    .flatMap((definition) => filesOf(definition, context).map((path) => ({ definition, path })))
    .slice(0, MAX_FILES);
  const texts = inputs.length === 0 ? new Map<string, TextFile>() : context.texts([...new Set(inputs.map(({ path }) => path))]);
  return inputs.flatMap(({ definition, path }) => {
    const file = texts.get(path);
    return file?.ok === true && file.text.length <= MAX_LENGTH ? [...mentionsIn(definition, file)] : [];
  });
}

function filesOf({ library, testInputs, spot }: TransformationDefinition, { filesIn }: LoadContext): readonly string[] {
  if (library) return [];
  const folders = new Set(testInputs.map((input) => relativePath(spot.document.path, posix.join(input, '.'))));
  return [...folders]
    .flatMap((folder) => (folder === null ? [] : filesIn(folder.replace(/\/$/, ''))))
    .filter((path) => /\.json$/i.test(path));
}

function* mentionsIn({ id, name }: TransformationDefinition, file: TextFile & { readonly ok: true }): Generator<Mention> {
  const read = readJson(file.text, false);
  const said = { owner: `transformation:${id}`, who: `transformation ${quoted(name)}`, use: 'tested' } as const;
  for (const event of read.ok ? (read.root.entries ?? [read.root]) : []) {
    const called = event.members?.get('event');
    if (called !== undefined && typeof called.value === 'string')
      yield { ...said, names: { kind: 'event', name: called.value }, location: file.locate(called) };
    for (const section of SECTIONS) yield* propertiesIn(event, section, (range) => ({ ...said, location: file.locate(range) }));
  }
}

function* propertiesIn(
  event: SourceNode,
  section: Section,
  said: (range: { readonly start: number; readonly end: number }) => Omit<Mention, 'names'>,
): Generator<Mention> {
  const steps = sectionPath(section);
  const node = steps.reduce<SourceNode | undefined>((at, step) => (step.kind === 'property' ? at?.members?.get(step.name) : at), event);
  for (const [name, { key }] of node?.members ?? [])
    if (key !== undefined) yield { ...said(key), names: { kind: 'property', paths: [[...steps, { kind: 'property', name }]] } };
}
