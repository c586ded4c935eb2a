// What takes more than a line of SQL to tamper with.
import { closeSync, openSync, readSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { streamName, toStored } from '@app/ledger';
import { views } from '../libraries/capabilities.js';
import {
  cosignatureLine,
  formatCheckpoint,
  formatVkey,
  hashOf,
  hexId,
  keyTypes,
  nameId,
  signCheckpoint,
  SignerKey,
  TiledTree,
  TileWriter,
  TreeFile,
} from '../libraries/sealing.js';
import { SqliteLog, ViewSnapshot } from '../libraries/sqlite.js';
import type { Store } from './store.js';

/** What somebody outside keeps: the log's name, and the last signed checkpoint. */
export interface Kept {
  origin: string;
  checkpoint: string;
}

/** Makes tree and checkpoint anew over what the log holds now, with a key of one's own: the sealer would refuse to. */
export async function resealed(store: Store, { origin }: Kept): Promise<void> {
  for (const rest of ['', '-wal', '-shm']) rmSync(`${store.tree}${rest}`, { force: true });
  const log = SqliteLog.open(store.events, { readOnly: true });
  const tree = TreeFile.open(store.tree);
  try {
    const writer = await TileWriter.resume(tree.readTile, 0);
    for (let after = 0; ;) {
      const events = await log.readAll(after, 1000);
      if (events.length === 0) break;
      after = events[events.length - 1].position;
      for (const event of events) writer.append(hashOf(origin, event));
      tree.grow(events, writer.take());
    }
    const key = SignerKey.generate(origin, keyTypes.note);
    const note = signCheckpoint(key, { origin, size: writer.size, root: writer.root() });
    tree.grow([], [], { size: writer.size, note, sealedAt: new Date().toISOString() });
  } finally {
    tree.close();
    await log.close();
  }
}

/** Seals what the view of permissions holds, as the server does each day. */
export async function sealedByTheServer(store: Store): Promise<void> {
  const view = views.find(({ name }) => name === 'permissions')!;
  const snapshot = ViewSnapshot.open(store.views);
  const [digest] = await snapshot.digests(view, [Number(snapshot.standing(view))]);
  snapshot.close();
  const stream = streamName('ledger', `digest-${view.name}`);
  const log = SqliteLog.open(store.events);
  try {
    const expected = (await log.read(stream)).length;
    const now = new Date().toISOString();
    const told = { type: 'ViewDigestSealed', schemaVersion: 1, occurredAt: now, recordedAt: now };
    const data = { view: view.name, version: view.version, ...digest };
    const actor = { kind: 'admin', id: 'ledger' } as const;
    const event = toStored({ eventId: nameId(`drill ${now}`), ...told, actor, data, stream, version: expected });
    await log.append([{ stream, expected, events: [event] }]);
  } finally {
    await log.close();
  }
}

/** A witness cosigned the tree before its last leaf came; its line goes under the latest checkpoint. */
export async function cosignedBefore(store: Store, { origin }: Kept): Promise<void> {
  const witness = SignerKey.generate('witness.drill', keyTypes.cosignature);
  const { verifier } = witness;
  writeFileSync(store.policy, `witness w ${formatVkey(verifier)}\nquorum w\n`);
  const tree = TreeFile.open(store.tree);
  try {
    const { size } = tree.latest!;
    const root = await new TiledTree(tree.readTile, size).root(size - 1);
    const before = formatCheckpoint({ origin, size: size - 1, root });
    const line = cosignatureLine(witness, before, Math.floor(Date.now() / 1000));
    tree.cosign(size, `${verifier.name}+${hexId(verifier.id)}`, line);
  } finally {
    tree.close();
  }
}

/** Flips a bit in the middle of the file's last third, where rows lie. */
export function flipByte(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    const at = Math.floor((statSync(file).size * 5) / 6);
    const byte = Buffer.alloc(1);
    readSync(handle, byte, 0, 1, at);
    byte[0] ^= 1;
    writeSync(handle, byte, 0, 1, at);
  } finally {
    closeSync(handle);
  }
}
