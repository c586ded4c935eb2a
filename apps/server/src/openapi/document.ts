import { batchType, eventType, linesType, pathOf, problemCodes, purposeSchemas, statusOf, type Route } from '@app/nest';
import { eachOf, ref, schemas } from './schemas.js';

/** The OpenAPI 3.1 document: every route that is registered, with what it says of itself. */
export function documentOf(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    if (route.method === 'HEAD' || route.about.files) continue;
    (paths[pathOf(route.url)] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sổ nhật ký truy cập — Access Ledger',
      version: '1',
      description:
        'Ghi mọi lượt tra cứu dân cư như đã xảy ra; không sửa, không xoá. Records every look-up as it happened.',
    },
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      schemas: schemas(),
      parameters: parameters(),
      responses: Object.fromEntries(statuses.map((status) => [`Problem${status}`, problemResponse(status)])),
    },
  };
}

const statuses = [...new Set(problemCodes.map(statusOf))].sort();
const problemsOfAll = [400, 404, 405, 408, 414, 421, 431, 500, 503];

function operation(route: Route): object {
  const { about, method } = route;
  const names = [...route.url.replaceAll('::', '').matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name);
  const isRead =
    about.open !== true && about.command === undefined && about.consumes === undefined && about.produces === undefined;
  const failures = [
    ...problemsOfAll,
    ...(about.open === true ? [] : [401, 429]),
    ...(method === 'POST' ? [409, 413, 415] : []),
    ...(about.command === undefined ? [] : [422]),
    ...(about.ifMatch === true ? [412, 428] : []),
  ];
  return {
    operationId: `${method.toLowerCase()}${route.url.replace(/[^A-Za-z]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())}`,
    ...(about.summary !== undefined && { summary: about.summary }),
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...(about.open === true ? [] : [parameter('actor')]),
      ...(about.command === undefined ? [] : [parameter('idempotencyKey')]),
      ...(about.ifMatch === true ? [parameter('ifMatch')] : []),
      ...(isRead ? ['asOf', 'knownAt', 'minPosition'].map(parameter) : []),
      ...(about.list === true && method === 'GET' ? ['limit', 'cursor'].map(parameter) : []),
      ...(about.personal === true ? Object.keys(purposeSchemas).map(parameter) : []),
      ...Object.entries(about.query ?? {}).map(([name, schema]) => ({ name, in: 'query', schema })),
    ],
    ...(method === 'POST' && { requestBody: { required: true, content: bodyOf(route) } }),
    responses: {
      ...successes(route),
      ...Object.fromEntries(
        failures.sort().map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  };
}

function bodyOf({ about }: Route): object {
  if (about.each !== undefined && about.command !== undefined) {
    return { 'application/json': { schema: eachOf(about.command, about.each) } };
  }
  if (about.command !== undefined) return { 'application/json': { schema: ref(about.command) } };
  if (about.consumes === undefined) return { 'application/json': { schema: about.body ?? { type: 'object' } } };
  return {
    [batchType]: { schema: { type: 'array', maxItems: 5000, items: ref('CloudEvent') } },
    [eventType]: { schema: ref('CloudEvent') },
    [linesType]: { schema: { type: 'string', description: 'one CloudEvent a line; answered as if return=minimal' } },
  };
}

function successes({ about }: Route): object {
  const answer = (description: string, schema: object) => ({
    description,
    content: { 'application/json': { schema } },
  });
  if (about.each !== undefined) return { 200: answer('each has its own status', ref('DecidedEach')) };
  if (about.command !== undefined) {
    return { 200: answer('stored before under this key', ref('Decided')), 201: answer('stored now', ref('Decided')) };
  }
  if (about.consumes !== undefined) {
    return { 200: answer('each item has its own status', ref('Ingested')), 201: answer('recorded', ref('Ingested')) };
  }
  if (about.produces !== undefined) {
    const content = { [about.produces]: { schema: { type: 'string', format: 'binary' } } };
    return { 200: { description: 'a file', content } };
  }
  if (about.open === true) return { 200: answer('as the summary says', { type: 'object' }) };
  const item = about.answer ?? { type: 'object' };
  const list = { type: 'object', properties: { items: { type: 'array', items: item }, next: { type: 'string' } } };
  return { 200: answer('with both times resolved', { allOf: [ref('Read'), about.list === true ? list : item] }) };
}

const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` });

function parameters(): object {
  const text = { type: 'string' };
  const query = (name: string, description: string, schema: object = text) => ({
    name,
    in: 'query',
    description,
    schema,
  });
  return {
    actor: { name: 'X-Actor', in: 'header', required: true, schema: text, description: '<kind>:<id>, percent-encoded' },
    idempotencyKey: { name: 'Idempotency-Key', in: 'header', required: true, schema: { ...text, maxLength: 200 } },
    ifMatch: { name: 'If-Match', in: 'header', required: true, schema: text, description: '"<stream>@<version>"' },
    asOf: query('asOf', 'as it was at this instant in the world; now', { ...text, format: 'date-time' }),
    knownAt: query('knownAt', 'as it was known at this instant or position; the last that the views have reached'),
    minPosition: query('minPosition', 'waits up to 5 s until the views have reached it'),
    limit: query('limit', '100 where absent', { type: 'integer', minimum: 1, maximum: 1000 }),
    cursor: query('cursor', '`next` of the page before'),
    ...Object.fromEntries(
      Object.entries(purposeSchemas).map(([name, { description, ...schema }]) => [
        name,
        query(name, description, schema),
      ]),
    ),
  };
}

const problemResponse = (status: number) => ({
  description: problemCodes.filter((code) => statusOf(code) === status).join(', '),
  content: { 'application/problem+json': { schema: ref('Problem') } },
});
