import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { json, lookup, startServer, stop, stopAll, type TestServer } from './server.js';

afterEach(stopAll);

const numbers = ['001099123456', '079188000321', '123456789'];

describe('citizen numbers', () => {
  it('stand in no file of the data folder and in no answer', async () => {
    const server = await startServer();
    const answers = await sendEverywhere(server);
    expect(answers.filter((answer) => numbers.some((number) => answer.includes(number)))).toEqual([]);
    expect(filesWith(server.dataDir, numbers)).toEqual([]);
    await stop(server);
    expect(filesWith(server.dataDir, numbers)).toEqual([]);
    expect(filesWith(server.dataDir, ['LookupPerformed']).length).toBeGreaterThan(0); // the search does find text
  });

  it('become the same token on every day and in every server with the same key', async () => {
    const first = await startServer();
    await first.fact(lookup('a'));
    await stop(first);
    const second = await startServer({ dataDir: first.dataDir });
    expect((await json(second.fact(lookup('a')))).counts).toMatchObject({ duplicate: 1 });
  });

  it('become another token under another key', async () => {
    const tokens = await Promise.all([tokenOf(await startServer()), tokenOf(await startServer())]);
    expect(tokens[0]).toMatch(/^k1\.[A-Za-z0-9_-]{43}$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });
});

async function sendEverywhere(server: TestServer): Promise<string[]> {
  const [cccd, other, cmnd] = numbers;
  const batch = { 'Content-Type': 'application/cloudevents-batch+json' };
  const key = { 'Idempotency-Key': 'k' };
  const lines = `${JSON.stringify(lookup('n'))}\n{"citizen": "${cccd}"\n`;
  const sent = [
    server.post('/v1/events', [lookup('a', { subjects: numbers }), lookup('b', { subjects: [`${cccd} `] })], batch),
    server.post('/v1/events', [lookup('c', { note: other }), { ...lookup('d'), subject: cmnd }], batch),
    server.post('/v1/events', lines, { 'Content-Type': 'application/x-ndjson' }),
    server.fact(lookup('e', { subjects: Number(cmnd) })),
    server.fact(lookup('j', { text: `của ${cccd}`, by: 'x', role: 'official' }, { type: 'vn.accessledger.LookupJustified.v1' })),
    server.post('/v1/officials:register', { ...official, citizenToken: other }, key),
    server.post('/v1/officials:register', { ...official, displayName: cccd }, { 'Idempotency-Key': 'l' }),
    server.post('/v1/accounts:request', { [cccd]: other }, key),
    server.post('/v1/accounts:request', `{"a": ${cmnd}`, key),
    server.post('/v1/accounts:request', `n${cmnd}`, key),
    server.get(`/v1/views?asOf=${cccd}`),
    server.get(`/v1/findings?unitId=${cccd}&cursor=${other}`),
    server.get(`/v1/${cccd}`),
    server.get('/v1/views', { 'X-Actor': `official:${other}` }),
  ]; // prettier-ignore
  return Promise.all(
    sent.map(async (response) => JSON.stringify([...(await response).headers]) + (await (await response).text())),
  );
}

const official = { officialId: 'cb-1', displayName: 'An', holderType: 'CC', unitId: 'u-1', duty: 'một cửa' };

async function tokenOf(server: TestServer): Promise<unknown> {
  const answer = await json(server.post('/v1/officials:register', { ...official, citizenToken: numbers[0] }, { 'Idempotency-Key': 'k' })); // prettier-ignore
  return (answer.events as { data: { citizenToken: string } }[])[0].data.citizenToken;
}

function filesWith(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !file.endsWith('.lock'))
    .filter((file) => texts.some((text) => readFileSync(file).includes(text)));
}
