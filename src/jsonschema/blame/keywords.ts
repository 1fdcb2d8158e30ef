import { biteAt, type Findings, type Spot } from './findings.ts';
import { ownValue, placeIn, writtenOf, type Written } from '../schema/keyword.ts';
import type { Assertion, SchemaNode } from '../schema/schema-node.ts';
import { alone } from './skeleton.ts';

/** The sender's schemas, those first that stand where the reader's does: several may speak of one location. */
export function peers({ sender, reader }: Spot): readonly SchemaNode[] {
  const distance = ({ place }: SchemaNode): number => (place.pointer !== reader.place.pointer ? 2 : place.uri === reader.place.uri ? 0 : 1);
  return sender.toSorted((one, other) => distance(one) - distance(other));
}

/** The same keyword in the sender's schemas, also where it is written but demands nothing. */
export function counterpart(spot: Spot, assertion: Assertion): Partial<Written> {
  const { keyword } = writtenOf(spot.reader, assertion);
  for (const node of peers(spot)) {
    const same = node.assertions.find((own) => isSameKeyword(own, assertion));
    if (same !== undefined) return writtenOf(node, same);
    const idle = ownValue(node, keyword);
    if (idle !== undefined) return { place: placeIn(node, keyword), value: idle };
  }
  return {};
}

function isSameKeyword(one: Assertion, other: Assertion): boolean {
  if (one.kind !== other.kind) return false;
  return one.kind !== 'limit' || other.kind !== 'limit' || one.keyword === other.keyword;
}

/** Whether one of the sender's schemas demands the same. */
export function isShared(spot: Spot, assertion: Assertion, findings: Findings): boolean {
  const self = alone(spot.reader, assertion);
  return spot.sender.some((node) =>
    node.assertions.some((own) => own.kind === assertion.kind && findings.sameClass(alone(node, own), self)),
  );
}

/** Blames a keyword as a whole if it alone rejects something. */
export function accuseKeyword(spot: Spot, assertion: Assertion, findings: Findings): boolean {
  const { keyword, ...reader } = writtenOf(spot.reader, assertion);
  const suspect = { ...biteAt(spot), keyword, reader, sender: counterpart(spot, assertion) };
  return findings.accuse(suspect, spot.wrap(alone(spot.reader, assertion)));
}
