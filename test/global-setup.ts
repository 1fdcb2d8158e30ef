import { buildInto, root } from '../scripts/build.mjs';
import path from 'node:path';

/** Tests run the built dist/: the oracle's worker always, the end-to-end tests both faces. */
export default async function setup(): Promise<void> {
  try {
    await buildInto(path.join(root, 'dist'));
  } catch (error) {
    console.error('dist/ could not be built anew; tests that run it see an older one:', error);
  }
}
