import { given } from '@app/ledger/given.js';
import { acknowledgement } from './acknowledgement.js';
import type { OfficialRegistered } from './events.js';

const registered = { type: 'OfficialRegistered', data: { officialId: 'o1' } as OfficialRegistered } as const;
const briefing = { officialId: 'o1', directiveId: '5555/UBND', at: '2025-03-01T00:00:00.000Z', method: 'meeting' };
const briefed = { type: 'BriefingAcknowledged', data: briefing } as const;
const promise = {
  officialId: 'o1',
  docHash: 'a'.repeat(64),
  at: '2025-03-01T00:00:00.000Z',
  method: 'paper',
};

describe('an acknowledgement', () => {
  it('is of a briefing', () => {
    given(acknowledgement, registered)
      .when('AcknowledgeBriefing', { ...briefing, occurredAt: '2025-03-02T00:00:00.000Z' })
      .then(briefed);
  });
  it('is of confidentiality', () => {
    given(acknowledgement, registered)
      .when('SignConfidentiality', promise)
      .then({ type: 'ConfidentialitySigned', data: promise });
  });
  it('is of the monitoring', () => {
    given(acknowledgement, registered)
      .when('AcknowledgeMonitoringNotice', promise)
      .then({ type: 'MonitoringNoticeAcknowledged', data: promise });
  });
  it('is of nobody unknown', () => {
    given(acknowledgement).when('AcknowledgeBriefing', briefing).refused('not registered');
  });
  it('names a document', () => {
    const { directiveId: _, ...nothing } = briefing;
    given(acknowledgement, registered).when('SignConfidentiality', nothing).refused('names a directive or the hash');
  });
  it('is given once a year for a version', () => {
    given(acknowledgement, registered, briefed)
      .when('AcknowledgeBriefing', { ...briefing, at: '2025-12-31T16:59:59.999Z', method: 'paper' })
      .refused('in this year');
  });
  it.each([
    ['in the next year, which begins at midnight in Vietnam', { at: '2025-12-31T17:00:00.000Z' }],
    ['for another directive', { directiveId: '3332/UBND' }],
    ['for another version', { docHash: 'b'.repeat(64) }],
  ])('is given again %s', (_, other) => {
    const next = { ...briefing, ...other };
    given(acknowledgement, registered, briefed)
      .when('AcknowledgeBriefing', next)
      .then({ type: 'BriefingAcknowledged', data: next });
  });
  it('is not given ahead of its time', () => {
    given(acknowledgement, registered)
      .when('AcknowledgeBriefing', { ...briefing, occurredAt: '2025-02-28T23:59:59.999Z' })
      .refused('before it happened');
  });
  it('of a briefing is none of the confidentiality', () => {
    given(acknowledgement, registered, briefed)
      .when('SignConfidentiality', briefing)
      .then({ type: 'ConfidentialitySigned', data: briefing });
  });
});
