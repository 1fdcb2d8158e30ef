import type { Links, SourceDocument } from '../format.ts';
import { documentId, identityOf } from './identity.ts';
import { repositoryUri, resolveUri } from './repository-uri.ts';
import { outwardReferences } from './schema-index.ts';

/** {@link Links} of a document that is a JSON Schema, or that holds some: its path and ids, and what its references name. */
export function schemaLinks(document: SourceDocument): Links {
  const uri = repositoryUri(document.path);
  const id = documentId(document.value);
  const resolved = id === null ? null : resolveUri(id, uri);
  const { family, version } = identityOf(document.path, document.value);
  const names = [uri, id, resolved, id === null ? null : family, version?.family ?? null];
  return { defines: [...new Set(names.filter((name) => name !== null))], needs: outwardReferences(document) };
}
