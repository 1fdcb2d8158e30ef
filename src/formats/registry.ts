import { asyncapi } from './asyncapi/index.ts';
import type { Format } from './format.ts';
import { amplitude } from './amplitude/index.ts';
import { gitlabEvents } from './gitlab-events.ts';
import { glean } from './glean/index.ts';
import { jsonSchema } from './json-schema/index.ts';
import { odcs } from './odcs/index.ts';
import { openapi } from './openapi/index.ts';
import { mixpanel } from './mixpanel.ts';
import { mparticle } from './mparticle/index.ts';
import { rudderstack } from './rudderstack/index.ts';
import { segment } from './segment/index.ts';
import { dataProduct } from './snowplow/data-product.ts';
import { dataStructure } from './snowplow/data-structure.ts';
import { iglu } from './snowplow/iglu.ts';

/** Every format the gate reads. A document is claimed by exactly one of them. */
export const formats: readonly Format[] = [
  rudderstack,
  segment,
  iglu,
  dataStructure,
  dataProduct,
  glean,
  gitlabEvents,
  odcs,
  mparticle,
  mixpanel,
  amplitude,
  asyncapi,
  openapi,
  jsonSchema,
];
