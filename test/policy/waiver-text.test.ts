import { describe, expect, it } from 'vitest';
import { withWaiver } from '../../src/policy/waiver-text.ts';
import { loadWaivers, type WaiverEntry } from '../../src/policy/waivers.ts';

const ENTRY: WaiverEntry = { fingerprint: '0a1b2c3d4e5f', reason: 'Old: "quoted" # no comment', owner: 'me', expires: '2026-02-01' };

function read(text: string, path = 'w.yml'): readonly { fingerprint?: string; reason: string }[] {
  const loaded = loadWaivers(path, new TextEncoder().encode(text), ['compat/type-changed']);
  if (!loaded.ok) throw new Error(loaded.failure.message);
  return loaded.value;
}

const KEPT = `# a header
version: 1

waivers: # the list
    # why not
    -   fingerprint: "00000000000a"   # aligned
        reason: >
          folded
          text
        owner: 'b'
        expires: 2026-01-31
# the end
`;

describe('a waiver file that gets an entry', () => {
  it('is made with a header that says what it is', () => {
    const text = withWaiver(null, ENTRY, 'compat/type-changed: total');
    expect(text).toMatch(/^# Findings that may pass/);
    expect(text).toContain('  # compat/type-changed: total\n  - fingerprint: 0a1b2c3d4e5f\n    reason:');
    expect(read(text)).toMatchObject([{ ...ENTRY, ticket: '' }]);
  });

  it.each(['12345e678901', '123456789012', '0x1234567890'.replace('x', '0')])(
    'keeps a fingerprint that looks like a number: %s',
    (fingerprint) => {
      expect(read(withWaiver(null, { ...ENTRY, fingerprint }, ''))).toMatchObject([{ fingerprint }]);
    },
  );

  it('keeps every line that is there', () => {
    const text = withWaiver(KEPT, ENTRY, 'x');
    const [before = '', after = ''] = text.split('    # x\n');
    expect(before + after.slice(after.indexOf('# the end'))).toBe(KEPT);
    expect(read(text).map(({ fingerprint }) => fingerprint)).toEqual(['00000000000a', ENTRY.fingerprint]);
  });

  it('has the entry for the same finding replaced, and nothing else', () => {
    const two = withWaiver(KEPT, ENTRY, 'x');
    const again = withWaiver(two, { ...ENTRY, expires: '2026-03-01' }, 'x');
    expect(again).toBe(two.replace('2026-02-01', '2026-03-01'));
  });

  it.each([
    ['without a line feed at its end', 'waivers:\n- {fingerprint: "00000000000a", reason: a, owner: b, expires: 2026-01-31}', 2],
    ['with a list in one line', 'waivers: [{fingerprint: "00000000000a", reason: a, owner: b, expires: 2026-01-31}]\n', 2],
    ['with an empty list', '# kept\nwaivers: []\n', 1],
    ['with nothing but comments', '# nothing yet\n', 1],
    ['with a version only', 'version: 1\n', 1],
    ['with CRLF', 'waivers:\r\n  - fingerprint: "00000000000a"\r\n    reason: a\r\n    owner: b\r\n    expires: 2026-01-31\r\n', 2],
  ])('may be one %s', (_, text, count) => {
    const made = withWaiver(text, ENTRY, 'x');
    expect(read(made)).toHaveLength(count);
    expect(made.includes('# kept')).toBe(text.includes('# kept'));
  });

  it('may be JSON', () => {
    const made = withWaiver(
      '{"waivers": [{"fingerprint": "00000000000a", "reason": "a", "owner": "b", "expires": "2026-01-31"}]}',
      ENTRY,
      'x',
    );
    expect(read(made, 'w.json')).toHaveLength(2);
  });

  it('takes no line of a comment from outside', () => {
    expect(read(withWaiver(null, ENTRY, 'a\nwaivers: []\u2028x'))).toHaveLength(1);
  });
});
