import { describe, expect, test } from 'vitest';
import { personalValue } from '../../../src/rules/pii/values.ts';

// Samples and made-up values that no list of reserved ones holds.
describe('what has the form of real personal data', () => {
  test.each([
    ['ada.lovelace@gmail.com', 'user.contact.email'],
    [' Ada@Mail.Lovelace.co.uk ', 'user.contact.email'],
    ['ada+news@analytical-engine.io', 'user.contact.email'],
    ['4539 5787 6362 1486', 'user.financial.credit_card'],
    ['4539578763621486', 'user.financial.credit_card'],
    ['5425-2334-3010-9903', 'user.financial.credit_card'],
    ['374245455400126', 'user.financial.credit_card'],
    ['DE75512108001245126199', 'user.financial.bank_account'],
    ['de75 5121 0800 1245 1261 99', 'user.financial.bank_account'],
    ['GB33BUKB20201555555555', 'user.financial.bank_account'],
    ['536-90-4399', 'user.government_id'],
    ['+49 151 70583921', 'user.contact.phone_number'],
    ['+442079460018', 'user.contact.phone_number'],
    ['+1 (212) 736-5000', 'user.contact.phone_number'],
    ['81.2.69.142', 'user.device.ip_address'],
    ['2a02:2e0:3fe:1001:302::', 'user.device.ip_address'],
  ])('%s', (text, category) => expect(personalValue(text)?.category).toBe(category));

  test('the evidence never holds the value', () => {
    expect(personalValue('ada.lovelace@gmail.com')).toEqual({ category: 'user.contact.email', evidence: 'an e-mail address' });
  });
});

describe('what is reserved for examples, or is nothing of the kind', () => {
  test.each(
    [
      ['ada@example.com', 'ada@shop.example', 'ada@mail.example.org', 'a@b.test', 'x@y.invalid', 'user@localhost', 'you@domain.com'],
      ['not an address', 'ada@', '@gmail.com', 'ada@gmail', 'a b@gmail.com', 'https://user@gmail.com/path', 'docs@2x.5'],
      // The test numbers of card networks, and a wrong check digit.
      ['4242424242424242', '4111 1111 1111 1111', '5555555555554444', '378282246310005', '4539578763621487', '1234567890123456'],
      // The registry's examples, and wrong check digits.
      ['DE89370400440532013000', 'GB82 WEST 1234 5698 7654 32', 'DE76512108001245126199', 'AB12', 'ORDER2024000000000001'],
      ['123-45-6789', '000-12-3456', '666-12-3456', '912-34-5678', '536-00-4399', '536904399', '2024-01-01'],
      ['+1 202 555 0143', '+12125550100', '+1234567890', '+000000000', '2125550100', '+1 call me', '20240101'],
      ['192.0.2.1', '198.51.100.7', '203.0.113.9', '10.0.0.1', '192.168.1.1', '172.16.4.2', '127.0.0.1', '8.8.8.8', '0.0.0.0'],
      ['2001:db8::1', '::1', 'fe80::1', 'fd00::1', '1.2.3', '1.2.3.4.5', '999.1.1.1', '4.18.2-rc.1'],
      ['', 'USD', 'checkout', 'd41d8cd98f00b204e9800998ecf8427e', '2026-01-01T00:00:00Z', '5f1d7a84-0b0c-4b6b-9b7d-3f0f2a1c9e11'],
    ].flat(),
  )('%s', (text) => expect(personalValue(text)).toBeNull());

  test('a text of any length, at once', () => {
    const started = performance.now();
    for (const unit of ['a', '1', 'a.', '-1', ' ', '+1', 'a@a.'])
      for (const length of [250, 100_000]) expect(personalValue(`${unit.repeat(length)}!`)).toBeNull();
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
