import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { accepts, catalogue, eventType } from '@app/capabilities';
import { canonical, fromLogged, type Envelope } from '@app/ledger';

const hashes = JSON.parse(readFileSync(join(__dirname, 'hashes.json'), 'utf8')) as Record<string, string>;
const names = Object.keys(hashes);
const stored = (name: string) => readFileSync(join(__dirname, 'forms', `${name}.json`));
const parsed = (name: string) => JSON.parse(stored(name).toString('utf8')) as Envelope;

describe('the stored forms that shipped', () => {
  it('are all listed with their hashes', () => {
    const files = readdirSync(join(__dirname, 'forms')).map((file) => file.replace(/\.json$/, ''));
    expect(files.sort()).toEqual([...names].sort());
  });

  it.each(Object.keys(catalogue))('%s has one with all its fields and one with the least', (type) => {
    expect(names).toEqual(expect.arrayContaining([`${type}-full`, `${type}-least`]));
  });

  describe.each(names)('%s', (name) => {
    it('has the bytes that it had when it shipped', () => {
      expect(createHash('sha256').update(stored(name)).digest('hex')).toBe(hashes[name]);
    });

    it("is taken by today's class", () => {
      const { type, data } = parsed(name);
      const known = eventType(type);
      expect(known && accepts(known.of, data)).toBe(true);
    });

    it('is the canonical text of what it says', () => {
      expect(canonical(parsed(name))).toBe(stored(name).toString('utf8'));
    });

    it('is read from a log as it stands, in the stream that its type goes to today', () => {
      const { stream, version, eventId, type, occurredAt, data } = parsed(name);
      const read = fromLogged({ stream, version, eventId, type, body: stored(name), position: 7 });
      expect(read).toEqual({ ...parsed(name), position: 7 });
      expect(eventType(type)?.streamOf(data, occurredAt)).toBe(stream);
    });
  });
});
