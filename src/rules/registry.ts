import { constraintChanged } from './compat/constraint-changed.ts';
import { descriptionChanged } from './compat/description-changed.ts';
import { enumDropped } from './compat/enum-dropped.ts';
import { enumIntroduced } from './compat/enum-introduced.ts';
import { enumValueAdded } from './compat/enum-value-added.ts';
import { enumValueRemoved } from './compat/enum-value-removed.ts';
import { eventAdded } from './compat/event-added.ts';
import { eventRemoved } from './compat/event-removed.ts';
import { eventRenamed } from './compat/event-renamed.ts';
import { objectClosed } from './compat/object-closed.ts';
import { objectOpened } from './compat/object-opened.ts';
import { objectShaped } from './compat/object-shaped.ts';
import { propertyAdded } from './compat/property-added.ts';
import { propertyRemoved } from './compat/property-removed.ts';
import { propertyRenamed } from './compat/property-renamed.ts';
import { requiredAdded } from './compat/required-added.ts';
import { requiredRemoved } from './compat/required-removed.ts';
import { sectionMoved } from './compat/section-moved.ts';
import { typeChanged } from './compat/type-changed.ts';
import { undecided } from './compat/undecided.ts';
import { variantChanged } from './compat/variant-changed.ts';
import type { Rule } from './context.ts';
import { unclassified } from './pii/unclassified.ts';
import { duplicate } from './plan/duplicate.ts';
import { invalidDefinition } from './plan/invalid-definition.ts';
import { notCompilable } from './plan/not-compilable.ts';
import { unreadableBase } from './plan/unreadable-base.ts';
import { unreadableFile } from './plan/unreadable-file.ts';
import { unresolvedReference } from './plan/unresolved-reference.ts';
import { changed as policyChanged } from './policy/changed.ts';
import { weakened as policyWeakened } from './policy/weakened.ts';
import { expired as waiverExpired } from './waiver/expired.ts';
import { tooBroad as waiverTooBroad } from './waiver/too-broad.ts';
import { tooLong as waiverTooLong } from './waiver/too-long.ts';
import { unused as waiverUnused } from './waiver/unused.ts';

/**
 * All rules. The order counts for those that claim changes: the first that claims one reports it, from the most telling
 * (a rename) to the most general (a limit changed), which takes what is left.
 */
export const rules: readonly Rule[] = [
  unreadableFile,
  unreadableBase,
  unresolvedReference,
  duplicate,
  invalidDefinition,
  notCompilable,
  eventRemoved,
  eventRenamed,
  eventAdded,
  sectionMoved,
  propertyRenamed,
  propertyRemoved,
  objectShaped,
  requiredAdded,
  requiredRemoved,
  propertyAdded,
  enumIntroduced,
  enumDropped,
  enumValueRemoved,
  enumValueAdded,
  typeChanged,
  objectClosed,
  objectOpened,
  variantChanged,
  constraintChanged,
  undecided,
  unclassified,
  descriptionChanged,
  policyWeakened,
  policyChanged,
  waiverExpired,
  waiverTooLong,
  waiverTooBroad,
  waiverUnused,
];
