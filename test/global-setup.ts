import path from 'node:path';
import { buildInto, root } from '../scripts/build.mjs';

/** Tests run the built dist/: the oracle's worker always, the end-to-end tests both faces. */
export default async function setup(): Promise<void> {
  await buildInto(path.join(root, 'dist'));
}
