import { childPointer, isJsonObject, type JsonObject } from '../../jsonschema/index.ts';
import type { PlanEvent } from '../../plan/model.ts';
import { child, Fields, kindOf, spotOf, members, texts } from '../fields.ts';
import { reportMisspelt } from '../misspelt.ts';
import { quoted, type Problems } from '../problems.ts';
import { writtenEvent } from '../written-event.ts';
import type { Definition } from './definitions.ts';
import { namesOf, type Placed } from './metrics.ts';

/** The fields of a ping: pings.2-0-0.schema.yaml of glean_parser. */
const FIELDS: ReadonlySet<string> = new Set(
  (
    'description metadata include_client_id send_if_empty notification_emails bugs data_reviews reasons enabled no_lint ping_schedule ' +
    'follows_collection_enabled uploader_capabilities'
  ).split(' '),
);

/** Reads a ping: what it says of itself, which is why it is sent and of which client it is. The metrics in it are events of their own. */
export function pingEvent(definition: Definition, placed: Placed, problems: Problems): PlanEvent | null {
  const { source, id } = definition;
  const fields = new Fields(source, `the ping ${quoted(id)}`, placed.key, problems);
  if (!isJsonObject(source.value)) {
    const message = `${fields.what} must be a map, not ${kindOf(source.value)}.`;
    fields.invalid(spotOf(source, 'entry'), message, 'Write its description and whether it includes the client id.');
    return null;
  }
  reportMisspelt(fields, FIELDS);
  const reasons = reasonsOf(fields);
  const properties: JsonObject = {
    ...(reasons.length > 0 && { reason: { type: 'string', enum: reasons } }),
    ...(hasClientId(fields) && { client_id: CLIENT_ID }),
  };
  const at = (...path: string[]): string => path.reduce(childPointer, source.pointer);
  return writtenEvent(placed.key, namesOf(definition, placed, 'other'), {
    document: source.document,
    schema: { type: 'object', properties, additionalProperties: false },
    dialect: '2020-12',
    section: 'message',
    moves: new Map([
      ['', source.pointer],
      ['/title', source.pointer],
      ['/properties', source.pointer],
      ['/properties/reason', at('reasons')],
      ['/properties/reason/enum', at('reasons')],
      ...reasons.map((reason, index) => [`/properties/reason/enum/${index}`, at('reasons', reason)] as const),
      ['/properties/client_id', at('include_client_id')],
    ]),
  });
}

/** A random id of an installation: a pseudonym of who uses it. */
const CLIENT_ID: JsonObject = { type: 'string', format: 'uuid', 'x-data-category': 'user.unique_id.pseudonymous' };

/** The reasons for which a ping may be sent: a map of codes, or, in old files, a list of them. */
function reasonsOf(fields: Fields): readonly string[] {
  const reasons = child(fields.node, 'reasons');
  if (reasons === null) return [];
  if (!isJsonObject(reasons.value)) {
    fields.wrong(reasons, 'reasons', 'a map');
    return [];
  }
  return members(reasons).map(([code]) => code);
}

/** Whether pings carry the id of the client: by `include_client_id`, unless the section that would hold it is left out, or made of other parts. */
function hasClientId(fields: Fields): boolean {
  const included = fields.flag('include_client_id')?.value === true;
  const metadata = child(fields.node, 'metadata');
  const listed = child(metadata, 'included_info_sections');
  if (listed !== null) return texts(listed.value).includes('client_id');
  return included && child(metadata, 'include_info_sections')?.value !== false;
}
