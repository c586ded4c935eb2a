import type { EventLog } from '@app/ledger';
import { parseSignatureLines, type Policy } from '@app/merkle';
import { BesideTheSeal, logKeysIn, openLogKey, toldKeys, TreeFile } from '@app/sealing';
import type { Closing } from '../closing.js';
import type { ServerConfig } from '../config.js';
import { Turns } from '../turns.js';
import type { SealBook } from './seal-book.js';
import type { Sealed } from './sealed.js';
import { authorityIn, sealHere, sealInThread, treeFile, type Sealing } from './sealing.js';
import type { Source } from './source.js';
import { Timestamps } from './timestamps.js';
import { timeOf } from './witness-client.js';
import { Witnesses } from './witnesses.js';

/**
 * Seals the log until the server closes; what ends it is told to `ended`. Asks the witnesses what they have seen before
 * anything is signed.
 */
export async function seal(
  { dataDir, threads, seal: every }: ServerConfig,
  { events, log, now }: Source,
  sealed: Sealed,
  { closing, ended }: { closing: Closing; ended: (why: unknown) => void },
): Promise<Sealing> {
  openLogKey(dataDir); // made here once, before the thread that signs looks for it
  const tree = TreeFile.open(treeFile(dataDir));
  closing.add(() => tree.close());
  sealed.keys = logKeysIn(dataDir);
  const stop = (reason: string) => {
    ended(new BesideTheSeal(reason));
    sealing.abandon();
  };
  sealed.witnesses = sealed.policy && witnessesOf(sealed.policy, tree, sealed, stop);
  const authority = authorityIn(dataDir);
  sealed.timestamps = authority && new Timestamps(authority, tree, sealed);
  const seen = (await sealed.witnesses?.seen()) ?? [];
  const start = { events, dataDir, everyMs: every?.everyMs ?? 1000, seen };
  const sealing = threads ? sealInThread(start, sealed) : sealHere(log, start, now, sealed);
  sealing.ended.catch(ended);
  closing.add(() => sealing.close());
  closing.add(() => sealed.witnesses?.close());
  closing.add(() => sealed.timestamps?.close());
  await sealing.opened.then(
    () => sealed.open(tree),
    () => undefined, // told through `ended`
  );
  return sealing;
}

const witnessesOf = (policy: Policy, tree: TreeFile, sealed: Sealed, onBeyond: (reason: string) => void): Witnesses =>
  new Witnesses(policy, {
    ...{ logs: sealed.keys, tree, onBeyond },
    onCosigned: (...cosigned) => {
      sealed.onCosigned(sealed.keys[0].name, ...cosigned);
      sealed.timestamps?.look();
    },
  });

/**
 * Tells of the tree in the log: the key that signs, those that do no more, what was sealed before a stop and not told yet,
 * then each checkpoint as it is signed and each cosignature as it comes. Nothing where nothing may be signed.
 */
export async function tellOfSeal(sealed: Sealed, book: SealBook, log: EventLog): Promise<void> {
  const { tree } = sealed;
  if (!tree) return;
  await book.key(sealed.keys.at(-1)!, await toldKeys(log));
  const turns = new Turns();
  const say = (telling: () => Promise<void>) =>
    void turns.next(telling).then(
      () => sealed.told(),
      (error: unknown) => sealed.told(error),
    );
  sealed.onSealed = (checkpoint) => say(() => book.checkpoint(checkpoint));
  sealed.onCosigned = (...cosigned) => say(() => book.cosigned(...cosigned));
  const { latest } = tree;
  if (latest) {
    sealed.onSealed(latest);
    const kept = tree.cosignatures(latest.size).flatMap(({ line }) => parseSignatureLines(line));
    for (const signature of kept) sealed.onCosigned(sealed.keys[0].name, latest.size, signature, timeOf(signature));
  }
  await turns.settled();
}
