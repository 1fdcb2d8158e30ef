import type { Contract } from '../destinations/contract.ts';
import { pointerOf } from '../plan/paths.ts';
import { EVERYTHING, type PropertyScope, type Scope } from '../rules/scope.ts';
import {
  DEFAULT_SETTINGS,
  type EnumSettings,
  type IdentitySettings,
  type PiiSettings,
  type PolicyPlace,
  type PropertyDemand,
  type RuleSettings,
  type SharedList,
} from '../rules/settings.ts';
import type { DemandEntry, DestinationEntry, ListEntry, PiiEntry, PolicyFile, PropertyScopeEntry, ScopeEntry } from './file.ts';
import { builtIn, readContract } from './contracts.ts';
import { pathFrom, type PolicyLayer, type ReadFile } from './layers.ts';
import { knownList, readList } from './lists.ts';
import type { PolicyProblem } from './validate.ts';

/** What an entry of a policy file means; what it does not say does not limit it. */
export function scopeOf({ events = [], types = [], plans = [], tags = [], files = [] }: ScopeEntry): Scope {
  return { events, types, plans, tags, files };
}

function propertyScopeOf(entry: PropertyScopeEntry): PropertyScope {
  return { ...EVERYTHING, ...scopeOf(entry), paths: entry.paths ?? [] };
}

function placeIn(layer: PolicyLayer, ...tokens: readonly (string | number)[]): PolicyPlace {
  return layer.document.locate(pointerOf(tokens.map(String)), 'entry');
}

function demandOf(path: string, entry: DemandEntry): PropertyDemand {
  const { type = 'any', nullable = false } = typeof entry === 'string' ? { type: entry } : entry;
  return type === 'any' ? { path, nullable } : { path, type, nullable };
}

/** Takes an entry of each layer, the outermost layer first. */
function all<T>(layers: readonly PolicyLayer[], pick: (file: PolicyFile, layer: PolicyLayer) => readonly T[] | undefined): readonly T[] {
  return layers.flatMap((layer) => pick(layer.file, layer) ?? []);
}

/** The last layer that says something decides. */
function last<T>(layers: readonly PolicyLayer[], pick: (file: PolicyFile) => T | undefined, fallback: T): T {
  return layers.reduce((value, { file }) => pick(file) ?? value, fallback);
}

class SettingsReader {
  readonly problems: PolicyProblem[] = [];
  readonly #layers: readonly PolicyLayer[];
  readonly #read: ReadFile;

  constructor(layers: readonly PolicyLayer[], read: ReadFile) {
    this.#layers = layers;
    this.#read = read;
  }

  read(): RuleSettings {
    const layers = this.#layers;
    return {
      required: all(layers, ({ required }) =>
        required?.map((entry) => ({
          scope: scopeOf(entry),
          properties: Object.entries(entry.properties).map(([path, demand]) => demandOf(path, demand)),
        })),
      ),
      enums: this.#enums(),
      pii: this.#pii(),
      routes: all(layers, ({ destinations }, layer) =>
        Object.entries(destinations ?? {}).map(([destination, entry]) => ({
          destination,
          scope: scopeOf(entry),
          hashes: entry.hashes ?? false,
          contract: this.#contract(layer, destination, entry),
          names: new Map(Object.entries(entry.names ?? {}).map(([contracted, planned]) => [planned, contracted])),
          warehouse: entry.warehouse ?? null,
          at: placeIn(layer, 'destinations', destination),
        })),
      ),
      identity: this.#identity(),
      hygiene: {
        eventNames: last(layers, ({ naming }) => naming?.events, DEFAULT_SETTINGS.hygiene.eventNames),
        propertyNames: last(layers, ({ naming }) => naming?.properties, DEFAULT_SETTINGS.hygiene.propertyNames),
      },
      versions: { schemaver: last(layers, ({ versions }) => versions?.schemaver, DEFAULT_SETTINGS.versions.schemaver) },
      deprecations: all(layers, ({ deprecations }, layer) =>
        deprecations?.map((entry, index) => ({
          scope: scopeOf(entry),
          ...(entry.paths !== undefined && { property: propertyScopeOf(entry) }),
          sunset: entry.sunset,
          at: placeIn(layer, 'deprecations', index),
        })),
      ),
    };
  }

  #contract(layer: PolicyLayer, destination: string, { contract: name }: DestinationEntry): Contract | null {
    if (name === undefined) return builtIn(destination);
    const { document } = layer;
    const found = readContract(
      { name, from: document.path, location: document.locate(pointerOf(['destinations', destination, 'contract'])) },
      this.#read,
    );
    if (found.ok) return found.contract;
    this.problems.push(...found.problems);
    return null;
  }

  #enums(): EnumSettings {
    const layers = this.#layers;
    return {
      demanded: all(layers, ({ enums }) => enums?.required?.map(propertyScopeOf)),
      lists: layers.flatMap((layer) =>
        (layer.file.enums?.lists ?? []).flatMap((entry, index) => {
          const list = this.#list(layer, index, entry.values);
          return list === null ? [] : [{ scope: propertyScopeOf(entry), ...list }];
        }),
      ),
      open: all(layers, ({ enums }) => enums?.open?.map(propertyScopeOf)),
    };
  }

  #list(layer: PolicyLayer, index: number, entry: ListEntry): Pick<SharedList, 'title' | 'values'> | null {
    if (typeof entry === 'string') return knownList(entry);
    if (!('file' in entry)) return { title: 'the list of the policy', values: entry };
    const at = pathFrom(layer.document.path, entry.file);
    const bytes = at === null ? { problem: 'lies outside the repository' } : this.#read(at);
    const values =
      bytes === null ? { problem: 'does not exist' } : bytes instanceof Uint8Array ? readList(new TextDecoder().decode(bytes)) : bytes;
    if (!('problem' in values)) return { title: at ?? entry.file, values };
    this.problems.push({
      location: layer.document.locate(pointerOf(['enums', 'lists', String(index), 'values', 'file'])),
      message: `The list ${at ?? 'of values'} ${values.problem}.`,
      hint: 'Name a text file of the repository with one value a line.',
    });
    return null;
  }

  #pii(): PiiSettings {
    const layers = this.#layers;
    const pii = <T>(pick: (entry: PiiEntry, layer: PolicyLayer) => readonly T[] | undefined): readonly T[] =>
      all(layers, (file, layer) => (file.pii === undefined ? [] : pick(file.pii, layer)));
    return {
      annotations: last<readonly string[] | null>(layers, (file) => file.pii?.annotations, null),
      fields: pii(({ fields }, layer) =>
        fields?.map((entry, index) => ({
          scope: propertyScopeOf(entry),
          category: entry.category === 'none' ? null : entry.category,
          at: placeIn(layer, 'pii', 'fields', index),
        })),
      ),
      categories: pii(({ categories }) =>
        Object.entries(categories ?? {}).map(([category, { allow = 'always', form }]) => ({
          category,
          allow,
          ...(form !== undefined && { form }),
        })),
      ),
      approvals: pii(({ approvals }, layer) =>
        approvals?.map((entry, index) => ({
          scope: propertyScopeOf(entry),
          ...(entry.category !== undefined && { category: entry.category }),
          review: entry.review,
          expires: entry.expires,
          at: placeIn(layer, 'pii', 'approvals', index),
        })),
      ),
      destinations: pii(({ destinations }) => destinations),
      suppress: pii(({ suppress }, layer) =>
        suppress?.map((entry, index) => ({
          scope: propertyScopeOf(entry),
          rule: entry.rule,
          reason: entry.reason,
          at: placeIn(layer, 'pii', 'suppress', index),
        })),
      ),
    };
  }

  #identity(): IdentitySettings {
    const layers = this.#layers;
    return {
      keys: last(layers, ({ identity }) => identity?.keys, DEFAULT_SETTINGS.identity.keys),
      mergeKeys: all(layers, ({ identity }) => identity?.['merge-keys']?.map(propertyScopeOf)),
      traits: all(layers, ({ identity }) => identity?.traits?.map(propertyScopeOf)),
    };
  }
}

/** What the layers of a policy tell the rules, and what of it cannot be read: a list of values that is not there. */
export function readSettings(
  layers: readonly PolicyLayer[],
  read: ReadFile,
): { readonly settings: RuleSettings; readonly problems: readonly PolicyProblem[] } {
  const reader = new SettingsReader(layers, read);
  const settings = reader.read();
  return { settings, problems: reader.problems };
}
