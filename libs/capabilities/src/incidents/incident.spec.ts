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
  it('not in advance', () => {
    given(incident, reported)
      .when('NotifyIncident', { ...notice, occurredAt: at('08') })
      .refused('before it happened');
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

describe('more is known of an incident', () => {
  const update = { incidentId: 'i1', measures: 'đổi mật khẩu', cause: 'lừa đảo qua thư', updatedAt: at('12') };
  const updated = { type: 'IncidentUpdated', data: update } as const;

  it('at any time until it is closed', () => {
    given(incident, reported)
      .when('UpdateIncident', { ...update, occurredAt: at('12') })
      .then(updated);
    given(incident, reported, contained, closed).when('UpdateIncident', update).refused('already closed');
  });
  it('not the same again', () => {
    given(incident, reported, updated).when('UpdateIncident', update).refused('exactly this');
  });
  it('not before it was detected, nor before it is said', () => {
    given(incident, reported)
      .when('UpdateIncident', { ...update, updatedAt: at('07') })
      .refused('precede the detection');
    given(incident, reported)
      .when('UpdateIncident', { ...update, occurredAt: at('11') })
      .refused('before it happened');
  });
});

describe('a breach of personal data', () => {
  const hash = 'ab'.repeat(32);
  const breach = { type: 'IncidentReported', data: { ...report, personalDataBreach: true } } as const;
  const none = { type: 'IncidentReported', data: { ...report, personalDataBreach: false } } as const;
  const said = (personalDataBreach?: boolean) =>
    ({
      type: 'IncidentUpdated',
      data: { incidentId: 'i1', measures: 'x', updatedAt: at('09'), personalDataBreach },
    }) as const;
  const minute = { incidentId: 'i1', minuteNo: '3/BB', signedBy: ['o1', 'o2'], hash, drawnAt: at('10') };
  const drawn = { type: 'BreachMinuteDrawn', data: minute } as const;
  const filing = { incidentId: 'i1', form: 'Mẫu 08', to: 'A05', filedAt: at('11'), receiptNo: 'BN-1', hash };
  const filed = { type: 'BreachNotificationFiled', data: filing } as const;

  it('has minutes, each number once', () => {
    given(incident, breach)
      .when('DrawBreachMinute', { ...minute, occurredAt: at('10') })
      .then(drawn);
    given(incident, breach, drawn)
      .when('DrawBreachMinute', { ...minute, signedBy: ['o3'] })
      .refused('already stands for something else');
  });
  it('has them only where personal data is concerned, as was said last', () => {
    given(incident, none).when('DrawBreachMinute', minute).refused('not said to be a breach');
    given(incident, none, said(true)).when('DrawBreachMinute', minute).then(drawn);
    given(incident, none, said(true), said()).when('DrawBreachMinute', minute).then(drawn);
    given(incident, breach, said(false)).when('DrawBreachMinute', minute).refused('not said to be a breach');
  });
  it('is notified on its minutes', () => {
    given(incident, breach, drawn)
      .when('FileBreachNotification', { ...filing, occurredAt: at('11') })
      .then(filed);
    given(incident, breach).when('FileBreachNotification', filing).refused('drawn up before');
    given(incident, breach, drawn)
      .when('FileBreachNotification', { ...filing, filedAt: at('09') })
      .refused('drawn up before');
  });
  it('is notified once under a receipt, and again under another', () => {
    given(incident, breach, drawn, filed).when('FileBreachNotification', filing).refused('exactly this');
    given(incident, breach, drawn, filed)
      .when('FileBreachNotification', { ...filing, form: 'Mẫu 09' })
      .refused('already stands for something else');
    const more = { ...filing, receiptNo: 'BN-2' };
    given(incident, breach, drawn, filed)
      .when('FileBreachNotification', more)
      .then({ type: 'BreachNotificationFiled', data: more });
  });
  it('is notified though the incident is closed', () => {
    given(incident, breach, drawn, contained, closed).when('FileBreachNotification', filing).then(filed);
  });
  it.each(['DrawBreachMinute', 'FileBreachNotification'] as const)('is none of an unknown incident: %s', (name) => {
    given(incident)
      .when(name, { ...minute, ...filing })
      .refused('not reported');
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
