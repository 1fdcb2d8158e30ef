import type { Contract, EnvelopeFact, LimitFact, NameFact, PersonalFact, Receiver, Requirement } from './contract.ts';

/** Facts by key as a file writes them: in part, where it changes what another one says; null takes one away. */
type Written<Fact> = Readonly<Record<string, Partial<Fact> | null>>;

/** A contract file, valid by docs/contract.schema.json. */
export interface ContractFile {
  readonly extends?: string;
  readonly receiver: Partial<Receiver> & Pick<Receiver, 'id'>;
  readonly requirements?: Written<Requirement>;
  readonly names?: Written<NameFact>;
  readonly limits?: Written<LimitFact>;
  readonly pii?: Written<PersonalFact>;
  readonly envelope?: Written<EnvelopeFact>;
}

/** A fact that lacks something once it is put together with what it changes. */
export interface Incomplete {
  readonly group: string;
  readonly key: string;
  readonly lacks: string;
}

const SOURCED = ['source', 'checked'] as const;

/** What each kind of fact must say. */
const NEEDED = {
  requirements: ['requires', ...SOURCED],
  names: ['of', 'effect', ...SOURCED],
  limits: ['effect', ...SOURCED],
  pii: ['category', 'action', ...SOURCED],
  envelope: ['needs', ...SOURCED],
} as const;

function merged<Fact extends object>(parent: Readonly<Record<string, Fact>>, own: Written<Fact> = {}): Map<string, Partial<Fact>> {
  const facts = new Map<string, Partial<Fact>>(Object.entries(parent));
  for (const [key, fact] of Object.entries(own)) {
    if (fact === null) facts.delete(key);
    else facts.set(key, { ...facts.get(key), ...fact });
  }
  return facts;
}

function isWhole<Fact extends object>(fact: Partial<Fact>, needed: readonly string[]): fact is Fact {
  return needed.every((key) => Object.hasOwn(fact, key));
}

/** Takes the whole facts, and says what the others lack. */
function complete<Fact extends object>(
  group: keyof typeof NEEDED,
  facts: ReadonlyMap<string, Partial<Fact>>,
  lacking: Incomplete[],
): Readonly<Record<string, Fact>> {
  const needed = NEEDED[group];
  const whole = new Map<string, Fact>();
  for (const [key, fact] of facts) {
    if (isWhole(fact, needed)) whole.set(key, fact);
    for (const name of needed) if (!Object.hasOwn(fact, name)) lacking.push({ group, key, lacks: name });
  }
  return Object.fromEntries(whole);
}

const GROUPS = ['requirements', 'names', 'limits', 'pii', 'envelope'] as const;

/** Facts that a file takes away and that the contract which it extends does not have, with those that it has. */
export function takenFromNothing(
  file: ContractFile,
  parent: Contract | null,
): readonly { readonly group: string; readonly key: string; readonly known: readonly string[] }[] {
  return GROUPS.flatMap((group) => {
    const known = Object.keys(parent?.[group] ?? {});
    return Object.entries(file[group] ?? {}).flatMap(([key, fact]) =>
      fact === null && !known.includes(key) ? [{ group, key, known }] : [],
    );
  });
}

/** Puts a contract file together with the contract that it extends; what it says under a key counts, key by key of the fact. */
export function mergeContract(
  file: ContractFile,
  parent: Contract | null,
): { readonly contract: Contract; readonly lacking: readonly Incomplete[] } {
  const lacking: Incomplete[] = [];
  const { id, title = parent?.receiver.title ?? id, kind = parent?.receiver.kind ?? 'destination', ...more } = file.receiver;
  const contract: Contract = {
    receiver: { ...parent?.receiver, id, title, kind, ...more },
    requirements: complete('requirements', merged(parent?.requirements ?? {}, file.requirements), lacking),
    names: complete('names', merged(parent?.names ?? {}, file.names), lacking),
    limits: complete('limits', merged(parent?.limits ?? {}, file.limits), lacking),
    pii: complete('pii', merged(parent?.pii ?? {}, file.pii), lacking),
    envelope: complete('envelope', merged(parent?.envelope ?? {}, file.envelope), lacking),
  };
  return { contract, lacking };
}
