import { createHash } from 'node:crypto';
import type { Actor } from '@app/ledger';

/** The namespace of every event id that the ledger makes (RFC 9562 §5.5). It never changes: ids are kept for ever. */
export const eventNamespace = 'c2fff2e5-ed7c-4c3f-a64d-0bcdd4af3c1d';
const namespaceBytes = Buffer.from(eventNamespace.replaceAll('-', ''), 'hex');

/** UUIDv5 of a name in the ledger's namespace. */
export function uuid5(name: string): string {
  const bytes = createHash('sha1').update(namespaceBytes).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The id of an observed fact: the same wherever and however often its source sends it. */
export function factId(source: string, sourceEventId: string): string {
  return uuid5(`${source.normalize('NFC')}\n${sourceEventId}`);
}

/** The id of a command's n-th event: the same for every re-send under the same key. */
export function commandEventId(actor: Actor, key: string, index: number): string {
  return uuid5(`${actor.kind}:${actor.id}\n${key}\n${index}`);
}
