import { afterEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { MemoryLog, LogUnavailable, type EventLog } from '@app/ledger';
import { tamper } from '../../libs/sealing/src/sealing.fixture.js';
import { json, lookup, startServer, stopAll, type TestServer } from './server.js';
import { seal, until, waiting } from './witnessing.js';

afterEach(stopAll);

const scrub = { events: 100, everyMs: 1 };
const metricsOf = async (server: TestServer) => (await fetch(`${server.url}/metrics`)).text();
const sample = (text: string, name: string) => Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1]); // prettier-ignore
const passes = (server: TestServer, more: number) =>
  until(() => metricsOf(server), (text) => sample(text, 'access_ledger_scrub_passes_total') >= more); // prettier-ignore
async function send(server: TestServer, ...ids: string[]): Promise<number> {
  let last = 0;
  for (const id of ids) {
    const answer = await server.post('/v1/events', lookup(id), waiting);
    last = Number(((await answer.json()) as { position: string }).position);
  }
  return last;
}

describe('a scrub of the running server', () => {
  it('reads sealed events again and again and tells how far it is in the metrics', async () => {
    const server = await startServer({ seal, scrub });
    const position = await send(server, 'l-1', 'l-2', 'l-3');
    const text = await passes(server, 3);
    expect(sample(text, 'access_ledger_scrub_passes_total')).toBeGreaterThanOrEqual(3);
    expect(sample(text, 'access_ledger_scrub_read_total')).toBeGreaterThanOrEqual(9);
    expect(sample(text, 'access_ledger_scrub_failures')).toBe(0);
    expect(sample(text, 'access_ledger_scrub_last_pass_timestamp_seconds')).toBeGreaterThan(1.7e9);
    expect(sample(text, 'access_ledger_sealed_position')).toBeGreaterThanOrEqual(position);
    expect(sample(text, 'access_ledger_view_position{view="findings"}')).toBeGreaterThanOrEqual(position);
    expect(sample(text, 'access_ledger_view_parked{view="findings"}')).toBe(0);
    expect((await server.get('/health/ready')).status).toBe(200);
  });

  it('names the event that was edited while the server runs, and readiness is red until it is as it was', async () => {
    const server = await startServer({ seal, scrub });
    const position = await send(server, 'l-1', 'l-2');
    const edit = (from: string, to: string) =>
      tamper(join(server.dataDir, 'events.sqlite'), `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '${from}', '${to}') AS BLOB) WHERE position = ${position}`); // prettier-ignore
    edit('fullName', 'fullMane');
    const asked = () => server.get('/health/ready');
    const red = await until(asked, ({ status }) => status === 503);
    const { errors } = (await json(red)) as { errors: { pointer: string; code: string; message: string }[] };
    expect(errors).toMatchObject([{ pointer: '/scrub', code: 'scrub-failed' }]);
    expect(errors[0].message).toMatch(new RegExp(`^payload at ${position}: leaf \\d+: the event is not the one`));
    expect(sample(await metricsOf(server), 'access_ledger_scrub_failures')).toBeGreaterThanOrEqual(1);
    edit('fullMane', 'fullName');
    expect((await until(asked, ({ status }) => status === 200)).status).toBe(200);
  });

  it('is not run where nothing is sealed or asked for', async () => {
    const server = await startServer({ scrub });
    expect((await server.fact(lookup('l-1'))).status).toBe(201);
    const text = await metricsOf(server);
    expect(text).not.toContain('scrub');
    expect(sample(text, 'access_ledger_log_position')).toBe(1);
    expect(sample(text, 'process_start_time_seconds')).toBeLessThan(Date.now() / 1000);
  });
});

describe('a checkpoint that could not be told in the log', () => {
  it('makes the server unready until one could be', async () => {
    const kept = new MemoryLog();
    let away = false;
    const append: EventLog['append'] = async (writes) => {
      if (away && writes.some(({ events }) => events.some(({ type }) => type === 'CheckpointSealed')))
        throw new LogUnavailable('the disk is full');
      return kept.append(writes);
    };
    const log: EventLog = Object.assign(Object.create(kept) as EventLog, { append });
    const server = await startServer({ seal, log });
    away = true;
    await send(server, 'l-1');
    const asked = () => server.get('/health/ready');
    const told = async () => json(asked());
    const red = await until(told, ({ errors }) => JSON.stringify(errors ?? '').includes('untold'));
    expect(red.errors).toEqual(expect.arrayContaining([{ pointer: '/seal', code: 'untold', message: 'the disk is full' }])); // prettier-ignore
    expect(sample(await metricsOf(server), 'access_ledger_seal_untold')).toBe(1);
    away = false;
    await send(server, 'l-2');
    const text = await until(() => metricsOf(server), (all) => sample(all, 'access_ledger_seal_untold') === 0); // prettier-ignore
    expect(sample(text, 'access_ledger_seal_untold')).toBe(0);
  });
});
