import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { install, type Installed } from './cli-harness.ts';

let command: Installed;
beforeAll(() => {
  command = install();
});
afterAll(() => command.remove());

describe('demo', () => {
  it('judges the embedded plan, exits with 0 and says which exit code a run would have had', () => {
    const { status, stdout } = command.run(['demo'], { cwd: path.parse(command.folder).root });
    expect(status).toBe(0);
    expect(stdout).toMatch(/would exit with 1; the demo exits with 0\.\n$/);
    expect(stdout).not.toContain(command.folder);
  });

  it('shows what the product is for: each rule on the line that caused it, with an event that proves it', () => {
    const { stdout } = command.run(['demo']);
    for (const [rule, place] of [
      ['compat/type-changed', 'tracking/properties.yaml:9:13'],
      ['compat/enum-value-removed', 'tracking/properties.yaml:52'],
      ['compat/required-added', 'tracking/shop-plan.yaml:18'],
      ['compat/property-removed', 'tracking/shop-plan.yaml'],
      ['compat/event-renamed', 'tracking/(events.yaml:12|shop-plan.yaml:21)'],
      ['pii/untagged', 'tracking/'],
    ]) {
      expect(stdout).toMatch(new RegExp(`\\[${rule}\\][^]*?--> ${place}`));
    }
    // One changed definition is one finding, whatever it reaches.
    expect(stdout.match(/\[compat\/type-changed\]/g)).toHaveLength(1);
    expect(stdout).toMatch(/lines\[\]\.sku of Order Completed/);
    expect(stdout).toContain('"payment_method": "invoice"');
    expect(stdout).toContain('<- rejected');
  });

  it('says the same every time', () => {
    expect(command.run(['demo'])).toEqual(command.run(['demo']));
  });

  it('cannot be told where its plan is missing: 3, and says what is missing', () => {
    const bare = install();
    rmSync(path.join(bare.folder, 'fixtures'), { recursive: true });
    const { status, stdout, stderr } = bare.run(['demo']);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/The demo plan is missing/);
    bare.remove();
  });
});
