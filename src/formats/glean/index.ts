import type { Location, PlanEvent } from '../../plan/model.ts';
import type { Format, Links, LoadContext, Loaded, SourceDocument } from '../format.ts';
import { spotOf } from '../fields.ts';
import { locationOf, Problems, quoted } from '../problems.ts';
import { uniqueName } from '../unique-name.ts';
import { contentsOf, definitionsIn, SCHEMAS, type Definition } from './definitions.ts';
import { isExpired } from './meta.ts';
import { metricEvent, type Placed } from './metrics.ts';
import { pingEvent } from './pings.ts';

/**
 * Mozilla's Glean: metrics.yaml, pings.yaml and tags.yaml, which may have any name and are known by their `$schema`
 * (https://mozilla.github.io/glean/book/reference/yaml/index.html).
 */
export const glean: Format = {
  id: 'glean',
  title: 'Mozilla Glean',
  mayHold: (path) => /\.(?:ya?ml|json)$/i.test(path),
  markers: [SCHEMAS],
  claims: ({ value }) => contentsOf(value) !== null,
  links,
  load,
};

/** Files that define the same metric or ping know each other by it. */
function links(document: SourceDocument): Links {
  return { defines: definitionsIn(document, new Problems()).map(linkOf), needs: [] };
}

/** A text search finds the last part, as the file writes it. */
function linkOf({ what, category, id }: Definition): string {
  return what === 'ping' ? `glean ping/${id}` : `glean ${category}/${id.slice(category.length + 1)}`;
}

function load({ documents, formerPath }: LoadContext): Loaded {
  const problems = new Problems();
  const namer = new Namer(formerPath, problems);
  const events: PlanEvent[] = [];
  for (const document of documents)
    for (const definition of definitionsIn(document, problems)) {
      const placed = namer.place(definition);
      if (placed === null) continue;
      const event = definition.what === 'ping' ? pingEvent(definition, placed, problems) : metricEvent(definition, placed, problems);
      if (event !== null) events.push(event);
    }
  const ignored = documents.filter(({ value }) => contentsOf(value) === 'tags').map(({ path }) => ({ path, reason: TAGS }));
  return { events, problems: problems.all(), ignored, homes: namer.homes };
}

const TAGS = 'It lists the tags that metrics may have, and says nothing about what is sent.';

/**
 * Gives every metric and ping its key, and its plan: the category, whose line is left to point at when a metric is gone. The apps of one repository
 * may have metrics of the same name, each in a folder of its own: those after the first are known by their file. In one folder it is a mistake.
 */
class Namer {
  readonly homes = new Map<string, Location>();
  readonly #formerPath: LoadContext['formerPath'];
  readonly #problems: Problems;
  readonly #first = new Map<string, Definition>();
  readonly #folders = new Set<string>();
  readonly #keys = new Set<string>();
  readonly #categories = new Map<string, SourceDocument>();

  constructor(formerPath: LoadContext['formerPath'], problems: Problems) {
    this.#formerPath = formerPath;
    this.#problems = problems;
  }

  /** Null for what counts no longer, or not: an expired metric, and the second of one name. */
  place(definition: Definition): Placed | null {
    const { document } = definition.source;
    const key = definition.what === 'ping' ? `glean:ping ${definition.id}` : `glean:${definition.id}`;
    const path = this.#formerPath(document.path);
    const inFolder = JSON.stringify([key, folderOf(path)]);
    const first = this.#first.get(key);
    if (this.#folders.has(inFolder)) {
      this.#twice(definition, key, first ?? definition);
      return null;
    }
    this.#folders.add(inFolder);
    if (first === undefined) this.#first.set(key, definition);
    const unique = uniqueName(key, path, this.#keys);
    const placed = { key: unique, plan: this.#planOf(definition, path), ...(unique !== key && { lasting: key }) };
    if (!isExpired(definition.source)) return placed;
    this.homes.set(placed.key, document.locate(`${definition.source.pointer}/expires`, 'entry'));
    return null;
  }

  #planOf({ category, home }: Definition, path: string): string {
    const { document } = home;
    const first = this.#categories.get(category) ?? document;
    this.#categories.set(category, first);
    const plan = first === document ? category : `${category} in ${path}`;
    if (!this.homes.has(plan)) this.homes.set(plan, locationOf(spotOf(home, 'key')));
    return plan;
  }

  #twice({ what, id, source }: Definition, owner: string, first: Definition): void {
    const { file, line } = locationOf(spotOf(first.source, 'key'));
    const message = `The ${what} ${quoted(id)} is defined in ${file}, line ${line}, too.`;
    this.#problems.add('duplicate', owner, spotOf(source, 'key'), message, 'Keep one of them: only the first one is read.');
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
