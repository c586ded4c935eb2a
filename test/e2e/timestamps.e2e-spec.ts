import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openCheckpoint, parseNote, parseTlogProof } from '@app/merkle';
import { TreeFile } from '@app/sealing';
import { checkToken } from '@app/timestamp';
import { testAuthority } from '../../libs/timestamp/src/tsa.fixture.js';
import { runVerify } from '../../apps/cli/src/verify.js';
import { keptTerminal } from './cli.js';
import { newFolder, startServer, stop, stopAll, type TestServer } from './server.js';
import { logKeys, receiptThat, seal, sealedFolder, startWitness, stopWitnesses, trust, until } from './witnessing.js';

type Answer = (query: Buffer) => Promise<Buffer>;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  await stopAll();
  await stopWitnesses();
  for (const close of closing.splice(0)) await close();
});

/** An authority on a real socket, named in a folder whose server is to ask it as often as it may. */
async function named(dataDir: string, answer: Answer, pem: string): Promise<{ asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked++;
      answer(Buffer.concat(parts)).then(
        (reply) => response.setHeader('Content-Type', 'application/timestamp-reply').end(reply),
        () => response.writeHead(503).end(),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => (server.closeAllConnections(), server.close()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  writeFileSync(join(dataDir, 'timestamp-authority'), `url ${url}\nevery 1\n${pem}`);
  return { asked: () => asked };
}

const isStamped = ({ durability }: { durability: string }) => durability === 'timestamped';
type Stamped = { proof: string; timestamp?: { time: string; authority: string; token: string } };
const stateOf = async (server: TestServer) =>
  (
    (await (await server.get('/v1/witnesses')).json()) as {
      timestampAuthority: { size: number | null; failure: string | null } | null;
    }
  ).timestampAuthority;

/** The note as the log signed it, without the lines of witnesses that came later. */
const signedBy = (dataDir: string, note: string) => {
  const { text, signatures } = parseNote(note);
  const own = logKeys(dataDir).map(({ name }) => name);
  const lines = note.slice(text.length + 1).split('\n').filter((_, i) => own.includes(signatures[i]?.name));
  return Buffer.from(`${text}\n${lines.join('\n')}\n`);
}; // prettier-ignore

it('an event whose checkpoint an authority stamped is timestamped, and its token shows when', async () => {
  const data = await sealedFolder();
  const { root, pem, answer } = await testAuthority();
  await named(data, answer, pem);
  const began = Date.now();
  const server = await startServer({ seal, dataDir: data });
  const receipt = (await receiptThat(server, 'l-1', isStamped)) as unknown as Stamped;
  const token = Buffer.from(receipt.timestamp!.token, 'base64');
  const note = signedBy(data, parseTlogProof(receipt.proof).checkpoint);
  const told = await checkToken(token, note, [root]);
  expect(told).toEqual({ time: receipt.timestamp!.time, authority: receipt.timestamp!.authority });
  expect(Date.parse(told.time)).toBeGreaterThanOrEqual(began - 1000);
  await stop(server);

  const terminal = keptTerminal();
  expect(await runVerify({ data, json: true }, terminal)).toBe(0);
  const { timestamps } = JSON.parse(terminal.said.out[0]) as { timestamps: { of: number; checked: number } };
  expect(timestamps.of).toBeGreaterThan(0);
  expect(timestamps.checked).toBe(timestamps.of);
});

it('an authority that fails holds nothing up, says why, and is asked again', async () => {
  const data = await sealedFolder();
  const { pem, answer } = await testAuthority();
  let away = true;
  await named(data, (query) => (away ? Promise.reject(new Error('away')) : answer(query)), pem);
  const server = await startServer({ seal, dataDir: data });
  expect(await receiptThat(server, 'l-1', ({ durability }) => durability === 'sealed')).toMatchObject({ durability: 'sealed' }); // prettier-ignore
  expect(await until(() => stateOf(server), (state) => state?.failure != null)).toMatchObject({ failure: 'the authority answers 503' }); // prettier-ignore
  away = false;
  expect(
    await until(
      () => stateOf(server),
      (state) => state?.failure === null,
    ),
  ).toMatchObject({ failure: null });
  expect((await stateOf(server))!.size).toBeGreaterThan(0);
});

it('an authority that is not the one that the folder trusts stamps nothing', async () => {
  const data = await sealedFolder();
  const [{ answer }, { pem }] = [await testAuthority(), await testAuthority()];
  await named(data, answer, pem);
  const server = await startServer({ seal, dataDir: data });
  const state = await until(() => stateOf(server), (one) => one?.failure != null); // prettier-ignore
  expect(state).toMatchObject({ size: null, failure: expect.stringMatching(/signature of the token/) as string });
});

it('with witnesses, what too few of them have cosigned is not stamped', async () => {
  const data = await sealedFolder();
  const { pem, answer } = await testAuthority();
  const { asked } = await named(data, answer, pem);
  const [one, other] = [await startWitness(data, 'thanh-tra'), await startWitness(data, 'cong-an')];
  trust(data, 'all', one, { url: 'http://127.0.0.1:9/', vkey: other.vkey });
  const alone = await startServer({ seal, dataDir: data });
  await receiptThat(alone, 'l-1', ({ witnessed }) => witnessed === 1);
  expect(asked()).toBe(0);
  await stop(alone);
  trust(data, 'all', one, other);
  const server = await startServer({ seal, dataDir: data });
  const receipt = (await receiptThat(server, 'l-2', isStamped)) as unknown as Stamped & { witnessed: number };
  expect(receipt.witnessed).toBe(2);
  const known = [...logKeys(data)];
  expect(openCheckpoint(parseTlogProof(receipt.proof).checkpoint, known).checkpoint.size).toBeGreaterThan(0);
}, 60_000);

it('a timestamp that is another is found out by verify, and without an authority is not said to hold', async () => {
  const data = await sealedFolder();
  const { pem, answer } = await testAuthority();
  await named(data, answer, pem);
  const server = await startServer({ seal, dataDir: data });
  await receiptThat(server, 'l-1', isStamped);
  await stop(server);
  const tree = TreeFile.open(join(data, 'tree.sqlite'));
  const [first] = tree.stamps(0, 1);
  tree.stamp({ ...first, time: '2020-01-01T00:00:00.000Z' });
  tree.close();
  const terminal = keptTerminal();
  expect(await runVerify({ data, json: true }, terminal)).toBe(1);
  const { failures } = JSON.parse(terminal.said.out[0]) as { failures: { detector: string; at: number }[] };
  expect(failures).toEqual([expect.objectContaining({ detector: 'timestamp', at: first.size })]);

  writeFileSync(join(data, 'other'), `url http://a/\n${(await testAuthority()).pem}`);
  expect(await runVerify({ data, json: true, authority: join(data, 'other') }, keptTerminal())).toBe(1);
  const unchecked = keptTerminal();
  await runVerify({ data, authority: join(data, 'none') }, unchecked);
  expect(unchecked.said.out.join('\n')).toContain('timestamps were NOT checked');
});

const openssl = spawnSync('openssl', ['version']).status === 0;
(openssl ? it : it.skip)('OpenSSL stamps it, where it is installed, and takes our token for its own', async () => {
  const run = promisify(execFile);
  const ca = newFolder();
  const at = (name: string) => join(ca, name);
  const cert = ['-newkey', 'rsa:2048', '-nodes', '-days', '30'];
  const isCa = ['-addext', 'basicConstraints=critical,CA:TRUE'];
  await run('openssl', ['req', '-x509', ...cert, ...isCa, '-subj', '/CN=Root', '-keyout', at('root.key'), '-out', at('root.pem')]); // prettier-ignore
  await run('openssl', ['req', ...cert, '-subj', '/CN=TSA', '-keyout', at('tsa.key'), '-out', at('tsa.csr')]);
  writeFileSync(at('ext'), 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n');
  await run('openssl', ['x509', '-req', '-in', at('tsa.csr'), '-CA', at('root.pem'), '-CAkey', at('root.key'), '-CAcreateserial', '-days', '30', '-extfile', at('ext'), '-out', at('tsa.pem')]); // prettier-ignore
  writeFileSync(at('serial'), '01\n');
  writeFileSync(
    at('tsa.cnf'),
    `[tsa]\ndefault_tsa = t\n[t]\nserial = ${at('serial')}\nsigner_cert = ${at('tsa.pem')}\nsigner_key = ${at('tsa.key')}\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n`,
  );
  const answer: Answer = async (query) => {
    writeFileSync(at('query'), query);
    await run('openssl', ['ts', '-reply', '-config', at('tsa.cnf'), '-queryfile', at('query'), '-out', at('reply')]);
    return readFileSync(at('reply'));
  };
  const data = await sealedFolder();
  const pem = readFileSync(at('root.pem'), 'utf8');
  await named(data, answer, pem);
  const server = await startServer({ seal, dataDir: data });
  const receipt = (await receiptThat(server, 'l-1', isStamped)) as unknown as Stamped;
  expect(await stateOf(server)).toMatchObject({ failure: null });
  writeFileSync(at('note'), signedBy(data, parseTlogProof(receipt.proof).checkpoint));
  writeFileSync(at('token'), Buffer.from(receipt.timestamp!.token, 'base64'));
  const said = await run('openssl', ['ts', '-verify', '-token_in', '-in', at('token'), '-data', at('note'), '-CAfile', at('root.pem')]); // prettier-ignore
  expect(`${said.stdout}${said.stderr}`).toContain('Verification: OK');
});
