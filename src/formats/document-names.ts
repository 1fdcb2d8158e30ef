import { equalJson } from '../jsonschema/index.ts';
import type { PlanProblem } from '../plan/model.ts';
import type { LoadContext, SourceDocument } from './format.ts';
import { quoted } from './problems.ts';

/** What the documents of a format are known by. */
export interface DocumentNames {
  /** By path; a document that says the same as another one of its name has none. */
  readonly byPath: ReadonlyMap<string, string>;
  readonly problems: readonly PlanProblem[];
  readonly ignored: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Gives every document a name of its own: its id where the format has one, else the path by which the base revision knows it. Two documents of one
 * id are both kept, the later one by its path, and that is told.
 */
export function documentNames(
  { documents, formerPath }: Pick<LoadContext, 'documents' | 'formerPath'>,
  idOf: (document: SourceDocument) => { readonly text: string; readonly pointer: string } | null,
  ownerOf: (name: string) => string,
): DocumentNames {
  const byPath = new Map<string, string>();
  const holders = new Map<string, SourceDocument>();
  const problems: PlanProblem[] = [];
  const ignored: { path: string; reason: string }[] = [];
  for (const document of documents) {
    const id = idOf(document);
    const rival = id === null ? undefined : holders.get(id.text);
    if (id === null || rival === undefined) {
      if (id !== null) holders.set(id.text, document);
      byPath.set(document.path, id?.text ?? formerPath(document.path));
    } else if (equalJson(rival.value, document.value)) {
      ignored.push({ path: document.path, reason: `It is the same document as ${rival.path}, which counts.` });
    } else {
      byPath.set(document.path, formerPath(document.path));
      problems.push({
        code: 'duplicate',
        owner: ownerOf(id.text),
        message: `This document has the same id ${quoted(id.text)} as ${rival.path}, but says something else.`,
        hint: 'Give each document an id of its own.',
        location: document.locate(id.pointer, 'entry'),
      });
    }
  }
  return { byPath, problems, ignored };
}
