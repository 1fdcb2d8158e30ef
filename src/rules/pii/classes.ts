import type { PlanEvent } from '../../plan/model.ts';
import type { PlannedProperty } from '../../plan/properties.ts';
import type { PiiSettings } from '../settings.ts';
import type { Sensitivity } from './dictionary.ts';

export interface Detection {
  readonly category: string;
  readonly sensitivity: Sensitivity;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly evidence: string;
}
export type PersonalClass =
  | {
      readonly kind: 'personal';
      readonly category: string | null;
      readonly sensitivity: Sensitivity;
      readonly detected: Detection | null;
      readonly keyword: string | null;
    }
  | { readonly kind: 'not-personal'; readonly detected: Detection | null }
  | { readonly kind: 'detected'; readonly detected: Detection }
  | { readonly kind: 'unknown' };
export declare function classOf(event: PlanEvent, property: PlannedProperty, settings: PiiSettings): PersonalClass;
