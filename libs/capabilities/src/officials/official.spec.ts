import { given } from '@app/ledger/given.js';
import { official, type ChangeHolder, type RegisterOfficial } from './official.js';

const at = (day: string) => `2025-${day}T00:00:00.000Z`;
const an: RegisterOfficial = {
  officialId: 'o1',
  displayName: 'Nguyễn Văn An',
  holderType: 'CC',
  unitId: 'u1',
  duty: 'tiếp nhận hồ sơ',
  citizenToken: `k1.${'A'.repeat(43)}`,
};
const registered = { type: 'OfficialRegistered', data: an } as const;
const change = (kind: string, day: string, over: Partial<ChangeHolder> = {}): ChangeHolder => ({
  changeId: `${kind} ${day}`,
  officialId: 'o1',
  kind,
  effectiveAt: at(day),
  ...over,
});
const changed = (kind: string, day: string) => ({ type: 'HolderChanged', data: change(kind, day) }) as const;

describe('an official', () => {
  it('is registered', () => {
    given(official)
      .when('RegisterOfficial', { ...an, occurredAt: at('01-01') })
      .then(registered);
  });
  it('is registered once', () => {
    given(official, registered).when('RegisterOfficial', an).refused('already registered');
  });
  it('may be registered after a change was observed', () => {
    given(official, changed('added', '01-01')).when('RegisterOfficial', an).then(registered);
  });
  it('is nobody to manage themselves', () => {
    given(official)
      .when('RegisterOfficial', { ...an, managerId: 'o1' })
      .refused('own manager');
  });
});

describe('a change in an official’s service', () => {
  it.each(['added', 'left', 'transferred', 'dutyEnded', 'absence'])('is recorded: %s', (kind) => {
    given(official, registered).when('ChangeHolder', change(kind, '02-01')).then(changed(kind, '02-01'));
  });
  it('is refused for an unknown official', () => {
    given(official).when('ChangeHolder', change('left', '02-01')).refused('not registered');
  });
  it('is recorded once', () => {
    given(official, registered, changed('absence', '02-01'))
      .when('ChangeHolder', change('absence', '02-01'))
      .refused('already recorded');
  });
  it.each(['left', 'dutyEnded', 'transferred', 'absence'])('is no %s after the service ended', (kind) => {
    given(official, registered, changed('left', '02-01'))
      .when('ChangeHolder', change(kind, '03-01'))
      .refused('no longer serves');
  });
  it('may come late: a transfer from before the end', () => {
    given(official, registered, changed('left', '02-01'))
      .when('ChangeHolder', change('transferred', '01-15'))
      .then(changed('transferred', '01-15'));
  });
  it('may be a new beginning after the end, and then another end', () => {
    given(official, registered, changed('left', '02-01'), changed('added', '03-01'))
      .when('ChangeHolder', change('left', '04-01'))
      .then(changed('left', '04-01'));
  });
  it('stays an end when a beginning from before it arrives late', () => {
    given(official, registered, changed('left', '02-01'), changed('added', '01-01'))
      .when('ChangeHolder', change('absence', '03-01'))
      .refused('no longer serves');
  });
  it('has an end only as an absence', () => {
    given(official, registered)
      .when('ChangeHolder', change('left', '02-01', { until: at('03-01') }))
      .refused('only an absence');
  });
  it('does not end when it begins', () => {
    given(official, registered)
      .when('ChangeHolder', change('absence', '02-01', { until: at('02-01') }))
      .refused('end before it begins');
  });
  it('keeps the account only as a transfer', () => {
    given(official, registered)
      .when('ChangeHolder', change('left', '02-01', { keepsAccountBy: '5/QD' }))
      .refused('only a transfer');
  });
});

describe('a change is made known', () => {
  const notice = { changeId: 'left 02-01', officialId: 'o1', to: 'CATP', channel: 'zalo', sentAt: at('02-03') };
  const notified = { type: 'ChangeNotified', data: notice } as const;
  const left = [registered, changed('left', '02-01')] as const;

  it('to one body', () => {
    given(official, ...left)
      .when('NotifyChange', { ...notice, occurredAt: at('02-04') })
      .then(notified);
  });
  it('not where no such change of this official is recorded', () => {
    given(official, registered).when('NotifyChange', notice).refused('no such change');
  });
  it('30 days before it takes effect at the earliest', () => {
    const sentAt = '2025-01-02T00:00:00.000Z';
    given(official, ...left)
      .when('NotifyChange', { ...notice, sentAt })
      .then({ type: 'ChangeNotified', data: { ...notice, sentAt } });
    given(official, ...left)
      .when('NotifyChange', { ...notice, sentAt: '2025-01-01T23:59:59.999Z' })
      .refused('more than 30 days before');
  });
  it('not before it was sent', () => {
    given(official, ...left)
      .when('NotifyChange', { ...notice, occurredAt: at('02-02') })
      .refused('before it happened');
  });
  it('once to each recipient in each way', () => {
    given(official, ...left, notified)
      .when('NotifyChange', notice)
      .refused('already told');
  });
  it.each([{ to: 'So KHCN' }, { channel: 'van ban' }])('once more by %j', (other) => {
    const next = { ...notice, ...other };
    given(official, ...left, notified)
      .when('NotifyChange', next)
      .then({ type: 'ChangeNotified', data: next });
  });
});
