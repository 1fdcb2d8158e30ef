import { closureOf, inPlaceNodes, type SchemaNode } from './schema-node.ts';

/**
 * The schemas that refer to themselves for the same instance, without a step into it: JSON Schema does not define what they mean (core 9.4.1). By Tarjan's
 * algorithm (Depth-first search and linear graph algorithms, 1972), without recursion.
 */
export function endlessSchemas(roots: readonly SchemaNode[]): ReadonlySet<SchemaNode> {
  const endless = new Set<SchemaNode>();
  const index = new Map<SchemaNode, number>();
  const lowest = new Map<SchemaNode, number>();
  const path: SchemaNode[] = [];
  const onPath = new Set<SchemaNode>();
  for (const root of closureOf(roots)) {
    if (index.has(root)) continue;
    const open = [{ node: root, children: inPlace(root), next: 0 }];
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const { node, children } = top;
      if (top.next === 0) {
        index.set(node, index.size);
        lowest.set(node, index.size - 1);
        path.push(node);
        onPath.add(node);
      }
      const child = children[top.next++];
      if (child === undefined) {
        open.pop();
        close(node, children.includes(node));
        const below = open.at(-1)?.node;
        if (below !== undefined) lower(below, lowest.get(node));
      } else if (!index.has(child)) open.push({ node: child, children: inPlace(child), next: 0 });
      else if (onPath.has(child)) lower(node, index.get(child));
    }
  }
  return endless;

  function lower(node: SchemaNode, to = Number.MAX_SAFE_INTEGER): void {
    lowest.set(node, Math.min(lowest.get(node) ?? to, to));
  }

  function close(node: SchemaNode, isOwnChild: boolean): void {
    if (lowest.get(node) !== index.get(node)) return;
    const component = path.splice(path.lastIndexOf(node));
    for (const member of component) onPath.delete(member);
    if (component.length > 1 || isOwnChild) for (const member of component) endless.add(member);
  }
}

function inPlace(node: SchemaNode): readonly SchemaNode[] {
  return node.assertions.flatMap(inPlaceNodes);
}
