// Smart HTTP with the real `git http-backend`, in a thread of its own: the code under test runs Git synchronously and
// would otherwise wait for a server that shares its event loop. Data: {root, token}; posts {port}, then one string a request.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const { root, token } = workerData;
const expected = token === null ? null : `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const given = request.headers.authorization ?? '';
  const allowed = expected === null || given.replace(/^basic /i, 'basic ') === expected;
  parentPort?.postMessage(`${allowed ? 200 : 401} ${request.method} ${url.pathname}${url.search}`);
  if (!allowed) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
    response.end();
    return;
  }
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(backend.stdin);
  backend.stdin.on('error', () => {});
  let head = Buffer.alloc(0);
  let inBody = false;
  backend.stdout.on('data', (chunk) => {
    if (inBody) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    inBody = true;
    let status = 200;
    for (const line of head.subarray(0, end).toString('latin1').split('\r\n')) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon);
      const value = line.slice(colon + 1).trim();
      if (name === 'Status') status = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.writeHead(status);
    response.write(head.subarray(end + 4));
  });
  backend.on('close', () => response.end());
});
server.listen(0, '127.0.0.1', () => parentPort?.postMessage({ port: server.address().port }));
