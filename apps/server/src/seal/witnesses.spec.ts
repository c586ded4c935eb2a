import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MemoryLog } from '@app/ledger';
import {
  answerAddCheckpoint,
  cosignatureLine,
  formatSignatureLine,
  formatVkey,
  keyTypes,
  openCheckpoint,
  parseAddCheckpoint,
  parseNote,
  parsePolicy,
  SignerKey,
  signCheckpoint,
  type Checkpoint,
} from '@app/merkle';
import { TreeFile } from '@app/sealing';
import { dropFolders, folder, key, sealAll, write } from '../../../../libs/sealing/src/sealing.fixture.js';
import type { AskingOptions } from './asked-witness.js';
import { Witnesses } from './witnesses.js';

const log = key.verifier;
const witness = SignerKey.generate('thanh-tra.example', keyTypes.cosignature);
const stranger = SignerKey.generate('thanh-tra.example', keyTypes.cosignature);
const now = () => Math.floor(Date.now() / 1000);

type Answer = (body: string, response: ServerResponse, request: IncomingMessage) => void;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  dropFolders();
});

/** Something that listens where a witness should, and what it was asked. */
async function listening(answer: Answer): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      asked.push(`${request.method} ${request.url}`);
      answer(body, response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => (server.closeAllConnections(), server.close()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/w`, asked };
}

/** An honest witness that has seen this. */
function honest(signer = witness, seen: { latest?: Checkpoint } = {}): Answer {
  return (body, response) => {
    const decided = answerAddCheckpoint(body, () => ({ keys: [log], latest: seen.latest }));
    if (decided.status === 409) return response.writeHead(409).end(`${decided.size}\n`);
    if (decided.status !== 200) return response.writeHead(decided.status).end(decided.reason);
    seen.latest = decided.checkpoint;
    return response.end(cosignatureLine(signer, decided.text, now()));
  };
}
const textIn = (body: string) => parseNote(parseAddCheckpoint(body).checkpoint).text;
const always =
  (status: number, said: string | ((text: string) => string)): Answer =>
  (body, response) =>
    response.writeHead(status).end(typeof said === 'string' ? said : said(textIn(body)));

/** A log of 10 leaves, sealed. */
async function sealedLog() {
  const events = new MemoryLog();
  const tree = TreeFile.open(folder().tree);
  closing.push(() => tree.close());
  let count = 0;
  const grow = async (by: number) => {
    await write(events, 'lookups-a', count, by);
    count += by;
    await sealAll(events, tree);
    return tree.latest!;
  };
  await grow(10);
  return { tree, grow };
}

async function asking(
  tree: TreeFile,
  urls: readonly string[],
  options: Partial<AskingOptions> = {},
  keys: readonly SignerKey[] = [witness],
) {
  const lines = urls.map((url, i) => `witness w${i} ${formatVkey(keys[i].verifier)} ${url}`);
  const policy = parsePolicy(`${lines.join('\n')}\nquorum none\n`);
  const told = { cosigned: [] as number[], beyond: [] as string[] };
  const witnesses = new Witnesses(policy, {
    ...{ logs: [log], tree, pauseMs: 1, patienceMs: 200 },
    onCosigned: (size) => told.cosigned.push(size),
    onBeyond: (reason) => told.beyond.push(reason),
    ...options,
  });
  closing.push(() => witnesses.close());
  return { witnesses, told };
}
/** Waits for what must come. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !holds();) {
    if (Date.now() > end) throw new Error(`never came: ${holds.toString()}`);
    await new Promise(setImmediate);
  }
}

describe('witnesses', () => {
  it('cosign a checkpoint, from what they saw last', async () => {
    const { tree, grow } = await sealedLog();
    const { url, asked } = await listening(honest());
    const { witnesses, told } = await asking(tree, [url]);
    witnesses.ask(tree.latest!);
    await until(() => told.cosigned.length === 1);
    witnesses.ask(await grow(7));
    await until(() => told.cosigned.length === 2);
    expect(told).toEqual({ cosigned: [10, 17], beyond: [] });
    expect(asked).toEqual(['POST /w/add-checkpoint', 'POST /w/add-checkpoint']);
    expect(witnesses.states).toMatchObject([{ name: 'w0', size: 17, failure: null }]);
    expect(openCheckpoint(tree.cosigned(tree.latest!), [log, witness.verifier]).cosigned).toHaveLength(1);
  });

  it('that saw an older checkpoint in another run are asked from there', async () => {
    const { tree, grow } = await sealedLog();
    const { url, asked } = await listening(honest());
    const before = await asking(tree, [url]);
    before.witnesses.ask(tree.latest!);
    await until(() => before.told.cosigned.length === 1);
    const { witnesses, told } = await asking(tree, [url]);
    witnesses.ask(await grow(3));
    await until(() => told.cosigned.length === 1);
    expect(asked).toHaveLength(3);
  });

  it('are not asked again for what they have cosigned', async () => {
    const { tree } = await sealedLog();
    const { url, asked } = await listening(honest());
    const { witnesses, told } = await asking(tree, [url]);
    witnesses.ask(tree.latest!);
    await until(() => told.cosigned.length === 1);
    const again = await asking(tree, [url]);
    again.witnesses.ask(tree.latest!);
    await again.witnesses.close();
    expect(asked).toHaveLength(1);
  });

  it('are asked for the newest checkpoint only, once the one before is answered', async () => {
    const { tree, grow } = await sealedLog();
    const held: (() => void)[] = [];
    const answer = honest();
    const { url, asked } = await listening((...given) => void held.push(() => answer(...given)));
    const { witnesses, told } = await asking(tree, [url], { patienceMs: 10_000 });
    witnesses.ask(tree.latest!);
    await until(() => held.length === 1);
    for (const by of [1, 2, 3]) witnesses.ask(await grow(by));
    expect(asked).toHaveLength(1);
    held.shift()!();
    await until(() => held.length === 1);
    held.shift()!();
    await until(() => told.cosigned.length === 2);
    expect([told.cosigned, asked.length]).toEqual([[10, 16], 2]);
  });

  it('are asked again after a failure, also when nothing else is sealed', async () => {
    const { tree } = await sealedLog();
    let left = 3;
    const answer = honest();
    const { url } = await listening((...given) =>
      left-- > 0 ? given[1].writeHead(503).end('busy') : answer(...given),
    );
    const { witnesses, told } = await asking(tree, [url]);
    witnesses.ask(tree.latest!);
    await until(() => witnesses.states[0].failure !== null || told.cosigned.length > 0);
    if (told.cosigned.length === 0) expect(witnesses.states[0].failure).toBe('503: busy');
    await until(() => told.cosigned.length === 1);
    await until(() => witnesses.states[0].failure === null);
  });

  it('that are slow or away hold up no other', async () => {
    const { tree } = await sealedLog();
    const other = SignerKey.generate('cong-an.example', keyTypes.cosignature);
    const silent = await listening(() => undefined);
    const { url } = await listening(honest(other));
    const { witnesses, told } = await asking(tree, [silent.url, url], { patienceMs: 60_000 }, [witness, other]);
    witnesses.ask(tree.latest!);
    await until(() => told.cosigned.length === 1);
    const began = Date.now();
    await witnesses.close();
    expect(Date.now() - began).toBeLessThan(5000);
  });

  it.each<[string, Answer, RegExp]>([
    ['a line of another key', always(200, (text) => cosignatureLine(stranger, text, now())), /no known key has signed/],
    ['a line under another checkpoint', always(200, (text) => cosignatureLine(witness, text.replace('\n10\n', '\n11\n'), now())), /does not verify/], // prettier-ignore
    ['a good line and a bad one', always(200, (text) => cosignatureLine(witness, text, now()) + formatSignatureLine({ name: witness.verifier.name, id: witness.verifier.id, signature: Buffer.alloc(72, 1) })), /does not verify/], // prettier-ignore
    ['a line of the day after tomorrow', always(200, (text) => cosignatureLine(witness, text, now() + 200_000)), /not come yet/], // prettier-ignore
    ['a line past all time', always(200, (text) => cosignatureLine(witness, text, 2 ** 52)), /not come yet/],
    ['nothing', always(200, ''), /line feed|signature/],
    ['a page', always(200, '<html></html>\n'), /signature line/],
    ['more than it may', always(200, 'a'.repeat(200_000)), /more than 100000 bytes/],
    ['a size that is none', always(409, '1e3\n'), /409 says the size/],
    ['a size without its line feed', always(409, '10'), /409 says the size/],
    ['409 for ever', always(409, '3\n'), /409 twice/],
    ['that it does not know the log', always(404, 'who?'), /^404: who\?$/],
    ['a redirect', (_, response) => response.writeHead(307, { Location: 'http://127.0.0.1:9/' }).end(), /redirect/],
    ['nothing at all', () => undefined, /did not answer within 200 ms/],
    ['half an answer', (_, response) => void response.write('—'), /did not answer within 200 ms|terminated|abort/],
  ])('that answer %s give no cosignature, and are told of', async (_, answer, reason) => {
    const { tree } = await sealedLog();
    const { url } = await listening(answer);
    const { witnesses, told } = await asking(tree, [url]);
    witnesses.ask(tree.latest!);
    await until(() => witnesses.states[0].failure !== null);
    expect(witnesses.states[0].failure).toMatch(reason);
    expect(told).toEqual({ cosigned: [], beyond: [] });
    expect(tree.cosignatures(10)).toEqual([]);
  });

  it('that cannot be reached are told of', async () => {
    const { tree } = await sealedLog();
    const { witnesses } = await asking(tree, ['http://127.0.0.1:9']);
    witnesses.ask(tree.latest!);
    await until(() => witnesses.states[0].failure !== null);
    expect(await witnesses.seen()).toEqual([]);
    expect(witnesses.states[0].failure).toMatch(/fetch failed: .+/);
  });
});

describe('a witness that has seen another log than there is', () => {
  const other = (size: number) => signCheckpoint(key, { origin: log.name, size, root: Buffer.alloc(32, 9) });
  /** A witness that cosigned this before, and finds that nothing follows from it. */
  const shows =
    (note: string, status = 422): Answer =>
    (_, response, { method }) =>
      method === 'GET' ? response.end(note) : response.writeHead(status).end('the roots differ');

  it('by its size is told of', async () => {
    const { tree } = await sealedLog();
    const { url } = await listening(always(409, '11\n'));
    const { witnesses, told } = await asking(tree, [url]);
    witnesses.ask(tree.latest!);
    await until(() => told.beyond.length > 0);
    expect(told.beyond[0]).toBe('the witness w0 has seen 11 leaves, there are 10');
    expect(witnesses.states[0].failure).toBe(told.beyond[0]);
  });

  it.each([5, 10, 12])('by what this log signed at %i leaves is told of', async (size) => {
    const { tree } = await sealedLog();
    const { url } = await listening(shows(other(size)));
    const { witnesses, told } = await asking(tree, [url]);
    witnesses.ask(tree.latest!);
    await until(() => told.beyond.length > 0);
    expect(told.beyond[0]).toContain(`the witness w0 has seen ${size} leaves`);
  });

  it.each([
    ['shows nothing', 'nothing\n'],
    ['shows what somebody else signed', signCheckpoint(SignerKey.generate(log.name, keyTypes.note), { origin: log.name, size: 5, root: Buffer.alloc(32) })], // prettier-ignore
  ])('but %s is not believed', async (_, shown) => {
    const { tree } = await sealedLog();
    const { url } = await listening(shows(shown));
    const { witnesses, told } = await asking(tree, [url]);
    witnesses.ask(tree.latest!);
    await until(() => witnesses.states[0].failure !== null);
    expect(told.beyond).toEqual([]);
    expect(await witnesses.seen()).toEqual([]);
  });

  it('says so before anything is signed', async () => {
    const { tree } = await sealedLog();
    const { url } = await listening(shows(other(12)));
    const { witnesses } = await asking(tree, [url]);
    expect(await witnesses.seen()).toEqual([{ by: 'the witness w0', size: 12, root: '09'.repeat(32) }]);
  });
});
