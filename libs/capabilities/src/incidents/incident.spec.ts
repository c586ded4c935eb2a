import { given } from '@app/ledger/given.js';
import { accept } from '../fields.js';
import { CloseIncident, incident, type ReportIncident } from './incident.js';

const at = (hour: string) => `2025-03-01T${hour}:00:00.000Z`;
const report: ReportIncident = {
  incidentId: 'i1',
  kind: 'disclosure',
  detectedAt: at('08'),
  detectedBy: 'o1',
  severity: 'high',
  dataTypes: ['hoTen'],
  personalDataBreach: true,
};
const reported = { type: 'IncidentReported', data: report } as const;
const notice = { incidentId: 'i1', to: 'CATP', stage: 'first', channel: 'van ban', sentAt: at('09') };
const notified = { type: 'IncidentNotified', data: notice } as const;
const forwarding = { incidentId: 'i1', to: 'C06', channel: 'van ban', sentAt: at('10') };
const forwarded = { type: 'IncidentForwarded', data: forwarding } as const;
const containment = { incidentId: 'i1', measures: 'khóa tài khoản', containedAt: at('11') };
const contained = { type: 'IncidentContained', data: containment } as const;
const closing = { incidentId: 'i1', cause: 'lộ mật khẩu', scope: '3 công dân', reportDocNo: '9/BC' };
const closed = { type: 'IncidentClosed', data: closing } as const;

describe('an incident is reported', () => {
  it('after it was detected', () => {
    given(incident)
      .when('ReportIncident', { ...report, occurredAt: at('09') })
      .then(reported);
  });
  it('at the moment of its detection', () => {
    given(incident)
      .when('ReportIncident', { ...report, occurredAt: at('08') })
      .then(reported);
  });
  it('not before it was detected', () => {
    given(incident)
      .when('ReportIncident', { ...report, occurredAt: at('07') })
      .refused('before it was detected');
  });
  it('once', () => {
    given(incident, reported).when('ReportIncident', report).refused('already reported');
  });
});

describe('an incident is made known', () => {
  it('to a recipient at a stage', () => {
    given(incident, reported).when('NotifyIncident', notice).then(notified);
  });
  it('to each recipient once at a stage', () => {
    given(incident, reported, notified).when('NotifyIncident', notice).refused('already notified');
  });
  it.each([
    ['another recipient', { to: 'UBND' }],
    ['a later stage', { stage: '24h' }],
  ])('once more to %s', (_, other) => {
    const next = { ...notice, ...other };
    given(incident, reported, notified).when('NotifyIncident', next).then({ type: 'IncidentNotified', data: next });
  });
  it('not before it was detected', () => {
    given(incident, reported)
      .when('NotifyIncident', { ...notice, sentAt: at('07') })
      .refused('precede the detection');
  });
  it('not before it is reported', () => {
    given(incident).when('NotifyIncident', notice).refused('not reported');
  });
  it('by passing it on', () => {
    given(incident, reported).when('ForwardIncident', forwarding).then(forwarded);
  });
  it('by passing it on once to each recipient', () => {
    given(incident, reported, forwarded).when('ForwardIncident', forwarding).refused('already forwarded');
  });
});

describe('an incident is contained', () => {
  it('after its detection', () => {
    given(incident, reported).when('ContainIncident', containment).then(contained);
  });
  it('once', () => {
    given(incident, reported, contained).when('ContainIncident', containment).refused('already contained');
  });
  it('not before it was detected', () => {
    given(incident, reported)
      .when('ContainIncident', { ...containment, containedAt: at('07') })
      .refused('precede the detection');
  });
});

describe('an incident is closed', () => {
  it('after containment, with its report', () => {
    given(incident, reported, contained).when('CloseIncident', closing).then(closed);
  });
  it('not without a report document', () => {
    const { reportDocNo: _, ...without } = closing;
    const checked = accept(CloseIncident, without, () => '');
    expect(checked).toMatchObject({ faults: [{ pointer: '/reportDocNo' }] });
  });
  it('not before containment', () => {
    given(incident, reported).when('CloseIncident', closing).refused('contained before it is closed');
  });
  it('once', () => {
    given(incident, reported, contained, closed).when('CloseIncident', closing).refused('already closed');
  });
  it('not before it is reported', () => {
    given(incident).when('CloseIncident', closing).refused('not reported');
  });
});
