// Cuts GitHub's OpenAPI description (https://github.com/github/rest-api-description, MIT, as packed in the npm package @octokit/openapi)
// down to the operations that the Action calls, into github-openapi.json:
//   npm pack @octokit/openapi@23.0.2 && tar -xzf octokit-openapi-*.tgz package/generated/api.github.com.json
//   node test/harness/extract-openapi.mjs package/generated/api.github.com.json
import { readFileSync, writeFileSync } from 'node:fs';

const OPERATIONS = [
  ['post', '/repos/{owner}/{repo}/check-runs'],
  ['patch', '/repos/{owner}/{repo}/check-runs/{check_run_id}'],
  ['get', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['post', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['patch', '/repos/{owner}/{repo}/issues/comments/{comment_id}'],
];
const PROSE = new Set(['x-github', 'x-octokit', 'externalDocs', 'examples', 'example', 'summary', 'tags']);

const [, , input] = process.argv;
const description = JSON.parse(readFileSync(input, 'utf8'));

/** A copy without what only people read. A property may be called `summary` too: there the value is an object. */
function strip(node) {
  return JSON.parse(
    JSON.stringify(node, (key, value) => {
      if (key === 'description' && typeof value === 'string') return undefined;
      const prose = PROSE.has(key) && !(typeof value === 'object' && value !== null && ('type' in value || '$ref' in value));
      return prose ? undefined : value;
    }),
  );
}

const components = {};
const seen = new Set();

/** Takes along every component that a node refers to. */
function collect(node) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.$ref === 'string' && !seen.has(node.$ref)) {
    seen.add(node.$ref);
    const [, , kind, name] = node.$ref.split('/');
    const target = strip(description.components[kind][name]);
    components[kind] ??= {};
    components[kind][name] = target;
    collect(target);
  }
  for (const child of Object.values(node)) collect(child);
}

const paths = {};
for (const [method, path] of OPERATIONS) {
  const operation = strip(description.paths[path][method]);
  paths[path] ??= {};
  paths[path][method] = operation;
  collect(operation);
}

const info = {
  title: "Extract of GitHub's REST API description",
  version: description.info.version,
  description:
    'Cut by extract-openapi.mjs from https://github.com/github/rest-api-description (npm package @octokit/openapi). MIT License, see github-openapi.LICENSE.txt.',
  license: description.info.license,
};
writeFileSync(
  new URL('github-openapi.json', import.meta.url),
  `${JSON.stringify({ openapi: description.openapi, info, paths, components })}\n`,
);
