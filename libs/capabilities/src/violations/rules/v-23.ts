import { focalPoints } from '../focal.js';
import { heldTime, scopeAt, scopeTimes, type Grant, type Span } from '../life.js';
import { evidenceOf } from '../order.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { dutiesOf, dutyAt, isAmong, type ServiceDuty } from '../service.js';
import { edgesOf, episodes, isIn, type Edge, type Time } from '../spans.js';
import { changed, focal, granted, profile, registered, regulation, revoked, scopeChanged, unit } from '../story.js';

/** What a grant allows at an instant, beside what the role catalogue in force gives its role class. */
function ruled(grant: Grant, at: string, light: Light) {
  const scope = scopeAt(grant, at);
  const regulation = light.catalogue(grant.data.unitId, at);
  const rights = regulation?.data.roleCatalogue.find(({ roleClass }) => roleClass === scope.roleClass);
  return { scope, regulation, rights };
}

/** The duty that lays a role class down. */
const roleDuties: Readonly<Record<string, string>> = { RECEPTION: 'R53', RESULT_VERIFY: 'R54', ADMIN_TECH: 'R55' };

/** A role class that the catalogue leaves out has no functions at all. */
function exceedsRole(grant: Grant, at: string, light: Light): boolean {
  const { scope, regulation, rights } = ruled(grant, at, light);
  return regulation !== undefined && !scope.functions.every((name) => rights?.functions.includes(name));
}

/** A catalogue that names no duties for a role class leaves the choice to the unit. */
function isOtherDuty(grant: Grant, duties: readonly ServiceDuty[], at: string, light: Light): boolean {
  const named = ruled(grant, at, light).rights?.duties ?? [];
  const held = dutyAt(duties, at);
  return named.length > 0 && held !== undefined && !isAmong(named, held.duty);
}

/** When scopes, catalogues and duties may change what is found of a grant. */
const changesOf = (grant: Grant, duties: readonly ServiceDuty[], { setting }: Light): Edge[] => [
  ...grant.scopes.map(({ from, by }) => ({ at: from, by })),
  ...edgesOf(setting.regulations.map(({ id, data }) => ({ from: data.effectiveFrom, to: data.effectiveTo, by: id }))),
  ...duties.map(({ from, by }) => ({ at: from, by })),
  ...edgesOf([heldTime(grant)]),
];

const found = (
  grant: Grant,
  what: string,
  { from, to, endedBy }: Time & Partial<Span>,
  clauses: string[],
): Judgement => ({
  dedupKey: `${grant.data.accountId}|${grant.data.grantId}|${what}`,
  anchor: from,
  occurredAt: from,
  since: from,
  until: to,
  untilBy: endedBy,
  clauses,
  accountId: grant.data.accountId,
  officialId: grant.data.officialId,
  unitId: grant.data.unitId,
  evidence: [],
});

function judgeRole(grant: Grant, light: Light): Judgement[] {
  const duties = dutiesOf(light.folder('official', grant.data.officialId));
  const times = (holds: (at: string) => boolean) =>
    episodes(changesOf(grant, duties, light), (at) => isIn(heldTime(grant), at) && holds(at));
  const shown = ({ from }: Time) => {
    const { scope, regulation } = ruled(grant, from, light);
    return [scope.by, regulation?.id];
  };
  return [
    ...times((at) => exceedsRole(grant, at, light)).map((time) => ({
      ...found(grant, 'functions', time, ['R52', 'R96', 'R04', 'R18', roleDuties[scopeAt(grant, time.from).roleClass]]),
      evidence: evidenceOf(...shown(time)),
    })),
    ...times((at) => isOtherDuty(grant, duties, at, light)).map((time) => ({
      ...found(grant, 'duty', time, ['R52', 'R96']),
      evidence: evidenceOf(...shown(time), dutyAt(duties, time.from)?.by),
    })),
  ];
}

function judgeApprovals(grant: Grant, light: Light): Judgement[] {
  return scopeTimes(grant).flatMap((scope) => {
    if (scope.by === grant.grantedBy) return [];
    const points = focalPoints(grant.data.unitId, grant.data.system, scope.at, light);
    if (points.length === 0 || points.some(({ data }) => data.officialId === scope.approvedBy)) return [];
    const judgement = found(grant, 'approval', scope, ['R68']);
    return [{ ...judgement, anchor: scope.by, evidence: [scope.by, ...points.map(({ id }) => id)] }];
  });
}

const roles = (functions: string[], duties: string[] = []) => ({
  roleCatalogue: [{ roleClass: 'RECEPTION', functions, fields: [], duties }],
});
const counter = ['KIEM_TRA_TTCD'];

export const v23: Rule = {
  code: 'V-23',
  version: 1,
  status: 'stable',
  titleVi: 'Quyền vượt vai trò',
  titleEn: 'Scope exceeds role or duty',
  clauses: ['R52', 'R96', 'R68', 'R04', 'R18', 'R53', 'R54', 'R55'],
  params: [],
  severity: 'high',
  judges: {
    // Functions that the catalogue in force does not give the role class; a duty that it does not name for it; a scope
    // changed without the focal officer, where there is one.
    account({ grants }, light) {
      return grants.flatMap((grant) => [...judgeRole(grant, light), ...judgeApprovals(grant, light)]);
    },
  },

  falsePositives: [
    'A catalogue that lags behind a new procedure.',
    'A duty written in other words than in the regulation.',
    'Officials of small communes who stand in for each other by a paper that names no duty.',
  ],
  nextStepsVi: [
    'Thu hẹp quyền theo danh mục vai trò',
    'Đối chiếu phân công nhiệm vụ',
    'Trình cán bộ đầu mối phê duyệt',
  ],

  examples: [
    {
      title: 'a function that the catalogue does not give the role class, until the scope is reduced',
      given: [
        regulation('2025-01-02 00:00', roles(counter)),
        granted('2025-03-03 07:00', { functions: ['KIEM_TRA_TTCD', 'LAY_TTCD'] }),
        scopeChanged('2025-03-10 07:00'),
      ],
      finds: [{ since: '2025-03-03 07:00', until: '2025-03-10 07:00', severity: 'high' }],
    },
    {
      title: 'a catalogue comes into force that gives less, and the account is revoked',
      given: [
        granted('2025-01-02 07:00'),
        regulation('2025-02-03 00:00', roles(['TRA_KET_QUA'])),
        revoked('2025-02-05 17:00'),
      ],
      finds: [{ since: '2025-02-03 00:00', until: '2025-02-05 17:00' }],
    },
    {
      title: 'a role class that the catalogue of the city does not know, in one of its wards',
      given: [
        unit('2025-01-01 00:00', { parentUnitId: 'CITY' }),
        regulation('2025-01-02 00:00', { ...roles(counter), unitScope: ['CITY'] }),
        granted('2025-03-03 07:00', { roleClass: 'RESULT_VERIFY' }),
      ],
      finds: [{ since: '2025-03-03 07:00' }],
    },
    {
      title: 'another role class by a change of scope',
      given: [
        regulation('2025-01-02 00:00', roles(counter)),
        granted('2025-03-03 07:00'),
        scopeChanged('2025-03-10 07:00', { roleClass: 'RESULT_VERIFY' }),
      ],
      finds: [{ since: '2025-03-10 07:00' }],
    },
    {
      title: 'a duty that the catalogue does not name for the role class, from a transfer on',
      given: [
        regulation('2025-01-02 00:00', roles(counter, ['Tiếp nhận hồ sơ'])),
        registered('2025-01-02 08:00'),
        granted('2025-03-03 07:00'),
        changed('2025-03-10 08:00', { kind: 'transferred', duty: 'văn thư', keepsAccountBy: '15/QĐ' }),
      ],
      finds: [{ since: '2025-03-10 08:00' }],
    },
    {
      title: 'a scope changed without the focal officer, until it is changed again',
      given: [
        focal('2025-01-02 00:00'),
        granted('2025-03-03 07:00'),
        scopeChanged('2025-03-10 07:00', { functions: ['LAY_TTCD'], approvedBy: 'O-8' }),
        scopeChanged('2025-03-12 07:00'),
      ],
      finds: [{ since: '2025-03-10 07:00', until: '2025-03-12 07:00' }],
    },
    {
      title: 'all within the catalogue, which names no duties',
      given: [
        regulation('2025-01-02 00:00', roles(['KIEM_TRA_TTCD', 'LAY_TTCD'])),
        registered('2025-01-02 08:00'),
        granted('2025-03-03 07:00'),
      ],
      finds: [],
    },
    {
      title: 'the duty is named, in other capitals; that of one whom nobody registered is not known',
      given: [
        regulation('2025-01-02 00:00', roles(counter, ['Tiếp nhận  hồ sơ', 'trả kết quả'])),
        registered('2025-01-02 08:00'),
        granted('2025-03-03 07:00'),
        granted('2025-03-03 07:00', { accountId: 'TTHC:binh', officialId: 'O-2' }),
      ],
      finds: [],
    },
    {
      title: 'no catalogue is in force for the unit: none yet, no longer, one without roles, one elsewhere',
      given: [
        regulation('2025-01-02 00:00', { ...roles([]), effectiveTo: '2025-03-03 07:00' }),
        regulation('2025-01-02 01:00'),
        regulation('2025-01-02 02:00', { ...roles([]), unitScope: ['U-2'] }),
        regulation('2025-03-04 00:00', roles([])),
        granted('2025-03-03 07:00'),
        revoked('2025-03-04 00:00'),
      ],
      finds: [],
    },
    {
      title: 'a scope changed where there is no focal point, or by the one of the unit or of one above it',
      given: [
        unit('2025-01-01 00:00', { parentUnitId: 'CITY' }),
        granted('2025-02-03 07:00'),
        scopeChanged('2025-03-03 07:00', { approvedBy: 'O-1' }),
        focal('2025-03-04 00:00', { unitId: 'CITY', officialId: 'O-7' }),
        scopeChanged('2025-03-05 07:00', { approvedBy: 'O-7' }),
        focal('2025-03-06 00:00'),
        scopeChanged('2025-03-07 07:00', { approvedBy: 'O-7' }),
        scopeChanged('2025-03-08 07:00'),
      ],
      finds: [],
    },
    {
      title: 'a profile that leaves the focal officer out and judges nothing beyond its clauses',
      given: [
        profile('2025-01-01 00:00', { clauses: ['R52', 'R96'], otherRules: 'off' }),
        focal('2025-01-02 00:00'),
        granted('2025-03-03 07:00'),
        scopeChanged('2025-03-10 07:00', { approvedBy: 'O-8' }),
      ],
      finds: [],
    },
  ],
};
