import type { Catalog, CustomType, Reference, Uses } from './catalog.ts';
import { quoted, type Problems } from '../problems.ts';

/** A step from one custom type to another, and where the first one takes it. */
interface Edge {
  readonly to: string;
  readonly at: Reference;
}

/**
 * Reports custom types that hold themselves, through properties or items: the format has no recursion. Each cycle is reported once, at the
 * reference that closes it. Works without recursion of its own: chains may be long.
 */
export function reportCycles(catalog: Catalog, problems: Problems): void {
  const done = new Set<string>();
  for (const start of catalog.customTypes.values()) visit(start, catalog, done, problems);
}

function visit(start: CustomType, catalog: Catalog, done: Set<string>, problems: Problems): void {
  if (done.has(start.id)) return;
  const path = [{ id: start.id, edges: edgesOf(start, catalog).values() }];
  const onPath = new Set([start.id]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.edges.next();
    if (next.done === true) {
      path.pop();
      onPath.delete(top.id);
      done.add(top.id);
      continue;
    }
    const { to, at } = next.value;
    const type = catalog.customTypes.get(to);
    if (onPath.has(to)) report(top.id, to, at, problems);
    else if (type !== undefined && !done.has(to)) {
      path.push({ id: to, edges: edgesOf(type, catalog).values() });
      onPath.add(to);
    }
  }
}

function report(from: string, to: string, { spot }: Reference, problems: Problems): void {
  const message =
    from === to ? `The custom type ${quoted(from)} holds itself.` : `The custom types ${quoted(to)} and ${quoted(from)} hold each other.`;
  problems.invalid(`custom-type:${from}`, spot, message, 'Break the cycle: RudderStack refuses types that hold themselves.');
}

function edgesOf(type: CustomType, catalog: Catalog): readonly Edge[] {
  const edges: Edge[] = type.items?.kind === 'custom' ? [{ to: type.items.reference.id, at: type.items.reference }] : [];
  const add = (uses: Uses | null): void => {
    for (const { reference } of uses?.uses ?? []) {
      const property = catalog.properties.get(reference.id);
      for (const part of [property?.type, property?.items])
        if (part?.kind === 'custom') edges.push({ to: part.reference.id, at: reference });
    }
  };
  add(type.properties);
  for (const { then } of type.variant?.cases ?? []) add(then);
  add(type.variant?.fallback?.then ?? null);
  return edges;
}
