import { toStored, type EventLog, type LoggedEvent, type StoredEvent, type Write } from './event-log.js';
import { canonical } from './canonical.js';

/** A store under test. `reopen` closes the log and opens the same data again; absent where nothing is kept. */
export interface LogUnderTest {
  log: EventLog;
  reopen?: () => Promise<EventLog>;
  dispose: () => Promise<void>;
}

let nextId = 0;
/** A stored event with a fresh id, for the given place. */
export function eventAt(stream: string, version: number, note: string = 'x', eventId = freshId()): StoredEvent {
  return toStored({
    eventId,
    stream,
    version,
    type: 'Noted',
    schemaVersion: 1,
    occurredAt: '2025-01-02T03:04:05.006Z',
    recordedAt: '2025-01-02T03:04:05.007Z',
    actor: { kind: 'system', id: 'contract' },
    data: { note },
  });
}
export function freshId(): string {
  return `00000000-0000-5000-8000-${(nextId++).toString(16).padStart(12, '0')}`;
}
/** A write of `count` fresh events at the end of a stream that holds `expected`. */
export function writeTo(stream: string, expected: number, count = 1): Write {
  return { stream, expected, events: Array.from({ length: count }, (_, i) => eventAt(stream, expected + i)) };
}

/** The promises of the port, the same for every store. Call it from the adapter's spec with a way to open one. */
export function eventLogContract(name: string, open: () => Promise<LogUnderTest>): void {
  describe(`event log: ${name}`, () => {
    let under: LogUnderTest;
    let log: EventLog;
    beforeEach(async () => {
      under = await open();
      log = under.log;
    });
    afterEach(() => under.dispose());

    const all = async (from = 0): Promise<LoggedEvent[]> => {
      const events: LoggedEvent[] = [];
      for (let after = from; ; after = events[events.length - 1].position) {
        const page = await log.readAll(after, 100);
        if (page.length === 0) return events;
        events.push(...page);
      }
    };
    const plain = (events: readonly LoggedEvent[]) =>
      events.map(({ stream, version, eventId, type, body }) => ({
        stream,
        version,
        eventId,
        type,
        body: Buffer.from(body).toString('utf8'),
      }));
    const asPlain = (events: readonly StoredEvent[]) => plain(events.map((event) => ({ ...event, position: 0 })));

    it('gives back what was appended, byte for byte and in order', async () => {
      const write = writeTo('s-1', 0, 3);
      expect(await log.append([write])).toEqual([{ ok: true, position: expect.any(Number) as number }]);
      expect(plain(await log.read('s-1'))).toEqual(asPlain(write.events));
      expect(plain(await all())).toEqual(asPlain(write.events));
    });

    it('stores Vietnamese text and the characters that JSON escapes as they are', async () => {
      const note = 'Đỗ Thị Ngọc Ánh — “hồ sơ” \u0000\u001f\\"\u2028𠮷';
      await log.append([{ stream: 's-vi', expected: 0, events: [eventAt('s-vi', 0, note)] }]);
      const [stored] = await log.read('s-vi');
      const parsed = JSON.parse(Buffer.from(stored.body).toString('utf8')) as { data: { note: string } };
      expect(parsed.data.note).toBe(note);
      expect(canonical(parsed)).toBe(Buffer.from(stored.body).toString('utf8'));
    });

    it('reads a stream from a version on, and nothing where there is nothing', async () => {
      await log.append([writeTo('s-2', 0, 5)]);
      expect((await log.read('s-2', 3)).map((e) => e.version)).toEqual([3, 4]);
      expect(await log.read('s-2', 5)).toEqual([]);
      expect(await log.read('s-none')).toEqual([]);
    });

    it('refuses a write whose stream holds more or fewer events than expected, and says how many', async () => {
      await log.append([writeTo('s-3', 0, 2)]);
      expect(await log.append([writeTo('s-3', 0)])).toEqual([{ ok: false, actual: 2 }]);
      expect(await log.append([writeTo('s-3', 1)])).toEqual([{ ok: false, actual: 2 }]);
      expect(await log.append([writeTo('s-3', 3)])).toEqual([{ ok: false, actual: 2 }]);
      expect(await log.append([writeTo('s-new', 1)])).toEqual([{ ok: false, actual: 0 }]);
      expect(await all()).toHaveLength(2);
    });

    it('writes all of a write or none of it, and lets the others of the same call through', async () => {
      await log.append([writeTo('s-4', 0)]);
      const answers = await log.append([writeTo('s-5', 0, 2), writeTo('s-4', 0, 3), writeTo('s-6', 0, 2)]);
      expect(answers.map((a) => a.ok)).toEqual([true, false, true]);
      expect(await log.read('s-4')).toHaveLength(1);
      expect(await log.read('s-5')).toHaveLength(2);
      expect(await log.read('s-6')).toHaveLength(2);
    });

    it('lets one of many racing writers win each version', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => log.append([writeTo('s-race', 0)])));
      expect(answers.flat().filter((a) => a.ok)).toHaveLength(1);
      expect(await log.read('s-race')).toHaveLength(1);
    });

    it('takes several writes to one stream in one call, in order', async () => {
      const answers = await log.append([writeTo('s-7', 0, 2), writeTo('s-7', 2, 1)]);
      expect(answers.map((a) => a.ok)).toEqual([true, true]);
      expect((await log.read('s-7')).map((e) => e.version)).toEqual([0, 1, 2]);
    });

    it('answers a retry of a write that is already there without writing it twice', async () => {
      const write = writeTo('s-8', 0, 2);
      await log.append([write]);
      const [again] = await log.append([write]);
      if (!again.ok) expect(again.actual).toBe(2);
      expect(await log.read('s-8')).toHaveLength(2);
    });

    it('gives positions that rise over all streams, the last of a write in its answer', async () => {
      const [a] = await log.append([writeTo('s-9', 0, 2)]);
      const [b] = await log.append([writeTo('s-10', 0, 1)]);
      const events = await all();
      const positions = events.map((e) => e.position);
      expect(positions).toEqual([...positions].sort((x, y) => x - y));
      expect(new Set(positions).size).toBe(3);
      expect(positions[0]).toBeGreaterThan(0);
      expect([a, b]).toEqual([
        { ok: true, position: positions[1] },
        { ok: true, position: positions[2] },
      ]);
    });

    it('reads the whole log in pages of any size, each event once', async () => {
      for (let i = 0; i < 7; i++) await log.append([writeTo(`s-page-${i % 3}`, Math.floor(i / 3))]);
      const whole = plain(await all());
      const pieces: LoggedEvent[] = [];
      for (;;) {
        const page = await log.readAll(pieces[pieces.length - 1]?.position ?? 0, 2);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(2);
        pieces.push(...page);
      }
      expect(plain(pieces)).toEqual(whole);
    });

    it('reads from an event on, by the position that the log gave it', async () => {
      for (let i = 0; i < 5; i++) await log.append([writeTo(`s-from-${i}`, 0)]);
      const events = await all();
      for (const [i, { position }] of events.entries()) {
        expect(plain(await log.readFrom(position, 2))).toEqual(plain(events.slice(i, i + 2)));
      }
    });

    it('follows: first what is there, then what comes, each once and in log order', async () => {
      await log.append([writeTo('s-11', 0, 3)]);
      const abort = new AbortController();
      const seen: LoggedEvent[] = [];
      let arrived = () => {};
      const following = (async () => {
        for await (const batch of log.follow(0, abort.signal)) {
          seen.push(...batch);
          arrived();
        }
      })();
      const until = async (count: number) => {
        while (seen.length < count) await new Promise<void>((resolve) => (arrived = resolve));
      };
      await until(3);
      for (let i = 3; i < 40; i++) await log.append([writeTo('s-11', i)]);
      await until(40);
      abort.abort();
      await following;
      expect(seen.map((e) => e.version)).toEqual(Array.from({ length: 40 }, (_, i) => i));
      expect(plain(seen)).toEqual(plain(await all()));
    });

    it('follows from after a position', async () => {
      await log.append([writeTo('s-12', 0, 4)]);
      const events = await all();
      const abort = new AbortController();
      const seen: LoggedEvent[] = [];
      for await (const batch of log.follow(events[1].position, abort.signal)) {
        seen.push(...batch);
        if (seen.length >= 2) abort.abort();
      }
      expect(plain(seen)).toEqual(plain(events.slice(2)));
    });

    it('ends a follower that waits when its signal aborts', async () => {
      const abort = new AbortController();
      const following = (async () => {
        for await (const batch of log.follow(0, abort.signal)) expect(batch).toEqual([]);
      })();
      abort.abort();
      await following;
    });

    it('does not lose an event for a slow follower', async () => {
      const abort = new AbortController();
      const seen: number[] = [];
      const following = (async () => {
        for await (const batch of log.follow(0, abort.signal)) {
          await new Promise((resolve) => setImmediate(resolve));
          seen.push(...batch.map((e) => e.version));
          if (seen.length === 300) abort.abort();
        }
      })();
      for (let i = 0; i < 300; i += 3) await log.append([writeTo('s-slow', i, 3)]);
      await following;
      expect(seen).toEqual(Array.from({ length: 300 }, (_, i) => i));
    });

    it('keeps all that was acknowledged when it is opened again', async () => {
      if (!under.reopen) return;
      await log.append([writeTo('s-13', 0, 2), writeTo('s-14', 0, 1)]);
      const before = await all();
      log = await under.reopen();
      expect(plain(await all())).toEqual(plain(before));
      expect(await log.append([writeTo('s-13', 0)])).toEqual([{ ok: false, actual: 2 }]);
      expect(await log.append([writeTo('s-13', 2)])).toEqual([{ ok: true, position: expect.any(Number) as number }]);
    });
  });
}
