import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventLog } from '@app/ledger';
import { keyTypes, SignerKey } from '@app/merkle';
import { SqliteLog } from '@app/sqlite';
import { dropFolders, key, sealAll, sealed, tamper, tell, write } from './sealing.fixture.js';
import { TreeFile } from './tree-file.js';
import { VerifyState } from './verify-state.js';
import { verifyLog, type Verified, type VerifyOptions } from './verify.js';

const closing: (() => unknown)[] = [];
const close = async () => {
  for (const one of closing.splice(0)) await one();
};
afterEach(async () => {
  await close();
  dropFolders();
});

type Files = Awaited<ReturnType<typeof sealed>>;
const stateFile = ({ path }: Files) => join(path, 'verify.state');
const now = () => '2025-03-05T00:00:00.000Z';

/** Verifies in pages of fifty, keeping every hundred leaves; with `killedAt` it dies once it has read so many. */
async function verified(
  files: Files,
  { killedAt, every = 100, ...more }: { killedAt?: number; every?: number } & Partial<VerifyOptions> = {},
): Promise<{ said: Verified | undefined; read: number; earlier: VerifyState['earlier'] }> {
  const store = SqliteLog.open(files.events, { readOnly: true });
  const tree = TreeFile.open(files.tree, { readOnly: true });
  closing.push(() => tree.close(), () => store.close()); // prettier-ignore
  let read = 0;
  const log: EventLog = Object.assign(Object.create(store) as EventLog, {
    readAll: async (after: number, limit: number) => {
      const page = await store.readAll(after, Math.min(limit, 50));
      read += page.length;
      return page;
    },
  });
  const options = { log, tree, keys: [key.verifier], ...more };
  const state = await VerifyState.open(stateFile(files), options, { now, every });
  const { earlier } = state;
  const step = (leaves: number) => {
    if (killedAt !== undefined && leaves >= killedAt) throw new Error('killed');
  };
  try {
    const said = await verifyLog({ ...options, state, countTo: (position) => store.countTo(position), step });
    state.remove();
    return { said, read, earlier };
  } catch (error) {
    if ((error as Error).message !== 'killed') throw error;
    state.close();
    return { said: undefined, read, earlier };
  } finally {
    await close();
  }
}
const refusal = (why: string, files: Files, more?: Partial<VerifyOptions>) =>
  expect(verified(files, more)).rejects.toMatchObject({ name: 'StateRefused', why });

describe('a verification that was killed', () => {
  it('goes on from the last page that was kept, and says the same as one that was not', async () => {
    const files = await sealed();
    const { said: whole } = await verified(files);
    expect(existsSync(stateFile(files))).toBe(false);
    expect((await verified(files, { killedAt: 430 })).said).toBeUndefined();
    const { said, read, earlier } = await verified(files);
    expect(said).toEqual(whole);
    expect(earlier).toEqual({ leaves: 400, from: now(), to: now() });
    expect(read).toBe(200);
    expect(existsSync(stateFile(files))).toBe(false);
  });

  it('goes on wherever and however often it was killed, over what was sealed meanwhile too', async () => {
    const files = await sealed();
    for (const killedAt of [50, 100, 101, 250, 550]) await verified(files, { killedAt });
    const log = SqliteLog.open(files.events);
    const tree = TreeFile.open(files.tree);
    await write(log, 'lookups-c', 100, 150);
    await sealAll(log, tree);
    tree.close();
    await log.close();
    const { said, earlier } = await verified(files);
    expect(earlier?.leaves).toBe(500);
    expect(said).toMatchObject({ leaves: 750, of: 750, checkpoints: 4, failures: [] });
  });

  it('still finds what is wrong in either part, and what only both of them together show', async () => {
    const edit = (position: number) =>
      `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '"actor":{"id":"', '"actor":{"id":"x') AS BLOB) WHERE position = ${position}`;
    const early = await sealed();
    tamper(early.events, edit(10));
    const { said: whole } = await verified(early);
    expect(whole!.failures.map(({ detector }) => detector)).toContain('payload');
    await verified(early, { killedAt: 350 });
    const { said, earlier } = await verified(early); // nothing is kept of a page in which something was found
    expect([said, earlier]).toEqual([whole, undefined]);
    const late = await sealed();
    await verified(late, { killedAt: 350 });
    tamper(late.events, edit(550));
    expect((await verified(late)).said!.failures.map(({ detector }) => detector)).toContain('payload');
    const twice = await sealed();
    await verified(twice, { killedAt: 350 });
    tamper(twice.events, "INSERT INTO events SELECT 601, stream, 200, event_id, type, body FROM events WHERE position = 20"); // prettier-ignore
    expect((await verified(twice)).said!.failures.map(({ detector }) => detector)).toContain('duplicate');
    const gap = await sealed();
    await verified(gap, { killedAt: 350 });
    tamper(gap.events, "DELETE FROM events WHERE position = 450 AND stream = 'lookups-a'");
    expect((await verified(gap)).said!.failures.map(({ detector }) => detector)).toContain('gap');
    const before = await sealed();
    await verified(before, { killedAt: 350 });
    tamper(before.events, 'DELETE FROM events WHERE position = 10');
    expect((await verified(before)).said!.failures.map(({ detector }) => detector)).toEqual(['extra']);
  });

  it('reads again what was under no checkpoint of the tree, and asks for the roots of checkpoints that it did not know', async () => {
    const files = await sealed();
    const log = SqliteLog.open(files.events);
    const tree = TreeFile.open(files.tree);
    await write(log, 'lookups-d', 0, 20);
    await sealAll(log, tree);
    await write(log, 'lookups-d', 20, 130);
    const [{ note }] = tree.checkpoints(100, 1);
    tamper(files.tree, 'DELETE FROM checkpoint WHERE size = 100');
    await verified(files, { killedAt: 620, every: 10 });
    tamper(files.tree, `INSERT INTO checkpoint VALUES (100, '${note}', '${now()}')`);
    await sealAll(log, tree);
    tree.close();
    await log.close();
    const { said, earlier } = await verified(files);
    expect(earlier?.leaves).toBe(600);
    expect(said).toMatchObject({ leaves: 750, of: 750, checkpoints: 5, failures: [] });
  });

  it('remembers the checkpoints that the log tells of, and the sizes whose root will be asked for', async () => {
    const files = await sealed();
    const log = SqliteLog.open(files.events);
    const tree = TreeFile.open(files.tree);
    await tell(log, 0, 600, '00'.repeat(32));
    await write(log, 'lookups-d', 0, 300);
    await sealAll(log, tree);
    const [{ note }] = tree.checkpoints(500, 1);
    tree.close();
    await log.close();
    await verified(files, { killedAt: 850, outside: [note] });
    const { said, earlier } = await verified(files, { outside: [note] });
    expect(earlier?.leaves).toBe(800);
    expect(said).toMatchObject({ fromOutside: 1, checkpoints: 4, failures: [{ detector: 'unrecorded', at: 601 }] });
  });
});

describe('a state of verification', () => {
  it('is dropped to its last whole line where it was cut short', async () => {
    const files = await sealed();
    await verified(files, { killedAt: 330 });
    const text = readFileSync(stateFile(files), 'utf8');
    for (const cut of [1, 20, 200]) {
      writeFileSync(stateFile(files), text.slice(0, -cut));
      const { said, earlier } = await verified(files);
      expect([said?.leaves, said?.failures, earlier?.leaves]).toEqual([600, [], 200]);
    }
    writeFileSync(stateFile(files), text.slice(0, -20));
    await verified(files, { killedAt: 450 });
    expect((await verified(files)).earlier?.leaves).toBe(400);
    writeFileSync(stateFile(files), text.slice(0, 30));
    expect((await verified(files)).earlier).toBeUndefined();
  });

  it('is refused where anything in it was changed, left out or added', async () => {
    const files = await sealed();
    await verified(files, { killedAt: 330 });
    const text = readFileSync(stateFile(files), 'utf8');
    const lines = text.split('\n');
    const spoilt = [
      text.replace('"leaves":200', '"leaves":100'),
      [lines[0], ...lines.slice(2)].join('\n'),
      lines.slice(1).join('\n'),
      text.replace('\n', '\n{}\n'),
      'something else\n',
      'something else',
    ];
    for (const one of spoilt) {
      writeFileSync(stateFile(files), one);
      await refusal('spoilt', files);
      expect(readFileSync(stateFile(files), 'utf8')).toBe(one);
    }
    writeFileSync(stateFile(files), text);
    appendFileSync(stateFile(files), 'x\n');
    await refusal('spoilt', files);
  });

  it('is refused with other keys or checkpoints, and for another log', async () => {
    const files = await sealed();
    await verified(files, { killedAt: 330 });
    const other = SignerKey.generate(key.verifier.name, keyTypes.note).verifier;
    await refusal('options', files, { keys: [key.verifier, other] });
    await refusal('options', files, { outside: ['a note'] });
    const another = await sealed();
    tamper(another.tree, 'UPDATE tile SET bytes = zeroblob(length(bytes)) WHERE level = 1');
    writeFileSync(stateFile(another), readFileSync(stateFile(files)));
    await refusal('foreign', another);
    tamper(files.events, 'DELETE FROM events WHERE position = 300');
    await refusal('foreign', files);
  });
});
