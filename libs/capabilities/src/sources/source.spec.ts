import { handle, MemoryLog, type Act } from '@app/ledger';
import { given } from '@app/ledger/given.js';
import { planMaintenance, source, type RegisterSource } from './source.js';

const at = (hour: string) => `2025-06-01T${hour}:00:00.000Z`;
const tthc: RegisterSource = {
  sourceId: 'TTHC',
  kind: 'TTHC',
  role: 'primary',
  heartbeatMinutes: 30,
  validFrom: at('00'),
};
const registered = { type: 'SourceRegistered', data: tthc } as const;
const window = {
  maintenanceId: 'bt1', sourceId: 'TTHC', from: at('10'), to: at('12'), reason: 'nâng cấp', by: 'o1',
}; // prettier-ignore
const planned = { type: 'MaintenancePlanned', data: window } as const;

describe('a source', () => {
  it('is registered, also in advance', () => {
    given(source)
      .when('RegisterSource', { ...tthc, occurredAt: '2025-05-31T00:00:00.000Z' })
      .then(registered);
  });
  it('is registered anew when something about it changes', () => {
    const changed = { ...tthc, role: 'control', validFrom: at('01') };
    given(source, registered).when('RegisterSource', changed).then({ type: 'SourceRegistered', data: changed });
  });
  it('is one thing at a time', () => {
    given(source, registered)
      .when('RegisterSource', { ...tthc, role: 'control' })
      .refused('already registered as from this moment');
  });
});

describe('maintenance', () => {
  it('is made known before it begins, or at that moment', () => {
    given(source, registered)
      .when('PlanMaintenance', { ...window, occurredAt: at('10') })
      .then(planned);
    given(source, registered)
      .when('PlanMaintenance', { ...window, occurredAt: at('11') })
      .refused('before it begins');
  });
  it('takes some time', () => {
    given(source, registered)
      .when('PlanMaintenance', { ...window, to: window.from })
      .refused('end before it begins');
  });
  it('is of a source that is registered', () => {
    given(source).when('PlanMaintenance', window).refused('not registered');
  });
  it('keeps its id and its hours', () => {
    given(source, registered, planned)
      .when('PlanMaintenance', { ...window, to: at('20') })
      .refused('already stands for something else');
  });

  it('is not made known before it begins by a paper of an earlier date', async () => {
    const log = new MemoryLog();
    const act = (key: string, recordedAt: string): Act => ({
      actor: { kind: 'admin', id: 'an' },
      command: { name: key, key, hash: key },
      occurredAt: at('01'),
      recordedAt,
      eventId: (index) => `${key}#${index}`,
    });
    await handle(log, source, 'RegisterSource', tthc, act('register', at('00')));
    const late = planMaintenance(log, { ...window, occurredAt: at('01') }, act('late', at('11')));
    await expect(late).rejects.toThrow('before it begins');
    await planMaintenance(log, window, act('early', at('09')));
    const again = planMaintenance(log, window, act('early', at('11')));
    await expect(again).resolves.toMatchObject({ replayed: true, version: 2 });
  });
});
