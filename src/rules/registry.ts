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
import { coerces } from './destination/coerces.ts';
import { limit } from './destination/limit.ts';
import { name } from './destination/name.ts';
import { namesChanged } from './destination/names-changed.ts';
import { rejects } from './destination/rejects.ts';
import { differingLists } from './enum/differing-lists.ts';
import { impossibleValue } from './enum/impossible-value.ts';
import { missing as enumMissing } from './enum/missing.ts';
import { nullMissing } from './enum/null-missing.ts';
import { outsideList } from './enum/outside-list.ts';
import { patternList } from './enum/pattern-list.ts';
import { similarValues } from './enum/similar-values.ts';
import { keyChanged } from './identity/key-changed.ts';
import { traitChanged } from './identity/trait-changed.ts';
import { readsChanged } from './transformation/reads-changed.ts';
import { testsOutdated } from './transformation/tests-outdated.ts';
import { unreadableCode } from './transformation/unreadable-code.ts';
import { categoryMissing } from './hygiene/category-missing.ts';
import { contradiction } from './hygiene/contradiction.ts';
import { descriptionMissing } from './hygiene/description-missing.ts';
import { eventName } from './hygiene/event-name.ts';
import { idleKeyword } from './hygiene/idle-keyword.ts';
import { impossiblePattern } from './hygiene/impossible-pattern.ts';
import { ownerMissing } from './hygiene/owner-missing.ts';
import { propertyName } from './hygiene/property-name.ts';
import { unknownKeyword } from './hygiene/unknown-keyword.ts';
import { unusedDefinition } from './hygiene/unused-definition.ts';
import { deprecated } from './lifecycle/deprecated.ts';
import { sunsetMissing } from './lifecycle/sunset-missing.ts';
import { sunsetMoved } from './lifecycle/sunset-moved.ts';
import { sunsetPassed } from './lifecycle/sunset-passed.ts';
import { sunsetUnreadable } from './lifecycle/sunset-unreadable.ts';
import { undeprecated } from './lifecycle/undeprecated.ts';
import { approvalExpired } from './pii/approval-expired.ts';
import { deniedDestination } from './pii/denied-destination.ts';
import { doubleHash } from './pii/double-hash.ts';
import { exampleValue } from './pii/example-value.ts';
import { forbiddenCategory } from './pii/forbidden-category.ts';
import { hashRequired } from './pii/hash-required.ts';
import { needlessHash } from './pii/needless-hash.ts';
import { openObject } from './pii/open-object.ts';
import { reviewMissing } from './pii/review-missing.ts';
import { staleSuppression } from './pii/stale-suppression.ts';
import { tagMismatch } from './pii/tag-mismatch.ts';
import { tagRemoved } from './pii/tag-removed.ts';
import { unapproved } from './pii/unapproved.ts';
import { unmasked } from './pii/unmasked.ts';
import { untagged } from './pii/untagged.ts';
import { widened } from './pii/widened.ts';
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
import { bump as versionBump } from './version/bump.ts';
import { edited as versionEdited } from './version/edited.ts';
import { gap as versionGap } from './version/gap.ts';
import { removed as versionRemoved } from './version/removed.ts';
import { missing } from './required/missing.ts';
import { nullAccepted } from './required/null-accepted.ts';
import { nullable } from './required/nullable.ts';
import { optional } from './required/optional.ts';
import { sectionOptional } from './required/section-optional.ts';
import { undeclared } from './required/undeclared.ts';
import { variantOptional } from './required/variant-optional.ts';
import { wrongType } from './required/wrong-type.ts';
import { columnCollision } from './warehouse/column-collision.ts';
import { columnReserved } from './warehouse/column-reserved.ts';
import { columnRetyped } from './warehouse/column-retyped.ts';
import { tooManyColumns } from './warehouse/too-many-columns.ts';

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
  versionEdited,
  versionRemoved,
  versionBump,
  versionGap,
  untagged,
  tagRemoved,
  unmasked,
  tagMismatch,
  forbiddenCategory,
  unapproved,
  hashRequired,
  doubleHash,
  needlessHash,
  deniedDestination,
  widened,
  exampleValue,
  openObject,
  approvalExpired,
  reviewMissing,
  staleSuppression,
  deprecated,
  sunsetMissing,
  sunsetMoved,
  sunsetPassed,
  sunsetUnreadable,
  undeprecated,
  categoryMissing,
  contradiction,
  descriptionMissing,
  eventName,
  idleKeyword,
  impossiblePattern,
  ownerMissing,
  propertyName,
  unknownKeyword,
  unusedDefinition,
  missing,
  optional,
  nullable,
  wrongType,
  sectionOptional,
  undeclared,
  nullAccepted,
  variantOptional,
  enumMissing,
  outsideList,
  impossibleValue,
  nullMissing,
  similarValues,
  differingLists,
  patternList,
  keyChanged,
  traitChanged,
  readsChanged,
  unreadableCode,
  testsOutdated,
  namesChanged,
  rejects,
  coerces,
  name,
  limit,
  columnRetyped,
  columnCollision,
  columnReserved,
  tooManyColumns,
  descriptionChanged,
  policyWeakened,
  policyChanged,
  waiverExpired,
  waiverTooLong,
  waiverTooBroad,
  waiverUnused,
];
