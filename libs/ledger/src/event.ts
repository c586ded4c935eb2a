/** Who acted: an official, a source system, an inspector, the police or an administrator. */
export type ActorKind = 'official' | 'system' | 'inspector' | 'police' | 'admin';
export interface Actor {
  kind: ActorKind;
  id: string;
}

/** Where an observed fact comes from; `system` and `sourceEventId` together name it for ever. */
export interface Source {
  system: string;
  sourceEventId: string;
  channel?: string;
}

/** The command behind a decided event: its name, the caller's Idempotency-Key and the SHA-256 of its canonical body. */
export interface Cause {
  name: string;
  key: string;
  hash: string;
}

/**
 * An event before it has a place: everything about it but its version in the stream.
 * Instants are `YYYY-MM-DDTHH:mm:ss.sssZ`; `occurredAt` is the world's time, `recordedAt` the ledger's.
 */
export interface NewEvent<T extends string = string, D extends object = object> {
  eventId: string;
  type: T;
  schemaVersion: number;
  occurredAt: string;
  recordedAt: string;
  actor: Actor;
  source?: Source;
  command?: Cause;
  unitId?: string;
  correlationId?: string;
  causationId?: string;
  requestId?: string;
  data: D;
}

/** What is stored: the canonical bytes of exactly this (RFC 8785). The position stands outside. */
export interface Envelope<T extends string = string, D extends object = object> extends NewEvent<T, D> {
  stream: string;
  /** 0 for the first event of its stream, without gaps. */
  version: number;
}

/** An envelope read from the log, at its position. Positions only rise, and have gaps. */
export interface RecordedEvent<T extends string = string, D extends object = object> extends Envelope<T, D> {
  position: number;
}
