import { mapKeysForm, type DataOf, type EventName } from '@app/capabilities';
import type { Recorder } from '@app/ledger';
import { hexId, parseCheckpoint, parseNote, type NoteSignature, type VerifierKey } from '@app/merkle';
import type { KeptMap, SealedCheckpoint, ToldKey } from '@app/sealing';
import type { Clock } from '@app/nest';
import { ledger, ownEvent } from '../own-event.js';

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** Writes what the ledger says of its own tree into the log. The ids are fixed by what is said, so that each is said once. */
export class SealBook {
  constructor(
    private readonly recorder: Recorder,
    private readonly clock: Clock,
  ) {}

  async checkpoint({ note }: SealedCheckpoint): Promise<void> {
    const { text, signatures } = parseNote(note);
    const { origin, size, root } = parseCheckpoint(text);
    const [{ id, signature }] = signatures;
    await this.say('CheckpointSealed', `checkpoint\n${text}`, {
      origin,
      treeSize: size,
      rootHash: Buffer.from(root).toString('hex'),
      keyId: hexId(id),
      signature: base64(signature),
    });
  }

  async cosigned(
    origin: string,
    treeSize: number,
    { name, id, signature }: NoteSignature,
    time: number,
  ): Promise<void> {
    await this.say('CheckpointCosigned', `cosigned\n${origin}\n${treeSize}\n${name}+${hexId(id)}\n${time}`, {
      ...{ origin, treeSize, witness: name, keyId: hexId(id) },
      at: new Date(time * 1000).toISOString(),
      signature: base64(signature),
    });
  }

  /** The map of which leaves are about whom, at a size of the tree. */
  async map(origin: string, { size: treeSize, root, entries }: KeptMap): Promise<void> {
    const said = { treeSize, root: Buffer.from(root).toString('hex'), entries, keys: mapKeysForm };
    await this.say('CompletenessMapSealed', `map\n${origin}\n${treeSize}\n${said.root}\n${said.keys}`, said);
  }

  /** A key signs from now on, and those that the log told of before it do no more. */
  async key({ name, id, publicKey }: VerifierKey, told: readonly ToldKey[]): Promise<void> {
    const keyId = hexId(id);
    await this.say('LedgerKeyAdded', `log key\n${name}+${keyId}`, {
      origin: name,
      keyId,
      algorithm: 'ed25519',
      publicKey: base64(publicKey),
      validFrom: this.clock.now(),
    });
    for (const old of told) if (old.keyId !== keyId && !old.retired) await this.retired(old, keyId);
  }

  private async retired({ origin, keyId }: ToldKey, by: string): Promise<void> {
    const reason = `Đã thay bằng khóa ${by} · replaced by the key ${by}`;
    await this.say('LedgerKeyRetired', `log key retired\n${origin}+${keyId}`, {
      keyId,
      validTo: this.clock.now(),
      reason,
    });
  }

  private async say<T extends EventName>(type: T, name: string, data: DataOf<T>): Promise<void> {
    const event = ownEvent(type, data, { name, occurredAt: this.clock.now(), actor: ledger });
    if ((await this.recorder.find([event.eventId])).has(event.eventId)) return;
    await this.recorder.record([event]);
  }
}
