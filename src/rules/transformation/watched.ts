import type { InstancePath, Step } from '../../jsonschema/index.ts';
import { printPath } from '../../plan/paths.ts';
import type { Read } from '../../transformations/types.ts';
import type { RuleContext } from '../context.ts';
import { takenBy, type Called, type Taken } from '../taken.ts';
import { quote } from '../wording.ts';

/** Something that the change takes from code that reads it. */
export interface Watched extends Taken {
  /** Code that reads it holds this text. */
  readonly name: string;
  /** Equal for what the same reads concern. */
  readonly id: string;
  readonly isRead: (read: Read) => boolean;
  /** Whether code that also does this copes with the change: it reads the new name. */
  readonly isMended: (read: Read) => boolean;
  /** The first half of the message, to be followed by who reads it. */
  readonly told: string;
  readonly suggestion: string;
}

/** What this change removes, renames or gives another type. */
export function watchedOf(context: RuleContext): readonly Watched[] {
  return takenBy(context).map((taken) => ({ ...taken, ...watchOf(taken.called), ...wordsOf(taken) }));
}

function watchOf(called: Called): Pick<Watched, 'name' | 'id' | 'isRead' | 'isMended'> {
  return called.kind === 'event' ? namedEvent(called.name, called.newName) : atPath(called.path, called.newPath);
}

function wordsOf({ how, called, fact }: Taken): Pick<Watched, 'told' | 'suggestion'> {
  if (how === 'retyped')
    return {
      told: `${fact}; it is read`,
      suggestion: 'See to it that this code copes with both types before the change is merged.',
    };
  if (called.kind === 'event')
    return called.newName === null
      ? {
          told: `${fact}; its name is still looked for`,
          suggestion: `Take ${quote(called.name)} out of that code in the same pull request, or keep the event until nothing reads it.`,
        }
      : {
          told: `${fact}; the old name is still looked for`,
          suggestion: `Let that code look for ${quote(called.newName)} too, and for the old name as long as released apps send it.`,
        };
  return called.newPath === null
    ? {
        told: `${fact}, and is still read`,
        suggestion: `Let that code do without ${quote(nameIn(called.path))} in the same pull request, or keep the property until it does.`,
      }
    : {
        told: `${fact}; the old name is still read`,
        suggestion: `Let that code read ${quote(nameIn(called.newPath))} too, and the old name as long as released apps send it.`,
      };
}

function namedEvent(name: string, newName: string | null): Pick<Watched, 'name' | 'id' | 'isRead' | 'isMended'> {
  return {
    name,
    id: JSON.stringify(['event', name, newName]),
    isRead: (read) => isNamed(read, name),
    isMended: (read) => newName !== null && isNamed(read, newName),
  };
}

function isNamed(read: Read, name: string): boolean {
  if (read.kind !== 'event') return false;
  return read.name === name || (read.anyCase && read.name.toLowerCase() === name.toLowerCase());
}

function nameIn(path: InstancePath): string {
  const named = path.findLast((step) => step.kind === 'property');
  return named?.kind === 'property' ? named.name : '';
}

function atPath(path: InstancePath, newPath: InstancePath | null): Pick<Watched, 'name' | 'id' | 'isRead' | 'isMended'> {
  return {
    name: nameIn(path),
    id: JSON.stringify(['property', printPath(path), newPath && printPath(newPath)]),
    isRead: (read) => readsAt(read, path),
    isMended: (read) => newPath !== null && readsAt(read, newPath),
  };
}

/** Whether code reads what stands at a path of the message, or a part of it. */
function readsAt(read: Read, path: InstancePath): boolean {
  return read.kind === 'property' && path.length > 0 && path.every((step, index) => isStep(read.path[index], step));
}

/** A name that the plan leaves open is any name, and an entry of a list any entry. */
function isStep(read: Step | undefined, planned: Step): boolean {
  if (read === undefined) return false;
  if (planned.kind === 'property') return read.kind === 'property' && read.name === planned.name;
  return planned.kind === 'names' || read.kind === 'items';
}
