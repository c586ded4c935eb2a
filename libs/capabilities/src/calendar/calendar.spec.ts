import { given } from '@app/ledger/given.js';
import { accept } from '../fields.js';
import { calendar, PublishCalendar } from './calendar.js';
import { calendars } from './calendars.js';

const publish: PublishCalendar = {
  version: '2025.1',
  year: 2025,
  effectiveFrom: '2024-11-26T00:00:00.000Z',
  holidays: ['2025-05-02'],
  workdays: ['2025-04-26'],
};
const published = { type: 'CalendarPublished', data: publish } as const;
const next = { ...publish, version: '2025.2', effectiveFrom: '2025-01-01T00:00:00.000Z' };

describe('a calendar', () => {
  it('is published', () => {
    given(calendar)
      .when('PublishCalendar', { ...publish, occurredAt: publish.effectiveFrom })
      .then(published);
  });
  it('is followed by another version of the year', () => {
    given(calendar, published).when('PublishCalendar', next).then({ type: 'CalendarPublished', data: next });
  });
  it('does not change under its version', () => {
    given(calendar, published)
      .when('PublishCalendar', { ...next, version: '2025.1' })
      .refused('versions do not change');
  });
  it('is the only one of its year from an instant on', () => {
    given(calendar, published)
      .when('PublishCalendar', { ...next, effectiveFrom: publish.effectiveFrom })
      .refused('from the same instant');
  });
  it('may begin when that of another year does', () => {
    const year = { version: '2026.1', year: 2026, effectiveFrom: publish.effectiveFrom, holidays: [], workdays: [] };
    given(calendar, published).when('PublishCalendar', year).then({ type: 'CalendarPublished', data: year });
  });
  it.each([
    ['a holiday of another year', { holidays: ['2026-01-01'] }, 'lies in its year'],
    ['a working day of another year', { workdays: ['2026-01-10'] }, 'lies in its year'],
    ['a day that is both', { holidays: ['2025-04-26'] }, 'stands once'],
    ['a holiday twice', { holidays: ['2025-05-02', '2025-05-02'] }, 'stands once'],
    ['a swapped working day that is a Friday', { workdays: ['2025-04-25'] }, 'a Saturday or a Sunday'],
  ])('does not have %s', (_, wrong, sentence) => {
    given(calendar)
      .when('PublishCalendar', { ...publish, ...wrong })
      .refused(sentence);
  });
});

describe('the calendars of 2024 to 2027', () => {
  it('can be published one after the other, each with its basis', () => {
    const before = calendars.map((data) => ({ type: 'CalendarPublished', data }) as const);
    for (const [i, body] of calendars.entries()) {
      expect(accept(PublishCalendar, body, () => '')).toEqual({ value: body });
      expect(body.basis).toBeDefined();
      given(calendar, ...before.slice(0, i))
        .when('PublishCalendar', body)
        .then(before[i]);
    }
  });
  it('give back a working day for every day swapped off', () => {
    const swaps = calendars.map(({ version, workdays }) => `${version}: ${workdays.join(' ')}`.trimEnd());
    expect(swaps).toEqual([
      '2024.1:',
      '2024.2: 2024-05-04',
      '2025.1: 2025-04-26',
      '2026.1: 2026-08-22',
      '2026.2: 2026-01-10 2026-08-22',
      '2026.3: 2026-01-10 2026-08-22',
      '2027.0:',
    ]);
  });
});
