import amplitude from './packs/amplitude.json' with { type: 'json' };
import braze from './packs/braze.json' with { type: 'json' };
import customerio from './packs/customerio.json' with { type: 'json' };
import facebookConversionsApi from './packs/facebook-conversions-api.json' with { type: 'json' };
import googleAds from './packs/google-ads.json' with { type: 'json' };
import googleAnalytics4 from './packs/google-analytics-4.json' with { type: 'json' };
import hubspot from './packs/hubspot.json' with { type: 'json' };
import iterable from './packs/iterable.json' with { type: 'json' };
import klaviyo from './packs/klaviyo.json' with { type: 'json' };
import linkedin from './packs/linkedin.json' with { type: 'json' };
import mixpanel from './packs/mixpanel.json' with { type: 'json' };
import pinterest from './packs/pinterest.json' with { type: 'json' };
import reddit from './packs/reddit.json' with { type: 'json' };
import snapchat from './packs/snapchat.json' with { type: 'json' };
import tiktokConversions from './packs/tiktok-conversions.json' with { type: 'json' };
import type { Contract } from './contract.ts';

const FILES: readonly unknown[] = [
  amplitude,
  braze,
  customerio,
  facebookConversionsApi,
  googleAds,
  googleAnalytics4,
  hubspot,
  iterable,
  klaviyo,
  linkedin,
  mixpanel,
  pinterest,
  reddit,
  snapchat,
  tiktokConversions,
];

/** TypeScript widens what it reads of a JSON file. The tests hold every file to docs/contract.schema.json; here only its type is told. */
const isContract = (value: unknown): value is Contract => typeof value === 'object' && value !== null && 'receiver' in value;

/** The built-in contracts: what receivers need and accept, as their documentation and the pipelines that feed them say, each fact with its source. */
export const packs: readonly Contract[] = FILES.filter(isContract);
