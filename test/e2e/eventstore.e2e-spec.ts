import { ProtocolStub } from '../eventstore-stub/protocol-stub.js';
import { json, lookup, startServer, stop, stopAll } from './server.js';

let stub: ProtocolStub;
beforeAll(async () => {
  stub = await ProtocolStub.start();
});
afterEach(stopAll);
afterAll(() => stub.stop());

describe('a server over EventStoreDB’s protocol, as the stub speaks it', () => {
  it('keeps facts and commands there, shows them in views, and knows them after a restart', async () => {
    const first = await startServer({ events: stub.connectionString });
    const recorded = await first.fact(lookup('a'));
    expect(recorded.status).toBe(201);
    const command = await first.post('/v1/accounts:request', request, { 'Idempotency-Key': 'k' });
    expect(command.status).toBe(201);
    const { position } = await json(command);
    expect((await first.get(`/v1/views?minPosition=${String(position)}`)).headers.get('Ledger-Position')).toBe(
      position,
    );
    await stop(first);
    const second = await startServer({ events: stub.connectionString, dataDir: first.dataDir });
    expect((await second.fact(lookup('a'))).status).toBe(200);
    expect((await second.post('/v1/accounts:request', request, { 'Idempotency-Key': 'k' })).status).toBe(200);
  });

  it('seals what it keeps there, and goes on after a restart', async () => {
    const seal = { everyMs: 20 };
    const type = { 'Content-Type': 'application/cloudevents+json', Prefer: 'wait=20' };
    const first = await startServer({ events: stub.connectionString, seal });
    const answer = await json(first.post('/v1/events', lookup('s-1'), type));
    expect(answer).toMatchObject({ durability: 'sealed', counts: { recorded: 1 } });
    const [{ eventId }] = answer.items as { eventId: string }[];
    const receipt = await json(first.get(`/v1/events/${eventId}/receipt?minPosition=${String(answer.position)}`));
    expect(receipt).toMatchObject({
      durability: 'sealed',
      proof: expect.stringContaining('c2sp.org/tlog-proof@v1') as string,
    });
    await stop(first);
    const second = await startServer({ events: stub.connectionString, dataDir: first.dataDir, seal });
    expect(await json(second.post('/v1/events', lookup('s-2'), type))).toMatchObject({ durability: 'sealed' });
    expect((await second.get('/health/ready')).status).toBe(200);
  });

  it('says 503 while the store is down', async () => {
    const server = await startServer({ events: stub.connectionString });
    await stub.stop();
    const response = await server.fact(lookup('b'));
    expect([response.status, (await json(response)).code]).toEqual([503, 'log-unavailable']);
    expect((await server.get('/health/ready')).status).toBe(503);
    await stub.restart();
  });
});

const request = {
  accountId: 'TTHC:an', officialId: 'cb-1', system: 'TTHC', unitId: 'u', roleClass: 'RECEPTION', functions: ['F'], legalBasis: [],
}; // prettier-ignore
