import { existsSync, readFileSync } from 'node:fs';
import { openNote, parseCheckpoint, Rejected, type Checkpoint, type VerifierKey } from '@app/merkle';
import { writeDurably } from '@app/sealing';
import { WriterLock } from '@app/sqlite';
import { Failure } from '../told.js';

interface Seen extends Checkpoint {
  /** The checkpoint as its log signed it, with this witness's line. */
  note: string;
}

/**
 * What a witness has seen of each log: one file, `{"<origin>": "<its latest note, cosigned>"}`, which one process at a
 * time may have open. A file that is there holds nothing but what this witness has signed.
 */
export class WitnessState {
  private constructor(
    private readonly file: string,
    private readonly lock: WriterLock,
    private readonly seen: Map<string, Seen>,
  ) {}

  /** Makes the file of a witness that has seen nothing yet, before it has a key. */
  static begin(file: string): void {
    if (!existsSync(file)) writeDurably(file, '{}\n', 0o600);
  }

  /** Opens the file. Refuses one that is not there, is open already, or was not written by this witness. */
  static open(file: string, key: VerifierKey): WitnessState {
    const lock = locked(file);
    try {
      return new WitnessState(file, lock, read(file, key));
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** The latest checkpoint of a log, if any. */
  of(origin: string): Seen | undefined {
    return this.seen.get(origin);
  }

  /** Keeps a log's latest: it is on the disk when this returns, and is not kept at all where this throws. */
  keep(checkpoint: Checkpoint, note: string): void {
    const next = new Map(this.seen).set(checkpoint.origin, { ...checkpoint, note });
    const notes = Object.fromEntries([...next].map(([origin, seen]) => [origin, seen.note]));
    writeDurably(this.file, `${JSON.stringify(notes, null, 2)}\n`, 0o600);
    this.seen.set(checkpoint.origin, { ...checkpoint, note });
  }

  close(): void {
    this.lock.release();
  }
}

function read(file: string, key: VerifierKey): Map<string, Seen> {
  try {
    const notes = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
    return new Map(
      notes.map(([origin, note]) => {
        const checkpoint = parseCheckpoint(openNote(note, [key]).text);
        if (checkpoint.origin !== origin) throw new Rejected('origin', `${origin} has a note of ${checkpoint.origin}`);
        return [origin, { ...checkpoint, note }];
      }),
    );
  } catch (cause) {
    // A witness that has forgotten would cosign another log: it does not begin anew by itself.
    throw new Failure(
      {
        vi: `Trạng thái ${file} không có hoặc không phải của người chứng kiến này; lấy lại từ bản sao lưu`,
        en: `The state ${file} is not there, or not this witness’s own; restore it`,
      },
      { cause },
    );
  }
}

function locked(file: string): WriterLock {
  try {
    return WriterLock.take(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure({ vi: `Không giữ được trạng thái: ${why}`, en: `The state cannot be held: ${why}` }, { cause });
  }
}
