import { describe, expect, it } from '@jest/globals';
import type { LedgerApi } from '../ledger-api.js';
import { Delivery } from './delivery.js';
import type { Entry } from './entry.js';

const event = (line: number, bytes = 2): Entry => ({ line, end: line * 10, event: Buffer.alloc(bytes, '1') });
const wrong = (line: number): Entry => ({ line, end: line * 10, wrong: { code: 'line-long', vi: 'dài', en: 'long' } });

/** A server that answers when told to, and the lines of each request that reached it. */
function heldServer() {
  const requests: { lines: number; answer: (items?: object[]) => void; fail: (error: Error) => void }[] = [];
  const post = (_path: string, _type: string, body: Buffer) =>
    new Promise((resolve, reject) => {
      const lines = body.toString().split('\n').length - 1;
      const counts = { recorded: lines, duplicate: 0, conflict: 0, refused: 0 };
      const answer = (items: object[] = []) => resolve({ counts, position: '7', items });
      requests.push({ lines, answer, fail: reject });
    });
  return { requests, api: { post } as unknown as LedgerApi };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a delivery', () => {
  it('goes out 500 lines at a time, one request after the other, and takes no more meanwhile than the next 500', async () => {
    const { requests, api } = heldServer();
    const delivery = new Delivery(api, () => undefined);
    let taken = 0;
    const all = (async () => {
      for (let line = 1; line <= 1600; line++) {
        await delivery.add(event(line));
        taken = line;
      }
      await delivery.finish();
    })();
    await turn();
    expect({ taken, requests: requests.length }).toEqual({ taken: 999, requests: 1 });
    requests[0].answer();
    await turn();
    expect({ taken, requests: requests.length }).toEqual({ taken: 1499, requests: 2 });
    for (let sent = 1; sent < 4; sent++) {
      requests[sent].answer();
      await turn();
    }
    await all;
    expect(requests.map(({ lines }) => lines)).toEqual([500, 500, 500, 100]);
    expect(delivery.counts.recorded).toBe(1600);
  });

  it('goes out earlier where lines are long: after 4 MiB', async () => {
    const { requests, api } = heldServer();
    const delivery = new Delivery(api, () => undefined);
    for (let line = 1; line <= 5; line++) await delivery.add(event(line, 1024 * 1024));
    expect(requests.map(({ lines }) => lines)).toEqual([4]);
  });

  it('tells what was not recorded in the order of the file, by the lines of the file', async () => {
    const { requests, api } = heldServer();
    const told: unknown[] = [];
    const delivery = new Delivery(api, (outcomes, end) =>
      told.push(...outcomes.map(({ line, status }) => [line, status]), end),
    );
    for (const entry of [event(2), wrong(3), event(5), event(9), wrong(12)]) await delivery.add(entry);
    const done = delivery.finish();
    await turn();
    requests[0].answer([
      { index: 1, status: 'refused', code: 'data-invalid' },
      { index: 2, status: 'conflict', code: 'id-reused' },
    ]);
    await done;
    expect(told).toEqual([[3, 'bad'], [5, 'refused'], [9, 'conflict'], [12, 'bad'], 120]); // prettier-ignore
    expect(delivery.counts.bad).toBe(2);
  });

  it('asks the server nothing for lines that are all bad', async () => {
    const { requests, api } = heldServer();
    const delivery = new Delivery(api, () => undefined);
    for (let line = 1; line <= 501; line++) await delivery.add(wrong(line));
    await delivery.finish();
    expect({ requests, bad: delivery.counts.bad }).toEqual({ requests: [], bad: 501 });
  });

  it('ends with the failure of a request, at the next step', async () => {
    const { requests, api } = heldServer();
    const delivery = new Delivery(api, () => undefined);
    for (let line = 1; line <= 500; line++) await delivery.add(event(line));
    requests[0].fail(new Error('gone'));
    await expect(delivery.finish()).rejects.toThrow('gone');
  });
});
