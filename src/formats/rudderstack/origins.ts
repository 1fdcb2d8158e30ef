import type { Place } from '../../jsonschema/index.ts';
import type { Origin } from '../../plan/model.ts';
import { pointerOf, tokensOf } from '../../plan/paths.ts';
import type { Spot } from '../problems.ts';
import { locationOf } from '../problems.ts';

/** A definition that several events may hold. */
export interface SharedOwner {
  readonly key: string;
  /** What stands for it where no part of it can be pointed at. */
  readonly spot: Spot;
}

/** Where a node of an effective schema comes from. The trees of shared definitions are shared between events. */
export interface OriginNode {
  readonly spot: Spot;
  /** The owner from this node on: the rule's event again, or a shared definition whose root this node is. Absent: the parent's. */
  readonly owner?: 'event' | SharedOwner;
  /** A shared definition that holds everything below this node, while the node itself belongs to who put it there. */
  readonly inside?: SharedOwner;
  readonly children?: ReadonlyMap<string, OriginNode>;
}

/**
 * The origin of a place of an event's effective schema; of a place that the schema does not have, that of its nearest ancestor.
 * @param key the event's own key, the owner of all that the rule itself says.
 */
export function originIn(uri: string, key: string, tree: OriginNode, place: Place): Origin {
  const event = { key, root: '', shared: false };
  let owner = event;
  let { spot } = tree;
  let node: OriginNode | undefined = tree;
  const passed: string[] = [];
  for (const token of place.uri === uri ? tokensOf(place.pointer) : []) {
    if (node.inside !== undefined) {
      owner = { key: node.inside.key, root: pointerOf(passed), shared: true };
      spot = node.inside.spot;
    }
    const next: OriginNode | undefined = node.children?.get(token);
    if (next === undefined) break;
    passed.push(token);
    node = next;
    spot = node.spot;
    if (node.owner === 'event') owner = event;
    else if (node.owner !== undefined) owner = { key: node.owner.key, root: pointerOf(passed), shared: true };
  }
  return { owner: owner.key, root: { uri, pointer: owner.root }, shared: owner.shared, location: locationOf(spot) };
}
