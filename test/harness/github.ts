/**
 * GitHub's REST API as far as the Action uses it. Every request is checked against GitHub's own description of it (github-openapi.json,
 * made by extract-openapi.mjs) and against limits that the description only mentions; every answer is checked too.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

export interface CheckRunAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: string;
  readonly title?: string;
  readonly message: string;
}

export interface StoredCheckRun {
  readonly id: number;
  readonly name: string;
  readonly head_sha: string;
  status: string;
  conclusion: string | null;
  title: string;
  summary: string;
  readonly annotations: CheckRunAnnotation[];
}

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly author: 'Bot' | 'User';
}

export interface Fault {
  /** e.g. `checks/create`. */
  readonly operation: string;
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Requests that go well before it strikes; default 0. */
  readonly after?: number;
  /** How often; default once. */
  readonly times?: number;
}

export interface GitHubOptions {
  readonly token?: string;
  readonly permissions?: { readonly checks?: 'write'; readonly 'pull-requests'?: 'write' };
  readonly faults?: readonly Fault[];
}

export interface GitHub {
  readonly url: string;
  readonly token: string;
  readonly checkRuns: StoredCheckRun[];
  readonly comments: StoredComment[];
  /** Each `<operation> <status>`. */
  readonly requests: readonly string[];
  /** What GitHub's description refuses, in requests and in this double's own answers. */
  readonly invalid: readonly string[];
  /** Ends it; rejects where something was {@link invalid}. */
  readonly close: () => Promise<void>;
}

type Data = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
/** A request's body after it was checked against the description. */
interface RequestBody {
  readonly name?: string;
  readonly head_sha?: string;
  readonly status?: string;
  readonly conclusion?: string;
  readonly body?: string;
  readonly output?: { readonly title?: string; readonly summary: string; readonly annotations?: readonly CheckRunAnnotation[] };
}
interface Call {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: RequestBody;
  readonly url: URL;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Data;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Data } } };
  readonly responses: Readonly<Record<string, { readonly content?: { readonly 'application/json'?: { readonly schema: Data } } }>>;
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Data & { readonly parameters: Readonly<Record<string, Parameter>> };
}
interface Route {
  readonly id: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly query: ReadonlySet<string>;
  readonly body: ValidateFunction | null;
  readonly answers: ReadonlyMap<number, ValidateFunction>;
}

/** OpenAPI 3.0 is not JSON Schema: `nullable` becomes a null branch, and references point into one shared document. */
function asJsonSchema(node: unknown): Data {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => {
      if (key === '$ref' && typeof value === 'string' && value.startsWith('#/')) return `github${value}`;
      if (typeof value === 'object' && value !== null && 'nullable' in value && value.nullable === true) {
        const { nullable: _, ...rest } = value;
        return { anyOf: [{ type: 'null' }, rest] };
      }
      return value;
    }),
  ) as Data;
}

function loadRoutes(): Route[] {
  const description = JSON.parse(readFileSync(new URL('github-openapi.json', import.meta.url), 'utf8')) as Description;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'github', components: asJsonSchema(description.components) });
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => {
      const parameters = operation.parameters.map((entry) =>
        '$ref' in entry ? description.components.parameters[entry.$ref.split('/').at(-1) ?? ''] : entry,
      );
      const answers = Object.entries(operation.responses).flatMap(([status, answer]) => {
        const schema = answer.content?.['application/json']?.schema;
        return schema ? [[Number(status), ajv.compile(asJsonSchema(schema))] as const] : [];
      });
      const body = operation.requestBody?.content['application/json'].schema;
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
        query: new Set(parameters.flatMap((parameter) => (parameter?.in === 'query' ? [parameter.name] : []))),
        body: body ? ajv.compile(asJsonSchema(body)) : null,
        answers: new Map(answers),
      };
    }),
  );
}

const refuse = (status: number, message: string): Answer => ({
  status,
  json: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

function annotationProblems(annotation: CheckRunAnnotation): string[] {
  const problems: string[] = [];
  if ((annotation.title ?? '').length > 255) problems.push('an annotation title has more than 255 characters');
  if (Buffer.byteLength(annotation.message) > 65_536) problems.push('an annotation message is larger than 64 KB');
  if (annotation.start_column !== undefined && annotation.start_line !== annotation.end_line) problems.push('columns over several lines');
  if (annotation.start_line < 1) problems.push('a line number below 1');
  return problems;
}

/** Limits that GitHub states in prose only (REST docs, check runs; 65,536 characters a comment). */
function unstatedLimits({ output, body }: RequestBody): string[] {
  const annotations = (output?.annotations ?? []).flatMap(annotationProblems);
  return (body ?? '').length > 65_536 ? [...annotations, 'Body is too long (maximum is 65536 characters)'] : annotations;
}

const NOW = '2026-01-01T00:00:00Z';
const PLACE = 'https://github.example/x';

function userOf(type: 'Bot' | 'User'): Data {
  const names =
    'avatar_url html_url followers_url following_url gists_url starred_url subscriptions_url organizations_url repos_url events_url received_events_url url';
  const login = type === 'Bot' ? 'github-actions[bot]' : 'someone';
  return {
    login,
    id: 1,
    node_id: 'n',
    gravatar_id: '',
    type,
    site_admin: false,
    ...Object.fromEntries(names.split(' ').map((name) => [name, PLACE])),
  };
}

const checkRunJson = (run: StoredCheckRun): Data => ({
  id: run.id,
  node_id: 'n',
  head_sha: run.head_sha,
  external_id: null,
  url: PLACE,
  html_url: PLACE,
  details_url: null,
  status: run.status,
  conclusion: run.conclusion,
  started_at: NOW,
  completed_at: run.status === 'completed' ? NOW : null,
  name: run.name,
  output: { title: run.title, summary: run.summary, text: null, annotations_count: run.annotations.length, annotations_url: PLACE },
  check_suite: { id: 1 },
  app: null,
  pull_requests: [],
});

const commentJson = (comment: StoredComment): Data => ({
  id: comment.id,
  node_id: 'n',
  url: PLACE,
  html_url: PLACE,
  issue_url: PLACE,
  body: comment.body,
  user: userOf(comment.author),
  created_at: NOW,
  updated_at: NOW,
  author_association: 'NONE',
  performed_via_github_app: null,
});

/** Annotations are appended to those there are, as GitHub documents. */
function applyTo(run: StoredCheckRun, { status, conclusion, output }: RequestBody): void {
  run.status = status ?? run.status;
  run.conclusion = conclusion ?? run.conclusion;
  if (!output) return;
  run.title = output.title ?? run.title;
  run.summary = output.summary;
  run.annotations.push(...(output.annotations ?? []));
}

type State = Pick<GitHub, 'checkRuns' | 'comments'>;

const HANDLERS: Readonly<Record<string, (state: State, call: Call) => Answer>> = {
  'checks/create': ({ checkRuns }, { body }) => {
    const run: StoredCheckRun = {
      id: 1000 + checkRuns.length,
      name: body.name ?? '',
      head_sha: body.head_sha ?? '',
      status: 'queued',
      conclusion: null,
      title: '',
      summary: '',
      annotations: [],
    };
    applyTo(run, body);
    checkRuns.push(run);
    return { status: 201, json: checkRunJson(run) };
  },
  'checks/update': ({ checkRuns }, { path, body }) => {
    const run = checkRuns.find(({ id }) => id === Number(path['check_run_id']));
    if (!run) return refuse(404, 'Not Found');
    applyTo(run, body);
    return { status: 200, json: checkRunJson(run) };
  },
  'issues/list-comments': ({ comments }, { query, url }) => {
    const size = Number(query.get('per_page') ?? 30);
    const page = Number(query.get('page') ?? 1);
    url.searchParams.set('page', String(page + 1));
    const link: Readonly<Record<string, string>> = page * size < comments.length ? { link: `<${url.href}>; rel="next"` } : {};
    return { status: 200, json: comments.slice((page - 1) * size, page * size).map(commentJson), headers: link };
  },
  'issues/create-comment': ({ comments }, { body }) => {
    const comment: StoredComment = { id: 5000 + comments.length, body: body.body ?? '', author: 'Bot' };
    comments.push(comment);
    return { status: 201, json: commentJson(comment) };
  },
  'issues/update-comment': ({ comments }, { path, body }) => {
    const comment = comments.find(({ id }) => id === Number(path['comment_id']));
    if (!comment) return refuse(404, 'Not Found');
    comment.body = body.body ?? '';
    return { status: 200, json: commentJson(comment) };
  },
};

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Starts the double on a free port. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { token = 'ghs_example', permissions = { checks: 'write', 'pull-requests': 'write' }, faults = [] } = options;
  const routes = loadRoutes();
  const state = { checkRuns: [] as StoredCheckRun[], comments: [] as StoredComment[] };
  const requests: string[] = [];
  const invalid: string[] = [];
  const uses = new Map<Fault, number>();
  const seen = new Map<string, number>();

  const faultOf = (id: string): Fault | undefined => {
    const count = seen.get(id) ?? 0;
    seen.set(id, count + 1);
    const fault = faults.find((each) => each.operation === id && (each.after ?? 0) <= count && (uses.get(each) ?? 0) < (each.times ?? 1));
    if (fault) uses.set(fault, (uses.get(fault) ?? 0) + 1);
    return fault;
  };
  const problem = (id: string, errors: readonly string[]): Answer => {
    invalid.push(`${id}: ${errors.join('; ')}`);
    return refuse(422, `Invalid request.\n\n${errors.join('\n')}`);
  };
  const answer = (request: IncomingMessage, route: Route, url: URL, text: string): Answer => {
    const authorization = request.headers.authorization ?? '';
    if (!/^(token|bearer) /i.test(authorization) || !authorization.endsWith(token)) return refuse(401, 'Bad credentials');
    const fault = faultOf(route.id);
    if (fault) return { ...refuse(fault.status, fault.message ?? 'Server Error'), ...(fault.headers ? { headers: fault.headers } : {}) };
    const unknown = [...url.searchParams.keys()].filter((name) => !route.query.has(name));
    if (unknown.length > 0) return problem(route.id, [`unknown query parameters ${unknown.join(', ')}`]);
    const needed = route.id.startsWith('checks/') ? 'checks' : 'pull-requests';
    if (request.method !== 'GET' && permissions[needed] !== 'write') return refuse(403, 'Resource not accessible by integration');
    const body = (text === '' ? {} : JSON.parse(text)) as RequestBody;
    if (route.body && !route.body(body))
      return problem(
        route.id,
        (route.body.errors ?? []).map((error) => `${error.instancePath} ${error.message}`),
      );
    const limits = unstatedLimits(body);
    if (limits.length > 0) return problem(route.id, limits);
    const path = route.pattern.exec(url.pathname)?.groups ?? {};
    return HANDLERS[route.id]?.(state, { path, query: url.searchParams, body, url }) ?? refuse(501, `no handler for ${route.id}`);
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await textOf(request);
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(url.pathname));
    const {
      status,
      json,
      headers = {},
    } = route ? answer(request, route, url, text) : problem('route', [`${request.method} ${url.pathname}`]);
    const check = route?.answers.get(status);
    if (check && !check(json)) invalid.push(`answer of ${route?.id}: ${JSON.stringify(check.errors)}`);
    requests.push(`${route?.id ?? url.pathname} ${status}`);
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(json));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      invalid.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    ...state,
    requests,
    invalid,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (invalid.length > 0) throw new Error(`GitHub would have refused: ${invalid.join('\n')}`);
    },
  };
}
