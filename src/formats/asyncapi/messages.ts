import { isJsonArray, isJsonObject } from '../../jsonschema/index.ts';
import { child, entries, kindOf, spotOf, type SourceValue, membersByName, rootNode } from '../fields.ts';
import type { SourceDocument } from '../format.ts';
import { stringMember } from '../json-schema/keywords.ts';
import { locationOf, quoted, type Problems } from '../problems.ts';
import type { ObjectReferences } from '../object-references.ts';
import { unresolvedProblem } from '../unresolved.ts';

/** A message of an AsyncAPI document, wherever it is written. */
export interface Message {
  /** The Message Object itself. */
  readonly node: SourceValue;
  /** Where this document names it: an entry of its components or of a channel. */
  readonly at: SourceValue;
  /** What may identify it in its document, the most lasting first; the last ones name its place. */
  readonly names: readonly string[];
  /** What it is called where it has no `name`. */
  readonly key: string;
}

/** What is needed to read one document. */
export interface MessageReader {
  readonly document: SourceDocument;
  readonly major: 2 | 3;
  readonly references: ObjectReferences;
  readonly problems: Problems;
  /** Owner of what is wrong with the document. */
  readonly owner: string;
}

/** A node with its references followed; a reference that leads nowhere is told. */
export function followed(node: SourceValue, { references, problems, owner }: MessageReader): SourceValue | null {
  const found = references.follow(node);
  if (found.ok) return found.node;
  const { location, ...told } = unresolvedProblem(found.text, locationOf(spotOf(found.at)), owner, found.why);
  problems.addAt(location, told);
  return null;
}

/**
 * All messages of a document, each once: those of `components.messages`, and those that channels hold or refer to
 * (https://www.asyncapi.com/docs/reference/specification/v2.6.0#messageObject, .../v3.0.0#messageObject).
 */
export function messagesOf(reader: MessageReader): readonly Message[] {
  const root = rootNode(reader.document);
  const components = child(root, 'components');
  const named = membersByName(child(components, 'messages')).map(([key, at]): Mention => ({
    at,
    names: [key],
    key,
    isComponent: true,
  }));
  const channels = membersByName(child(root, 'channels')).flatMap(([name, channel]) => mentionsIn(name, channel, reader));
  const messages = new Map<string, Message>();
  // What stands in the components is known by its key there, whoever mentions it first.
  const all = [...named, ...channels];
  for (const mention of [...all.filter(({ at }) => !isReference(at)), ...all.filter(({ at }) => isReference(at))]) {
    const node = followed(mention.at, reader);
    if (node === null) continue;
    if (!isJsonObject(node.value)) {
      reader.problems.invalid(
        reader.owner,
        spotOf(node, 'entry'),
        `The message ${quoted(mention.key)} must be a map, not ${kindOf(node.value)}.`,
        'Write its payload and its name.',
      );
      continue;
    }
    const place = JSON.stringify([node.document.path, node.pointer]);
    if (!messages.has(place)) messages.set(place, messageOf(mention, node, reader));
  }
  return [...messages.values()];
}

interface Mention {
  readonly at: SourceValue;
  /** What identifies it by where it is mentioned. */
  readonly names: readonly string[];
  readonly key: string;
  readonly isComponent: boolean;
}

function isReference({ value }: SourceValue): boolean {
  return isJsonObject(value) && stringMember(value, '$ref') !== null;
}

function messageOf({ at, names, key, isComponent }: Mention, node: SourceValue, reader: MessageReader): Message {
  const id = textField(node, 'messageId', reader)?.text;
  const name = textField(node, 'name', reader)?.text;
  const lasting = [id, ...(isComponent ? [] : [name])].filter((each) => each !== undefined && each !== '');
  return { node, at, key, names: [...lasting.filter((each) => each !== undefined), ...names] };
}

function mentionsIn(name: string, channel: SourceValue, reader: MessageReader): readonly Mention[] {
  const node = followed(channel, reader);
  if (node === null) return [];
  if (reader.major === 3) {
    return membersByName(child(node, 'messages')).map(([key, at]) => ({ at, key, names: [key, `${name}/${key}`], isComponent: false }));
  }
  return ['publish', 'subscribe'].flatMap((verb) => {
    const operation = child(node, verb);
    const message = child(operation, 'message');
    if (message === null) return [];
    const choices = child(message, 'oneOf');
    const all = choices !== null && isJsonArray(choices.value) ? entries(choices) : [message];
    return all.map((at, index): Mention => {
      const place = all.length === 1 ? `${name}/${verb}` : `${name}/${verb}/${index}`;
      const key = referredName(at) ?? (all.length === 1 ? name : place);
      return { at, key, names: [...(key === name ? [] : [key]), place], isComponent: false };
    });
  });
}

/** What a reference calls the message that it names: the last part of its fragment, or its file. */
function referredName({ value }: SourceValue): string | null {
  const text = isJsonObject(value) ? stringMember(value, '$ref') : null;
  const last = text?.split(/[#/]/).findLast((part) => part !== '');
  return last === undefined ? null : last.replace(/\.(?:json|ya?ml)$/i, '');
}

/**
 * A text field of a message, its traits applied: in 2.x a trait counts before the message's own field, in 3.x behind it; of several traits the last
 * one counts (https://www.asyncapi.com/docs/reference/specification/v3.0.0#traits-merge-mechanism). Traits hold no payload.
 */
export function textField(
  message: SourceValue,
  name: string,
  reader: Pick<MessageReader, 'references' | 'major'>,
): { readonly text: string; readonly node: SourceValue } | null {
  const traits = entries(child(message, 'traits')).flatMap((trait) => {
    const found = reader.references.follow(trait);
    return found.ok ? [found.node] : [];
  });
  const owners = reader.major === 2 ? [...traits.toReversed(), message] : [message, ...traits.toReversed()];
  for (const owner of owners) {
    const field = child(owner, name);
    if (field !== null && typeof field.value === 'string') return { text: field.value, node: field };
  }
  return null;
}
