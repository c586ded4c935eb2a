import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runEvidenceCheck } from '../../apps/cli/src/evidence/check.js';
import { runEvidence } from '../../apps/cli/src/evidence/make.js';
import { runKeys } from '../../apps/cli/src/keys.js';
import { runPermissions } from '../../apps/cli/src/permissions.js';
import { runCheck, runRebuild } from '../../apps/cli/src/rebuild.js';
import { runReplay } from '../../apps/cli/src/replay.js';
import { runVerify } from '../../apps/cli/src/verify.js';
import { runViolations } from '../../apps/cli/src/violations.js';
import { ProtocolStub } from '../eventstore-stub/protocol-stub.js';
import { changeViews, keptTerminal } from './cli.js';
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

  describe('verified', () => {
    /** A folder whose events lie in a store of its own, sealed; and what verify says of it. */
    async function sealedThere() {
      const own = await ProtocolStub.start();
      stubs.push(own);
      const { connectionString } = own;
      const server = await startServer({ events: connectionString, seal: { everyMs: 20 } });
      for (const id of ['v-1', 'v-2']) {
        const type = { 'Content-Type': 'application/cloudevents+json', Prefer: 'wait=20' };
        await server.post('/v1/events', lookup(id), type);
      }
      const asked = await json(server.post('/v1/accounts:request', request, { 'Idempotency-Key': 'k', Prefer: 'wait=20' })); // prettier-ignore
      expect(asked).toMatchObject({ durability: 'sealed' });
      const { position } = asked;
      expect((await server.get(`/v1/views?minPosition=${String(position)}`)).status).toBe(200);
      await stop(server);
      const verify = async (more: object = {}) => {
        const terminal = keptTerminal();
        const code = await runVerify({ data: server.dataDir, events: connectionString, json: true, ...more }, terminal);
        const said = JSON.parse(terminal.said.out[0]) as { whole: boolean; leaves: number; failures: { detector: string; reason: string }[] }; // prettier-ignore
        return { code, ...said };
      };
      return { own, verify, data: server.dataDir, events: connectionString };
    }
    const stubs: ProtocolStub[] = [];
    afterEach(async () => {
      for (const one of stubs.splice(0)) await one.stop();
    });

    it('is whole, read and hashed from there', async () => {
      const { verify } = await sealedThere();
      const { code, whole, leaves, failures } = await verify();
      expect({ code, whole, failures }).toEqual({ code: 0, whole: true, failures: [] });
      expect(leaves).toBeGreaterThan(3);
    });
    it.each([
      ['deleted', (own: ProtocolStub, stream: string) => own.log.softDelete(stream), '$metadata in $$'],
      ['truncated', (own: ProtocolStub, stream: string) => own.log.truncate(stream, 1n), '$metadata in $$'],
      ['tombstoned', (own: ProtocolStub, stream: string) => own.log.tombstone(stream), '$streamDeleted in '],
    ])('tells of a stream that was %s, though its events are all there still', async (_, harm, trace) => {
      const { own, verify } = await sealedThere();
      const stream = 'account-TTHC%3Aan';
      harm(own, stream);
      const { code, whole, failures } = await verify();
      expect({ code, whole }).toEqual({ code: 1, whole: false });
      expect(failures).toEqual([expect.objectContaining({ detector: 'deletion', reason: `${trace}${stream}` })]);
    });
    it('is read by every verb that reads, with its views compared and its evidence checked', async () => {
      const { verify, data, events } = await sealedThere();
      const asked = { data, events, json: true };
      const said = async (run: (terminal: ReturnType<typeof keptTerminal>) => Promise<number>) => {
        const terminal = keptTerminal();
        expect(await run(terminal)).toBe(0);
        return terminal.said.out.map((line) => JSON.parse(line) as Record<string, unknown>);
      };
      const history = await said((terminal) => runReplay('account:TTHC:an', asked, terminal));
      expect(history.slice(1).map(({ event }) => (event as { type: string }).type)).toEqual(['AccountRequested']);
      const found = await said((terminal) => runViolations(asked, terminal));
      expect(found.slice(1)).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'V-08' })]));
      await said((terminal) => runPermissions(asked, terminal));
      const [key] = await said((terminal) => runKeys(asked, terminal));
      expect(key).toMatchObject({ state: 'signs', inFile: true });
      expect(await verify({ views: true })).toMatchObject({ code: 0, whole: true });

      const out = join(data, 'evidence.zip');
      const terminal = keptTerminal();
      expect(await runEvidence({ account: 'TTHC:an', data, events, out }, terminal)).toBe(0);
      expect(await runEvidenceCheck(out, {}, terminal)).toBe(0);
    });

    it('has its views built anew from there, once no server serves the folder', async () => {
      const { own, data, events } = await sealedThere();
      changeViews(data, `UPDATE finding SET severity = 'low'`);
      const check = () => runCheck(undefined, { data, events, json: true }, keptTerminal());
      expect(await check()).toBe(1);
      const server = await startServer({ events, dataDir: data });
      const rebuild = () => runRebuild(undefined, { data, events }, keptTerminal());
      await expect(rebuild()).rejects.toThrow('is in use');
      rmSync(join(data, 'server.json'));
      await expect(rebuild()).rejects.toThrow('is in use');
      await expect(startServer({ events, dataDir: data })).rejects.toThrow('already open for writing');
      await stop(server);
      expect(await rebuild()).toBe(0);
      expect(await check()).toBe(0);
      await own.stop();
      await expect(rebuild()).rejects.toThrow(`The log at ${events} cannot be read`);
      await own.restart();
      expect(await check()).toBe(0);
    });

    it('is refused at another address, and beside a log in the folder', async () => {
      const { verify } = await sealedThere();
      await expect(verify({ events: 'http://127.0.0.1' })).rejects.toThrow('must begin with esdb://');
      const local = await startServer({ seal: { everyMs: 20 } });
      await local.post('/v1/events', lookup('x'), {
        'Content-Type': 'application/cloudevents+json',
        Prefer: 'wait=20',
      });
      const events = 'esdb://someone:secret@127.0.0.1:9';
      const refused = runVerify({ data: local.dataDir, events }, keptTerminal());
      await expect(refused).rejects.toThrow('the one at esdb://…@127.0.0.1:9');
      await expect(refused).rejects.not.toThrow('secret');
    });
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
