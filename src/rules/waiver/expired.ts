import { aboutWaiver, ownerOf, waiverTitle } from '../about-policy.ts';
import type { WaiverUse } from '../audit.ts';
import type { Draft, Rule } from '../context.ts';

const id = 'waiver/expired';

function draftFor(use: WaiverUse): Draft {
  const { waiver, covers, from } = use;
  const needed = covers > 0;
  const effect = needed ? ', and what it was for counts again' : '';
  return aboutWaiver(id, use, {
    message: `${waiverTitle(waiver)} ended on ${waiver.expires}${effect}.`,
    suggestion: needed
      ? `Mend what it was for, or ask ${ownerOf(waiver)} whether it may go on, and give it a new date.`
      : 'Remove it from the file.',
    severity: needed || from === 'head' ? 'warning' : 'notice',
  });
}

export const expired: Rule = {
  meta: {
    id,
    title: 'A waiver has expired',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'The last day of a waiver has passed. It lets nothing pass any more. A notice where nothing of what it is for was found in this run.',
    why: 'A permission that nobody renews was given for a while, and that is over. What it covered is judged like everything else.',
    fix: 'Mend what it was for and remove the entry, or agree on a new date with its owner.',
    example: { before: 'expires: 2026-06-30', after: 'expires: 2025-06-30' },
    twin: { none: 'a waiver that ends too late is waiver/too-long' },
  },
  audit: ({ waivers }) => waivers.filter(({ inHead, standing }) => inHead && standing === 'expired').map(draftFor),
};
