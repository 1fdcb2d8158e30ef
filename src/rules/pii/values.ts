import ipaddr from 'ipaddr.js';

/** A value that has the form of real personal data. */
export interface PersonalValue {
  readonly category: string;
  /** In words, without the value: `an e-mail address`. */
  readonly evidence: string;
}

/** No value of the kinds below is longer. */
const MAX_LENGTH = 254;

/** Domains that RFC 2606 and RFC 6761 keep for examples, and what people write in their place. */
const EXAMPLE_DOMAIN =
  /(?:^|\.)(?:example(?:\.(?:com|net|org|edu))?|test|invalid|localhost|local|acme\.com|domain\.com|email\.com|company\.com|mycompany\.com|yourdomain\.com|foo\.com|bar\.com)$/i;

/** Addresses of public resolvers, which stand in examples everywhere. */
const WELL_KNOWN = new Set(['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.2.3.4', '9.9.9.9']);

/** Card numbers that the networks and payment providers publish for tests (https://docs.stripe.com/testing). */
const TEST_CARDS = new Set([
  '4242424242424242',
  '4000056655665556',
  '4111111111111111',
  '4012888888881881',
  '4222222222222',
  '5555555555554444',
  '5200828282828210',
  '5105105105105100',
  '2223003122003222',
  '378282246310005',
  '371449635398431',
  '6011111111111117',
  '6011000990139424',
  '3056930009020004',
  '3566002020360505',
]);

/** IBANs of the registry's own examples (ISO 13616, SWIFT IBAN registry). */
const EXAMPLE_IBANS = new Set([
  'DE89370400440532013000',
  'GB82WEST12345698765432',
  'GB29NWBK60161331926819',
  'FR1420041010050500013M02606',
  'NL91ABNA0417164300',
]);

/** The check digit of card numbers: Luhn's algorithm (ISO/IEC 7812-1, annex B). */
function isLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The check digits of an IBAN: the remainder by 97 is one (ISO 13616, ISO/IEC 7064). */
function isIban(text: string): boolean {
  const moved = text.slice(4) + text.slice(0, 4);
  return [...moved].reduce((rest, sign) => Number(`${rest}${Number.parseInt(sign, 36)}`) % 97, 0) === 1;
}

function emailIn(text: string): boolean {
  const domain = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@((?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,24})$/i.exec(text)?.[1];
  return domain !== undefined && !EXAMPLE_DOMAIN.test(domain);
}

/** An address that belongs to somebody: not private, reserved, of a documentation or test range (RFC 1918, 5737, 3849, 4193). */
function publicAddress(text: string): boolean {
  if (WELL_KNOWN.has(text) || !(ipaddr.IPv4.isValidFourPartDecimal(text) || (text.length > 6 && ipaddr.IPv6.isValid(text)))) return false;
  return ipaddr.parse(text).range() === 'unicast';
}

/** In international form; not of the numbers kept for fiction (NANP 555-01xx) and not one digit over and over. */
function phoneIn(text: string): boolean {
  if (!/^\+\d[\d ().-]{6,20}$/.test(text)) return false;
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= 8 && digits.length <= 15 && !/555-?01\d\d$|1234567|(\d)\1{6}/.test(digits);
}

/** US social security numbers that may have been issued (https://www.ssa.gov/employer/randomization.html). */
function ssnIn(text: string): boolean {
  return /^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$/.test(text) && text !== '123-45-6789' && text !== '078-05-1120';
}

function cardIn(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '');
  return (
    /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d{2})\d{12})$/.test(digits) &&
    !TEST_CARDS.has(digits) &&
    isLuhn(digits)
  );
}

function ibanIn(text: string): boolean {
  const sign = text.replaceAll(' ', '').toUpperCase();
  return /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(sign) && !EXAMPLE_IBANS.has(sign) && isIban(sign);
}

const KINDS: readonly (PersonalValue & { readonly test: (text: string) => boolean })[] = [
  { category: 'user.contact.email', evidence: 'an e-mail address', test: emailIn },
  { category: 'user.financial.credit_card', evidence: 'a card number with a valid check digit', test: cardIn },
  { category: 'user.financial.bank_account', evidence: 'an IBAN with valid check digits', test: ibanIn },
  { category: 'user.government_id', evidence: 'a US social security number', test: ssnIn },
  { category: 'user.contact.phone_number', evidence: 'a phone number', test: phoneIn },
  { category: 'user.device.ip_address', evidence: 'a public IP address', test: publicAddress },
];

/** Whether a text has the form of real personal data; null for what is reserved for examples, and for all that has no such form. */
export function personalValue(text: string): PersonalValue | null {
  if (text.length > MAX_LENGTH) return null;
  const found = KINDS.find(({ test }) => test(text.trim()));
  return found === undefined ? null : { category: found.category, evidence: found.evidence };
}
