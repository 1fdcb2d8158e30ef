import type { Format } from './format.ts';
import { amplitude } from './amplitude/index.ts';
import { jsonSchema } from './json-schema/index.ts';
import { mixpanel } from './mixpanel.ts';
import { mparticle } from './mparticle/index.ts';
import { rudderstack } from './rudderstack/index.ts';
import { segment } from './segment/index.ts';
import { dataStructure } from './snowplow/data-structure.ts';
import { iglu } from './snowplow/iglu.ts';

/** Every format the gate reads. A document is claimed by exactly one of them. */
export const formats: readonly Format[] = [rudderstack, segment, iglu, dataStructure, mparticle, mixpanel, amplitude, jsonSchema];
