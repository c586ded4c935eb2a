import fc from 'fast-check';
import { MemoryViewStore, ViewRun, type ViewedEvent } from '@app/ledger';
import { eventsOf, standingAfter } from './examples.js';
import { findings } from './finding.js';
import { findingsView } from './findings-view.js';
import { rules } from './rules/index.js';
import {
  denied,
  dossier,
  exported,
  granted,
  justified,
  lookup,
  many,
  revoked,
  session,
  sessionEnded,
} from './story.js';

// More look-ups of one account's day, and of one citizen, than rules go through again each time: what is worked out along
// them goes on from event to event, and must say what a ledger says that knows nothing yet.
const officers = ['TTHC:an', ...Array.from({ length: 8 }, (_, i) => `TTHC:a${i}`)];
const told = eventsOf([
  ...officers.map((accountId, i) => granted('2025-03-03 07:00', { accountId, officialId: `O-${i}`, unitId: `U-${i % 3}` })), // prettier-ignore
  dossier('2025-03-03 08:00'),
  session('2025-03-04 07:59', { deviceId: 'PC-1', ip: '10.1.1.7' }),
  session('2025-03-04 08:00', { deviceId: 'PC-2', ip: '10.1.2.7' }),
  // One account's day: bursts of ten minutes with pauses, of which some ask for neighbours, some find nobody.
  ...many(560, { from: '2025-03-04 08:00:00', every: 20 }, (at, i) => {
    const isBurst = i % 100 < 30;
    return lookup(at, {
      subjects: [isBurst ? `c${i}` : `c${i % 7}`],
      ...(i % 40 < 12 && isBurst && { result: 'notFound' }),
      ...(i % 50 < 9 && { adjacentId: true }),
    });
  }),
  ...many(12, { from: '2025-03-04 12:00:00', every: 60 }, (at) => exported(at)),
  denied('2025-03-04 12:30'),
  sessionEnded('2025-03-04 13:00', '2025-03-04 07:59'),
  revoked('2025-03-04 18:00', { accountId: 'TTHC:a7' }),
  // One citizen whom nine accounts look up: some for a dossier, some for none, of which some are explained later.
  ...many(560, { from: '2025-03-05 08:00:00', every: 50 }, (at, i) =>
    lookup(at, {
      accountId: officers[(i * 5) % officers.length],
      subjects: ['the one'],
      ...(i % 9 === 4 && { dossierId: undefined }),
      ...(i % 9 === 7 && { dossierId: `D-${i}` }),
    }),
  ),
  justified('2025-03-05 11:20', '2025-03-05 11:20'),
]);

/** All rows of findings, with the positions between which they were known so; `parts` are taken by a run of their own. */
function held(parts: readonly (readonly ViewedEvent[])[]) {
  const store = new MemoryViewStore();
  for (const part of parts) new ViewRun(findingsView(rules), store).apply(part);
  return store.dump(findings);
}
function cut<T>(list: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / length) }, (_, i) => list.slice(i * length, (i + 1) * length));
}
const inOrder = (events: readonly ViewedEvent[]) => events.map((event, i) => ({ ...event, position: i + 1 }));

describe('a crowd of look-ups', () => {
  it('is found the same, at each position, by a run that begins anew again and again', () => {
    const whole = held([told]);
    const codes = new Set(whole.map(({ row }) => (row as { code: string }).code));
    expect([...codes]).toEqual(expect.arrayContaining(['V-07', 'V-11', 'V-12', 'V-17', 'V-31']));
    expect(held(cut(told, 3))).toEqual(whole);
  });

  it('is found the same where many senders deliver it a little out of order', () => {
    const standing = standingAfter(rules, told);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), (length, turn) => {
        const shuffled = cut(told, length).flatMap((part) => [...part.slice(turn % part.length), ...part.slice(0, turn % part.length)]); // prettier-ignore
        expect(standingAfter(rules, inOrder(shuffled))).toEqual(standing);
      }),
      { numRuns: 3 },
    );
  });
});
