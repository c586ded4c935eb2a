import { given } from '@app/ledger/given.js';
import { violationCase } from './case.js';
import type { Sight } from './case-state.js';
import type { Seen } from './events.js';

const at = (day: string) => `2025-03-${day}T00:00:00.000Z`;
const seen: Seen = {
  ruleCode: 'V-08',
  ruleVersion: 1,
  severity: 'high',
  since: at('01'),
  detectedAt: at('01'),
  accountId: 'TTHC:an',
  officialId: 'cb-1',
  seenAt: '9',
};
const findingId = 'f-1';
const looking = (more: Partial<Sight> = {}): typeof violationCase => {
  const sight: Sight = { finding: seen, conflicts: {}, mustSuspend: { value: true, clause: 'R79' }, ...more };
  return { ...violationCase, initial: { ...violationCase.initial, sight } };
};

const triage = { findingId, assignee: 'tt-1', reason: 'xem xét', occurredAt: at('02') };
const { occurredAt: _, ...stated } = triage;
const triaged = { type: 'ViolationTriaged', data: { ...seen, ...stated }, occurredAt: at('02') } as const;
const asking = { findingId, from: 'cb-1', dueAt: at('06') };
const asked = { type: 'ExplanationRequested', data: { ...seen, ...asking }, occurredAt: at('03') } as const;
const telling = { findingId, from: 'cb-1', textHash: 'ab'.repeat(32), attachments: [] };
const told = { type: 'ExplanationReceived', data: { ...seen, ...telling }, occurredAt: at('04') } as const;
const confirming = { findingId, reasonCode: 'wrong-purpose', decidedBy: 'tt-1' };
const confirmed = {
  type: 'ViolationConfirmed',
  data: { ...seen, ...confirming, mustSuspend: true, mustSuspendBy: 'R79' },
  occurredAt: at('05'),
} as const;
const dismissing = { findingId, reasonCode: 'benign-expected', decidedBy: 'tt-1', second: 'tt-2' };
const dismissed = { type: 'ViolationDismissed', data: { ...seen, ...dismissing }, occurredAt: at('05') } as const;
const keeping = { findingId, decidedBy: 'tt-9', reason: 'vi phạm nhỏ' };
const kept = { type: 'AccountKept', data: { ...seen, ...keeping }, occurredAt: at('06') } as const;
const notifying = { findingId, to: 'u-1', docNo: '3/TB', sentAt: at('06') };
const notified = { type: 'UnitNotifiedOfViolation', data: { ...seen, ...notifying }, occurredAt: at('06') } as const;
const punishing = { findingId, form: 'reprimand', decisionNo: '4/QĐ', date: '2025-03-06' };
const punished = {
  type: 'DisciplinaryOutcomeRecorded',
  data: { ...seen, ...punishing },
  occurredAt: at('06'),
} as const;
const considering = { findingId, notice: 'notNeeded', decidedBy: 'tt-1', reason: 'không lộ ra ngoài' };
const considered = {
  type: 'WrongPurposeNoticeConsidered',
  data: { ...seen, ...considering },
  occurredAt: at('06'),
} as const;
const closing = { findingId, summary: 'đã xử lý', decisionNo: '5/KL', signedBy: 'tt-9' };
const closed = { type: 'ViolationClosed', data: { ...seen, ...closing }, occurredAt: at('07') } as const;
const reopening = { findingId, decidedBy: 'tt-9', reason: 'có chứng cứ mới' };
const reopened = { type: 'ViolationReopened', data: { ...seen, ...reopening }, occurredAt: at('08') } as const;
const later = { occurredAt: at('09') };

describe('a finding is triaged', () => {
  it('with what was seen of it then', () => {
    given(looking()).when('TriageViolation', triage).then({ type: 'ViolationTriaged', data: triaged.data });
  });
  it('again, by giving it to somebody else', () => {
    const other = { ...stated, assignee: 'tt-2' };
    given(looking(), triaged)
      .when('TriageViolation', { ...other, ...later })
      .then({ type: 'ViolationTriaged', data: { ...seen, ...other } });
  });
  it('when the rules no longer find it, as it was last seen', () => {
    const other = { ...stated, assignee: 'tt-2' };
    given(looking({ finding: undefined }), triaged)
      .when('TriageViolation', { ...other, ...later })
      .then({ type: 'ViolationTriaged', data: { ...seen, ...other } });
  });
  it('not to the person who has it', () => {
    given(looking(), triaged)
      .when('TriageViolation', { ...triage, ...later })
      .refused('with this person already');
  });
  it('not where there is no such finding', () => {
    given(looking({ finding: undefined }))
      .when('TriageViolation', triage)
      .refused('no such finding');
  });
  it('not to the one whom it is about', () => {
    given(looking({ conflicts: { 'tt-1': 'subject' } }))
      .when('TriageViolation', triage)
      .refused('their own case');
  });
  it('not to somebody above or below them', () => {
    given(looking({ conflicts: { 'tt-1': 'line' } }))
      .when('TriageViolation', triage)
      .refused('their own line');
  });
  it('not while it belongs to another case', () => {
    given(looking({ mergedInto: 'f-2' }))
      .when('TriageViolation', triage)
      .refused('merged into');
  });
  it('not with a date before the step that it follows', () => {
    given(looking(), triaged)
      .when('RequestExplanation', { ...asking, occurredAt: at('01') })
      .refused('not dated before');
  });
});

describe('an explanation', () => {
  it('is asked for, and received', () => {
    given(looking(), triaged)
      .when('RequestExplanation', { ...asking, occurredAt: at('03') })
      .then({ type: 'ExplanationRequested', data: asked.data });
    given(looking(), triaged, asked)
      .when('ReceiveExplanation', { ...telling, occurredAt: at('04') })
      .then({ type: 'ExplanationReceived', data: told.data });
  });
  it('is asked for by a moment that lies ahead', () => {
    given(looking(), triaged)
      .when('RequestExplanation', { ...asking, occurredAt: at('06') })
      .refused('due before it is asked for');
  });
  it('is not received where none was asked for', () => {
    given(looking(), triaged)
      .when('ReceiveExplanation', { ...telling, ...later })
      .refused('no explanation was asked for');
  });
  it('is not asked for of a finding that nobody has', () => {
    given(looking())
      .when('RequestExplanation', { ...asking, occurredAt: at('03') })
      .refused('triaged first');
  });
});

describe('a violation is confirmed', () => {
  const confirm = { ...confirming, occurredAt: at('05') };
  it('after the explanation, with what the profile asks for', () => {
    given(looking(), triaged, asked, told)
      .when('ConfirmViolation', confirm)
      .then({ type: 'ViolationConfirmed', data: confirmed.data });
  });
  it('without one when the time for it is over', () => {
    given(looking(), triaged, asked)
      .when('ConfirmViolation', { ...confirming, occurredAt: at('06') })
      .then({ type: 'ViolationConfirmed', data: confirmed.data });
  });
  it('without asking for one where the police want secrecy', () => {
    given(looking({ mustSuspend: { value: false } }), triaged)
      .when('ConfirmViolation', { ...confirm, secrecyBy: 'PA05' })
      .then({
        type: 'ViolationConfirmed',
        data: { ...seen, ...confirming, secrecyBy: 'PA05', mustSuspend: false },
      });
  });
  it('not without asking for one', () => {
    given(looking(), triaged).when('ConfirmViolation', confirm).refused('explanation is asked for before');
  });
  it('not while the time for it runs', () => {
    given(looking(), triaged, asked).when('ConfirmViolation', confirm).refused('still running');
  });
  it('not by one person under two names', () => {
    given(looking(), triaged, asked, told)
      .when('ConfirmViolation', { ...confirm, second: 'tt-1' })
      .refused('second person is another one');
  });
  it('once', () => {
    given(looking(), triaged, asked, told, confirmed)
      .when('ConfirmViolation', { ...confirming, ...later })
      .refused('concluded already');
  });
});

describe('a finding is dismissed', () => {
  const dismiss = { ...dismissing, occurredAt: at('05') };
  const { second: _second, ...alone } = dismiss;
  it('by two persons, if it is high', () => {
    given(looking(), triaged)
      .when('DismissViolation', dismiss)
      .then({ type: 'ViolationDismissed', data: dismissed.data });
  });
  it('not by one, if it is high or critical', () => {
    for (const severity of ['high', 'critical']) {
      given(looking({ finding: { ...seen, severity } }), triaged)
        .when('DismissViolation', alone)
        .refused('by two persons');
    }
  });
  it('not by one who triaged it down before', () => {
    const lowered = { ...triaged, data: { ...triaged.data, severityAfter: 'low' } };
    given(looking(), lowered).when('DismissViolation', alone).refused('by two persons');
  });
  it('not by one when it was triaged up', () => {
    const raised = { ...triaged, data: { ...triaged.data, severityAfter: 'critical' } };
    given(looking({ finding: { ...seen, severity: 'low' } }), raised)
      .when('DismissViolation', alone)
      .refused('by two persons');
  });
  it('by one, if it is medium', () => {
    const medium = { ...seen, severity: 'medium' };
    const { occurredAt: _at, ...said } = alone;
    given(looking({ finding: medium }), triaged)
      .when('DismissViolation', alone)
      .then({ type: 'ViolationDismissed', data: { ...medium, ...said } });
  });
  it.each([
    ['the one whom it is about', 'subject', 'their own case'],
    ['somebody in their line', 'line', 'their own line'],
  ] as const)('not with %s as the second', (_who, conflict, why) => {
    given(looking({ conflicts: { 'tt-2': conflict } }), triaged)
      .when('DismissViolation', dismiss)
      .refused(why);
  });
});

describe('measures', () => {
  const before = [triaged, asked, told, confirmed] as const;
  it.each([
    ['EscalateViolation', 'ViolationEscalated', { to: 'UBND', docNo: '1/TTr' }],
    ['ReferCase', 'CaseReferred', { to: 'A05', docNo: '2/CV' }],
  ] as const)('%s goes out from a case that somebody has', (name, type, said) => {
    given(looking(), triaged)
      .when(name, { findingId, ...said, ...later })
      .then({ type, data: { ...seen, findingId, ...said } });
    given(looking())
      .when(name, { findingId, ...said, ...later })
      .refused('triaged first');
  });
  it('are recorded of a confirmed violation only', () => {
    const none: readonly (readonly [never, object])[] = [
      ['RecordDisciplinaryOutcome', punishing],
      ['NotifyUnitOfViolation', notifying],
      ['ConsiderWrongPurposeNotice', considering],
    ] as never;
    for (const [name, command] of none) {
      given(looking(), triaged)
        .when(name, { ...command, ...later } as never)
        .refused('not confirmed');
      given(looking(), triaged, dismissed)
        .when(name, { ...command, ...later } as never)
        .refused('not confirmed');
    }
  });
  it('are a disciplinary outcome with its decision, or none with its reason', () => {
    given(looking(), ...before)
      .when('RecordDisciplinaryOutcome', { ...punishing, ...later })
      .then({ type: 'DisciplinaryOutcomeRecorded', data: punished.data });
    const none = { findingId, form: 'none', date: '2025-03-06' };
    given(looking(), ...before)
      .when('RecordDisciplinaryOutcome', { ...none, ...later })
      .refused('no action its reason');
    given(looking(), ...before)
      .when('RecordDisciplinaryOutcome', { ...none, form: 'warning', ...later })
      .refused('cites its decision');
  });
  it('are a notice to the authority that was considered, filed with its document or not', () => {
    given(looking(), ...before)
      .when('ConsiderWrongPurposeNotice', { ...considering, ...later })
      .then({ type: 'WrongPurposeNoticeConsidered', data: considered.data });
    given(looking(), ...before)
      .when('ConsiderWrongPurposeNotice', { ...considering, notice: 'filed', ...later })
      .refused('has a document number');
  });
  it('are a reason to keep the account, where there is one', () => {
    given(looking(), ...before)
      .when('KeepAccount', { ...keeping, ...later })
      .then({ type: 'AccountKept', data: kept.data });
    const { accountId: _none, ...unowned } = seen;
    given(looking({ finding: unowned }), ...before)
      .when('KeepAccount', { ...keeping, ...later })
      .refused('about no account');
  });
});

describe('a case is closed', () => {
  const before = [triaged, asked, told, confirmed, notified, punished, considered] as const;
  const close = { ...closing, ...later };
  it('when the account was stopped, which is then named', () => {
    given(looking({ haltedBy: 'e-7' }), ...before)
      .when('CloseViolation', close)
      .then({ type: 'ViolationClosed', data: { ...seen, ...closing, haltedBy: 'e-7' } });
  });
  it('when it was kept for a written reason', () => {
    given(looking(), ...before, kept)
      .when('CloseViolation', close)
      .then({ type: 'ViolationClosed', data: closed.data });
  });
  it('when the profile does not ask for that', () => {
    const mild = { ...confirmed, data: { ...seen, ...confirming, mustSuspend: false } };
    given(looking(), triaged, asked, told, mild, notified, punished, considered)
      .when('CloseViolation', close)
      .then({ type: 'ViolationClosed', data: closed.data });
  });
  it('at once when it was dismissed', () => {
    given(looking(), triaged, dismissed)
      .when('CloseViolation', close)
      .then({ type: 'ViolationClosed', data: closed.data });
  });
  it.each([
    ['the account is neither stopped nor kept', [notified, punished, considered], 'suspended, revoked, or kept'],
    ['the unit is not notified', [kept, punished, considered], 'unit is notified first'],
    ['no outcome is recorded', [kept, notified, considered], 'outcome, or that there is none'],
    ['a notice was not considered', [kept, notified, punished], 'wrong purpose is considered'],
  ])('not while %s', (_owed, done, why) => {
    given(looking(), triaged, asked, told, confirmed, ...done)
      .when('CloseViolation', close)
      .refused(why);
  });
  it('not for a reason to keep the account that was given before the confirmation', () => {
    given(looking(), triaged, { ...kept, occurredAt: at('02') }, asked, told, confirmed, notified, punished, considered)
      .when('CloseViolation', close)
      .refused('suspended, revoked, or kept');
  });
  it('not before it is concluded', () => {
    given(looking(), triaged).when('CloseViolation', close).refused('concluded before');
  });
  it('once', () => {
    given(looking(), triaged, dismissed, closed).when('CloseViolation', close).refused('case is closed');
  });
});

describe('a case is reopened', () => {
  it('after it was closed, and after it was concluded', () => {
    for (const events of [
      [triaged, dismissed, closed],
      [triaged, dismissed],
    ]) {
      given(looking(), ...events)
        .when('ReopenViolation', { ...reopening, ...later })
        .then({ type: 'ViolationReopened', data: reopened.data });
    }
  });
  it('and is concluded and closed anew, all of it', () => {
    given(looking(), triaged, dismissed, closed, reopened)
      .when('CloseViolation', { ...closing, ...later })
      .refused('concluded before');
    given(looking(), triaged, dismissed, closed, reopened)
      .when('DismissViolation', { ...dismissing, ...later })
      .then({ type: 'ViolationDismissed', data: dismissed.data });
  });
  it('not before there is anything to take back', () => {
    given(looking(), triaged)
      .when('ReopenViolation', { ...reopening, ...later })
      .refused('no conclusion');
  });
});

describe('findings are merged', () => {
  const other = { findingId: 'f-2', seen, state: 'new', bound: false } as const;
  const merge = { findingIds: ['f-2'], into: findingId, ...later };
  const { occurredAt: _when, ...merging } = merge;
  const findings = [
    { findingId: 'f-2', ...seen },
    { findingId, ...seen },
  ];
  const merged = { type: 'FindingsMerged', data: { ...merging, findings } } as const;
  it('when they are of one rule and account, or for a reason', () => {
    given(looking({ others: [other] }))
      .when('MergeFindings', merge)
      .then(merged);
    const elsewhere = { ...seen, accountId: 'TTHC:binh' };
    given(looking({ others: [{ ...other, seen: elsewhere }] }))
      .when('MergeFindings', merge)
      .refused('for a reason only');
    const reason = 'cùng một việc';
    given(looking({ others: [{ ...other, seen: elsewhere }] }))
      .when('MergeFindings', { ...merge, reason })
      .then({
        type: 'FindingsMerged',
        data: { ...merging, reason, findings: [{ findingId: 'f-2', ...elsewhere }, findings[1]] },
      });
  });
  it('not into themselves, not twice', () => {
    given(looking({ others: [other] }))
      .when('MergeFindings', { ...merge, findingIds: [findingId] })
      .refused('not into itself');
    given(looking({ others: [other, other] }))
      .when('MergeFindings', { ...merge, findingIds: ['f-2', 'f-2'] })
      .refused('merged once');
  });
  it.each([
    ['unknown', { seen: undefined }, 'no such finding'],
    ['closed', { state: 'closed' as const }, 'is closed'],
    ['concluded', { state: 'confirmed' as const }, 'concluded already'],
    ['merged already', { bound: true }, 'belongs to a merger already'],
  ])('not when one is %s', (_why, more, why) => {
    given(looking({ others: [{ ...other, ...more }] }))
      .when('MergeFindings', merge)
      .refused(why);
  });
  it('and parted again', () => {
    const part = { ...merging, reason: 'hai việc khác nhau' };
    given(looking(), merged).when('UnmergeFindings', part).then({ type: 'FindingsUnmerged', data: part });
    given(looking(), merged)
      .when('UnmergeFindings', { ...part, findingIds: ['f-3'] })
      .refused('not merged into this one');
    given(looking(), merged, { type: 'FindingsUnmerged', data: part })
      .when('UnmergeFindings', part)
      .refused('not merged into this one');
  });
});

describe('a misuse', () => {
  const misuse = { findingId, reporterSealed: 'seal:0123456789abcdef' };
  const report = { accountId: 'TTHC:an', basis: 'tra cứu hộ người quen', at: at('01'), occurredAt: at('02') };
  const { occurredAt, ...said } = report;
  const of = { ruleCode: 'MISUSE', severity: 'high', since: at('01'), detectedAt: occurredAt };
  const reported = { type: 'MisuseReported', data: { ...of, ...misuse, ...said }, occurredAt } as const;
  const unseal = { findingId, decidedBy: 'tt-1', second: 'tt-2', reason: 'cần hỏi thêm', ...later };
  const { occurredAt: _at, ...unsealing } = unseal;
  const unsealed = { type: 'ReporterUnsealed', data: { ...of, accountId: 'TTHC:an', ...unsealing } } as const;
  const alone = looking({ finding: undefined });
  it('is reported of an account or an official, and its reporter stays sealed', () => {
    given(looking({ misuse })).when('ReportMisuse', report).then({ type: 'MisuseReported', data: reported.data });
    const { accountId: _account, ...nobody } = report;
    given(looking({ misuse })).when('ReportMisuse', nobody).refused('names an account or an official');
    given(looking({ misuse }))
      .when('ReportMisuse', { ...report, at: at('03') })
      .refused('before it was noticed');
  });
  it('is worked on like a finding', () => {
    given(alone, reported)
      .when('TriageViolation', triage)
      .then({ type: 'ViolationTriaged', data: { ...of, accountId: 'TTHC:an', ...stated } });
  });
  it('has its reporter opened to two persons, who are two', () => {
    given(alone, reported).when('UnsealReporter', unseal).then(unsealed);
    given(alone, reported)
      .when('UnsealReporter', { ...unseal, second: 'tt-1' })
      .refused('another one');
    given(alone, reported, { ...unsealed, occurredAt: at('08') })
      .when('UnsealReporter', unseal)
      .refused('open to these two already');
    given(looking()).when('UnsealReporter', unseal).refused('nobody under seal');
  });
});
