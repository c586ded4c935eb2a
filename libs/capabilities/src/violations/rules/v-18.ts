import { activeSpans, type AccountLife } from '../life.js';
import { accountsOf } from '../light.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { granted, reorganised, revoked, suspended } from '../story.js';

interface Active {
  from: string;
  to: string;
  endedBy?: string;
  accountId: string;
  unitId: string;
  system: string;
  grantedBy: string;
}
const never = '~';

const activeOf = (account: AccountLife): Active[] =>
  account.grants.flatMap((grant) =>
    activeSpans(grant).map(({ from, to, endedBy }) => ({
      from,
      to: to ?? never,
      endedBy,
      accountId: account.accountId,
      unitId: grant.data.unitId,
      system: grant.data.system,
      grantedBy: grant.grantedBy,
    })),
  );

/** The times in which at least two accounts of one system were active, each with those accounts. */
function overlaps(active: readonly Active[]): { from: string; to: string; accounts: Active[] }[] {
  const found: { from: string; to: string; accounts: Active[] }[] = [];
  const edges = [...new Set(active.flatMap(({ from, to }) => [from, to]))].sort();
  for (let i = 0; i + 1 < edges.length; i++) {
    const accounts = active.filter(({ from, to }) => from <= edges[i] && edges[i] < to);
    if (new Set(accounts.map(({ accountId }) => accountId)).size < 2) continue;
    const last = found[found.length - 1];
    if (last && last.to === edges[i]) {
      last.to = edges[i + 1];
      last.accounts.push(...accounts.filter((account) => !last.accounts.includes(account)));
    } else found.push({ from: edges[i], to: edges[i + 1], accounts });
  }
  return found;
}

function judgeOverlap(
  { from, to, accounts }: ReturnType<typeof overlaps>[number],
  officialId: string,
  light: Light,
): Judgement[] {
  const newest = accounts.reduce((a, b) => (`${b.from}|${b.accountId}` > `${a.from}|${a.accountId}` ? b : a));
  const grace = light.policy(newest.unitId, from).param('mergerOverlapWd');
  const merger = accounts
    .filter(({ unitId }) => unitId !== newest.unitId)
    .map(({ unitId }) => light.merged(unitId, newest.unitId))
    .find((reorganisation) => reorganisation !== undefined);
  const allowed = merger && light.terms.due(merger.data.effectiveAt, grace.value);
  const since = allowed && allowed.due > from ? allowed.due : from;
  if (to <= since) return [];
  return [
    {
      dedupKey: `${officialId}|${newest.system}`,
      anchor: from,
      occurredAt: from,
      since,
      until: to === never ? undefined : to,
      untilBy: accounts.find((account) => account.to === to)?.endedBy,
      accountId: newest.accountId,
      officialId,
      unitId: newest.unitId,
      evidence: [...new Set(accounts.map(({ grantedBy }) => grantedBy))].sort(),
      ...(allowed && { params: { mergerOverlapWd: grace }, calendars: allowed.versions }),
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
      return [...new Set(active.map(({ system }) => system))]
        .sort()
        .flatMap((system) =>
          overlaps(active.filter((account) => account.system === system)).flatMap((overlap) =>
            judgeOverlap(overlap, official.id, light),
          ),
        );
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
      title: 'after a merger, within five working days',
      given: [
        reorganised('2025-03-03 00:00'),
        granted('2025-01-02 07:00'),
        granted('2025-03-03 07:00', { accountId: 'TTHC:an2', unitId: 'U-2' }),
        revoked('2025-03-10 23:59'),
      ],
      finds: [],
    },
  ],
};
