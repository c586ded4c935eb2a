import { activeSpans, scopeAt, scopeTimes, type Grant } from '../life.js';
import { accountsOf } from '../light.js';
import type { Judgement, Light, Rule } from '../rule.js';
import { edgesOf, episodes, isIn } from '../spans.js';
import { granted, reinstated, regulation, revoked, scopeChanged, suspended } from '../story.js';

/** The functions by which the directives have citizens looked up (R11, R18). */
const lookupFunctions = ['KIEM_TRA_TTCD', 'LAY_TTCD'];

const isActive = (grant: Grant, at: string) => activeSpans(grant).some((span) => isIn(span, at));
const administers = (grant: Grant, at: string) => isActive(grant, at) && scopeAt(grant, at).roleClass === 'ADMIN_TECH';

/** What the catalogue in force gives ADMIN_TECH itself is the support that R55 has them give. */
function looksUp(grant: Grant, at: string, light: Light): boolean {
  const { roleClass, functions } = scopeAt(grant, at);
  const catalogue = light.catalogue(grant.data.unitId, at)?.data.roleCatalogue ?? [];
  const support = catalogue.find((role) => role.roleClass === 'ADMIN_TECH')?.functions ?? [];
  const own = roleClass === 'ADMIN_TECH' ? lookupFunctions.filter((name) => !support.includes(name)) : functions;
  return isActive(grant, at) && functions.some((name) => own.includes(name));
}

function judgeRoles(officialId: string, grants: readonly Grant[], light: Light): Judgement[] {
  const regulations = light.setting.regulations.map(({ data }) => ({ from: data.effectiveFrom, to: data.effectiveTo }));
  const edges = edgesOf([...grants.flatMap((grant) => [...activeSpans(grant), ...scopeTimes(grant)]), ...regulations]);
  const both = episodes(
    edges,
    (at) => grants.some((grant) => administers(grant, at)) && grants.some((grant) => looksUp(grant, at, light)),
  );
  return both.map(({ from, to, endedBy }) => {
    const administered = grants.find((grant) => administers(grant, from))!;
    const lookedUp = grants.filter((grant) => looksUp(grant, from, light));
    return {
      dedupKey: `${officialId}|roles`,
      anchor: from,
      occurredAt: from,
      since: from,
      until: to,
      untilBy: endedBy,
      accountId: administered.data.accountId,
      officialId,
      unitId: administered.data.unitId,
      evidence: [...new Set([administered, ...lookedUp].map(({ grantedBy }) => grantedBy))],
    };
  });
}

/** A holder who approved the own grant, or a change of its scope. */
const judgeApprovals = (grant: Grant): Judgement[] =>
  scopeTimes(grant)
    .filter(({ approvedBy }) => approvedBy === grant.data.officialId)
    .map(({ by, from, to, endedBy }) => ({
      dedupKey: `${grant.data.accountId}|${grant.data.grantId}|approver`,
      anchor: by,
      occurredAt: from,
      since: from,
      until: to,
      untilBy: endedBy,
      accountId: grant.data.accountId,
      officialId: grant.data.officialId,
      unitId: grant.data.unitId,
      evidence: [by],
    }));

const admin = (at: string, data: object = {}) =>
  granted(at, { accountId: 'TTHC:quantri', roleClass: 'ADMIN_TECH', functions: ['QUAN_TRI_TAI_KHOAN'], ...data });

export const v24: Rule = {
  code: 'V-24',
  version: 1,
  status: 'stable',
  titleVi: 'Kiêm nhiệm xung đột',
  titleEn: 'Separation of duties',
  clauses: ['R55', 'R56'],
  params: [],
  severity: 'high',
  judges: {
    // One official who manages accounts and can look citizens up at the same time, or who approved the own rights.
    official(official, light) {
      const grants = accountsOf(official, light).flatMap((account) => account.grants);
      return [...judgeRoles(official.id, grants, light), ...grants.flatMap(judgeApprovals)];
    },
  },

  falsePositives: [
    'The only technician of a commune, who also works at the counter: a documented exception is needed.',
  ],
  nextStepsVi: ['Phân công lại người quản trị', 'Hoặc lập ngoại lệ có thời hạn, không quá 90 ngày'],

  examples: [
    {
      title: 'manages accounts with one account and looks up with another, until that is revoked',
      given: [admin('2025-01-02 07:00'), granted('2025-03-03 07:00'), revoked('2025-03-10 07:00')],
      finds: [{ since: '2025-03-03 07:00', until: '2025-03-10 07:00', severity: 'high', accountId: 'TTHC:quantri' }],
    },
    {
      title: 'an account that manages and looks up, from a change of its scope on',
      given: [
        admin('2025-01-02 07:00'),
        scopeChanged('2025-03-03 07:00', { accountId: 'TTHC:quantri', grantId: 'grant-TTHC:quantri' }),
      ],
      finds: [{ since: '2025-03-03 07:00', until: undefined }],
    },
    {
      title: 'made an administrator of accounts who could look up before',
      given: [
        granted('2025-01-02 07:00', { functions: ['XAC_MINH_CU_TRU'], accountId: 'KNTC:an' }),
        granted('2025-01-02 07:00', { functions: [] }),
        scopeChanged('2025-03-03 07:00', { roleClass: 'ADMIN_TECH', functions: [] }),
      ],
      finds: [{ since: '2025-03-03 07:00', accountId: 'TTHC:an' }],
    },
    {
      title: 'a regulation gave the administrators a look-up function for their support, and has ended',
      given: [
        regulation('2025-01-02 00:00', {
          effectiveTo: '2025-03-03 00:00',
          roleCatalogue: [
            { roleClass: 'RECEPTION', functions: ['LAY_TTCD'], fields: [], duties: [] },
            { roleClass: 'ADMIN_TECH', functions: ['KIEM_TRA_TTCD'], fields: [], duties: [] },
          ],
        }),
        admin('2025-01-02 07:00', { functions: ['KIEM_TRA_TTCD'] }),
      ],
      finds: [{ since: '2025-03-03 00:00' }],
    },
    {
      title: 'approved the own account, and a change of it',
      given: [
        granted('2025-03-03 07:00', { approvedBy: 'O-1' }),
        scopeChanged('2025-03-10 07:00', { approvedBy: 'O-9' }),
        scopeChanged('2025-03-12 07:00', { approvedBy: 'O-1' }),
      ],
      finds: [{ since: '2025-03-03 07:00', until: '2025-03-10 07:00' }, { since: '2025-03-12 07:00' }],
    },
    {
      title: 'one after the other: the second begins at the moment at which the first ends',
      given: [
        admin('2025-01-02 07:00', { validTo: '2025-03-03 07:00' }),
        granted('2025-03-03 07:00', { approvedBy: 'O-9' }),
      ],
      finds: [],
    },
    {
      title: 'while one of the two is suspended',
      given: [
        admin('2025-01-02 07:00'),
        suspended('2025-03-03 07:00', { accountId: 'TTHC:quantri', grantId: 'grant-TTHC:quantri' }),
        granted('2025-03-03 07:00', { validTo: '2025-03-05 07:00' }),
        reinstated('2025-03-05 07:00', { accountId: 'TTHC:quantri', grantId: 'grant-TTHC:quantri' }),
      ],
      finds: [],
    },
    {
      title: 'two administrators, or an account that can do nothing beside one that manages',
      given: [
        admin('2025-01-02 07:00'),
        admin('2025-01-02 07:00', { accountId: 'KNTC:quantri' }),
        granted('2025-03-03 07:00', { functions: [] }),
        granted('2025-03-03 07:00', { accountId: 'TTHC:binh', officialId: 'O-2' }),
      ],
      finds: [],
    },
  ],
};
