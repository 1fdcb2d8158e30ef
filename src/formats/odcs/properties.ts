import { childPointer, isJsonArray, isJsonObject, type JsonObject } from '../../jsonschema/index.ts';
import { optionalEntry } from '../../plan/model.ts';
import { child, entries, Fields, kindOf, spotOf, type SourceValue, texts } from '../fields.ts';
import { reportMisspelt } from '../misspelt.ts';
import { nearMiss } from '../near-miss.ts';
import { alternatives, quoted, type Problems } from '../problems.ts';
import { TYPES, typeWithOptions } from './options.ts';

/** The fields of a schema object and of a property, up to version 3.2 of the standard: odcs-json-schema of bitol-io. */
const FIELDS: ReadonlySet<string> = new Set(
  (
    'id name physicalType physicalName description businessName authoritativeDefinitions tags customProperties logicalType logicalTypeOptions ' +
    'primaryKey primaryKeyPosition required unique partitioned partitionKeyPosition classification encryptedName transformSourceObjects transformLogic ' +
    'transformDescription examples criticalDataElement relationships quality items properties enum map deprecated semanticType synonyms context ' +
    'dataGranularityDescription references'
  ).split(' '),
);

/**
 * Reads schema objects and properties of a contract into the JSON Schema of what they hold. `moves` tells where the parts of the result stand: pointers
 * in the result to pointers in the document.
 */
export class PropertyReader {
  readonly moves = new Map<string, string>();
  readonly #owner: string;
  readonly #problems: Problems;

  constructor(owner: string, problems: Problems) {
    this.#owner = owner;
    this.#problems = problems;
  }

  /** The schema of an object of the contract: a table, a topic, a document. */
  root(source: SourceValue, what: string): JsonObject {
    const fields = new Fields(source, what, this.#owner, this.#problems);
    reportMisspelt(fields, FIELDS);
    this.moves.set('', source.pointer).set('/title', childPointer(source.pointer, 'name'));
    // An object that holds a file (`blob`) has no properties, and is not of a type that JSON knows.
    return fields.text('logicalType')?.text === 'blob' ? {} : { type: 'object', ...this.#members(fields, '') };
  }

  #property(source: SourceValue, what: string, to: string): JsonObject {
    const fields = new Fields(source, what, this.#owner, this.#problems);
    this.moves.set(to, source.pointer).set(`${to}/title`, childPointer(source.pointer, 'name'));
    if (!isJsonObject(source.value)) {
      fields.invalid(spotOf(source, 'entry'), `${what} must be a map, not ${kindOf(source.value)}.`, 'Write its name and its logicalType.');
      return {};
    }
    reportMisspelt(fields, FIELDS);
    const description = fields.text('description')?.text;
    return {
      ...this.#type(fields, to),
      ...(description !== undefined && { description }),
      ...(fields.flag('deprecated')?.value === true && { deprecated: true }),
      ...this.#allowed(fields, to),
      ...this.#shown(fields),
      ...this.#annotations(fields, to),
      ...this.#members(fields, to),
      ...this.#parts(fields, to),
    };
  }

  /** The type, with what its options say of the value. Without a logical type nobody says what JSON carries: a physical type is not guessed at. */
  #type(fields: Fields, to: string): JsonObject {
    const declared = fields.text('logicalType');
    if (declared === null) return {};
    if (!TYPES.has(declared.text)) {
      const near = nearMiss(declared.text, [...TYPES.keys()]);
      const hint = near === null ? `Write ${alternatives([...TYPES.keys()])}.` : `Did you mean "${near}"?`;
      fields.invalid(declared.spot, `${fields.what} has an unknown logicalType ${quoted(declared.text)}.`, hint);
      return {};
    }
    const options = child(fields.node, 'logicalTypeOptions');
    if (options !== null && !isJsonObject(options.value)) fields.wrong(options, 'logicalTypeOptions', 'a map');
    const schema = typeWithOptions(declared.text, options, fields);
    for (const keyword of Object.keys(schema)) this.moves.set(`${to}/${keyword}`, placeOf(keyword, declared.text, fields.node));
    return schema;
  }

  /** The values that the property may have (3.2). */
  #allowed(fields: Fields, to: string): JsonObject {
    const list = fields.list('enum');
    const values = entries(list).map((entry) => (isJsonObject(entry.value) ? child(entry, 'value') : entry));
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return {};
    for (const [index, { pointer }] of known.entries()) this.moves.set(`${to}/enum/${index}`, pointer);
    return { enum: known.map(({ value }) => value) };
  }

  #shown(fields: Fields): JsonObject {
    const examples = fields.list('examples');
    return examples === null || !isJsonArray(examples.value) || examples.value.length === 0 ? {} : { examples: examples.value };
  }

  /** How sensitive it is, in the words of the team: `classification`; where that says nothing, its tags, and custom properties that are called as annotations are. */
  #annotations(fields: Fields, to: string): JsonObject {
    const classification = fields.text('classification')?.text;
    const tags = texts(child(fields.node, 'tags')?.value);
    this.moves.set(`${to}/x-classification`, childPointer(fields.node.pointer, 'tags'));
    const custom = entries(child(fields.node, 'customProperties')).flatMap((entry) => {
      const name = child(entry, 'property')?.value;
      const value = child(entry, 'value')?.value;
      if (typeof name !== 'string' || value === undefined || !CUSTOM.has(name)) return [];
      this.moves.set(`${to}/${name}`, entry.pointer);
      return [[name, value] as const];
    });
    return {
      ...Object.fromEntries(custom),
      ...(classification !== undefined && { classification }),
      ...(tags.length > 0 && { 'x-classification': tags.toSorted() }),
    };
  }

  /** What an object holds by name. */
  #members(fields: Fields, to: string): JsonObject {
    const list = fields.list('properties');
    const named = new Map<string, JsonObject>();
    const required = new Map<string, string>();
    for (const [index, item] of entries(list).entries()) {
      const name = this.#nameOf(item, index, fields, named);
      if (name === null) continue;
      named.set(name, this.#property(item, `the property ${quoted(name)} of ${fields.what}`, childPointer(`${to}/properties`, name)));
      const said = childPointer(item.pointer, 'required');
      if (isRequired(item)) required.set(name, said);
      this.moves.set(childPointer(`${to}/required`, optionalEntry(name)), said);
    }
    const options = child(fields.node, 'logicalTypeOptions');
    const listed = options === null ? [] : entries(child(options, 'required'));
    for (const { value, pointer } of listed) if (typeof value === 'string' && !required.has(value)) required.set(value, pointer);
    if (list !== null) this.moves.set(`${to}/properties`, list.pointer).set(`${to}/required`, list.pointer);
    for (const [index, place] of [...required.values()].entries()) this.moves.set(`${to}/required/${index}`, place);
    return {
      ...(list !== null && { properties: Object.fromEntries(named) }),
      ...(required.size > 0 && { required: [...required.keys()] }),
    };
  }

  #nameOf(item: SourceValue, index: number, { what }: Fields, known: ReadonlyMap<string, JsonObject>): string | null {
    const fields = new Fields(item, `property ${index + 1} of ${what}`, this.#owner, this.#problems);
    if (!isJsonObject(item.value)) {
      fields.invalid(spotOf(item), `${fields.what} must be a map, not ${kindOf(item.value)}.`, 'Write its name and its logicalType.');
      return null;
    }
    const name = fields.text('name', true)?.text ?? null;
    if (name === null || !known.has(name)) return name;
    const spot = { document: item.document, pointer: childPointer(item.pointer, 'name'), part: 'entry' } as const;
    const message = `The property ${quoted(name)} stands twice in ${what}.`;
    this.#problems.add('duplicate', this.#owner, spot, message, 'Keep one of them: only the first one is read.');
    return null;
  }

  /** What a list or a map holds. */
  #parts(fields: Fields, to: string): JsonObject {
    const items = child(fields.node, 'items');
    const map = child(fields.node, 'map');
    const key = child(map, 'key');
    const value = child(map, 'value');
    return {
      ...(items !== null && { items: this.#property(items, `the items of ${fields.what}`, `${to}/items`) }),
      ...(value !== null && { additionalProperties: this.#property(value, `the values of ${fields.what}`, `${to}/additionalProperties`) }),
      ...(key !== null && { propertyNames: this.#property(key, `the keys of ${fields.what}`, `${to}/propertyNames`) }),
    };
  }
}

/** Custom properties that say what the rules about personal data ask. */
const CUSTOM: ReadonlySet<string> = new Set(['pii', 'x-pii', 'contains_pii', 'data_categories']);

/** Whether the value must be there: as it says, else where it is the primary key. */
function isRequired(item: SourceValue): boolean {
  const said = child(item, 'required')?.value;
  return typeof said === 'boolean' ? said : child(item, 'primaryKey')?.value === true;
}

/** Where a keyword that a type stands for is written: at its option, else at the type. */
function placeOf(keyword: string, type: string, { pointer, value }: SourceValue): string {
  const options = isJsonObject(value) && Object.hasOwn(value, 'logicalTypeOptions') ? value['logicalTypeOptions'] : undefined;
  const name = keyword === 'pattern' && type !== 'string' ? 'format' : keyword;
  const isOption = options !== undefined && isJsonObject(options) && Object.hasOwn(options, name);
  return childPointer(isOption ? childPointer(pointer, 'logicalTypeOptions') : pointer, isOption ? name : 'logicalType');
}
