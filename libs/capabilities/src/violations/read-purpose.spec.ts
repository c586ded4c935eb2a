import { after } from './light.fixture.js';
import { standingAfter, eventsOf } from './examples.js';
import { isOpen, isUnderWay } from './read-purpose.js';
import { v40 } from './rules/v-40.js';
import type { ExampleFact } from './rule.js';
import { caseClosed, confirmed, inspected, inspectionPlanned, ledgerRead, reopened, triaged } from './story.js';

const nine = '2025-03-03T02:00:00.000Z';

describe('the purpose of a read', () => {
  it.each<[string, ExampleFact[], boolean]>([
    ['nobody has begun', [], false],
    ['was concluded, and never triaged', [confirmed('2025-03-03 08:00')], false],
    ['was triaged at that moment', [triaged('2025-03-03 09:00')], true],
    ['was triaged a second later', [triaged('2025-03-03 09:00:01')], false],
    ['was concluded, and not closed', [triaged('2025-03-03 08:00'), confirmed('2025-03-03 08:30')], true],
    ['was closed at that moment', [triaged('2025-03-03 08:00'), caseClosed('2025-03-03 09:00')], false],
    ['was closed a second later', [triaged('2025-03-03 08:00'), caseClosed('2025-03-03 09:00:01')], true],
    [
      'was reopened, and closed again later',
      [
        triaged('2025-03-01 08:00'),
        caseClosed('2025-03-02 08:00'),
        reopened('2025-03-03 09:00'),
        caseClosed('2025-03-04 08:00'),
      ],
      true,
    ],
  ])('is a case that %s', (_, facts, expected) => {
    expect(isOpen(after(...facts).light.folder('case', 'finding-1'), nine)).toBe(expected);
  });

  it.each<[string, ExampleFact[], boolean]>([
    ['nobody planned', [], false],
    ['was planned for the day before', [inspectionPlanned('2025-03-01 09:00', planned('02', '02'))], false],
    ['was planned up to the day', [inspectionPlanned('2025-03-01 09:00', planned('02', '03'))], true],
    ['was planned from the day on', [inspectionPlanned('2025-03-01 09:00', planned('03', '04'))], true],
    ['was planned from the day after on', [inspectionPlanned('2025-03-01 09:00', planned('04', '04'))], false],
    [
      'was planned for the day first, and for another then',
      [
        inspectionPlanned('2025-03-01 09:00', planned('03', '03')),
        inspectionPlanned('2025-03-02 09:00', planned('04', '04')),
      ],
      false,
    ],
    ['took place on the day', [inspected('2025-03-03 16:00', { inspectionId: 'I-1' })], true],
    [
      'looked at the day, on another',
      [inspected('2025-03-04 16:00', { inspectionId: 'I-1', period: { from: '2025-03-03', to: '2025-03-03' } })],
      false,
    ],
  ])('is an inspection that %s', (_, facts, expected) => {
    expect(isUnderWay(after(...facts).light.folder('inspection', 'I-1'), '2025-03-03')).toBe(expected);
  });

  it('where there is none, the finding names the reader and every page, and nobody that was read about', () => {
    const pages = [0, 1, 2].map((minutes) => ledgerRead(`2025-03-03 09:0${minutes}`, by('official', 'O-9')));
    const found = standingAfter([v40], eventsOf([...pages, ledgerRead('2025-03-03 09:00')]));
    expect(
      found.map(({ subject, officialId, accountId, evidence }) => [subject, officialId, accountId, evidence]),
    ).toEqual(
      expect.arrayContaining([
        ['reader:official:O-9', 'O-9', undefined, ['event-000', 'event-001', 'event-002']],
        ['reader:inspector:TT-1', undefined, undefined, ['event-003']],
      ]),
    );
    expect(found.map(({ since }) => since)).toEqual([nine, nine]);
  });
});

function planned(from: string, to: string) {
  return { planned: { from: `2025-03-${from}`, to: `2025-03-${to}` } };
}
const by = (kind: string, id: string) => ({ reader: { kind, id } });
