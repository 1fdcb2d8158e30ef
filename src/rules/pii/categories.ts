import { closest } from 'fastest-levenshtein';
import { DICTIONARY } from './dictionary.ts';

/** The data categories of the fideslang taxonomy below `user` (https://ethyca.github.io/fideslang/taxonomy/data_categories/). */
const FIDESLANG: Readonly<Record<string, string>> = {
  account: 'settings username',
  authorization: 'credentials biometric password',
  behavior: 'browsing_history media_consumption purchase_history search_history',
  biometric: 'fingerprint retinal health',
  childrens: '',
  contact:
    'address address.city address.country address.postal_code address.state address.street email fax_number organization phone_number url',
  content: 'private public self_image',
  correspondence: '',
  criminal_history: '',
  demographic:
    'age_range date_of_birth gender language marital_status political_opinion profile race_ethnicity religious_belief sexual_orientation',
  device: 'cookie cookie_id device_id ip_address',
  financial: 'bank_account credit_card',
  government_id: 'birth_certificate drivers_license_number immigration national_identification_number passport_number vehicle_registration',
  health_and_medical: 'genetic insurance_beneficiary_id record_id',
  job_title: '',
  location: 'imprecise precise',
  name: 'first last',
  payment: '',
  privacy_preferences: '',
  sensor: '',
  social: '',
  telemetry: '',
  unique_id: 'pseudonymous',
  user_sensor: '',
  workplace: '',
};

/** Every category that a policy or a schema may name. */
export const CATEGORIES: readonly string[] = [
  ...new Set([
    'user',
    ...Object.entries(FIDESLANG).flatMap(([family, below]) => [
      `user.${family}`,
      ...below.split(' ').flatMap((name) => (name === '' ? [] : [`user.${family}.${name}`])),
    ]),
    ...DICTIONARY.map(({ category }) => category),
  ]),
].toSorted();

const known = new Set(CATEGORIES);
const withParts = new Set(CATEGORIES.map((category) => category.slice(0, category.lastIndexOf('.'))));

/** Whether a category is one of the taxonomy, or a finer one of a team's own below one that the taxonomy does not divide further. */
export function isKnownCategory(category: string): boolean {
  if (known.has(category)) return true;
  const above = category.slice(0, category.lastIndexOf('.'));
  return above !== '' && above !== category && !withParts.has(above) && isKnownCategory(above);
}

/** The known category that one most likely means. */
export function nearestCategory(category: string): string {
  return closest(category.slice(0, 80), [...CATEGORIES]);
}
