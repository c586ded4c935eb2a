import type { Actor } from '@app/ledger';
import { nameId } from '@app/merkle';

/** The id of an observed fact: the same wherever and however often its source sends it. */
export function factId(source: string, sourceEventId: string): string {
  return nameId(`${source.normalize('NFC')}\n${sourceEventId}`);
}

/** The id of a command's n-th event: the same for every re-send under the same key. */
export function commandEventId(actor: Actor, key: string, index: number): string {
  return nameId(`${actor.kind}:${actor.id}\n${key}\n${index}`);
}
