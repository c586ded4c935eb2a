import { eventsOf } from './examples.js';
import type { Known } from './folders.js';
import {
  activeSpans,
  coverAt,
  endInSource,
  heldTime,
  lifeOf,
  ranAt,
  scopeTimes,
  standingAt,
  usableTimes,
  type AccountAct,
} from './life.js';
import { granted, reinstated, revoked, scopeChanged, suspended } from './story.js';

/** The life that some facts tell, given in the order of occurrence. */
const told = (...facts: Parameters<typeof eventsOf>[0]) =>
  lifeOf(
    'TTHC:an',
    eventsOf(facts).map(({ eventId, type, occurredAt, data }) => ({ id: eventId, type, at: occurredAt, data }) as Known as AccountAct),
  ); // prettier-ignore
const nine = '2025-03-04T02:00:00.000Z';

describe('a grant in the source system', () => {
  const granting = granted('2025-03-03 07:00', { validTo: '2025-03-04 12:00' });

  it('ends with the act that revokes it, else by itself', () => {
    expect(endInSource(told(granting).grants[0])).toEqual({ at: '2025-03-04T05:00:00.000Z' });
    const early = told(granting, revoked('2025-03-04 09:00', { effectiveAt: '2025-03-04 08:00' }));
    expect(endInSource(early.grants[0])).toEqual({ at: nine, by: 'event-001' });
    const late = told(granting, revoked('2025-03-04 12:00'));
    expect(endInSource(late.grants[0])).toEqual({ at: '2025-03-04T05:00:00.000Z' });
    expect(endInSource(told(granted('2025-03-03 07:00')).grants[0])).toBeUndefined();
  });

  it('runs from its first moment up to that end', () => {
    const [grant] = told(granting, revoked('2025-03-04 09:00')).grants;
    const runs = ['2025-03-02T23:59:59.999Z', '2025-03-03T00:00:00.000Z', '2025-03-04T01:59:59.999Z', nine];
    expect(runs.map((instant) => ranAt(grant, instant))).toEqual([false, true, true, false]);
  });
});

describe('a grant by right', () => {
  const late = { effectiveAt: '2025-03-04 09:00', executedInSourceAt: '2025-03-04 12:00' };
  const times = (spans: readonly { from: string; to?: string }[]) =>
    spans.map(({ from, to }) => `${hour(from)}-${to ? hour(to) : ''}`);
  const hour = (instant: string) =>
    `${instant.slice(8, 10)} ${String(Number(instant.slice(11, 13)) + 7).padStart(2, '0')}`;

  it('holds up to the effect of its revocation, and can be used up to the act', () => {
    const [grant] = told(granted('2025-03-03 07:00'), revoked('2025-03-04 10:00', late)).grants;
    expect(times([heldTime(grant)])).toEqual(['03 07-04 09']);
    expect(times(usableTimes(grant))).toEqual(['03 07-04 12']);
    expect(heldTime(grant)).toMatchObject({ by: 'event-000', endedBy: 'event-001' });
  });

  it('is not active while suspended, and a suspension from before it takes nothing away', () => {
    const [grant] = told(
      suspended('2025-03-01 07:00'),
      reinstated('2025-03-02 07:00'),
      granted('2025-03-03 07:00', { validTo: '2025-03-08 07:00' }),
      suspended('2025-03-04 08:00'),
      reinstated('2025-03-05 09:00'),
    ).grants;
    expect(times(activeSpans(grant))).toEqual(['03 07-04 08', '05 09-08 07']);
    expect(times([heldTime(grant)])).toEqual(['03 07-08 07']);
  });

  it('allows one scope after the other, the role class staying where nothing says otherwise', () => {
    const [grant] = told(
      scopeChanged('2025-03-02 07:00', { roleClass: 'ADMIN_TECH' }),
      granted('2025-03-03 07:00'),
      scopeChanged('2025-03-04 08:00', { functions: ['X'] }),
      scopeChanged('2025-03-09 08:00'),
      revoked('2025-03-05 09:00'),
    ).grants;
    expect(times(scopeTimes(grant))).toEqual(['03 07-04 08', '04 08-05 09']);
    expect(scopeTimes(grant)).toMatchObject([
      { roleClass: 'ADMIN_TECH', functions: ['KIEM_TRA_TTCD'], by: 'event-000', approvedBy: 'O-9' },
      { roleClass: 'ADMIN_TECH', functions: ['X'], endedBy: 'event-004' },
    ]);
  });
});

describe('suspensions', () => {
  const barred = (...facts: Parameters<typeof eventsOf>[0]) =>
    told(granted('2025-03-03 07:00'), ...facts).grants[0].suspensions.map(
      ({ from, to, by, endedBy }) => `${from.slice(8, 13)}-${to?.slice(8, 13) ?? ''} ${by} ${endedBy ?? ''}`,
    );

  it('bar from the later of effect and act up to the first reinstatement from then on', () => {
    const late = { effectiveAt: '2025-03-04 07:00', executedInSourceAt: '2025-03-04 09:00' };
    expect(barred(suspended('2025-03-04 08:00', late), reinstated('2025-03-05 07:00'))).toEqual([
      '04T02-05T00 event-001 event-002',
    ]);
    expect(barred(suspended('2025-03-04 07:00'), reinstated('2025-03-04 06:59'))).toEqual(['04T00- event-001 ']);
  });
  it('that begin within another add nothing, and those that were lifted before they were carried out are none', () => {
    expect(
      barred(
        suspended('2025-03-04 07:00'),
        suspended('2025-03-05 07:00'),
        reinstated('2025-03-06 07:00'),
        suspended('2025-03-06 07:00', { effectiveAt: '2025-03-06 07:00:01' }),
      ),
    ).toEqual(['04T00-06T00 event-001 event-003', '06T00- event-004 ']);
    const late = { executedInSourceAt: '2025-03-05 07:00' };
    expect(barred(suspended('2025-03-04 07:00', late), reinstated('2025-03-05 07:00'))).toEqual([]);
  });
});

describe('what covers a use', () => {
  const coverOf = (at: string, ...facts: Parameters<typeof eventsOf>[0]) => {
    const cover = coverAt(told(...facts), at);
    const of = 'grants' in cover ? cover.grants : 'grant' in cover ? [cover.grant] : [];
    return `${cover.status} ${of.map(({ data }) => data.grantId).join()}`;
  };
  const one = granted('2025-03-03 07:00', { grantId: 'G-1' });
  const two = granted('2025-03-03 07:00', { grantId: 'G-2', validTo: '2025-03-05 07:00' });

  it('is every grant that has begun and not ended', () => {
    expect(coverOf('2025-03-04T00:00:00.000Z', one, two)).toBe('covered G-1,G-2');
    expect(coverOf('2025-03-05T00:00:00.000Z', one, two)).toBe('covered G-1');
  });
  it('is none by the decision that came last, before one that just ran out', () => {
    const ended = [one, two, revoked('2025-03-04 07:00', { grantId: 'G-1' })];
    expect(coverOf('2025-03-05T00:00:00.000Z', ...ended)).toBe('revoked G-1');
    const both = [...ended, suspended('2025-03-04 08:00', { grantId: 'G-2' })];
    expect(coverOf('2025-03-05T00:00:00.000Z', ...both)).toBe('suspended G-2');
    expect(coverOf('2025-03-05T00:00:00.000Z', two)).toBe('expired G-2');
    expect(coverOf('2025-03-02T00:00:00.000Z', one, two)).toBe('notYetValid G-1');
    expect(coverOf('2025-03-02T00:00:00.000Z')).toBe('unknown ');
  });
  it('ends two minutes after a decision, which is what clocks may differ by', () => {
    const barred = [one, suspended('2025-03-04 07:00', { grantId: 'G-1' })];
    expect(coverOf('2025-03-04T00:02:00.000Z', ...barred)).toBe('covered G-1');
    expect(coverOf('2025-03-04T00:02:00.001Z', ...barred)).toBe('suspended G-1');
  });
});

describe('how an account stands', () => {
  const life = told(
    granted('2025-03-03 07:00', { grantId: 'G-2', validFrom: '2025-03-06 07:00' }),
    granted('2025-03-03 08:00', { grantId: 'G-1', validFrom: '2025-03-03 07:00', validTo: '2025-03-05 07:00' }),
    suspended('2025-03-04 07:00', { grantId: 'G-1' }),
    reinstated('2025-03-04 09:00', { grantId: 'G-1' }),
    revoked('2025-03-07 07:00', { grantId: 'G-2' }),
  );
  it.each([
    ['2025-03-02T23:59:59.999Z', undefined],
    ['2025-03-03T00:00:00.000Z', 'G-1 active'],
    ['2025-03-04T00:00:00.000Z', 'G-1 suspended'],
    ['2025-03-04T02:00:00.000Z', 'G-1 active'],
    ['2025-03-05T00:00:00.000Z', 'G-1 expired'],
    ['2025-03-06T00:00:00.000Z', 'G-2 active'],
    ['2025-03-07T00:00:00.000Z', 'G-2 revoked'],
  ])('at %s: %s', (at, standing) => {
    const found = standingAt(life, at);
    expect(found && `${found.grant.data.grantId} ${found.status}`).toBe(standing);
  });

  it('has run out although it was revoked afterwards', () => {
    const late = told(granted('2025-03-03 07:00', { validTo: '2025-03-05 07:00' }), revoked('2025-03-07 07:00'));
    expect(standingAt(late, '2025-03-06T00:00:00.000Z')?.status).toBe('expired');
    expect(standingAt(late, '2025-03-07T00:00:00.000Z')?.status).toBe('revoked');
  });

  it('goes by a grant that holds before a newer one that has ended', () => {
    const both = told(
      granted('2025-03-03 07:00', { grantId: 'G-1' }),
      granted('2025-03-04 07:00', { grantId: 'G-2', validTo: '2025-03-05 07:00' }),
    );
    expect(standingAt(both, '2025-03-06T00:00:00.000Z')?.grant.data.grantId).toBe('G-1');
    expect(standingAt(both, '2025-03-04T00:00:00.000Z')?.grant.data.grantId).toBe('G-2');
  });
});

it('accounts of which nothing is known are not taken for each other', () => {
  const nothing: readonly AccountAct[] = [];
  expect([lifeOf('TTHC:an', nothing), lifeOf('TTHC:binh', nothing)].map(({ accountId }) => accountId)).toEqual([
    'TTHC:an',
    'TTHC:binh',
  ]);
});
