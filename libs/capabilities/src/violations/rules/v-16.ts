import { hourMs } from '../../time.js';
import { grantAt } from '../life.js';
import { casesOf, lookUpsOf, type LookedUp } from '../looked-up.js';
import type { Light, Rule } from '../rule.js';
import { lookup, many, profile } from '../story.js';
import { byKey, shownBy, stretches } from '../lists.js';
import { keysWithin, windowOf } from '../windows.js';

const countedMs = 24 * hourMs;
const accountOf = ({ data }: LookedUp) => data.accountId;
const unitOf = ({ at, data }: LookedUp, light: Light) =>
  grantAt(light.account(data.accountId), at)?.data.unitId ?? data.unitId;

const unitsOf = (looks: readonly LookedUp[], light: Light) =>
  new Set(looks.map((look) => unitOf(look, light)).filter((unit) => unit !== undefined)).size;

/** Whether every account that looked did so for one and the same case. */
function shareCase(looks: readonly LookedUp[], light: Light): boolean {
  const cases = [...byKey(looks, accountOf).values()].map((own) => own.flatMap((look) => casesOf(look, light)));
  return cases.flat().some((one) => cases.every((others) => others.includes(one)));
}

export const v16: Rule = {
  code: 'V-16',
  version: 1,
  status: 'experimental',
  titleVi: 'Nhiều tài khoản cùng tra một công dân',
  titleEn: 'Convergence on one citizen',
  clauses: ['R38', 'R62', 'R29'],
  params: [],
  severity: 'medium',
  judges: {
    // Four accounts of two units looked a citizen up within 24 hours without a case common to all; graver from eight on.
    citizen(citizen, light) {
      const looks = lookUpsOf(citizen, light);
      const distinct = keysWithin<LookedUp>(countedMs, (look) => [accountOf(look)]);
      const accounts = looks.map((look) => distinct.forth(look));
      const converging = [...looks.keys()].filter((i) => {
        if (accounts[i] < 4) return false;
        const near = windowOf(looks, i, countedMs);
        return unitsOf(near, light) >= 2 && !shareCase(near, light);
      });
      return stretches(converging).map((places) => {
        const [last] = places;
        const { id, at } = looks[last];
        const near = windowOf(looks, last, countedMs);
        // Whom to ask first is who looked first.
        const [first] = near;
        const { accountId, lookupId } = first.data;
        return {
          dedupKey: citizen.id,
          anchor: id,
          occurredAt: at,
          since: at,
          severity: places.some((i) => accounts[i] >= 8) ? 'high' : 'medium',
          accountId,
          officialId: grantAt(light.account(accountId), first.at)?.data.officialId,
          unitId: unitOf(first, light),
          lookupId,
          evidence: shownBy(looks[last], near),
        };
      });
    },
  },

  falsePositives: [
    'A dossier that several offices handle under numbers of their own.',
    'A search for one of several namesakes.',
  ],
  nextStepsVi: ['Xem có tin tức, sự kiện nào liên quan công dân', 'Làm việc với người tra cứu đầu tiên'],

  examples: [
    {
      title: 'four accounts of two units within a day, each for a dossier of its own',
      given: [
        profile('2025-01-02 00:00', { inTrial: ['V-16'], unitScope: ['U-1', 'U-2'] }),
        ...many(3, { from: '2025-03-04 09:00:00', every: 60 }, (at, i) =>
          lookup(at, { accountId: `TTHC:a${i}`, unitId: 'U-1', dossierId: `D-${i}`, subjects: ['c'] }),
        ),
        lookup('2025-03-05 08:59:59', { accountId: 'TTHC:a3', unitId: 'U-2', dossierId: 'D-3', subjects: ['c'] }),
      ],
      finds: [{ since: '2025-03-05 08:59:59', severity: 'medium', accountId: 'TTHC:a0' }],
    },
    {
      title: 'seven accounts: still the same finding',
      given: [
        profile('2025-01-02 00:00', { inTrial: ['V-16'], unitScope: ['U-1', 'U-2'] }),
        ...many(7, { from: '2025-03-04 09:00:00', every: 60 }, (at, i) =>
          lookup(at, { accountId: `TTHC:a${i}`, unitId: `U-${(i % 2) + 1}`, dossierId: undefined, subjects: ['c'] }),
        ),
      ],
      finds: [{ since: '2025-03-04 09:03', severity: 'medium' }],
    },
    {
      title: 'eight accounts: graver',
      given: [
        profile('2025-01-02 00:00', { inTrial: ['V-16'], unitScope: ['U-1', 'U-2'] }),
        ...many(8, { from: '2025-03-04 09:00:00', every: 60 }, (at, i) =>
          lookup(at, { accountId: `TTHC:a${i}`, unitId: `U-${(i % 2) + 1}`, dossierId: undefined, subjects: ['c'] }),
        ),
      ],
      finds: [{ since: '2025-03-04 09:03', severity: 'high' }],
    },
    {
      title: 'the first of four lies a day back; four accounts of one unit; three of two units',
      given: [
        profile('2025-01-02 00:00', { inTrial: ['V-16'], unitScope: ['U-1', 'U-2'] }),
        ...many(4, { from: '2025-03-04 09:00:00', every: 28_800 }, (at, i) =>
          lookup(at, { accountId: `TTHC:a${i}`, unitId: `U-${(i % 2) + 1}`, dossierId: undefined, subjects: ['c'] }),
        ),
        ...many(4, { from: '2025-03-04 09:00:00', every: 60 }, (at, i) =>
          lookup(at, { accountId: `TTHC:a${i}`, unitId: 'U-1', dossierId: undefined, subjects: ['d'] }),
        ),
        ...many(3, { from: '2025-03-04 09:00:00', every: 60 }, (at, i) =>
          lookup(at, { accountId: `TTHC:a${i}`, unitId: `U-${i + 1}`, dossierId: undefined, subjects: ['e'] }),
        ),
      ],
      finds: [],
    },
    {
      title: 'all for one dossier, one of them for another one too',
      given: [
        profile('2025-01-02 00:00', { inTrial: ['V-16'], unitScope: ['U-1', 'U-2'] }),
        lookup('2025-03-04 08:00', { accountId: 'TTHC:a0', unitId: 'U-1', dossierId: 'D-9', subjects: ['c'] }),
        ...many(4, { from: '2025-03-04 09:00:00', every: 60 }, (at, i) =>
          lookup(at, { accountId: `TTHC:a${i}`, unitId: `U-${(i % 2) + 1}`, dossierId: 'D-1', subjects: ['c'] }),
        ),
      ],
      finds: [],
    },
    {
      title: 'no profile has it on trial',
      given: [
        profile('2025-01-02 00:00', { unitScope: ['U-1', 'U-2'] }),
        ...many(4, { from: '2025-03-04 09:00:00', every: 60 }, (at, i) =>
          lookup(at, { accountId: `TTHC:a${i}`, unitId: `U-${(i % 2) + 1}`, dossierId: undefined, subjects: ['c'] }),
        ),
      ],
      finds: [],
    },
  ],
};
