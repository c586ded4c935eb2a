import * as fc from 'fast-check';
import { MemoryViewStore, ViewRun, type ViewedEvent } from '@app/ledger';
import { eventsOf } from './examples.js';
import { findings, type Finding } from './finding.js';
import { findingsView } from './findings-view.js';
import { aboutUse } from './light.js';
import type { Rule } from './rule.js';
import { v08 } from './rules/v-08.js';
import { granted, lookup, profile } from './story.js';

/** A version of a rule that finds every look-up. */
const versionOf = (version: number): Rule => ({
  ...v08,
  version,
  judges: { use: (use, light) => [{ ...aboutUse(use, light), evidence: [use.id] }] },
});
const people = { code: 'V-08', author: 'O-1', approvedBy: 'O-2' };
const published = (at: string, version: number, effectiveFrom?: string) => ({
  type: 'RuleVersionPublished',
  at,
  data: { ...people, version, effectiveFrom, fileHash: '0', status: 'stable', severity: 'high' },
});
const retired = (at: string, effectiveFrom?: string) => ({
  type: 'RuleRetired',
  at,
  data: { ...people, reason: 'thay bằng V-05', effectiveFrom },
});
const view = findingsView([versionOf(2)], [versionOf(1), versionOf(3)]);

const standing = (events: readonly ViewedEvent[], judged = view) => {
  const store = new MemoryViewStore();
  new ViewRun(judged, store).apply(events);
  return store
    .dump(findings)
    .filter(({ to, row }) => to === Number.MAX_SAFE_INTEGER && (row as Finding).state === 'standing')
    .map(({ row }) => row as Finding);
};
/** Which version found each look-up that was found, by its id. */
const foundBy = (...facts: Parameters<typeof eventsOf>[0]): Record<string, number> =>
  Object.fromEntries(standing(eventsOf(facts)).map(({ lookupId, version }): [string, number] => [lookupId!, version]));
const looks = ['2025-03-04', '2025-03-05', '2025-03-06', '2025-03-07'].map((day, i) =>
  lookup(`${day} 09:00`, { lookupId: `L-${i + 4}` }),
);
const grant = granted('2025-03-03 07:00');

describe('a version of a rule', () => {
  it('of this build judges everything while the ledger names none', () => {
    expect(foundBy(grant, ...looks)).toEqual({ 'L-4': 2, 'L-5': 2, 'L-6': 2, 'L-7': 2 });
  });

  it('judges what occurred since its publication; the first one also what was before', () => {
    const acts = [published('2025-03-05 08:00', 1), published('2025-03-06 09:00', 2)];
    expect(foundBy(grant, ...looks, ...acts)).toEqual({ 'L-4': 1, 'L-5': 1, 'L-6': 2, 'L-7': 2 });
    expect(foundBy(...acts, grant, ...looks)).toEqual({ 'L-4': 1, 'L-5': 1, 'L-6': 2, 'L-7': 2 });
  });

  it('judges the past too where it says so, and not before it says', () => {
    const acts = [published('2025-03-04 08:00', 1), published('2025-03-08 08:00', 2, '2025-03-05 08:00')];
    expect(foundBy(grant, ...looks, ...acts)).toEqual({ 'L-4': 1, 'L-5': 2, 'L-6': 2, 'L-7': 2 });
    const later = published('2025-03-04 09:00', 3, '2025-03-07 09:00');
    expect(foundBy(grant, ...looks, acts[0], later)).toEqual({ 'L-4': 1, 'L-5': 1, 'L-6': 1, 'L-7': 3 });
  });

  it('judges nothing after the rule was retired, and again when it is published anew', () => {
    const acts = [published('2025-03-03 08:00', 2), retired('2025-03-05 08:00'), published('2025-03-07 08:00', 3)];
    expect(foundBy(grant, ...looks, ...acts)).toEqual({ 'L-4': 2, 'L-7': 3 });
    expect(foundBy(grant, ...looks, acts[0], retired('2025-03-08 08:00', '2025-03-06 09:00'))).toEqual({ 'L-4': 2, 'L-5': 2 }); // prettier-ignore
  });

  it('keeps the finding’s id, so that its case goes on', () => {
    const idsBy = (...acts: Parameters<typeof eventsOf>[0]) =>
      standing(eventsOf([grant, looks[0], ...acts])).map(({ findingId }) => findingId);
    expect(idsBy(published('2025-03-03 08:00', 3))).toEqual(idsBy());
  });

  it('judges whatever is published where one version alone is tried', () => {
    const events = eventsOf([published('2025-03-03 08:00', 1), grant, ...looks]);
    expect(standing(events, findingsView([versionOf(3)])).map(({ version }) => version)).toEqual([3, 3, 3, 3]);
  });

  it('judges the same in whatever order acts and look-ups arrive', () => {
    const acts = [
      published('2025-03-04 08:00', 1),
      published('2025-03-05 08:00', 2),
      retired('2025-03-06 08:00', '2025-03-05 10:00'),
      published('2025-03-07 08:00', 3, '2025-03-06 09:00'),
    ];
    const events = eventsOf([profile('2025-01-02 00:00'), grant, ...looks, ...acts]);
    const expected = standing(events);
    fc.assert(
      fc.property(fc.shuffledSubarray([...events.keys()], { minLength: events.length }), (order) => {
        const arrived = order.map((index, i) => ({ ...events[index], position: i + 1 }));
        const [sorted, wanted] = [standing(arrived), expected].map((rows) =>
          rows.map((row) => JSON.stringify(row)).sort(),
        );
        expect(sorted).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });
});
