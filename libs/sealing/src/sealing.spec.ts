import { renameSync, rmSync } from 'node:fs';
import { MemoryLog } from '@app/ledger';
import {
  checkConsistency,
  checkInclusion,
  cosignatureLine,
  formatVkey,
  keyTypes,
  openCheckpoint,
  parseNote,
  parsePolicy,
  parseTlogProof,
  SignerKey,
  signCheckpoint,
  TiledTree,
} from '@app/merkle';
import { SqliteLog } from '@app/sqlite';
import { receiptOf } from './receipt.js';
import { Sealer } from './sealer.js';
import { dropFolders, folder, key, sealAll, sealed, tamper, tell, write } from './sealing.fixture.js';
import { BesideTheSeal, hashOf } from './standing.js';
import { TreeFile } from './tree-file.js';
import { verifyLog, type Detector } from './verify.js';

afterEach(dropFolders);

const opened = (note: string) => openCheckpoint(note, [key.verifier]).checkpoint;

/** Works on the log and the tree of some files, open while it does. */
async function within<T>(
  files: { events: string; tree: string },
  work: (log: SqliteLog, tree: TreeFile) => Promise<T>,
  readOnly = false,
): Promise<T> {
  const log = SqliteLog.open(files.events, { readOnly });
  const tree = TreeFile.open(files.tree, { readOnly });
  try {
    return await work(log, tree);
  } finally {
    tree.close();
    await log.close();
  }
}

/** What `verify` says of the files of a sealed log. */
const verified = (files: { events: string; tree: string }, outside: readonly string[] = []) =>
  within(files, (log, tree) => verifyLog({ log, tree, keys: [key.verifier], outside }), true);
const detectors = async (files: { events: string; tree: string }, outside?: readonly string[]): Promise<Detector[]> => [
  ...new Set((await verified(files, outside)).failures.map(({ detector }) => detector)),
];

describe('a sealed log', () => {
  it('has every event as a leaf in log order, and checkpoints that follow from each other', async () => {
    const files = await sealed();
    const tree = TreeFile.open(files.tree, { readOnly: true });
    const checkpoints = tree.checkpoints(0, 10).map(({ note }) => opened(note));
    expect(checkpoints.map(({ size }) => size)).toEqual([100, 500, 600]);
    expect(tree.leaf(100)).toEqual({ index: 100, position: 101, stream: 'lookups-b', version: 0 });
    const tiled = new TiledTree(tree.readTile, 600);
    const [first, , last] = checkpoints;
    checkConsistency(100, 600, await tiled.proveConsistency(100), first.root, last.root);
    tree.close();
    expect(await verified(files)).toMatchObject({ leaves: 600, of: 600, checkpoints: 3, unsealed: 0, failures: [] });
  });

  it('gives each event a receipt whose proof holds for its bytes', async () => {
    const files = await sealed();
    const log = SqliteLog.open(files.events, { readOnly: true });
    const tree = TreeFile.open(files.tree, { readOnly: true });
    for (const position of [1, 100, 101, 333, 600]) {
      const receipt = await receiptOf(log, tree, position);
      const { index, inclusion, checkpoint } = parseTlogProof(receipt!.proof!);
      const { size, root } = opened(checkpoint);
      checkInclusion(hashOf(key.verifier.name, (await log.readFrom(position, 1))[0]), index, inclusion, size, root);
      expect(receipt).toMatchObject({ durability: 'sealed', index: position - 1, size: position <= 100 ? 100 : position <= 500 ? 500 : 600 }); // prettier-ignore
    }
    expect(await receiptOf(log, tree, 601)).toBeUndefined();
    tree.close();
    await log.close();
  });

  it('does not feed itself: what tells of a checkpoint is sealed with the next event', async () => {
    const log = new MemoryLog();
    const tree = TreeFile.open(folder().tree);
    await write(log, 'lookups-a', 0, 3);
    await sealAll(log, tree);
    await write(log, 'ledger-checkpoints', 0, 1, 'CheckpointCosigned');
    await sealAll(log, tree);
    expect([tree.size, tree.latest?.size]).toEqual([4, 3]);
    await write(log, 'lookups-a', 3, 1);
    await sealAll(log, tree);
    expect([tree.size, tree.latest?.size]).toEqual([5, 5]);
    tree.close();
  });

  it('leaves out streams of the store itself', async () => {
    const log = new MemoryLog();
    const tree = TreeFile.open(folder().tree);
    await write(log, '$stats', 0, 2);
    await write(log, 'lookups-a', 0, 2);
    await sealAll(log, tree);
    expect(tree.leaves(0, 10).map(({ position, stream }) => [position, stream])).toEqual([[3, 'lookups-a'], [4, 'lookups-a']]); // prettier-ignore
    tree.close();
  });
});

describe('before anything is signed', () => {
  const beside = async (files: { events: string; tree: string }) => {
    const log = SqliteLog.open(files.events, { readOnly: true });
    const tree = TreeFile.open(files.tree);
    try {
      await Sealer.open({ log, tree, key, now: () => '', everyMs: 0 });
      return undefined;
    } catch (error) {
      expect(error).toBeInstanceOf(BesideTheSeal);
      return (error as Error).message;
    } finally {
      tree.close();
      await log.close();
    }
  };

  it('the log is found to be the one that was sealed', async () => {
    expect(await beside(await sealed())).toBeUndefined();
  });

  it('a log that was cut is refused', async () => {
    const files = await sealed();
    tamper(files.events, 'DELETE FROM events WHERE position > 590');
    expect(await beside(files)).toBe('the log ends before leaf 590, at position 591');
  });

  it('a log whose end was changed is refused', async () => {
    const files = await sealed();
    tamper(
      files.events,
      `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '"n":80}', '"n":81}') AS BLOB) WHERE position = 581`,
    );
    expect(await beside(files)).toBe('the event of leaf 580 was changed');
  });

  it('a tree with fewer leaves than were signed is refused', async () => {
    const files = await sealed();
    tamper(files.tree, 'DELETE FROM leaf WHERE idx >= 590');
    expect(await beside(files)).toBe('the tree has 590 leaves, 600 were signed');
  });

  describe('a tree that is older than what the log says was signed', () => {
    // The log as it is when the server tells each checkpoint in it, and an older copy of the tree.
    async function withOldTree(change: (events: string) => void) {
      const files = folder();
      const log = SqliteLog.open(files.events);
      const tree = TreeFile.open(files.tree);
      await write(log, 'lookups-a', 0, 10);
      await sealAll(log, tree);
      await write(log, 'lookups-a', 10, 10);
      tree.close();
      tamper(files.tree, `VACUUM INTO '${files.tree}.old'`);
      const newer = TreeFile.open(files.tree);
      await sealAll(log, newer);
      const { size, root } = opened(newer.latest!.note);
      await tell(log, 0, size, Buffer.from(root).toString('hex'));
      newer.close();
      await log.close();
      change(files.events);
      for (const rest of ['-wal', '-shm']) rmSync(`${files.tree}${rest}`, { force: true });
      renameSync(`${files.tree}.old`, files.tree);
      const read = SqliteLog.open(files.events, { readOnly: true });
      const old = TreeFile.open(files.tree);
      try {
        await sealAll(read, old);
        return old.latest?.size;
      } finally {
        old.close();
        await read.close();
      }
    }

    it('is made anew, and signed past the last of it only', async () => {
      expect(await withOldTree(() => undefined)).toBe(21);
    });

    it('is refused where the log between was changed', async () => {
      const change = `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '"n":15}', '"n":16}') AS BLOB)`;
      await expect(withOldTree((events) => tamper(events, change))).rejects.toBeInstanceOf(BesideTheSeal);
    });
  });
});

describe('what a witness has seen', () => {
  const root = async (files: { tree: string }, size: number) => {
    const tree = TreeFile.open(files.tree, { readOnly: true });
    const found = Buffer.from(await new TiledTree(tree.readTile, 600).root(size)).toString('hex');
    tree.close();
    return found;
  };
  /** Opens a sealer that was told what a witness has seen, and seals; answers the size signed last, or why none was. */
  const signed = async (files: { events: string; tree: string }, size: number, seen: string) => {
    const log = SqliteLog.open(files.events);
    const tree = TreeFile.open(files.tree);
    try {
      const sealer = await Sealer.open({ log, tree, key, now: () => '', everyMs: 0, seen: [{ by: 'w', size, root: seen }] }); // prettier-ignore
      const stop = new AbortController();
      const run = sealer.run(stop.signal);
      while (sealer.size < log.head()) await Promise.race([run, new Promise(setImmediate)]);
      stop.abort();
      await run;
      return tree.latest?.size;
    } catch (error) {
      expect(error).toBeInstanceOf(BesideTheSeal);
      return (error as Error).message;
    } finally {
      tree.close();
      await log.close();
    }
  };
  /** The tree's file lost. */
  const withoutTree = (files: { tree: string }) => {
    for (const rest of ['', '-wal', '-shm']) rmSync(`${files.tree}${rest}`, { force: true });
  };

  it.each([100, 345, 600])('of %i leaves is in the tree, or nothing is signed', async (size) => {
    const files = await sealed();
    expect(await signed(files, size, await root(files, size))).toBe(600);
    expect(await signed(files, size, '00'.repeat(32))).toMatch(`w has seen ${size} leaves with the root 0000`);
  });

  it('of more leaves than there are lets nothing be signed', async () => {
    const files = await sealed();
    expect(await signed(files, 601, '00'.repeat(32))).toBe('w has seen 601 leaves, there are 600');
    withoutTree(files);
    expect(await signed(files, 601, '00'.repeat(32))).toBe('w has seen 601 leaves, there are 600');
  });

  it('has a tree that was lost made anew and shown to be the same one', async () => {
    const files = await sealed();
    const was = await root(files, 600);
    withoutTree(files);
    expect(await signed(files, 600, was)).toBe(600);
    expect(await root(files, 600)).toBe(was);
  });

  it('has nothing signed over a tree that has not grown so far yet, also when it ends', async () => {
    const files = await sealed();
    const was = await root(files, 600);
    withoutTree(files);
    const log = SqliteLog.open(files.events, { readOnly: true });
    const slow = Object.assign(Object.create(log) as SqliteLog, {
      async *follow(_: number, signal: AbortSignal) {
        yield await log.readAll(0, 10);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    });
    const tree = TreeFile.open(files.tree);
    const sealer = await Sealer.open({ log: slow, tree, key, now: () => '', everyMs: 0, seen: [{ by: 'w', size: 600, root: was }] }); // prettier-ignore
    const stop = new AbortController();
    const run = sealer.run(stop.signal);
    while (sealer.size < 10) await new Promise(setImmediate);
    stop.abort();
    await run;
    expect([tree.size, tree.latest]).toEqual([10, undefined]);
    tree.close();
    await log.close();
    expect(await signed(files, 600, was)).toBe(600);
  });

  it('lets no tree be made anew over another log', async () => {
    const files = await sealed();
    const was = await root(files, 600);
    withoutTree(files);
    tamper(files.events, `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '"n":7}', '"n":8}') AS BLOB) WHERE position = 8`); // prettier-ignore
    expect(await signed(files, 600, was)).toMatch(/600 leaves have the root \w+, \w+ was signed/);
    const tree = TreeFile.open(files.tree, { readOnly: true });
    expect(tree.latest).toBeUndefined();
    tree.close();
  });
});

/** Three witnesses of whom two are enough, and how they cosign checkpoints of a tree. */
function threeWitnesses(tree: TreeFile) {
  const witnesses = ['a', 'b', 'c'].map((name) => SignerKey.generate(name, keyTypes.cosignature));
  const lines = witnesses.map(({ verifier }) => `witness ${verifier.name} ${formatVkey(verifier)}\n`);
  const policy = parsePolicy(`${lines.join('')}group g 2 a b c\nquorum g\n`);
  const lineOf = (size: number, by: SignerKey) =>
    cosignatureLine(by, parseNote(tree.covering(size - 1)!.note).text, 1_780_272_000);
  const cosign = (size: number, ...by: readonly SignerKey[]) => {
    for (const one of by) tree.cosign(size, one.verifier.name, lineOf(size, one));
  };
  return { witnesses, policy, lineOf, cosign };
}

describe('a receipt', () => {
  it('is by the first checkpoint that enough witnesses have cosigned', async () => {
    const files = await sealed();
    const log = SqliteLog.open(files.events, { readOnly: true });
    const tree = TreeFile.open(files.tree);
    const { witnesses, policy, cosign } = threeWitnesses(tree);
    const at = async (position: number) => {
      const { durability, size, witnessed, witnesses: of } = (await receiptOf(log, tree, position, { policy, logs: [key.verifier] }))!; // prettier-ignore
      return [durability, size, witnessed, of];
    };
    cosign(100, witnesses[0]);
    expect(await at(50)).toEqual(['sealed', 100, 1, 3]);
    cosign(600, witnesses[1], witnesses[2]);
    expect(await at(50)).toEqual(['witnessed', 600, 2, 3]);
    cosign(500, ...witnesses);
    expect(await at(50)).toEqual(['witnessed', 500, 3, 3]);
    expect(await at(501)).toEqual(['witnessed', 600, 2, 3]);
    tree.close();
    await log.close();
  });
});

describe('verify', () => {
  it('says how many checkpoints enough witnesses have cosigned, and which is the largest', async () => {
    const files = await sealed();
    await within(files, async (log, tree) => {
      const { witnesses, policy, cosign } = threeWitnesses(tree);
      const said = async () => (await verifyLog({ log, tree, keys: [key.verifier], policy })).cosigned;
      expect(await said()).toEqual({ checkpoints: 0, size: 0, sealedAt: null });
      cosign(100, ...witnesses);
      cosign(500, witnesses[0], witnesses[2]);
      cosign(600, witnesses[1]);
      expect(await said()).toEqual({ checkpoints: 2, size: 500, sealedAt: tree.covering(499)!.sealedAt });
      expect(await verified(files)).not.toHaveProperty('cosigned');
    });
  });

  it('sees a cosignature that is not of the checkpoint under which it stands, whichever that is, and tells of it once', async () => {
    for (const size of [100, 600]) {
      const files = await sealed();
      await within(files, async (log, tree) => {
        const { witnesses, policy, cosign, lineOf } = threeWitnesses(tree);
        cosign(500, ...witnesses);
        tree.cosign(size, 'a', lineOf(500, witnesses[0]));
        const { failures, cosigned } = await verifyLog({ log, tree, keys: [key.verifier], policy });
        expect(failures).toMatchObject([{ detector: 'signature', at: size }]);
        expect(cosigned).toMatchObject({ checkpoints: 1, size: 500 });
      });
    }
  });

  it('sees a bad line of a witness that stands in the checkpoint itself', async () => {
    const files = await sealed();
    await within(files, async (log, tree) => {
      const { witnesses, policy, lineOf } = threeWitnesses(tree);
      tamper(
        files.tree,
        `UPDATE checkpoint SET note = note || '${lineOf(500, witnesses[0])}' WHERE size IN (100, 600)`,
      );
      const { failures } = await verifyLog({ log, tree, keys: [key.verifier], policy });
      expect(failures.map(({ detector, at }) => [detector, at])).toEqual([
        ['signature', 100],
        ['signature', 600],
      ]);
    });
  });

  it('tells once of a bad checkpoint that the log records, and of what records none', async () => {
    const files = await sealed();
    await within(files, async (log, tree) => {
      const [, { note }] = tree.checkpoints(100, 2);
      await tell(log, 0, 500, Buffer.from(opened(note).root).toString('hex'));
      await tell(log, 1, {} as number, '00'.repeat(32));
      await sealAll(log, tree);
      tamper(files.tree, "UPDATE checkpoint SET note = replace(note, '\n500\n', '\n501\n') WHERE size = 500");
      const { failures } = await verifyLog({ log, tree, keys: [key.verifier] });
      expect(failures.map(({ detector, at }) => [detector, at])).toEqual([
        ['signature', 500],
        ['unrecorded', 601],
        ['unrecorded', 602],
      ]);
    });
  });

  it('leaves what is sealed while it runs for the next time, and what the log tells of it', async () => {
    const files = await sealed();
    await within(files, async (log, tree) => {
      const { size } = tree;
      await write(log, 'lookups-d', 0, 50);
      await sealAll(log, tree);
      await tell(log, 0, 650, Buffer.from(opened(tree.latest!.note).root).toString('hex'));
      const said = { leaves: 600, of: 600, checkpoints: 3, failures: [] };
      // As if that had happened after its size was read, and after its checkpoints were.
      for (const listed of [650, 600]) {
        let asked = 0;
        const growing = Object.create(tree, {
          size: { get: () => (asked++ === 0 ? size : tree.size) },
          checkpoints: {
            value: (from: number, limit: number) =>
              tree.checkpoints(from, limit).filter((one) => one.size <= listed || from === one.size),
          },
        }) as TreeFile;
        expect(await verifyLog({ log, tree: growing, keys: [key.verifier] })).toMatchObject(said);
      }
    });
  });

  it.each([
    [
      'a payload that was edited',
      ['payload', 'root'],
      `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '"n":7}', '"n":8}') AS BLOB) WHERE position = 8`,
    ],
    [
      'another time',
      ['payload', 'root'],
      `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '2025-03-04', '2025-03-05') AS BLOB) WHERE position = 8`,
    ],
    [
      'another actor',
      ['payload', 'root'],
      `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '"TTHC"', '"TTHX"') AS BLOB) WHERE position = 8`,
    ],
    ['another type beside the event', ['column'], `UPDATE events SET type = 'LookupDenied' WHERE position = 8`],
    ['another id beside the event', ['column'], `UPDATE events SET event_id = 'x' WHERE position = 8`],
    ['the tail cut', ['missing', 'root'], 'DELETE FROM events WHERE position > 590'],
    ['a stream dropped', ['place', 'payload', 'missing', 'root'], `DELETE FROM events WHERE stream = 'lookups-b'`],
    [
      'one event taken out',
      ['place', 'gap', 'payload', 'tile', 'missing', 'root'],
      'DELETE FROM events WHERE position = 300',
    ],
  ])('sees %s', async (_, expected, sql) => {
    const files = await sealed();
    tamper(files.events, sql);
    const seen = await detectors(files);
    expect(seen).toEqual(expect.arrayContaining(expected));
  });

  it('sees two events that changed places', async () => {
    const files = await sealed();
    tamper(
      files.events,
      'UPDATE events SET position = 9999 WHERE position = 8',
      'UPDATE events SET position = 8 WHERE position = 9',
      'UPDATE events SET position = 9 WHERE position = 9999',
    );
    expect(await detectors(files)).toEqual(expect.arrayContaining(['gap', 'place', 'payload', 'root']));
  });

  it('sees one id twice', async () => {
    const files = await sealed();
    tamper(
      files.events,
      `INSERT INTO events SELECT 601, 'lookups-c', 100, event_id, type, body FROM events WHERE position = 8`,
    );
    expect(await detectors(files)).toEqual(expect.arrayContaining(['duplicate']));
  });

  it('sees a tile written short, and one that was changed', async () => {
    const files = await sealed();
    tamper(files.tree, 'UPDATE tile SET bytes = substr(bytes, 1, 32) WHERE level = 0 AND idx = 1');
    expect(await detectors(files)).toContain('tile');
    const others = await sealed();
    tamper(others.tree, 'UPDATE tile SET bytes = zeroblob(length(bytes)) WHERE level = 1');
    expect(await detectors(others)).toContain('tile');
  });

  it('sees checkpoints of another key, and one that was forged', async () => {
    const files = await sealed();
    const stranger = SignerKey.generate(key.verifier.name, keyTypes.note);
    const note = signCheckpoint(stranger, { origin: key.verifier.name, size: 600, root: Buffer.alloc(32) });
    tamper(files.tree, `UPDATE checkpoint SET note = '${note}' WHERE size = 600`);
    expect(await detectors(files)).toContain('signature');
  });

  it('sees that somebody was shown another log, and that there was more once', async () => {
    const files = await sealed();
    const shown = (size: number) => signCheckpoint(key, { origin: key.verifier.name, size, root: Buffer.alloc(32) });
    expect(await detectors(files, [shown(500)])).toEqual(['root']);
    expect(await detectors(files, [shown(700)])).toEqual(['beyond']);
    const tree = TreeFile.open(files.tree, { readOnly: true });
    const kept = tree.checkpoints(0, 10).map(({ note }) => note);
    tree.close();
    expect(await verified(files, kept)).toMatchObject({ fromOutside: 3, failures: [] });
  });

  it('says how much it read', async () => {
    const files = await sealed();
    const log = SqliteLog.open(files.events);
    await write(log, 'lookups-c', 100, 5);
    await log.close();
    expect(await verified(files)).toMatchObject({ leaves: 600, of: 600, unsealed: 5, failures: [] });
  });
});
