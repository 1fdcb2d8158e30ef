import { aboutWaiver, waiverTitle } from '../about-policy.ts';
import type { Rule } from '../context.ts';

const id = 'waiver/too-long';

export const tooLong: Rule = {
  meta: {
    id,
    title: 'A waiver lasts longer than the policy allows',
    defaultSeverity: 'warning',
    audiences: [],
    what: 'The last day of a waiver is further away than `waivers.max-days` of the policy allows, 90 days where it says nothing. Until it comes closer, the waiver lets nothing pass.',
    why: 'A waiver without an end in sight is a rule that was switched off without anybody noticing.',
    fix: 'Give it an earlier date, and renew it when the time comes; or raise `waivers.max-days`.',
    example: { before: 'expires: 2026-03-31', after: 'expires: 2036-03-31' },
    twin: { none: 'a waiver that ended is waiver/expired' },
  },
  audit: ({ waivers, maxWaiverDays }) =>
    waivers
      .filter(({ inHead, standing }) => inHead && standing === 'too-long')
      .map((use) =>
        aboutWaiver(id, use, {
          message: `${waiverTitle(use.waiver)} ends on ${use.waiver.expires}, more than ${maxWaiverDays} days from now: it does not count.`,
          suggestion: `Let it end within ${maxWaiverDays} days (\`waivers.max-days\` of the policy).`,
          severity: 'warning',
        }),
      ),
};
