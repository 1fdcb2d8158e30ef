import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvDraft04 from 'ajv-draft-04';
import ajvFormats from 'ajv-formats';
import { type BundleDraft, UNRESOLVED_DECIDES, UNRESOLVED_KEYWORD } from './bundle.ts';
import type { Opinion } from './protocol.ts';

/** Patterns are Unicode ones; those that only compile without the `u` flag (`^[\w-.]+$`) are met often enough to be taken as they are. */
const patternEngine = Object.assign(
  (pattern: string): RegExp => {
    try {
      return new RegExp(pattern, 'u');
    } catch {
      return new RegExp(pattern);
    }
  },
  { code: 'patternEngine' },
);

const OPTIONS: Options = {
  strict: false,
  allErrors: false,
  ownProperties: true,
  validateSchema: false,
  meta: false,
  logger: false,
  code: { regExp: patternEngine, optimize: false },
};

/** How many schemas one instance of Ajv compiles before another takes its place: it keeps what it has compiled. */
const MAX_USES = 100;

interface Instance {
  readonly ajv: Ajv | Ajv2019 | Ajv2020;
  uses: number;
}

const instances = new Map<BundleDraft, Instance>();

/** Ajv as close to the specification as it can be set, compiled for a bundle's document. Throws what Ajv throws. */
export function compileWithAjv(draft: BundleDraft, document: object): (instance: unknown) => Opinion {
  const { ajv } = instanceFor(draft);
  try {
    const validate: ValidateFunction = ajv.compile(document);
    return (instance) => (validate(instance) ? 'valid' : 'invalid');
  } finally {
    ajv.removeSchema(document);
  }
}

function instanceFor(draft: BundleDraft): Instance {
  const instance = instances.get(draft) ?? { ajv: newAjv(draft), uses: 0 };
  instance.uses += 1;
  if (instance.uses < MAX_USES) instances.set(draft, instance);
  else instances.delete(draft);
  return instance;
}

function newAjv(draft: BundleDraft): Ajv | Ajv2019 | Ajv2020 {
  const ajv = new (classOf(draft))(OPTIONS);
  ajvFormats.default(ajv, { mode: 'full', keywords: false });
  ajv.addKeyword({
    keyword: UNRESOLVED_KEYWORD,
    validate: () => {
      throw new Error(UNRESOLVED_DECIDES);
    },
  });
  return ajv;
}

function classOf(draft: BundleDraft): typeof Ajv | typeof Ajv2019 | typeof Ajv2020 {
  switch (draft) {
    case 'draft-04':
      return ajvDraft04.default;
    case 'draft-07':
      return Ajv;
    case '2019-09':
      return Ajv2019;
    case '2020-12':
      return Ajv2020;
  }
}
