import { MemoryLog, fromLogged, streamName, toStored, type Act } from '@app/ledger';
import { given } from '@app/ledger/given.js';
import { appointFocalPoint } from './appoint-focal-point.js';
import { focalPoint, type AppointFocalPoint } from './focal-point.js';

const at = (day: string) => `2025-${day}T00:00:00.000Z`;
const an: AppointFocalPoint = {
  focalId: 'f1',
  unitId: 'u1',
  officialId: 'o1',
  decisionNo: '7/QD',
  validFrom: at('02-01'),
};
const appointed = (over: Partial<AppointFocalPoint> = {}) =>
  ({ type: 'FocalPointAppointed', data: { ...an, ...over } }) as const;
const next = (over: Partial<AppointFocalPoint>): AppointFocalPoint => ({ ...an, focalId: 'f2', ...over });

describe('a focal point', () => {
  it('is appointed for a unit', () => {
    given(focalPoint)
      .when('AppointFocalPoint', { ...an, occurredAt: at('01-20') })
      .then(appointed());
  });
  it('is appointed once under an id', () => {
    given(focalPoint, appointed()).when('AppointFocalPoint', an).refused('already recorded');
  });
  it('is followed by another, whose beginning ends the appointment', () => {
    const successor = next({ validFrom: at('05-01') });
    given(focalPoint, appointed()).when('AppointFocalPoint', successor).then(appointed(successor));
  });
  it.each([
    ['begins on the same day', { validFrom: at('02-01') }, {}],
    ['begins before the set days of another are over', { validFrom: at('03-31') }, { validTo: at('04-01') }],
    ['ends after another begins', { validFrom: at('01-01'), validTo: at('02-02') }, {}],
  ])('is not alone where one %s', (_, over, first) => {
    given(focalPoint, appointed(first)).when('AppointFocalPoint', next(over)).refused('another focal point');
  });
  it.each([
    ['on the day when the set days of another end', { validFrom: at('04-01') }],
    ['for a system of its own on the same day', { validFrom: at('02-01'), system: 'TTHC' }],
  ])('may begin %s', (_, over) => {
    given(focalPoint, appointed({ validTo: at('04-01') }))
      .when('AppointFocalPoint', next(over))
      .then(appointed(next(over)));
  });
  it('does not end before it begins', () => {
    given(focalPoint)
      .when('AppointFocalPoint', { ...an, validTo: an.validFrom })
      .refused('end before it begins');
  });
});

describe('whoever is appointed', () => {
  const act: Act = {
    actor: { kind: 'admin', id: 'a1' },
    command: { name: 'AppointFocalPoint', key: 'k', hash: 'h' },
    occurredAt: at('01-20'),
    recordedAt: at('01-20'),
    eventId: (index) => `k#${index}`,
  };
  const withOfficial = async (...changes: object[]) => {
    const log = new MemoryLog();
    const stream = streamName('official', 'o1');
    const events = [{ officialId: 'o1' }, ...changes].map((data, version) =>
      toStored({
        ...act, command: undefined, eventId: `e${version}`, stream, version, schemaVersion: 1, data,
        type: version === 0 ? 'OfficialRegistered' : 'HolderChanged',
      }),
    ); // prettier-ignore
    await log.append([{ stream, expected: 0, events }]);
    return log;
  };

  it('is a registered official', async () => {
    const log = await withOfficial();
    await appointFocalPoint(log, an, act);
    expect((await log.read('focal-u1')).map(fromLogged).map(({ data }) => data)).toEqual([an]);
    await expect(appointFocalPoint(log, { ...an, officialId: 'o2' }, act)).rejects.toThrow('not registered');
  });
  it('serves when the appointment begins', async () => {
    const left = { changeId: 'c1', officialId: 'o1', kind: 'left', effectiveAt: at('02-01') };
    await expect(appointFocalPoint(await withOfficial(left), an, act)).rejects.toThrow('no longer serves');
    const later = { ...left, effectiveAt: at('02-02') };
    await expect(appointFocalPoint(await withOfficial(later), an, act)).resolves.toMatchObject({ stream: 'focal-u1' });
  });
});
