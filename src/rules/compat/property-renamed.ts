import type { ChangedEvent } from '../../plan/changes.ts';
import type { RenamedProperty } from '../../plan/property-diff.ts';
import { printPath } from '../../plan/paths.ts';
import type { Claim, Draft, DraftAudience, Rule } from '../context.ts';
import { byEvent, isAtOrBelow, proved, renamedCause } from '../drafting.ts';
import { withProperty } from '../examples.ts';
import { quote } from '../wording.ts';

const id = 'compat/property-renamed';

function concerns(renamed: RenamedProperty, wirePath: string): boolean {
  return isAtOrBelow(wirePath, renamed.from.wirePath) || isAtOrBelow(wirePath, renamed.to.wirePath);
}

/**
 * Whether what released apps send is rejected for this rename. Inside an object that is renamed itself no event can prove it: the object has the new name
 * or the old one. Then it is as if the object had kept its name.
 */
function rejectsOldName({ vocabulary, properties }: ChangedEvent, { to }: RenamedProperty): boolean {
  const inRenamed = properties.renamed.some((outer) => outer.to !== to && isAtOrBelow(to.wirePath, outer.to.wirePath));
  const object = vocabulary.head.objects.get(printPath(to.path.slice(0, -1)));
  return inRenamed && (to.required !== 'never' || (object !== undefined && object.closedBy !== null));
}

function draftRenamed(event: ChangedEvent, renamed: RenamedProperty, claims: readonly Claim[]): Draft {
  const { from, to, by } = renamed;
  const rejected = claims.find((claim) => claim.question === 'producers');
  const lost = claims.find((claim) => claim.question === 'consumers');
  const row = from.required === 'never' ? 'optional-property-removed' : 'required-property-removed';
  const example = rejected || lost ? null : withProperty(event.base, from);
  const forProducers: readonly DraftAudience[] = rejected
    ? [proved(rejected.change, 'producers', 'rejected')]
    : rejectsOldName(event, renamed)
      ? [{ row: 'rejected' }]
      : [];
  const sent = forProducers.length > 0 ? 'released apps send the old name, ' : '';
  const how = by === 'definition' ? 'is now called' : 'is gone, and looks renamed to';
  return {
    rule: id,
    events: [event.head],
    path: to.wirePath,
    message: `${quote(from.name)} ${how} ${quote(to.name)}: ${sent}readers look for the old name.`,
    suggestion: `Add ${quote(to.name)} beside ${quote(from.name)}, send both, move the readers, then remove the old name.`,
    cause: renamedCause(event, renamed),
    audiences: [...forProducers, lost ? proved(lost.change, 'consumers', row) : { row }],
    before: from.name,
    after: to.name,
    ...(example !== null && { example }),
  };
}

export const propertyRenamed: Rule = {
  meta: {
    id,
    title: 'A property was renamed',
    defaultSeverity: 'error',
    audiences: ['producers', 'consumers'],
    what: 'A property has another name on the wire: the same definition under a new name, or the same shape under a similar name in the same place.',
    why: 'On the wire it is one property removed and another added: what reads the old name gets nothing, and released apps go on sending the old name.',
    fix: 'Add the new name as a second property, send both, move the readers, then remove the old one.',
    example: { before: '{id: order_total, name: total, type: number}', after: '{id: order_total, name: amount, type: number}' },
    twin: { none: 'a rename back is a rename' },
  },
  claims: ({ change, event }) => event.properties.renamed.some((renamed) => concerns(renamed, change.wirePath)),
  check: ({ changed }, claimed) => {
    const claims = byEvent(claimed);
    return changed.flatMap((event) =>
      event.properties.renamed.map((renamed) =>
        draftRenamed(
          event,
          renamed,
          (claims.get(event) ?? []).filter((claim) => concerns(renamed, claim.change.wirePath)),
        ),
      ),
    );
  },
};
