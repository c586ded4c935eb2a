import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Fact, Outcome, Recorder } from '@app/ledger';
import { Ingest } from './ingest.js';

const lookup = (id: string) => ({
  specversion: '1.0',
  id,
  source: 'TTHC',
  type: 'vn.accessledger.LookupPerformed.v1',
  time: '2025-05-06T02:03:04.000Z',
  data: {
    lookupId: id, accountId: 'TTHC:an', system: 'TTHC', function: 'F', subjects: [], fieldsReturned: [], result: 'found', resultCount: 1,
  },
}); // prettier-ignore
const batch = (name: string, items: number) => Array.from({ length: items }, (_, i) => lookup(`${name}-${i}`));

describe('the taking in of facts', () => {
  const actor = { id: 'TTHC', kind: 'system' } as const;
  let seen: string[];
  let ingest: Ingest;
  beforeEach(() => {
    seen = [];
    const record = (facts: readonly Fact[]): Promise<readonly Outcome[]> => {
      seen.push(facts[0].event.source?.sourceEventId.split('-')[0] ?? '');
      return Promise.resolve(facts.map((): Outcome => ({ status: 'recorded', position: 1 })));
    };
    const clock = { now: () => '2025-05-07T00:00:00.000Z', instantOf: (text: string) => text };
    ingest = new Ingest({ record } as unknown as Recorder, clock, (number) => number);
  });
  const turns = async (count: number) => {
    for (let turn = 1; turn <= count; turn++) {
      await nextTurn();
      seen.push('other');
    }
  };

  it('lets the log and other requests have their turn between two large batches', async () => {
    const lines = batch('c', 50).map((item) => Buffer.from(JSON.stringify(item)));
    await Promise.all([
      ingest.items(batch('a', 500), actor),
      ingest.items(batch('b', 50), actor),
      ingest.lines(lines, actor, 0),
      turns(4),
    ]);
    expect(seen.filter((one) => one !== 'other')).toEqual(['a', 'b', 'c']);
    expect(seen.indexOf('b') - seen.indexOf('a')).toBeGreaterThan(1);
    expect(seen.indexOf('c') - seen.indexOf('b')).toBeGreaterThan(1);
  });

  it('has small ones wait for nothing', async () => {
    const large = ingest.items(batch('large', 500), actor);
    const small = ingest.items(batch('small', 49), actor);
    await Promise.all([large, small, turns(2)]);
    expect(seen.indexOf('small')).toBeLessThan(seen.indexOf('other'));
    expect(seen.indexOf('large')).toBeGreaterThan(seen.indexOf('small'));
  });
});
