/** Why the gate and some cases of rudder-cli's rules differ, with the ids of the cases. */
const REASONS: readonly (readonly [string, readonly string[]])[] = [
  [
    'the case shows one of the two definitions only: the other one is not in its files',
    [
      'cat-sem-legacy-duplicate',
      'cat-sem-v1-duplicate',
      'ct-sem-legacy-duplicate-name',
      'ct-sem-v1-duplicate-name',
      'ev-sem-legacy-duplicate',
      'ev-sem-v1-duplicate',
      'prop-sem-legacy-duplicate',
      'prop-sem-v1-duplicate',
      'tp-sem-legacy-duplicate-display-name',
      'tp-sem-v1-duplicate-display-name',
    ],
  ],
  [
    'rudder-cli tells a duplicate at each place, the gate at the second one: one cause is one finding',
    [
      'es-connection-semantic-duplicate-pair',
      'es-source-legacy-semantic-duplicate-name',
      'es-source-v1-semantic-duplicate-name',
      'destination-semantic-duplicate-display-name',
      'dg-unique-pair-duplicate-source-target',
      'dg-unique-names-duplicate-model-display-name',
      'dg-unique-names-duplicate-relationship-display-name',
    ],
  ],
  [
    'the case is valid for its own rule and breaks another one: an event without event_type, a tracking plan without display_name or in a version without that kind',
    [
      'manifest-inline-no-overlap',
      'metadata-with-import',
      'urn-resolves',
      'kind-version-supported-pair',
      'es-source-legacy-semantic-valid-with-tp',
      'es-source-v1-semantic-valid-with-tp',
    ],
  ],
  [
    "what types of destinations there are, and which sources and settings each takes, is rudder-cli's knowledge and changes with it",
    [
      'destination-spec-syntax-unsupported-type',
      'es-connection-semantic-unsupported-source-type',
      'es-connection-semantic-missing-required-config',
    ],
  ],
  [
    'it is a warning there, and no fault of what is written: a source or destination may be switched off for a while',
    ['es-connection-enabled-endpoints-disabled-source', 'es-connection-enabled-endpoints-disabled-destination'],
  ],
  [
    "the case lists transformations below the spec, which rudder-cli's own projects do not; of transformations only the code is read",
    [
      'transformation-semantic-valid-missing-library',
      'transformation-spec-syntax-valid-missing-id',
      'transformation-spec-syntax-valid-missing-language',
      'transformation-spec-syntax-valid-invalid-language',
      'transformation-spec-syntax-valid-missing-code-and-file',
      'transformation-library-semantic-valid-duplicate-import-name',
      'transformation-library-spec-syntax-valid-missing-id',
      'transformation-library-spec-syntax-valid-missing-import-name',
      'transformation-library-spec-syntax-valid-wrong-import-name-case',
      'transformation-library-spec-syntax-valid-invalid-language',
    ],
  ],
  [
    'the kind holds no events and is not read: import-manifest',
    [
      'manifest-duplicate-urn-across-files',
      'manifest-duplicate-urn-within-file',
      'manifest-inline-overlap',
      'manifest-inline-overlap-legacy',
      'manifest-spec-valid-local-id',
      'manifest-spec-valid-missing-workspace-id',
      'urn-missing',
    ],
  ],
  [
    'the kind holds no events and is not read: retl-source-sql-model',
    [
      'sqlmodel-legacy-invalid-source-definition',
      'sqlmodel-legacy-missing-display-name',
      'sqlmodel-semantic-legacy-duplicate-display-name',
      'sqlmodel-semantic-v1-duplicate-display-name',
      'sqlmodel-v1-both-sql-and-file',
      'sqlmodel-v1-missing-account-id',
    ],
  ],
  ['the case says that events do not exist in rudder/v0.1, which its other rules and projects use', ['kind-version-unsupported-version']],
  ['the reference of the case names propConfig, and its file has config; the problem stands at the value', ['prop-cfg-v1-invalid-format']],
];

/** Where the gate and the cases of rudder-cli's rules differ, by the case's id, and why. */
export const DEVIATIONS: ReadonlyMap<string, string> = new Map(REASONS.flatMap(([reason, ids]) => ids.map((id) => [id, reason] as const)));
