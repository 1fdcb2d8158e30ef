import { isJsonArray, isJsonObject, type Json } from '../../jsonschema/index.ts';
import type { Location, PlanEvent } from '../../plan/model.ts';
import { child, entries, Fields, kindOf, spotOf, type SourceValue, rootNode } from '../fields.ts';
import type { Format, Links, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { declaredDialect, stringMember } from '../json-schema/keywords.ts';
import { Problems, quoted } from '../problems.ts';
import { uniqueName } from '../unique-name.ts';
import { writtenEvent } from '../written-event.ts';
import { metaOf, versionInPath, versionOf } from './meta.ts';
import { PropertyReader } from './properties.ts';

const KIND = 'DataContract';

/** Data contracts of the Open Data Contract Standard, version 3: https://bitol-io.github.io/open-data-contract-standard/ */
export const odcs: Format = {
  id: 'odcs',
  title: 'Open Data Contract Standard',
  mayHold: (path) => /\.(?:ya?ml|json)$/i.test(path),
  markers: [KIND],
  claims: ({ value }) => isContract(value),
  links,
  load,
};

/** Versions of the standard; resources of Kubernetes, which may be called the same, write a group before theirs. */
const API_VERSION = /^v\d+\.\d+\.\d+$/;

function isContract(value: Json): boolean {
  if (!isJsonObject(value) || stringMember(value, 'kind') !== KIND) return false;
  if (!['foreign', null].includes(declaredDialect(value))) return false;
  const version = stringMember(value, 'apiVersion');
  return version === null ? isJsonArray(value['schema'] ?? null) && Object.hasOwn(value, 'schema') : API_VERSION.test(version);
}

/** Whether a contract has the layout of version 2: a list of tables with their columns. */
function isOld(value: Json): boolean {
  return isJsonObject(value) && /^v[0-2]\./.test(stringMember(value, 'apiVersion') ?? '');
}

const OLD =
  'It is a contract of version 2 of the standard, which names its tables and columns in another way: move it to version 3 to have it checked.';

function idOf(value: Json): string | null {
  const id = isJsonObject(value) ? stringMember(value, 'id') : null;
  return id === null || id === '' ? null : id;
}

function links({ value }: SourceDocument): Links {
  const id = idOf(value);
  return { defines: id === null ? [] : [`odcs contract/${id}`], needs: [] };
}

function load({ documents, formerPath }: LoadContext): Loaded {
  const problems = new Problems();
  const ignored = documents.filter(({ value }) => isOld(value)).map(({ path }) => ({ path, reason: OLD }));
  const contracts = contractsOf(
    documents.filter(({ value }) => !isOld(value)),
    formerPath,
    problems,
  );
  const homes = new Map<string, Location>();
  const events = contracts.flatMap((contract) => {
    homes.set(contract.plan, contract.source.document.locate('/schema', 'key'));
    return eventsOf(contract, problems);
  });
  return { events, problems: problems.all(), ignored, homes };
}

/** A contract, and what its events are known by. */
interface Contract {
  readonly source: SourceValue;
  /** Its id, with the version that its path names; of several that are the same in this those after the first are known by their file, too. */
  readonly plan: string;
  /** The plan without the file. */
  readonly lasting: string | null;
  /** Whether its whole version is in its path: the file is that version, and stays. */
  readonly published: boolean;
}

/** Tells contracts of the same id apart: versions that are kept side by side, or one for each environment. */
function contractsOf(documents: readonly SourceDocument[], formerPath: LoadContext['formerPath'], problems: Problems): readonly Contract[] {
  const plans = new Set<string>();
  return documents.map((document) => {
    const path = formerPath(document.path);
    const id = idOf(document.value);
    if (id === null) return unnamed(document, uniqueName(`file ${path}`, path, plans), problems);
    const source = rootNode(document);
    const version = versionOf(source, '');
    const named = version === null ? null : versionInPath(path, version.numbers);
    const plan = named === null ? id : `${id} v${named}`;
    const unique = uniqueName(plan, path, plans);
    return { source, plan: unique, lasting: unique === plan ? null : plan, published: named !== null && named === version?.text };
  });
}

function unnamed(document: SourceDocument, plan: string, problems: Problems): Contract {
  new Fields(rootNode(document), 'the contract', `odcs:${plan}`, problems).text('id', true);
  return { source: rootNode(document), plan, lasting: null, published: false };
}

function eventsOf(contract: Contract, problems: Problems): readonly PlanEvent[] {
  const { source, plan } = contract;
  const fields = new Fields(source, 'the contract', `odcs:${plan}`, problems);
  const events = new Map<string, PlanEvent>();
  for (const [index, object] of entries(fields.list('schema')).entries()) {
    const what = `schema object ${index + 1} of the contract`;
    const part = new Fields(object, what, `odcs:${plan}`, problems);
    if (!isJsonObject(object.value)) {
      part.invalid(spotOf(object), `${what} must be a map, not ${kindOf(object.value)}.`, 'Write its name and its properties.');
      continue;
    }
    const name = part.text('name', true);
    if (name === null) continue;
    const first = events.get(name.text);
    if (first === undefined) {
      events.set(name.text, eventOf(contract, name.text, object, problems));
      continue;
    }
    const message = `The contract describes ${quoted(name.text)} twice; the first is in line ${first.location.line}.`;
    problems.add('duplicate', first.key, name.spot, message, 'Keep one of them: only the first one is read.');
  }
  return [...events.values()];
}

/** No two pairs of a plan and a name give the same: what follows the last slash is the name. */
function keyOf(plan: string, name: string): string {
  return `odcs:${plan}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function eventOf({ source, plan, lasting, published }: Contract, name: string, object: SourceValue, problems: Problems): PlanEvent {
  const key = keyOf(plan, name);
  const reader = new PropertyReader(key, problems);
  const schema = reader.root(object, quoted(name));
  const version = versionOf(source, keyOf(idOf(source.value) ?? plan, name));
  // What marks the whole contract marks each of its objects.
  if (child(object, 'deprecated') === null) reader.moves.set('/deprecated', '/status');
  const description = child(object, 'description')?.value;
  return writtenEvent(
    key,
    {
      format: odcs.id,
      plan,
      type: 'entity',
      name,
      description: typeof description === 'string' ? description.trim() : '',
      meta: metaOf(source, object),
      location: object.document.locate(`${object.pointer}/name`, 'entry'),
      ...(version !== null && { version: { ...version, published } }),
      ...(lasting !== null && { lasting: keyOf(lasting, name) }),
    },
    { document: object.document, schema, dialect: '2020-12', section: 'message', moves: reader.moves },
  );
}
