// The list of third-party licences that is shipped beside the bundle.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

// Licences that let a bundle be shipped as long as their text goes with it.
const allowed = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'BlueOak-1.0.0', 'Unlicense']);

const packageFolder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * Names, licences and licence texts of the packages that modules of a bundle come from.
 * @param {Iterable<string>} modules paths of the bundled modules
 * @returns {Promise<string>}
 * @throws where a package's licence is not one that may be shipped
 */
export async function licenceList(modules) {
  const folders = new Set();
  for (const id of modules) {
    const folder = packageFolder.exec(id.replaceAll('\\', '/').replace(/^\0/, ''))?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  const packages = (await Promise.all([...folders].map(describe))).toSorted((a, b) => (a.title < b.title ? -1 : 1));
  const refused = packages.filter((entry) => !allowed.has(entry.licence));
  if (refused.length > 0) {
    throw new Error(`may not be shipped: ${refused.map((entry) => `${entry.title} (${entry.licence})`).join(', ')}`);
  }
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return packages.map((entry) => `${entry.title}\n${entry.licence}\n\n${entry.text}\n`).join(rule);
}

async function describe(folder) {
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((name) => /^(licen[cs]e|copying)([.-]|$)/i.test(name));
  const text = file === undefined ? 'The package holds no licence text.' : await readFile(path.join(folder, file), 'utf8');
  return {
    title: `${manifest.name} ${manifest.version}`,
    licence: manifest.license ?? 'no licence named',
    text: text.replaceAll('\r\n', '\n').trim(),
  };
}
