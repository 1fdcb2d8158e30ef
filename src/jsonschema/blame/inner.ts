import { biteAt, type Findings, type Spot, type Suspect } from './findings.ts';
import { accuseKeyword, counterpart, isShared } from './keywords.ts';
import { alone, conjuncts } from './skeleton.ts';
import { ownValue, placeIn, writtenOf } from '../schema/keyword.ts';
import type { Assertion, SchemaNode } from '../schema/schema-node.ts';

/** An assertion that fails as soon as the schema inside demands more. */
type Outer = Extract<Assertion, { kind: 'propertyNames' | 'contains' }>;

/** A schema of the sender with the assertion that answers to one of the reader's. */
interface Peer {
  readonly node: SchemaNode;
  readonly own: Outer;
}

/** The counts of `contains`, where the schema inside is the same: no keyword inside it is to blame. */
function accuseCounts(spot: Spot, assertion: Outer, peers: readonly Peer[], findings: Findings): void {
  const peer = peers.find(({ own }) => findings.sameClass(own.node, assertion.node));
  if (assertion.kind !== 'contains' || peer === undefined) return;
  const counts = [
    ['minContains', { ...assertion, max: Number.MAX_SAFE_INTEGER }],
    ['maxContains', { ...assertion, min: 0 }],
  ] as const;
  for (const [keyword, reduced] of counts) {
    const reader = { place: placeIn(spot.reader, keyword), value: ownValue(spot.reader, keyword) };
    const sender = { place: placeIn(peer.node, keyword), value: ownValue(peer.node, keyword) };
    findings.accuse({ ...biteAt(spot), keyword, reader: present(reader), sender: present(sender) }, spot.wrap(alone(spot.reader, reduced)));
  }
}

function present(side: Suspect['reader']): Suspect['reader'] {
  return side.value === undefined ? {} : side;
}

/**
 * `propertyNames` and `contains`: the keywords inside that changed, each at its own place, under the outer keyword's name, which says what they speak
 * of; the outer keyword as a whole where the sender has none, or where no keyword inside is to blame alone.
 */
export function walkInner(spot: Spot, assertion: Outer, findings: Findings): void {
  const peers = spot.sender.flatMap((node) => node.assertions.flatMap((own) => (own.kind === assertion.kind ? [{ node, own }] : [])));
  const { hits } = findings;
  const sender = conjuncts(peers.map(({ own }) => own.node));
  for (const reader of peers.length === 0 ? [] : conjuncts([assertion.node])) {
    const inside: Spot = { ...spot, sender, reader };
    for (const own of reader.assertions) {
      if (own.kind === 'ref' || own.kind === 'allOf' || isShared(inside, own, findings)) continue;
      const { place, value } = writtenOf(reader, own);
      const suspect = { ...biteAt(spot), keyword: assertion.kind, reader: { place, value }, sender: counterpart(inside, own) };
      findings.accuse(suspect, spot.wrap(alone(spot.reader, { ...assertion, node: alone(reader, own) })));
    }
  }
  if (findings.hits === hits) accuseCounts(spot, assertion, peers, findings);
  if (findings.hits === hits) accuseKeyword(spot, assertion, findings);
}
