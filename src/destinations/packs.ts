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

/**
 * The built-in contracts: what receivers need and accept as their documentation and the pipelines that feed them say, each fact with its source. The tests
 * hold every file to docs/contract.schema.json, so that its type may be told here.
 */
export const packs: readonly Contract[] = FILES as readonly Contract[];
