import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Database } from './open-database.js';

const busy = 5;

/**
 * The right to write one file, held by one process at a time. It is an exclusive transaction on `<file>.lock`, so the
 * operating system ends it with the process, however that dies. `<file>.pid` only names the holder, for people.
 * No code of the holder may open `<file>.lock` by other means: closing it would drop the lock (POSIX fcntl).
 */
export class WriterLock {
  private constructor(
    private readonly file: string,
    private readonly lock: Database,
  ) {}

  /** Takes the lock or throws at once, naming the holder. */
  static take(file: string): WriterLock {
    const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
      writeFileSync(`${file}.pid`, `${process.pid} on ${hostname()}\n`);
    } catch (cause) {
      lock.close();
      if ((cause as { errcode?: number }).errcode !== busy) throw cause;
      throw new Error(`${file} is already open for writing by process ${holderOf(file)}`, { cause });
    }
    return new WriterLock(file, lock);
  }

  release(): void {
    rmSync(`${this.file}.pid`, { force: true });
    this.lock.close();
  }
}

function holderOf(file: string): string {
  try {
    return readFileSync(`${file}.pid`, 'utf8').trim();
  } catch {
    return '(unknown)';
  }
}
