import { createHash } from 'node:crypto';
import { hash } from '../stage.js';
import type { Rows } from '../row.js';
import { concluded, lookupByTechnician, lookupsBesideDossier } from './journeys.js';

/** Lào Cai 2025, clauses 1 and 2: who may look up what, and what for. */
export const rowsOfS2Rights: Rows = {
  R47: {
    kinds: [],
    events: ['DirectiveRegistered'],
    rules: [],
    nothing: {
      vi: 'căn cứ ban hành; việc phải làm nằm ở các khoản sau. Văn bản được ghi nhận như R15',
      en: 'the basis; the duties follow in the clauses. The directive itself is registered as in R15',
    },
  },
  R48: {
    kinds: ['H'],
    events: ['AccountRequested', 'LookupPerformed'],
    rules: ['V-25'],
    tried: (my) => [
      my.says('accounts:request', 'AccountRequested', {
        ...{ accountId: my.account, officialId: my.official, system: my.system, unitId: my.unit },
        ...{ roleClass: 'RECEPTION', functions: ['KIEM_TRA_TTCD'], legalBasis: ['NĐ 70/2024', 'TT 46/2022'] },
      }),
      my.told('account', 'AccountRequested', { legalBasis: ['NĐ 70/2024', 'TT 46/2022'] }),
      my.granted({ agreementValidTo: my.at('00:00', 1), decisionNo: undefined }),
      my.finds('V-25', { accountId: my.account }, { asOf: my.at('08:00') }),
      my.lookup(my.at('09:00', 1)),
      my.finds('V-08', { accountId: my.account }),
    ],
  },
  R49: {
    kinds: ['H'],
    events: ['ControlAttested'],
    rules: ['V-38'],
    tried: (my) => [
      my.granted(),
      my.lacks('V-38', my.at('09:00', 120)),
      my.attested('R49'),
      my.owes('V-38', 'attestation', 'done', my.at('09:00', 3)),
    ],
  },
  R50: {
    kinds: ['S', 'A'],
    events: ['IncidentReported', 'BreachMinuteDrawn', 'BreachNotificationFiled'],
    rules: ['V-39'],
    tried: (my) => [
      my.reported({ personalDataBreach: true }),
      my.owes('V-39', 'breachNotice', 'overdue', my.at('09:00', 3)),
      my.finds('V-39', { severity: 'critical' }, { asOf: my.at('09:00', 3) }),
      my.says('incidents:drawBreachMinute', 'BreachMinuteDrawn', {
        ...{ incidentId: my.named('su-co'), minuteNo: '1/BB', signedBy: ['cb-1'], hash, drawnAt: my.at('15:00') },
      }),
      my.says('incidents:fileBreachNotification', 'BreachNotificationFiled', {
        ...{ incidentId: my.named('su-co'), form: 'Mẫu 08 NĐ 356', to: 'A05', filedAt: my.at('15:00', 1) },
        ...{ receiptNo: '77', hash },
      }),
      my.owes('V-39', 'breachNotice', 'done', my.at('09:00', 3), { doneAt: '2025-11-11T08:00:00.000Z' }),
      my.asks(
        '/v1/incidents/{incidentId}',
        { incidentId: my.named('su-co') },
        { events: [{ event: { type: 'BreachNotificationFiled', data: { receiptNo: '77' } } }] },
      ),
    ],
  },
  R51: {
    kinds: ['H', 'A'],
    events: ['RegulationIssued'],
    rules: ['V-25'],
    tried: (my) => [
      my.granted({ validFrom: my.at('05:00') }),
      my.finds('V-25', { accountId: my.account }),
      my.regulated(),
      my.told('unit', 'RegulationIssued', { number: 'R51/QĐ-UBND' }),
    ],
  },
  R52: {
    kinds: ['A'],
    events: ['AccountGranted', 'RegulationIssued'],
    rules: ['V-23'],
    tried: (my) => [
      my.registered(),
      my.regulated(),
      my.granted({ functions: ['KIEM_TRA_TTCD', 'LAY_TTCD'] }),
      my.asks(
        '/v1/accounts?unitId={unitId}',
        { unitId: my.unit, asOf: my.at('09:00') },
        { items: [{ accountId: my.account, roleClass: 'RECEPTION', functions: ['LAY_TTCD'] }] },
      ),
      my.finds('V-23', { accountId: my.account }),
    ],
  },
  R53: {
    kinds: ['A'],
    events: ['AccountGranted'],
    rules: ['V-06', 'V-23'],
    tried: (my) => [
      my.regulated(),
      my.granted({ roleClass: 'RECEPTION', functions: ['KIEM_TRA_TTCD', 'LAY_TTCD'] }),
      my.finds('V-23', { accountId: my.account }),
      my.asks(
        '/v1/accounts?unitId={unitId}',
        { unitId: my.unit, asOf: my.at('09:00') },
        { items: [{ accountId: my.account, roleClass: 'RECEPTION' }] },
      ),
      ...lookupByTechnician(my),
    ],
  },
  R54: {
    kinds: ['A'],
    events: ['AccountGranted'],
    rules: ['V-06', 'V-23'],
    tried: (my) => [
      my.regulated(),
      my.granted({ roleClass: 'RESULT_VERIFY' }),
      my.finds('V-23', { accountId: my.account }),
      my.asks(
        '/v1/accounts?unitId={unitId}',
        { unitId: my.unit, asOf: my.at('09:00') },
        { items: [{ accountId: my.account, roleClass: 'RESULT_VERIFY' }] },
      ),
      ...lookupByTechnician(my),
    ],
  },
  R55: {
    kinds: ['A'],
    events: ['AccountGranted'],
    rules: ['V-06', 'V-24', 'V-25'],
    tried: (my) => [
      my.granted({ roleClass: 'ADMIN_TECH', assignmentDoc: '9/QĐ-PC' }),
      my.asks(
        '/v1/accounts?unitId={unitId}',
        { unitId: my.unit, asOf: my.at('09:00') },
        { items: [{ accountId: my.account, roleClass: 'ADMIN_TECH' }] },
      ),
      my.told('account', 'AccountGranted', { assignmentDoc: '9/QĐ-PC' }),
      ...lookupByTechnician(my),
      my.finds('V-24', { officialId: my.named('ky-thuat') }),
      my.finds('V-25', { accountId: `${my.system}:ky-thuat` }),
    ],
  },
  R56: {
    kinds: ['A'],
    events: ['LookupPerformed', 'SourceGapDetected', 'LedgerRead'],
    rules: ['V-40'],
    tried: (my) => [
      my.granted(),
      my.lookup(my.at('09:00')),
      my.asks(
        '/v1/accounts/{accountId}/history',
        { accountId: my.account },
        { items: [{ event: { type: 'LookupPerformed' }, rights: [{ status: 'active' }] }] },
        { keeps: (answer) => ({ eventId: lookupIn(answer) }) },
      ),
      my.asks('/v1/events/{eventId}/receipt', { eventId: '{eventId}' }, { durability: 'sealed' }),
      ...my.reads(),
      my.asks(
        '/v1/findings?rule=V-40',
        { subject: 'reader:admin:an' },
        { items: [{ code: 'V-40' }] },
        { rule: 'V-40' },
      ),
      my.says('sources:register', 'SourceRegistered', {
        ...{ sourceId: my.system, kind: 'TTHC', role: 'primary', unitId: my.unit, validFrom: my.at('06:00') },
      }),
      my.fact('SourceGapDetected', my.at('10:00'), {
        ...{ sourceId: my.system, fromSeq: 10, toSeq: 12, detectedAt: my.at('10:00') },
      }),
      my.finds('V-40', { severity: 'critical' }),
      ...lookupByTechnician(my),
    ],
  },
  R57: {
    kinds: ['H', 'A'],
    events: ['BriefingAcknowledged'],
    rules: ['V-26'],
    tried: (my) => [
      my.registered(),
      ...my.directed(),
      my.granted(),
      my.owes('V-26', 'briefing', 'overdue', my.at('09:00', 30)),
      my.lacks('V-26', my.at('09:00', 30)),
      my.says('officials:acknowledgeBriefing', 'BriefingAcknowledged', {
        ...{ officialId: my.official, directiveId: my.named('van-ban'), at: my.at('09:00'), method: 'meeting' },
      }),
      my.told('official', 'BriefingAcknowledged', { directiveId: my.named('van-ban') }),
      my.owes('V-26', 'briefing', 'done', my.at('09:00', 30)),
    ],
  },
  R58: {
    kinds: ['S'],
    events: ['LookupPerformed'],
    rules: ['V-04', 'V-05', 'V-06'],
    tried: (my) => [
      my.granted(),
      my.dossier(),
      my.lookup(my.at('09:00'), { fieldsReturned: ['hoTen', 'anhChanDung'] }),
      my.finds('V-05', { accountId: my.account }),
      ...lookupsBesideDossier(my, ['V-04']),
      ...lookupByTechnician(my),
    ],
  },
  R59: {
    kinds: ['A', 'S'],
    events: ['LookupPerformed'],
    rules: ['V-01', 'V-02', 'V-03', 'V-04'],
    tried: (my) => [
      my.granted(),
      my.lookup(my.at('09:00'), { dossierId: undefined, purposeCode: 'KHAC' }),
      my.finds('V-01', { accountId: my.account }, { asOf: my.at('09:00', 9) }),
      ...lookupsBesideDossier(my, ['V-02', 'V-03', 'V-04']),
    ],
  },
  R60: {
    kinds: ['A'],
    events: ['LookupPerformed', 'DossierObserved'],
    rules: ['V-01', 'V-02', 'V-03'],
    tried: (my) => [
      my.granted(),
      my.lookup(my.at('09:00')),
      my.finds('V-01', { accountId: my.account, severity: 'high' }, { asOf: my.at('09:00', 9) }),
      my.dossier(),
      my.finds('V-01', {}, { state: 'withdrawn', asOf: my.at('09:00', 9) }),
      ...lookupsBesideDossier(my, ['V-02', 'V-03']),
    ],
  },
  R61: {
    kinds: ['H'],
    events: ['ConfidentialitySigned'],
    rules: ['V-26'],
    tried: (my) => [
      my.registered(),
      ...my.directed(),
      my.granted(),
      my.owes('V-26', 'briefing', 'overdue', my.at('09:00', 30)),
      my.lacks('V-26', my.at('09:00', 30)),
      my.says('officials:signConfidentiality', 'ConfidentialitySigned', {
        ...{ officialId: my.official, docHash: hash, at: my.at('09:00'), method: 'paper' },
      }),
      my.told('official', 'ConfidentialitySigned', { docHash: hash }),
      my.owes('V-26', 'briefing', 'done', my.at('09:00', 30)),
    ],
  },
  R62: {
    kinds: ['S'],
    events: ['LookupPerformed'],
    rules: ['V-12', 'V-13', 'V-14', 'V-15', 'V-16'],
    tried: (my) => [
      my.profile({ inTrial: ['V-14'] }),
      my.registered(),
      my.granted(),
      my.lookup(my.at('09:00'), { subjects: [my.citizen(900)] }),
      my.finds('V-13', { accountId: my.account }),
      my.lookup(my.at('11:00'), { dossierId: undefined }),
      my.lookup(my.at('15:00'), { dossierId: undefined }),
      my.finds('V-12', { accountId: my.account }),
      my.lookup(my.at('09:10'), { relatedFlags: ['household'] }),
      my.finds('V-14', { accountId: my.account }),
      my.says('protectedList:add', 'ProtectedListEntryAdded', {
        ...{ entryId: my.named('bao-ve'), subjectToken: my.citizen(7), category: 'complainant', basis: '12/KH-TTr' },
        ...{ validFrom: my.at('08:00'), validTo: my.at('08:00', 90), by: 'cb-1', by2: 'cb-2' },
      }),
      my.lookup(my.at('09:20'), { subjects: [my.citizen(7)] }),
      my.finds('V-15', { accountId: my.account, severity: 'high' }),
    ],
  },
  R63: {
    kinds: ['A'],
    events: ['LookupPerformed', 'LookupDenied', 'AccountRevoked'],
    rules: ['V-05', 'V-07', 'V-08'],
    tried: (my) => [
      my.granted(),
      my.denied(my.at('09:00'), { function: 'LAY_TTCD' }),
      my.finds('V-05', { severity: 'medium' }),
      my.revoked(my.at('12:00')),
      my.lookup(my.at('13:00')),
      my.finds('V-07', { severity: 'critical' }),
      my.lookup(my.at('13:00'), { accountId: `${my.system}:la` }),
      my.finds('V-08', { accountId: `${my.system}:la` }),
    ],
  },
  R64: {
    kinds: ['S'],
    events: ['LookupResultExported'],
    rules: ['V-17'],
    tried: (my) => [
      my.granted(),
      my.lookup(my.at('09:00')),
      my.exported(my.at('09:00'), my.at('09:01'), 'print'),
      my.told('account', 'LookupResultExported', { channel: 'print' }),
      my.finds('V-17', { accountId: my.account }),
    ],
  },
  R65: {
    kinds: ['H'],
    events: ['MisuseReported', 'IncidentReported'],
    rules: ['V-17'],
    tried: (my) => [
      my.granted(),
      my.says('misuse:report', 'MisuseReported', {
        ...{ accountId: my.account, basis: 'đưa thông tin cho người ngoài', at: my.at('10:00') },
      }),
      my.lookup(my.at('09:00')),
      my.exported(my.at('09:00'), my.at('09:01'), 'removable'),
      my.finds('V-17', { accountId: my.account }),
      my.asks(
        '/v1/findings?rule=MISUSE',
        { accountId: my.account },
        { items: [{ accountId: my.account, clauses: [my.id] }] },
      ),
      my.asks('/v1/cases?rule=MISUSE', { accountId: my.account }, { items: [{ accountId: my.account }] }),
      my.reported({ kind: 'disclosure', accountId: my.account }),
      my.asks('/v1/incidents/{incidentId}', { incidentId: my.named('su-co') }, { report: { kind: 'disclosure' } }),
    ],
  },
  R66: {
    kinds: ['H'],
    events: ['ViolationConfirmed', 'DisciplinaryOutcomeRecorded', 'CaseReferred'],
    rules: ['V-20'],
    tried: (my) => [
      ...concluded(my),
      my.finds('V-20', { severity: 'critical' }, { asOf: my.at('15:00', 4) }),
      my.says('cases:recordOutcome', 'DisciplinaryOutcomeRecorded', {
        ...{ findingId: '{findingId}', form: 'reprimand', decisionNo: '8/QĐ', date: '2025-11-20' },
      }),
      my.says('cases:refer', 'CaseReferred', { findingId: '{findingId}', to: 'Thanh tra', docNo: '9/CV' }),
      my.asks(
        '/v1/cases/{findingId}',
        { findingId: '{findingId}' },
        {
          case: { verdict: { is: 'confirmed' } },
          events: [
            { event: { type: 'DisciplinaryOutcomeRecorded', data: { form: 'reprimand' } } },
            { event: { type: 'CaseReferred' } },
          ],
        },
      ),
    ],
  },
  R67: {
    kinds: ['H', 'A'],
    events: ['FocalPointAppointed'],
    rules: ['V-25'],
    tried: (my) => [
      my.registered(),
      my.says('focalPoints:appoint', 'FocalPointAppointed', {
        ...{ focalId: my.named('dau-moi'), unitId: my.unit, officialId: my.official, decisionNo: '3/QĐ' },
        validFrom: my.at('06:00'),
      }),
      my.asks(
        '/v1/focalPoints/{unitId}',
        { unitId: my.unit },
        { serving: [{ officialId: my.official, decisionNo: '3/QĐ' }] },
      ),
      my.granted({ officialId: my.named('cb-2'), approvedBy: 'nguoi-khac' }),
      my.finds('V-25', { accountId: my.account }),
    ],
  },
  R68: {
    kinds: ['A'],
    events: ['AccountScopeChanged'],
    rules: ['V-23', 'V-25'],
    tried: (my) => [
      my.registered({ officialId: my.named('cb-2'), citizenToken: my.citizen(901) }),
      my.says('focalPoints:appoint', 'FocalPointAppointed', {
        ...{ focalId: my.named('dau-moi'), unitId: my.unit, officialId: my.named('cb-2'), decisionNo: '3/QĐ' },
        validFrom: my.at('06:00'),
      }),
      my.granted(),
      my.finds('V-25', { accountId: my.account }),
      my.fact('AccountScopeChanged', my.at('09:00', 1), {
        ...{ accountId: my.account, grantId: my.grantId, functions: ['KIEM_TRA_TTCD', 'LAY_TTCD'], fields: ['hoTen'] },
        ...{ effectiveAt: my.at('09:00', 1), reason: 'thêm nhiệm vụ', approvedBy: 'dau-moi' },
      }),
      my.told('account', 'AccountScopeChanged', { approvedBy: 'dau-moi' }),
      my.finds('V-23', { accountId: my.account }),
      my.asks(
        '/v1/accounts/{accountId}',
        { accountId: my.account, asOf: my.at('10:00', 1) },
        { permission: { functions: ['LAY_TTCD'] } },
      ),
    ],
  },
  R69: {
    kinds: ['A'],
    events: ['UserListSubmitted'],
    rules: ['V-25', 'V-27'],
    tried: (my) => [
      my.granted(),
      my.finds('V-25', { accountId: my.account }, { asOf: my.at('00:00', 15) }),
      my.says('userLists:submit', 'UserListSubmitted', {
        ...{ listId: my.named('danh-sach'), unitId: my.unit, to: 'BCA', sentAt: my.at('09:00', 3) },
        ...{ asOf: my.at('00:00', 3), listHash: listHash([my.account]), count: 1, accountIds: [my.account] },
        ...{ part: 1, of: 1 },
      }),
      my.asks(
        '/v1/userLists/{listId}',
        { listId: my.named('danh-sach') },
        { status: 'complete', stated: { to: 'BCA', count: 1 } },
      ),
      my.told('account', 'UserListSubmitted', { to: 'BCA' }),
      my.fact('SystemSnapshotImported', my.at('01:00', 4), {
        ...{ snapshotId: my.named('anh-chup'), system: my.system, asOf: my.at('01:00', 4), accountsHash: hash },
        ...{ accounts: [], part: 1, of: 1 },
      }),
      my.finds('V-27', { accountId: my.account }),
    ],
  },
};

const listHash = (accountIds: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(accountIds)).digest('hex');

interface History {
  items: readonly { event: { type: string; eventId: string } }[];
}
const lookupIn = (answer: unknown): string =>
  (answer as History).items.find(({ event }) => event.type === 'LookupPerformed')!.event.eventId;
