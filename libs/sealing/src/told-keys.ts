import { fromLogged, type EventLog } from '@app/ledger';
import { hexId, type VerifierKey } from '@app/merkle';
import { BesideTheSeal } from './standing.js';

/** The stream of the events that tell of the log's keys. */
const keyStream = 'ledger-keys';

/** A key as the log tells of it. */
export interface ToldKey {
  keyId: string;
  origin: string;
  /** In base64. */
  publicKey: string;
  validFrom: string;
  /** When it signed no more, and why; nothing while it signs. */
  retired?: { validTo: string; reason: string };
}

/** The keys that the log tells of, in the order in which they came. */
export async function toldKeys(log: EventLog): Promise<readonly ToldKey[]> {
  const keys = new Map<string, ToldKey>();
  for (const event of await log.read(keyStream, 0)) {
    const { type, data } = fromLogged(event);
    if (type === 'LedgerKeyAdded') {
      const { keyId, origin, publicKey, validFrom } = data as ToldKey;
      keys.set(keyId, { keyId, origin, publicKey, validFrom });
    } else if (type === 'LedgerKeyRetired') {
      const { keyId, validTo, reason } = data as { keyId: string; validTo: string; reason: string };
      const key = keys.get(keyId);
      if (key) key.retired = { validTo, reason };
    }
  }
  return [...keys.values()];
}

/** Rejects with `BesideTheSeal` a key that the log says was retired: the folder of keys is an old copy. */
export async function assertInForce(log: EventLog, { id }: VerifierKey): Promise<void> {
  const told = (await toldKeys(log)).find(({ keyId }) => keyId === hexId(id));
  if (told?.retired) throw new BesideTheSeal(`the key ${told.keyId} was retired on ${told.retired.validTo}`);
}
