import { activeSpans, type AccountLife, type Span } from '../life.js';
import { accountsOf } from '../light.js';
import { greatestBy } from '../order.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { edgesOf, episodes, isIn, leftFrom, overlap, type Time } from '../spans.js';
import { granted, reorganised, revoked, suspended } from '../story.js';

interface Active extends Span {
  accountId: string;
  unitId: string;
  system: string;
  grantedBy: string;
}

const activeOf = ({ accountId, grants }: AccountLife): Active[] =>
  grants.flatMap((grant) => {
    const { unitId, system } = grant.data;
    return activeSpans(grant).map((span) => ({ ...span, accountId, unitId, system, grantedBy: grant.grantedBy }));
  });

/** The times in which at least two of some accounts were active. */
const doubled = (active: readonly Active[]): Time[] =>
  episodes(
    edgesOf(active),
    (at) => new Set(active.filter((span) => isIn(span, at)).map(({ accountId }) => accountId)).size > 1,
  );

/** Until when two accounts are lawful, where the newer one's unit came out of the older one's by a merger. */
function mergerTerm(accounts: readonly Active[], { unitId }: Active, from: string, light: Light) {
  const merger = accounts
    .filter((account) => account.unitId !== unitId)
    .map((account) => light.merged(account.unitId, unitId))
    .find((reorganisation) => reorganisation !== undefined);
  if (!merger) return undefined;
  const mergerOverlapWd = light.policy(unitId, from).param('mergerOverlapWd');
  return { ...light.terms.due(merger.data.effectiveAt, mergerOverlapWd.value), params: { mergerOverlapWd } };
}

function judgeTime(time: Time, accounts: readonly Active[], officialId: string, light: Light): Judgement[] {
  const { from, to } = time;
  const newest = greatestBy(accounts, (account) => `${account.from}|${account.accountId}`)!;
  const allowed = mergerTerm(accounts, newest, from, light);
  const unlawful = leftFrom(time, allowed?.due);
  if (!unlawful) return [];
  return [
    {
      dedupKey: `${officialId}|${newest.system}`,
      anchor: from,
      occurredAt: from,
      since: unlawful.from,
      until: to,
      untilBy: accounts.find((account) => account.to === to)?.endedBy,
      accountId: newest.accountId,
      officialId,
      unitId: newest.unitId,
      evidence: [...new Set(accounts.map(({ grantedBy }) => grantedBy))].sort(),
      params: allowed?.params,
      calendars: allowed?.versions,
    },
  ];
}

export const v18: Rule = {
  code: 'V-18',
  version: 1,
  status: 'stable',
  titleVi: 'Một cán bộ nhiều tài khoản',
  titleEn: 'More than one account',
  clauses: ['R95'],
  params: ['mergerOverlapWd'],
  severity: 'high',
  judges: {
    // Two accounts of one official on one system active at any instant; five working days are allowed after a merger.
    official(official, light) {
      const active = accountsOf(official, light).flatMap(activeOf);
      return [...new Set(active.map(({ system }) => system))].sort().flatMap((system) => {
        const own = active.filter((span) => span.system === system);
        return doubled(own).flatMap((time) =>
          judgeTime(
            time,
            own.filter((span) => overlap(span, time)),
            official.id,
            light,
          ),
        );
      });
    },
  },

  falsePositives: [
    'Old and new unit after a merger: five working days are allowed.',
    'Namesakes: officials are told apart by id.',
  ],
  nextStepsVi: ['Giữ một tài khoản, thu hồi các tài khoản còn lại'],

  examples: [
    {
      title: 'two active accounts on one system',
      given: [granted('2025-03-03 07:00'), granted('2025-03-05 07:00', { accountId: 'TTHC:an2' })],
      finds: [{ since: '2025-03-05 07:00', accountId: 'TTHC:an2', severity: 'high' }],
    },
    {
      title: 'one was revoked later: it stood until then',
      given: [
        granted('2025-03-03 07:00'),
        granted('2025-03-05 07:00', { accountId: 'TTHC:an2' }),
        revoked('2025-03-07 07:00'),
      ],
      finds: [{ since: '2025-03-05 07:00', until: '2025-03-07 07:00' }],
    },
    {
      title: 'after a merger, on the sixth working day',
      given: [
        reorganised('2025-03-03 00:00'),
        granted('2025-01-02 07:00'),
        granted('2025-03-03 07:00', { accountId: 'TTHC:an2', unitId: 'U-2' }),
        revoked('2025-03-11 00:01'),
      ],
      finds: [{ since: '2025-03-11 00:00', until: '2025-03-11 00:01' }],
    },
    {
      title: 'a third account while there are two: one time of more than one, as long as two are left',
      given: [
        granted('2025-03-03 07:00'),
        granted('2025-03-05 07:00', { accountId: 'TTHC:an2' }),
        granted('2025-03-06 07:00', { accountId: 'TTHC:an3' }),
        revoked('2025-03-07 07:00'),
        revoked('2025-03-08 07:00', { accountId: 'TTHC:an2' }),
      ],
      finds: [{ since: '2025-03-05 07:00', until: '2025-03-08 07:00', accountId: 'TTHC:an3' }],
    },
    {
      title: 'the second is granted at the moment at which the first ends',
      given: [
        granted('2025-03-03 07:00'),
        revoked('2025-03-05 07:00'),
        granted('2025-03-05 07:00', { accountId: 'TTHC:an2' }),
      ],
      finds: [],
    },
    {
      title: 'on two systems, or while the first is suspended, or by another official',
      given: [
        granted('2025-03-03 07:00'),
        granted('2025-03-04 07:00', { accountId: 'KNTC:an' }),
        suspended('2025-03-04 07:00'),
        granted('2025-03-05 07:00', { accountId: 'TTHC:an2' }),
        granted('2025-03-05 07:00', { accountId: 'TTHC:binh', officialId: 'O-2' }),
      ],
      finds: [],
    },
    {
      title: 'a second account that went on to another official the day before',
      given: [
        granted('2025-01-02 07:00', { accountId: 'TTHC:an2' }),
        revoked('2025-03-02 07:00', { accountId: 'TTHC:an2' }),
        granted('2025-03-02 07:00', { accountId: 'TTHC:an2', grantId: 'grant-2', officialId: 'O-2' }),
        granted('2025-03-03 07:00'),
      ],
      finds: [],
    },
    {
      title: 'after a merger, within five working days, to their very end',
      given: [
        reorganised('2025-03-03 00:00'),
        granted('2025-01-02 07:00'),
        granted('2025-03-03 07:00', { accountId: 'TTHC:an2', unitId: 'U-2' }),
        revoked('2025-03-11 00:00'),
      ],
      finds: [],
    },
  ],
};
