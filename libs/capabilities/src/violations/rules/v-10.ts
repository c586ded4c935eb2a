import { addDays, startOfDay } from '../../time.js';
import { aboutUse, useUnit } from '../light.js';
import { median, percentile } from '../numbers.js';
import type { Day, Light, Rule, Use } from '../rule.js';
import { citizens, granted, lookup, many, profile, statistics } from '../story.js';
import {
  dossiersReceived,
  keepVolume,
  lookUpsOfUnit,
  lookUpsOn,
  peersOf,
  subjectsBefore,
  subjectsOf,
  subjectsOfPeers,
} from '../volume.js';
import { shownBy, firstBeyond } from '../lists.js';

/** An account of the same kind in a unit that does not try the rule, and what it looked up. */
const peer = (i: number) =>
  granted('2024-01-02 07:00', { accountId: `TTHC:peer${i}`, officialId: `O-p${i}`, unitId: 'U-2' });
const ofPeer = (at: string, i: number, count: number) =>
  lookup(at, { accountId: `TTHC:peer${i}`, subjects: citizens(count) });

const leastOf = (use: Use, light: Light) => light.policy(useUnit(use, light), use.at).param('spikeMinSubjects');

/** How many citizens on a day are ordinary for the account itself: three times its usual, where the least does not say so. */
function ownLimit(day: Day, first: Use, light: Light): number {
  const least = leastOf(first, light).value;
  if (!firstBeyond(lookUpsOn(day), least, subjectsOf)) return least;
  return Math.max(least, 3 * median(subjectsBefore(day, 60, light)));
}

export const v10: Rule = {
  code: 'V-10',
  version: 1,
  status: 'experimental',
  titleVi: 'Số lượt tăng bất thường',
  titleEn: 'Volume spike',
  clauses: ['R38', 'R29', 'R02'],
  params: ['spikeMinSubjects'],
  severity: 'medium',
  keeps: (day, light) => keepVolume(day, light, (first) => ownLimit(day, first, light)),
  judges: {
    // More citizens on a day than the least that counts, than three times what is usual for the account (its last 60
    // active days), and than 99 % of the ordinary days of accounts of its kind in the last 60 days.
    day(day, light) {
      const looks = lookUpsOn(day);
      const [first] = looks;
      if (!first) return [];
      const own = ownLimit(day, first, light);
      if (!firstBeyond(looks, own, subjectsOf)) return [];
      const peers = percentile(subjectsOfPeers(peersOf(first, light), day, 60, light), 99);
      const beyond = firstBeyond(looks, Math.max(own, peers), subjectsOf);
      if (!beyond) return [];
      const { last, all } = beyond;
      return [
        {
          ...aboutUse(first, light),
          anchor: startOfDay(day.day),
          occurredAt: last.at,
          since: last.at,
          evidence: shownBy(last, all),
          params: { spikeMinSubjects: leastOf(first, light) },
        },
      ];
    },
    // More than three look-ups of a unit's accounts for each dossier that it received in a period.
    unitStatistics({ id, facts }, light) {
      const [first] = facts;
      if (!first) return [];
      const { unitId, period } = first.data;
      if (lookUpsOfUnit(unitId, period, light) <= 3 * dossiersReceived(facts)) return [];
      const ended = startOfDay(addDays(period.to, 1));
      return [
        {
          dedupKey: `unit ${id}`,
          anchor: startOfDay(period.from),
          occurredAt: ended,
          since: ended,
          unitId,
          evidence: facts.map((fact) => fact.id),
        },
      ];
    },
  },

  falsePositives: ['A campaign of enrolment or benefits.', 'A new colleague, of whom nothing is known yet.'],
  nextStepsVi: ['Đọc danh sách tra cứu trong ngày', 'So với số hồ sơ tiếp nhận (F-19)'],

  examples: [
    {
      title: 'thirty-one citizens on a day, and nothing is known of the account yet',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2025-03-03 07:00'),
        lookup('2025-03-04 09:00', { subjects: citizens(30) }),
        lookup('2025-03-04 10:00', { subjects: ['one more'] }),
        lookup('2025-03-04 11:00', { subjects: ['another'] }),
      ],
      finds: [{ since: '2025-03-04 10:00', severity: 'medium', accountId: 'TTHC:an' }],
    },
    {
      title: 'thirty-four citizens, one more than three times the eleven of the only day before',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2025-01-02 07:00'),
        lookup('2025-03-04 09:00', { subjects: citizens(11) }),
        lookup('2025-03-05 09:00', { subjects: citizens(34) }),
      ],
      finds: [{ since: '2025-03-05 09:00' }],
    },
    {
      title: 'forty-six, where the last sixty active days have fifteen as their middle',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2024-01-02 07:00'),
        ...many(31, { from: '2025-01-01 09:00', every: 86_400 }, (at) => lookup(at, { subjects: citizens(10) })),
        ...many(30, { from: '2025-02-01 09:00', every: 86_400 }, (at) => lookup(at, { subjects: citizens(20) })),
        lookup('2025-03-04 09:00', { subjects: citizens(46) }),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'forty-one, where 99 of 100 days of accounts of its kind have no more than forty',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2024-01-02 07:00'),
        peer(0),
        peer(1),
        ...many(50, { from: '2025-01-03 09:00', every: 86_400 }, (at) => ofPeer(at, 0, 35)),
        ...many(50, { from: '2025-01-03 09:00', every: 86_400 }, (at) => ofPeer(at, 1, 35)),
        ofPeer('2025-03-03 09:00', 0, 40),
        ofPeer('2025-03-03 09:00', 1, 50),
        lookup('2025-03-04 09:00', { subjects: citizens(41) }),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'fifty-one; the day with more of an account of its kind lies sixty-one days back',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2024-01-02 07:00'),
        peer(0),
        ofPeer('2024-12-02 09:00', 0, 30),
        ofPeer('2025-01-02 09:00', 0, 60),
        lookup('2025-03-04 09:00', { subjects: citizens(51) }),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'thirty-one, where an account of its kind has just had a day out of its own ordinary',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2024-01-02 07:00'),
        peer(0),
        ofPeer('2025-03-02 09:00', 0, 10),
        ofPeer('2025-03-03 09:00', 0, 31),
        lookup('2025-03-04 09:00', { subjects: citizens(31) }),
      ],
      finds: [{ since: '2025-03-04 09:00' }],
    },
    {
      title: 'four look-ups of a unit in two days in which it received one dossier',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        statistics('2025-03-05 08:00'),
        ...many(4, { from: '2025-03-03 00:00', every: 57_599 }, (at) => lookup(at, { unitId: 'U-1' })),
      ],
      finds: [{ since: '2025-03-05 00:00', severity: 'medium', accountId: undefined }],
    },
    {
      title: 'thirty citizens; thirty-three where eleven are usual; three look-ups for a dossier',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2025-01-02 07:00'),
        lookup('2025-03-02 09:00', { subjects: citizens(30) }),
        granted('2025-01-02 07:00', { accountId: 'TTHC:binh', officialId: 'O-2' }),
        lookup('2025-03-04 09:00', { accountId: 'TTHC:binh', subjects: citizens(11) }),
        lookup('2025-03-05 09:00', { accountId: 'TTHC:binh', subjects: citizens(33) }),
        statistics('2025-03-05 08:00'),
        lookup('2025-03-03 09:00'),
        lookup('2025-03-04 09:00'),
      ],
      finds: [],
    },
    {
      title: 'forty-five, where the last sixty active days have fifteen as their middle',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2024-01-02 07:00'),
        ...many(31, { from: '2025-01-01 09:00', every: 86_400 }, (at) => lookup(at, { subjects: citizens(10) })),
        ...many(30, { from: '2025-02-01 09:00', every: 86_400 }, (at) => lookup(at, { subjects: citizens(20) })),
        lookup('2025-03-04 09:00', { subjects: citizens(45) }),
      ],
      finds: [],
    },
    {
      title: 'forty, as on 99 of 100 days of accounts of its kind',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2024-01-02 07:00'),
        peer(0),
        peer(1),
        ...many(50, { from: '2025-01-03 09:00', every: 86_400 }, (at) => ofPeer(at, 0, 35)),
        ...many(50, { from: '2025-01-03 09:00', every: 86_400 }, (at) => ofPeer(at, 1, 35)),
        ofPeer('2025-03-03 09:00', 0, 40),
        ofPeer('2025-03-03 09:00', 1, 50),
        lookup('2025-03-04 09:00', { subjects: citizens(40) }),
      ],
      finds: [],
    },
    {
      title: 'fifty, as an account of its kind sixty days back',
      given: [
        profile('2024-01-02 00:00', { inTrial: ['V-10'] }),
        granted('2024-01-02 07:00'),
        peer(0),
        ofPeer('2024-12-02 09:00', 0, 30),
        ofPeer('2025-01-03 09:00', 0, 50),
        lookup('2025-03-04 09:00', { subjects: citizens(50) }),
      ],
      finds: [],
    },
    {
      title: 'no profile has it on trial',
      given: [granted('2024-01-02 07:00'), lookup('2025-03-04 09:00', { subjects: citizens(50) })],
      finds: [],
    },
  ],
};
