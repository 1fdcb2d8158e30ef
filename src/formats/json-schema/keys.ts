import { equalJson } from '../../jsonschema/index.ts';
import type { PlanProblem } from '../../plan/model.ts';
import type { LoadContext, SourceDocument } from '../format.ts';
import { compareVersions } from '../../plan/versions.ts';
import { idKeyword, identityOf, type Identity } from './identity.ts';

/** The keys of a revision's events. */
export interface Keys {
  /** Event keys by path; a document that says the same as another one has none. */
  readonly byPath: ReadonlyMap<string, string>;
  readonly problems: readonly PlanProblem[];
  readonly ignored: readonly { readonly path: string; readonly reason: string }[];
}

interface Named {
  readonly document: SourceDocument;
  readonly identity: Identity;
}

/**
 * Gives every document a key of its own. Of several versions of one schema the highest keeps the key without a version, so that a
 * version added beside the others is compared with the one it follows; the others are known by their full `$id`.
 */
export function assignKeys(documents: readonly SourceDocument[], formerPath: LoadContext['formerPath']): Keys {
  const byPath = new Map<string, string>();
  const problems: PlanProblem[] = [];
  const ignored: { path: string; reason: string }[] = [];
  const used = new Set<string>();
  const take = ({ document }: Named, names: readonly string[]): void => {
    const name = names.find((each) => !used.has(each)) ?? `file ${document.path}`;
    used.add(name);
    byPath.set(document.path, `json-schema:${name}`);
  };
  const further: { readonly named: Named; readonly kept: readonly Named[] }[] = [];
  for (const [family, members] of families(documents, formerPath)) {
    const kept: Named[] = [];
    for (const named of members) {
      const twin = kept.find(({ document }) => equalJson(document.value, named.document.value));
      if (twin !== undefined)
        ignored.push({ path: named.document.path, reason: `It is the same schema as ${twin.document.path}, which counts.` });
      else if (kept.length === 0) take(named, [family]);
      else further.push({ named, kept: [...kept] });
      if (twin === undefined) kept.push(named);
    }
  }
  for (const { named, kept } of further) {
    const { id } = named.identity;
    const rival = kept.find(({ identity }) => identity.id === id);
    if (rival !== undefined) problems.push(duplicate(named, rival));
    take(named, [...(id === null || rival !== undefined ? [] : [id]), formerPath(named.document.path)]);
  }
  return { byPath, problems, ignored };
}

function families(documents: readonly SourceDocument[], formerPath: LoadContext['formerPath']): ReadonlyMap<string, readonly Named[]> {
  const groups = new Map<string, Named[]>();
  for (const document of documents) {
    const identity = identityOf(formerPath(document.path), document.value);
    groups.set(identity.family, [...(groups.get(identity.family) ?? []), { document, identity }]);
  }
  for (const group of groups.values()) group.sort((a, b) => compareVersions(numbersOf(b), numbersOf(a)));
  return groups;
}

function numbersOf({ identity }: Named): readonly number[] {
  return identity.version?.numbers ?? [];
}

function duplicate({ document, identity }: Named, rival: Named): PlanProblem {
  return {
    code: 'duplicate',
    message: `This schema has the same $id as ${rival.document.path}, but says something else.`,
    hint: 'Give each schema an $id of its own.',
    location: document.locate(`/${idKeyword(document.value)}`, 'entry'),
    owner: `json-schema:${identity.id ?? document.path}`,
  };
}
