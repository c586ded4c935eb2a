import { focalPoints } from '../focal.js';
import { ofType } from '../folders.js';
import { endByRight, heldTime, type AccountAct, type Grant } from '../life.js';
import { earliest, evidenceOf, sortedBy } from '../order.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { firstEnd } from '../spans.js';
import { focal, granted, listed, profile, regulation, revoked, unit } from '../story.js';

/** When a grant was decided: imported ones and those dated back were decided by the day they begin. */
const decidedAt = ({ at, data }: Grant) => earliest(at, data.validFrom)!;

/** What every lack says of its grant: it stands as long as the grant does. */
function lack(grant: Grant, what: string, clauses: string[]): Judgement {
  const { accountId, grantId, officialId, unitId } = grant.data;
  const { from, to, endedBy } = heldTime(grant);
  return {
    dedupKey: `${accountId}|${grantId}|${what}`,
    anchor: grant.grantedBy,
    occurredAt: from,
    since: from,
    until: to,
    untilBy: endedBy,
    clauses,
    accountId,
    officialId,
    unitId,
    evidence: [grant.grantedBy],
  };
}

function judgePapers(grant: Grant, light: Light): Judgement[] {
  const { decisionNo, assignmentDoc, roleClass, unitId, validFrom } = grant.data;
  const ruled = light.catalogue(unitId, validFrom) !== undefined;
  const found: Judgement[] = [];
  if (decisionNo === undefined) found.push(lack(grant, 'decision', ['R48', 'R51']));
  if (roleClass === 'ADMIN_TECH' && assignmentDoc === undefined) found.push(lack(grant, 'assignment', ['R55']));
  if (!ruled && light.policy(unitId, validFrom).cites('R51')) found.push(lack(grant, 'regulation', ['R51']));
  return found;
}

function judgeApprover(grant: Grant, light: Light): Judgement[] {
  const points = focalPoints(grant.data.unitId, grant.data.system, decidedAt(grant), light);
  if (points.length === 0 || points.some(({ data }) => data.officialId === grant.data.approvedBy)) return [];
  const judgement = lack(grant, 'approver', ['R67', 'R68']);
  return [{ ...judgement, evidence: [grant.grantedBy, ...points.map(({ id }) => id)] }];
}

function judgeList(grant: Grant, acts: readonly AccountAct[], light: Light): Judgement[] {
  const { unitId, validFrom } = grant.data;
  const policy = light.policy(unitId, validFrom);
  if (!policy.cites('R69')) return [];
  const userListWd = policy.param('userListWd');
  const { due, versions } = light.terms.due(validFrom, userListWd.value);
  const lists = sortedBy(ofType(acts, 'OnUserList'), ({ data }) => data.sentAt);
  const list = lists.find(({ data }) => data.sentAt >= decidedAt(grant));
  const done = firstEnd({ at: list?.data.sentAt, by: list?.id }, endByRight(grant) ?? {});
  return [
    {
      ...lack(grant, 'list', ['R69']),
      since: due,
      until: done?.at,
      untilBy: done?.by,
      evidence: evidenceOf(grant.grantedBy, list?.id),
      params: { userListWd },
      calendars: versions,
      duty: { kind: 'userList', dueAt: due, doneAt: done?.at, doneBy: done?.by },
    },
  ];
}

const roleCatalogue = [{ roleClass: 'RECEPTION', functions: ['KIEM_TRA_TTCD'], fields: [], duties: [] }];
const inOrder = { decisionNo: '5/QĐ-UBND', approvedBy: 'O-9' };

export const v25: Rule = {
  code: 'V-25',
  version: 1,
  status: 'stable',
  titleVi: 'Cấp không đủ căn cứ',
  titleEn: 'Grant without authority',
  clauses: ['R51', 'R55', 'R67', 'R68', 'R69', 'R48'],
  params: ['userListWd'],
  severity: 'high',
  judges: {
    // No decision; no leader's assignment for ADMIN_TECH; approved by another than the focal officer, where there is
    // one; no role catalogue in force where R51 binds; not named to the Ministry in time where R69 binds.
    account({ grants, acts }, light) {
      return grants.flatMap((grant) => [
        ...judgePapers(grant, light),
        ...judgeApprover(grant, light),
        ...judgeList(grant, acts, light),
      ]);
    },
  },

  falsePositives: [
    'A list of users that is being prepared.',
    'Accounts taken over from a system that does not keep the number of the decision.',
    'A deputy who approved while the focal officer was away, by a paper that the ledger does not know.',
  ],
  nextStepsVi: [
    'Bổ sung quyết định, văn bản phân quyền',
    'Gửi danh sách bổ sung về Bộ Công an',
    'Không bổ sung được thì thu hồi',
  ],

  examples: [
    {
      title: 'no number of a decision, until the account is revoked',
      given: [granted('2025-03-03 07:00'), revoked('2025-03-10 07:00')],
      finds: [{ since: '2025-03-03 07:00', until: '2025-03-10 07:00', severity: 'high' }],
    },
    {
      title: 'administers without a paper by which the leader gave the task',
      given: [granted('2025-03-03 07:00', { ...inOrder, roleClass: 'ADMIN_TECH' })],
      finds: [{ since: '2025-03-03 07:00' }],
    },
    {
      title: 'approved by another than the focal officer of the city',
      given: [
        unit('2025-01-01 00:00', { parentUnitId: 'CITY' }),
        focal('2025-03-03 07:00', { unitId: 'CITY' }),
        granted('2025-03-03 07:00', { decisionNo: '5/QĐ-UBND', approvedBy: 'O-8' }),
        granted('2025-03-03 07:01', { accountId: 'TTHC:binh', decisionNo: '6/QĐ-UBND' }),
      ],
      finds: [{ accountId: 'TTHC:an' }, { accountId: 'TTHC:binh' }],
    },
    {
      title: 'R51 binds the unit, and no role catalogue was in force yet',
      given: [
        profile('2025-01-01 00:00', { clauses: ['R51'] }),
        granted('2025-03-03 07:00', inOrder),
        regulation('2025-03-03 07:00:01', { roleCatalogue }),
      ],
      finds: [{ since: '2025-03-03 07:00' }],
    },
    {
      title: 'R69 binds the unit, and the account was named to the Ministry one second too late, or not at all',
      given: [
        profile('2025-01-01 00:00', { clauses: ['R69'] }),
        granted('2025-03-03 07:00', inOrder),
        granted('2025-03-03 07:00', { ...inOrder, accountId: 'TTHC:binh' }),
        listed('2025-03-18 00:00:01'),
      ],
      finds: [
        { since: '2025-03-18 00:00', until: '2025-03-18 00:00:01', accountId: 'TTHC:an' },
        { since: '2025-03-18 00:00', until: undefined, accountId: 'TTHC:binh' },
      ],
    },
    {
      title: 'named only in a list from before the grant was decided',
      given: [
        profile('2025-01-01 00:00', { clauses: ['R69'] }),
        listed('2025-03-03 06:59'),
        granted('2025-03-03 07:00', inOrder),
      ],
      finds: [{ since: '2025-03-18 00:00' }],
    },
    {
      title:
        'all papers are there: a decision, an assignment, the focal officer, a catalogue, a list at the last moment',
      given: [
        profile('2025-01-01 00:00', { clauses: ['R51', 'R69'] }),
        focal('2025-01-02 00:00'),
        regulation('2025-03-03 07:00', { roleCatalogue }),
        granted('2025-03-03 07:00', { ...inOrder, roleClass: 'ADMIN_TECH', assignmentDoc: '9/QĐ' }),
        listed('2025-03-30 09:00', { sentAt: '2025-03-20 09:00' }),
        listed('2025-03-18 00:00'),
      ],
      finds: [],
    },
    {
      title: 'decided two days before it is valid, and named to the Ministry at once; revoked before it had to be',
      given: [
        profile('2025-01-01 00:00', { clauses: ['R69'] }),
        granted('2025-03-01 07:00', { ...inOrder, validFrom: '2025-03-03 07:00' }),
        listed('2025-03-01 07:00'),
        granted('2025-03-03 07:00', { ...inOrder, accountId: 'TTHC:binh', validTo: '2025-03-18 00:00' }),
      ],
      finds: [],
    },
    {
      title: 'a unit that neither R51 nor R69 binds, with no focal point at the time, taken over later',
      given: [
        profile('2025-01-01 00:00', { clauses: ['R48'] }),
        focal('2025-03-03 07:01'),
        granted('2025-03-05 07:00', { decisionNo: '5/QĐ-UBND', validFrom: '2025-03-03 07:00', imported: true }),
      ],
      finds: [],
    },
  ],
};
