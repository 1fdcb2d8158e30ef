import { aboutWaiver, waiverTitle } from '../about-policy.ts';
import type { Audit, WaiverUse } from '../audit.ts';
import type { Draft, Rule } from '../context.ts';

const id = 'waiver/unused';

/** Whether that it covers nothing says something: it is current, and all that it could be for was looked at. */
const isUnused = ({ covers, complete, inHead, standing }: WaiverUse): boolean =>
  covers === 0 && complete && inHead && (standing === 'granted' || standing === 'requested');

function draftFor(use: WaiverUse, fromHead: boolean): Draft {
  const title = waiverTitle(use.waiver);
  if (use.from === 'base')
    return aboutWaiver(id, use, {
      message: `${title} is for nothing that was found: neither in the plan nor in this change.`,
      suggestion: 'Remove it from the file, unless a change that needs it is still to come.',
      severity: 'notice',
    });
  return aboutWaiver(id, use, {
    message: fromHead
      ? `${title} is new and is for nothing that was found: neither in the plan nor in this change.`
      : `${title} is new and is for nothing in this change; it counts for those that come after the merge.`,
    suggestion: 'Check the fingerprint, rules, events and paths against the report of the change that it is for.',
    severity: fromHead ? 'warning' : 'notice',
  });
}

export const unused: Rule = {
  meta: {
    id,
    title: 'A waiver is for nothing',
    defaultSeverity: 'notice',
    audiences: [],
    what: 'No finding of this run is one that the waiver is for. Only said where all of the plan was read. A warning where the change adds the waiver and waivers of a change count at once (`waivers.from-head`).',
    why: 'A waiver that was misspelt protects nothing, and one that is no longer needed may let the next break pass.',
    fix: 'Remove it, or correct what it is for.',
    example: { before: 'fingerprint: 0a1b2c3d4e5f', after: 'fingerprint: 0a1b2c3d4e50' },
    twin: { none: 'a waiver that is for too much is waiver/too-broad' },
  },
  audit: ({ waivers, waiversFromHead }: Audit) => waivers.filter(isUnused).map((use) => draftFor(use, waiversFromHead)),
};
