import { accept, addMs, eventType, factText, instantOf } from '@app/capabilities';
import { canonical, type Actor, type Fact } from '@app/ledger';
import { sha256Hex } from '@app/merkle';
import { told, type Fault, type TokenOf } from '@app/nest';
import { factId } from '../event-ids.js';

/** A fact that may be recorded, or why it may not. `id` is the source's own, as far as it could be read. */
export type Read = Readonly<
  { id: string | null } & ({ fact: Fact } | { code: FactRefusal; errors?: readonly Fault[] })
>;
/** Why one item of a batch is refused; the others go on. */
export type FactRefusal =
  'not-an-event' | 'type-unknown' | 'type-decided' | 'time-ahead' | 'time-too-old' | 'data-invalid' | 'event-large';

/** The oldest moment that a source may report. */
export const oldest = '2015-01-01T00:00:00.000Z';
/** How far ahead of the ledger's clock a source's may be, in milliseconds. */
export const aheadMs = 24 * 3_600_000;
/** A fact's canonical body may have this many bytes, which leaves room for its envelope below the log's 60 KiB. */
export const maxFactBytes = 56 * 1024;

const typePattern = /^vn\.accessledger\.([A-Za-z]{1,60})\.v1$/;
const control = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Reads one CloudEvent 1.0 as an observed fact: its data strict, in the stored spelling, citizens as tokens. What the
 * fact says is never judged. Attributes that the ledger does not know are passed over.
 */
export function readCloudEvent(item: unknown, actor: Actor, now: string, tokenOf: TokenOf): Read {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { id: null, code: 'not-an-event' };
  const event = item as Record<string, unknown>;
  const id = isName(event.id) ? event.id.normalize('NFC') : null;
  const occurredAt = typeof event.time === 'string' ? instantOf(event.time) : undefined;
  const isEvent = event.specversion === '1.0' && isName(event.source) && typeof event.type === 'string';
  if (id === null || occurredAt === undefined || !isEvent) {
    return { id, code: 'not-an-event', errors: attributeFaults(event, occurredAt) };
  }
  const name = typePattern.exec(event.type as string)?.[1];
  const type = name === undefined ? undefined : eventType(name);
  if (name === undefined || !type) return { id, code: 'type-unknown' };
  if (!type.observed) return { id, code: 'type-decided' };
  if (occurredAt < oldest) return { id, code: 'time-too-old' };
  if (occurredAt > latestAt(now)) return { id, code: 'time-ahead' };
  const accepted = accept(type.of, event.data, tokenOf);
  if ('faults' in accepted) {
    const errors = accepted.faults.map((one) => ({ ...one, pointer: `/data${one.pointer}` }));
    return { id, code: 'data-invalid', errors: told(errors) };
  }
  const data = accepted.value;
  const source = { sourceEventId: id, system: (event.source as string).normalize('NFC') };
  const dataText = canonical(data);
  const text = factText({ type: name, occurredAt, source, data }, dataText);
  if (Buffer.byteLength(text) > maxFactBytes) return { id, code: 'event-large' };
  const eventId = factId(source.system, id);
  const stream = type.streamOf(data, occurredAt);
  const stored = { eventId, type: name, schemaVersion: 1, occurredAt, actor, source };
  return { id, fact: { eventId, stream, hash: sha256Hex(text), event: stored, dataText } };
}

function attributeFaults(event: Record<string, unknown>, occurredAt: string | undefined): readonly Fault[] {
  return [
    ...(event.specversion === '1.0' ? [] : [fault('specversion', 'specversion must be 1.0')]),
    ...(isName(event.id) ? [] : [fault('id', 'id must be a text of 1 to 200 characters')]),
    ...(isName(event.source) ? [] : [fault('source', 'source must be a text of 1 to 200 characters')]),
    ...(typeof event.type === 'string' ? [] : [fault('type', 'type must be a text')]),
    ...(occurredAt !== undefined ? [] : [fault('time', 'time must be an RFC 3339 instant')]),
  ];
}

// The same for all facts of a batch.
let latest = { now: '', at: '' };
function latestAt(now: string): string {
  if (latest.now !== now) latest = { now, at: addMs(now, aheadMs) };
  return latest.at;
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 200 && !control.test(value);
const fault = (name: string, message: string): Fault => ({ pointer: `/${name}`, code: 'invalid', message });
