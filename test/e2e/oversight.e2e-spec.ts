import { json, startServer, stopAll, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(stopAll);

let keys = 0;
/** Gives a command under a key of its own; answers the status with the events' types, or the code of the refusal. */
async function give(route: string, body: object): Promise<readonly unknown[]> {
  const response = await server.post(`/v1/${route}`, body, { 'Idempotency-Key': `k-${keys++}` });
  const { code, events, errors } = await json(response);
  const types = (events as { type: string }[] | undefined)?.map(({ type }) => type) ?? [];
  return [response.status, ...types, ...(code === undefined ? [] : [code]), ...(errors === undefined ? [] : [errors])];
}

describe('directives', () => {
  const directive = {
    directiveId: 'lao-cai', number: '3736/UBND-NC', date: '2025-11-06', issuer: 'UBND tỉnh Lào Cai', title: 'V/v phân quyền',
    clauseMap: [{ clause: '§4', duties: ['R75'] }],
  }; // prettier-ignore

  it('are registered, each number once, and sent to units', async () => {
    expect(await give('directives:register', directive)).toEqual([201, 'DirectiveRegistered']);
    const again = { ...directive, directiveId: 'again' };
    expect(await give('directives:register', again)).toEqual([409, 'directive-number-used']);
    const sending = { directiveId: 'lao-cai', units: ['p1'], at: '2025-11-07T08:00:00+07:00' };
    expect(await give('directives:distribute', sending)).toEqual([201, 'DirectiveDistributed']);
    const { items } = await json(server.get('/v1/directives'));
    expect(items).toEqual([{ ...directive, distributed: [{ units: ['p1'], at: '2025-11-07T01:00:00.000Z' }] }]);
  });

  it('are not sent tomorrow', async () => {
    const at = new Date(Date.now() + 86_400_000).toISOString();
    const sending = { directiveId: 'lao-cai', units: ['p2'], at };
    expect(await give('directives:distribute', sending)).toEqual([409, 'not-yet-happened']);
  });

  it('are as they were known', async () => {
    expect(await json(server.get('/v1/directives?knownAt=0'))).toMatchObject({ items: [] });
    expect((await json(server.get('/v1/directives?knownAt=1'))).items).toMatchObject([{ distributed: [] }]);
  });
});
