import { eventsOf } from './examples.js';
import { askedFrom, enrolments, factorsIn, isAsked, isEnrolled } from './factors.js';
import type { FolderFacts, Known } from './folders.js';
import { lifeOf } from './life.js';
import { noSetting, Settings } from './setting.js';
import type { Light } from './rule.js';
import { enrolled, mfaFrom, profile, unenrolled } from './story.js';

const instant = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
const known = (...facts: Parameters<typeof eventsOf>[0]) =>
  eventsOf(facts).map(({ eventId, occurredAt, type, data }) => ({ id: eventId, at: occurredAt, type, data }));

describe('the factors of a log-in', () => {
  it.each([
    [[], 0],
    [['pwd'], 1],
    [['pwd', 'pin', 'kba'], 1],
    [['pwd', 'otp'], 2],
    [['pwd', 'sms', 'fpt'], 3],
    [['pwd', 'geo', 'mca'], 1],
    [['mfa'], 2],
    [['pwd', 'vneid'], 2],
  ])('%p are %p', (amr, factors) => {
    expect(factorsIn(amr)).toBe(factors);
  });
});

describe('a second factor', () => {
  const account = lifeOf(
    'TTHC:an',
    known(
      enrolled('2025-03-03 08:00'),
      enrolled('2025-03-03 09:00', { factorType: 'fido' }),
      unenrolled('2025-03-04 08:00'),
      unenrolled('2025-03-05 08:00', { factorType: 'fido' }),
    ) as FolderFacts['account'][],
  );

  it('is enrolled from its enrolment to its removal', () => {
    expect(enrolments(account).map(({ from, to }) => [from, to])).toEqual([
      [instant('2025-03-03 08:00'), instant('2025-03-04 08:00')],
      [instant('2025-03-03 09:00'), instant('2025-03-05 08:00')],
    ]);
  });

  it('is there as long as one of several is', () => {
    const times = ['2025-03-03 07:59', '2025-03-03 08:00', '2025-03-05 07:59', '2025-03-05 08:00'];
    expect(times.map((at) => isEnrolled(account, instant(at)))).toEqual([false, true, true, false]);
  });
});

describe('the day from which a second factor is asked for', () => {
  it('begins at local midnight; 0 is none', () => {
    const from = { value: 20250304, assumed: true } as const;
    expect([isAsked(from, instant('2025-03-03 23:59')), isAsked(from, instant('2025-03-04 00:00'))]).toEqual([
      false,
      true,
    ]);
    expect(isAsked({ value: 0, assumed: true }, instant('2025-03-04 00:00'))).toBe(false);
  });

  const asked = (span: { from: string; to?: string }, ...profiles: ReturnType<typeof profile>[]) => {
    const settings = new Settings({ ...noSetting, profiles: known(...profiles) as Known<'PolicyProfileSet'>[] });
    const to = span.to && instant(span.to);
    return askedFrom({ from: instant(span.from), to, by: 'grant' }, 'U-1', settings as unknown as Light);
  };
  const strict = profile('2025-01-02 00:00', { params: mfaFrom(20250304) });

  it('is the profile’s, or the span’s own beginning where that is later', () => {
    expect(asked({ from: '2025-01-03 00:00' }, strict)).toBe(instant('2025-03-04 00:00'));
    expect(asked({ from: '2025-03-07 08:00' }, strict)).toBe(instant('2025-03-07 08:00'));
    expect(asked({ from: '2025-01-03 00:00', to: '2025-03-04 00:00' }, strict)).toBeUndefined();
  });

  it('is that of a later profile, from when that is in force', () => {
    const first = profile('2025-01-02 00:00', { params: mfaFrom(0) });
    const then = profile('2025-05-05 00:00', { params: mfaFrom(20250304) });
    expect(asked({ from: '2025-01-03 00:00' }, first, then)).toBe(instant('2025-05-05 00:00'));
  });

  it('never comes where no profile of the unit names one, or what it names is no day', () => {
    expect(asked({ from: '2025-01-03 00:00' })).toBeUndefined();
    expect(asked({ from: '2025-01-03 00:00' }, profile('2025-01-02 00:00', { params: mfaFrom(0) }))).toBeUndefined();
    const other = profile('2025-01-02 00:00', { unitScope: ['U-2'], params: mfaFrom(20250304) });
    expect(asked({ from: '2025-01-03 00:00' }, other)).toBeUndefined();
    const noDay = profile('2025-01-02 00:00', { params: mfaFrom(20259999) });
    expect(asked({ from: '2025-01-03 00:00' }, noDay)).toBeUndefined();
  });
});
