import { openEnd, MemoryViewStore, ViewRun, type Table, type ViewedEvent } from '@app/ledger';
import { eventsOf, standingAfter } from './examples.js';
import { findings, type Finding } from './finding.js';
import { findingsView } from './findings-view.js';
import { rules } from './rules/index.js';
import { aliased, changed, dossier, granted, heartbeat, justified, lookup, protectedFrom, revoked } from './story.js';

const arriving = (events: readonly ViewedEvent[], ...order: number[]) =>
  order.map((index, i) => ({ ...events[index], position: i + 1 }));
const evidenceOf = (code: string, found: readonly Finding[]) =>
  found.find((finding) => finding.code === code)?.evidence;

/** All rows of findings, with the positions between which they were known so. */
function heldAfter(events: readonly ViewedEvent[]) {
  const store = new MemoryViewStore();
  new ViewRun(findingsView(rules), store).apply(events);
  return store.dump(findings as unknown as Table).map(({ row, from, to }) => ({ ...(row as Finding), from, to }));
}

describe('late facts', () => {
  it('make the earlier look-up of a day the evidence, also when it comes last', () => {
    const told = eventsOf([granted('2025-01-02 07:00'), lookup('2025-05-05 15:00'), lookup('2025-05-05 09:00')]);
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [2, 1, 0],
    ]) {
      expect(evidenceOf('V-28', standingAfter(rules, arriving(told, ...order)))).toEqual(['event-000', 'event-002']);
    }
  });

  it('make the same one of two look-ups at one instant the evidence, whichever comes first', () => {
    const told = eventsOf([
      granted('2025-01-02 07:00'),
      lookup('2025-05-05 09:00', { lookupId: 'L-1' }),
      lookup('2025-05-05 09:00', { lookupId: 'L-2' }),
    ]);
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
    ]) {
      expect(evidenceOf('V-28', standingAfter(rules, arriving(told, ...order)))).toEqual(['event-000', 'event-001']);
    }
  });

  it('leave the first of two grants with one id in force, also when it comes last', () => {
    const told = eventsOf([
      granted('2025-01-03 07:00', { validTo: '2025-01-04 00:00' }),
      granted('2025-01-02 07:00'),
      lookup('2025-01-06 09:00'),
    ]);
    for (const order of [
      [0, 1, 2],
      [1, 0, 2],
    ]) {
      expect(evidenceOf('V-08', standingAfter(rules, arriving(told, ...order)))).toBeUndefined();
    }
  });

  it('withdraw a finding that stood, and keep it with the event that did it', () => {
    const told = eventsOf([granted('2025-03-03 07:00'), lookup('2025-03-04 09:00'), dossier('2025-03-03 08:00')]);
    const late = told.map((event, i) => ({ ...event, logTime: i < 2 ? event.logTime : '2025-03-20T00:00:00.000Z' }));
    const states = heldAfter(late).filter(({ code }) => code === 'V-01');
    expect(states).toEqual([
      expect.objectContaining({ state: 'standing', from: 2, to: 3 }),
      expect.objectContaining({ state: 'withdrawn', withdrawnBy: 'event-002', from: 3, to: openEnd }),
    ]);
  });

  it('leave no withdrawn finding behind where none had come to stand yet', () => {
    const told = eventsOf([
      granted('2025-03-03 07:00'),
      lookup('2025-03-04 09:00'),
      justified('2025-03-04 10:00', '2025-03-04 09:00'),
    ]);
    expect(heldAfter(told).filter(({ code, to }) => code === 'V-01' && to === openEnd)).toEqual([]);
  });

  it('said of a look-up have its citizen judged again, however often nothing had been said of it', () => {
    const told = eventsOf([
      granted('2025-01-02 07:00'),
      lookup('2025-03-04 09:00', { subjects: ['c'], dossierId: undefined }),
      lookup('2025-03-05 09:00', { subjects: ['c'], dossierId: undefined }),
      lookup('2025-03-06 09:00', { subjects: ['c'], dossierId: undefined }),
      justified('2025-03-07 08:00', '2025-03-04 09:00', { dossierId: 'HS-1' }),
    ]);
    const late = told.map((event) => ({ ...event, logTime: '2025-03-20T00:00:00.000Z' }));
    const states = heldAfter(late).filter(({ code }) => code === 'V-12');
    expect(states.map(({ state, anchor, from, to }) => [state, anchor, from, to])).toEqual([
      ['standing', 'event-002', 3, 5],
      ['withdrawn', 'event-002', 5, openEnd],
    ]);
  });

  it('about a citizen have their look-ups judged again, also those under another of their tokens', () => {
    const look = (at: string, token: string) => lookup(at, { subjects: [token], dossierId: undefined });
    const told = eventsOf([
      granted('2025-01-02 07:00'),
      aliased('2025-01-03 07:00'),
      look('2025-03-04 09:00', 'cu'),
      look('2025-03-05 09:00', 'moi'),
      look('2025-03-06 09:00', 'chi'),
      protectedFrom('2025-02-01 00:00', { subjectToken: 'cu' }),
    ]);
    for (const order of [
      [0, 1, 2, 3, 4, 5],
      [0, 2, 3, 4, 5, 1],
      [5, 4, 3, 2, 1, 0],
    ]) {
      const found = standingAfter(rules, arriving(told, ...order)).filter(({ code }) => code === 'V-15');
      expect(found.map(({ anchor }) => anchor).sort()).toEqual(['event-002', 'event-003']);
    }
  });

  it('find the look-ups after a revocation that is told months later', () => {
    const told = eventsOf([
      granted('2025-01-02 07:00'),
      lookup('2025-02-04 09:00'),
      lookup('2025-02-10 09:00'),
      revoked('2025-02-05 09:00'),
    ]);
    const found = standingAfter(rules, told).filter(({ code }) => code === 'V-07');
    expect(found.map(({ anchor, severity }) => [anchor, severity])).toEqual([['event-002', 'critical']]);
  });
});

it('a finding on a part of a thing is about the thing', () => {
  const told = eventsOf([
    granted('2025-01-02 07:00'),
    changed('2025-03-03 17:00'),
    lookup('2025-03-04 09:00'),
    heartbeat('2025-03-03 09:00', { skewMs: 3000 }),
  ]);
  const about = (code: string) => standingAfter(rules, told).find((finding) => finding.code === code)?.subject;
  expect([about('V-40'), about('V-20'), about('V-19')]).toEqual(['source:TTHC', 'account:TTHC:an', 'official:O-1']);
});
