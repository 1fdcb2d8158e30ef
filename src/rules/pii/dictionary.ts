/** How much harm a leak does. */
export type Sensitivity = 'critical' | 'high' | 'medium';

/** One category of personal data and the words that name it. */
export interface PersonalCategory {
  /** Key of the fideslang taxonomy (https://ethyca.github.io/fideslang). */
  readonly category: string;
  readonly sensitivity: Sensitivity;
  /** What a property that holds it is called: words in lower case, the last ones of a name. */
  readonly heads: readonly string[];
  /** Names that say it only of a person: they count where the property stands in an object of a person. */
  readonly personHeads?: readonly string[];
}

/** A first, small dictionary: what personal data is called in English event schemas. */
export const DICTIONARY: readonly PersonalCategory[] = [
  { category: 'user.contact.email', sensitivity: 'high', heads: ['email', 'e mail', 'email address', 'mail address', 'reply to'] },
  {
    category: 'user.contact.phone_number',
    sensitivity: 'high',
    heads: ['phone', 'phone number', 'mobile number', 'cell phone', 'telephone', 'msisdn', 'fax'],
    personHeads: ['mobile'],
  },
  {
    category: 'user.name',
    sensitivity: 'high',
    heads: [
      'first name',
      'last name',
      'full name',
      'given name',
      'family name',
      'middle name',
      'maiden name',
      'surname',
      'cardholder name',
      'recipient name',
    ],
    personHeads: ['name', 'display name'],
  },
  {
    category: 'user.contact.address',
    sensitivity: 'high',
    heads: [
      'street',
      'street address',
      'address line',
      'home address',
      'shipping address',
      'billing address',
      'zip code',
      'postal code',
      'postcode',
    ],
    personHeads: ['address', 'city', 'zip'],
  },
  { category: 'user.location.precise', sensitivity: 'high', heads: ['latitude', 'longitude', 'lat', 'lng', 'geohash'] },
  { category: 'user.device.ip_address', sensitivity: 'medium', heads: ['ip', 'ip address', 'remote addr', 'ipv4', 'ipv6'] },
  {
    category: 'user.device.device_id',
    sensitivity: 'medium',
    heads: ['device id', 'idfa', 'idfv', 'gaid', 'aaid', 'advertising id', 'imei', 'mac address', 'push token'],
  },
  {
    category: 'user.demographic.date_of_birth',
    sensitivity: 'high',
    heads: ['dob', 'date of birth', 'birth date', 'birthdate', 'birthday'],
  },
  {
    category: 'user.demographic',
    sensitivity: 'high',
    heads: ['gender', 'marital status', 'nationality', 'ethnicity', 'religion', 'sexual orientation'],
  },
  {
    category: 'user.government_id',
    sensitivity: 'critical',
    heads: ['ssn', 'social security number', 'passport', 'passport number', 'national id', 'tax id', 'driver license', 'drivers license'],
  },
  {
    category: 'user.financial.bank_account',
    sensitivity: 'critical',
    heads: ['iban', 'bank account', 'account number', 'card number', 'credit card', 'cvv', 'cvc'],
  },
  { category: 'user.financial', sensitivity: 'high', heads: ['salary', 'income', 'credit score', 'net worth'] },
  {
    category: 'user.authorization',
    sensitivity: 'critical',
    heads: ['password', 'passcode', 'api key', 'access token', 'refresh token', 'secret'],
  },
  {
    category: 'user.health_and_medical',
    sensitivity: 'critical',
    heads: ['diagnosis', 'allergy', 'allergies', 'blood type', 'medication', 'prescription'],
  },
  { category: 'user.biometric', sensitivity: 'critical', heads: ['fingerprint scan', 'faceprint', 'face scan', 'voiceprint', 'iris scan'] },
];

/** `format` values that mean personal data by themselves. */
export const PERSONAL_FORMATS: ReadonlyMap<string, string> = new Map([
  ['email', 'user.contact.email'],
  ['idn-email', 'user.contact.email'],
  ['ipv4', 'user.device.ip_address'],
  ['ipv6', 'user.device.ip_address'],
]);

/** Words at the end of a name that change nothing: `email_address_1`, `phone_hash`. */
export const NEUTRAL_TAIL: ReadonlySet<string> = new Set([
  '1',
  '2',
  'value',
  'text',
  'string',
  'raw',
  'hash',
  'hashed',
  'sha256',
  'md5',
  'primary',
  'encrypted',
]);

/** Words at the start of a name that make it a statement about the data: `has_email`, `num_phones`. */
export const NEGATING_HEAD: ReadonlySet<string> = new Set([
  'is',
  'has',
  'was',
  'can',
  'should',
  'num',
  'number',
  'total',
  'count',
  'max',
  'min',
  'allow',
  'enable',
  'show',
]);

/** Objects that describe a person. */
export const PERSON_OWNERS: ReadonlySet<string> = new Set([
  'user',
  'customer',
  'person',
  'contact',
  'profile',
  'member',
  'recipient',
  'subscriber',
  'patient',
  'employee',
  'guest',
  'passenger',
  'traits',
  'buyer',
  'shopper',
  'visitor',
  'author',
  'sender',
  'owner',
  'cardholder',
  'driver',
  'traveler',
]);

/** Objects that describe a thing or a company: what stands in them is not a person's. */
export const BUSINESS_OWNERS: ReadonlySet<string> = new Set([
  'company',
  'store',
  'shop',
  'merchant',
  'business',
  'vendor',
  'product',
  'server',
  'host',
  'campaign',
  'list',
  'file',
  'page',
  'app',
  'template',
  'package',
  'warehouse',
]);
