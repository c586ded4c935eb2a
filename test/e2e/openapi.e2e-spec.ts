import { catalogue, commands } from '@app/capabilities';
import { json, startServer, stopAll } from './server.js';

interface Operation {
  operationId: string;
  responses: Record<string, unknown>;
  requestBody?: { content: Record<string, { schema: unknown }> };
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties?: object; required?: string[] }> };
}

let document: Document;
beforeAll(async () => {
  const server = await startServer();
  document = (await json(server.get('/openapi.json'))) as unknown as Document;
});
afterAll(stopAll);

const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));

describe('the OpenAPI document', () => {
  it('is of version 3.1 and every reference in it leads somewhere', () => {
    expect(document.openapi).toBe('3.1.0');
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path);
    expect(references.length).toBeGreaterThan(100);
    for (const reference of references) {
      const found = reference
        .split('/')
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document);
      expect([reference, typeof found]).toEqual([reference, 'object']);
    }
  });

  it('has the paths that this server answers, and only those', () => {
    const paths = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(paths).toEqual(
      expect.arrayContaining([
        'post /v1/events',
        'get /v1/views',
        'get /v1/findings/{findingId}',
        'get /health/live',
        'get /health/ready',
        'get /health/startup',
        'get /openapi.json',
        ...commands.map(({ collection, verb }) => `post /v1/${collection}:${verb}`),
      ]),
    );
    expect(paths.filter((path) => !/^(get|post) \/(v1|health|openapi\.json)/.test(path))).toEqual([]);
  });

  it('gives each operation an id of its own, a success and problems', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operationId, responses } of operations()) {
      const statuses = Object.keys(responses);
      expect([operationId, statuses.some((status) => status.startsWith('2'))]).toEqual([operationId, true]);
      expect([operationId, statuses.includes('500')]).toEqual([operationId, true]);
    }
  });

  it('describes the body of each command by its class', () => {
    for (const { collection, verb, rules, name } of commands) {
      const body = document.paths[`/v1/${collection}:${verb}`].post.requestBody?.content['application/json'].schema;
      const { $ref } = body as { $ref: string };
      expect($ref).toBe(`#/components/schemas/${(rules.commands as Record<string, { name: string }>)[name].name}`);
    }
    expect(document.components.schemas.GrantAccount).toMatchObject({
      additionalProperties: false,
      properties: { accountId: { type: 'string' }, functions: { type: 'array', items: { type: 'string' } } },
    });
    expect(document.components.schemas.GrantAccount.required).toContain('validFrom');
    expect(document.components.schemas.GrantAccount.required).not.toContain('validTo');
  });

  it('tells which reads are recorded by the purpose that they take', () => {
    const takes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, operation]) => /parameters\/case".*parameters\/inspection"/.test(JSON.stringify(operation)))
        .map(([method]) => `${method} ${path}`),
    );
    expect(takes).toEqual([
      'get /v1/accounts/{accountId}/history',
      'get /v1/explanations',
      'post /v1/lookups:search',
      'get /v1/officials/{officialId}/history',
    ]);
  });

  it('describes the data of each event type', () => {
    for (const { of } of Object.values(catalogue)) expect(document.components.schemas).toHaveProperty(of.name);
  });

  it('can have its paths called: none of them is unknown to the router', async () => {
    const server = await startServer();
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const method of Object.keys(methods)) {
        const url = new URL(path.replace(/\{\w+\}/g, 'x'), server.url);
        const response = await fetch(url, { method: method.toUpperCase() });
        if (response.headers.get('Content-Type')?.startsWith('application/problem')) {
          const { code } = await json(response);
          expect([path, code]).not.toEqual([path, expect.stringMatching(/^(method-not-allowed|internal)$/)]);
          if (method === 'post') expect([path, code]).toEqual([path, 'content-type']);
          else expect([path, code]).toEqual([path, 'actor-required']);
        }
      }
    }
  });
});
