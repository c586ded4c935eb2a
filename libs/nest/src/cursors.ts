import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonical } from '@app/ledger';
import type { ReadAt } from './at.js';
import { badQuery, problem } from './problem.js';

/** The key values of the last row of a page. */
export type After = readonly (string | number)[];
/** One page to read: as of when, behind which row, how many rows. */
export interface PageAt {
  at: ReadAt;
  after?: After;
  limit: number;
}

export const defaultLimit = 100;
export const maxLimit = 1000;

/**
 * Opaque cursors of lists, signed and bound to the list's filter and to the `knownAt` of its first page, so that all
 * pages are one snapshot. A cursor of another filter, or a changed one, is refused.
 */
export class Cursors {
  constructor(private readonly key: Uint8Array) {}

  /** The page that a request asks for; with a cursor, both times are those of the first page. */
  page(filter: object, at: ReadAt, asked: { cursor?: unknown; limit?: unknown }): PageAt {
    const limit = limitOf(asked.limit);
    if (asked.cursor === undefined) return { at, limit };
    const [payload, mac, ...rest] = typeof asked.cursor === 'string' ? asked.cursor.split('.') : [];
    if (!payload || !mac || rest.length > 0) throw problem('cursor-invalid');
    const own = Buffer.from(this.mac(payload, filter));
    const given = Buffer.from(mac);
    if (own.length !== given.length || !timingSafeEqual(own, given)) throw problem('cursor-invalid');
    const [asOf, position, time, after] = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Payload;
    return { at: { asOf, knownAt: { position, at: time } }, after, limit };
  }

  /** The cursor of the page behind a row. */
  next(filter: object, at: ReadAt, after: After): string {
    const payload: Payload = [at.asOf, at.knownAt.position, at.knownAt.at, after];
    const text = Buffer.from(JSON.stringify(payload)).toString('base64url');
    return `${text}.${this.mac(text, filter)}`;
  }

  private mac(payload: string, filter: object): string {
    return createHmac('sha256', this.key)
      .update(`${payload}\n${canonical(filter)}`)
      .digest('base64url');
  }
}
type Payload = readonly [asOf: string, position: number, time: string | null, after: After];

/** `limit` of a list: 1 to 1000, 100 where none was asked; text or a number. */
export function limitOf(asked: unknown): number {
  if (asked === undefined) return defaultLimit;
  const limit = typeof asked === 'string' && /^\d{1,4}$/.test(asked) ? Number(asked) : asked;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    throw badQuery('limit', `limit must be a whole number from 1 to ${maxLimit}`);
  }
  return limit;
}
