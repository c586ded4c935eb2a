import { eventsOf } from './examples.js';
import { boundBy, distributed, laysDown } from './directives.js';
import { focalPoints } from './focal.js';
import { ofType, type Folder, type Known } from './folders.js';
import type { Light } from './rule.js';
import { noSetting, settingOf, Settings, withSetting, type Setting } from './setting.js';
import { directive, focal, profile, regulation, sent, source, unit } from './story.js';

const factsOf = (facts: Parameters<typeof eventsOf>[0]) =>
  eventsOf(facts).map(({ eventId, type, occurredAt, data }) => ({ id: eventId, type, at: occurredAt, data }) as Known);
const settingOfFacts = (...facts: Parameters<typeof eventsOf>[0]) =>
  new Settings(
    factsOf(facts).reduce<Setting>(
      (setting, fact) =>
        fact.type in settingOf ? withSetting(setting, fact as Known<keyof typeof settingOf>) : setting,
      noSetting,
    ),
  );
const at = (day: string) => `2025-${day}T00:00:00.000Z`;
const ward = unit('2025-01-01 00:00', { parentUnitId: 'CITY' });

describe('the role catalogue of a unit', () => {
  const roleCatalogue = [{ roleClass: 'RECEPTION', functions: [], fields: [], duties: [] }];
  const found = (...facts: Parameters<typeof eventsOf>[0]) =>
    settingOfFacts(ward, ...facts).catalogue('U-1', at('03-03'))?.id;

  it('is that of the nearest unit above which has one in force', () => {
    const city = regulation('2025-02-01 07:00', { unitScope: ['CITY'], roleCatalogue });
    expect(found(city)).toBe('event-001');
    expect(found(city, regulation('2025-01-01 07:00', { roleCatalogue }))).toBe('event-002');
    expect(found(city, regulation('2025-02-01 07:00', { unitScope: ['U-2'], roleCatalogue }))).toBe('event-001');
    expect(found(city, regulation('2025-02-02 07:00'))).toBe('event-001');
  });
  it('is of several the one in force latest', () => {
    const older = regulation('2025-01-03 07:00', { roleCatalogue });
    expect(found(regulation('2025-02-03 07:00', { roleCatalogue }), older)).toBe('event-001');
    expect(found(older, regulation('2025-02-03 07:00', { roleCatalogue, effectiveTo: '2025-03-03 07:00' }))).toBe('event-001'); // prettier-ignore
    expect(found(regulation('2025-03-03 07:00:01', { roleCatalogue }))).toBeUndefined();
  });
});

it('a source reports since its first registration as one that is judged', () => {
  const setting = settingOfFacts(
    source('2025-03-03 07:00'),
    source('2025-02-03 07:00'),
    source('2025-01-03 07:00', { role: 'control' }),
    source('2025-01-03 07:00', { sourceId: 'KNTC' }),
  );
  expect(setting.reportsSince('TTHC')).toBe(at('02-03'));
  expect(setting.reportsSince('IDP')).toBeUndefined();
});

it('a policy cites the clauses that its profile adopts, and none without a profile', () => {
  const setting = settingOfFacts(profile('2025-01-02 00:00', { clauses: ['R69'] }));
  expect([setting.policy('U-1', at('03-03')).cites('R69'), setting.policy('U-1', at('03-03')).cites('R51')]).toEqual([true, false]); // prettier-ignore
  expect(setting.policy('U-2', at('03-03')).cites('R69')).toBe(false);
});

describe('a directive', () => {
  const light = (...facts: Parameters<typeof eventsOf>[0]) => settingOfFacts(ward, ...facts) as unknown as Light;

  it('binds a unit from its first distribution to it or to one above', () => {
    const told = light(
      sent('2025-02-03 07:00'),
      sent('2025-02-02 07:00', { units: ['CITY', 'U-2'] }),
      sent('2025-02-01 07:00', { units: ['U-2'] }),
      sent('2025-02-01 07:00', { directiveId: 'CV-2' }),
    );
    expect(boundBy('CV-1', 'U-1', told)).toEqual({ from: at('02-02') });
    expect(boundBy('CV-3', 'U-1', told)).toBeUndefined();
    expect(distributed(told)).toEqual(['CV-1', 'CV-2']);
  });
  it('binds it until one that replaces it comes there too', () => {
    const told = light(
      sent('2025-02-03 07:00'),
      directive('2025-03-01 07:00', { directiveId: 'CV-2', supersedes: 'CV-1' }),
      sent('2025-03-02 07:00', { directiveId: 'CV-2', units: ['U-2'] }),
      sent('2025-03-03 07:00', { directiveId: 'CV-2' }),
    );
    expect(boundBy('CV-1', 'U-1', told)).toEqual({ from: at('02-03'), to: at('03-03') });
  });
  it('lays down the duties of its clauses', () => {
    const told = light(
      directive('2025-03-01 07:00', { clauseMap: [{ clause: '1', duties: ['R02'] }, { clause: '2', duties: ['R57', 'R61'] }] }),
    ); // prettier-ignore
    expect([laysDown('CV-1', ['R07', 'R61'], told), laysDown('CV-1', ['R01'], told), laysDown('CV-2', ['R61'], told)]).toEqual([true, false, false]); // prettier-ignore
  });
});

describe('the focal points of a unit', () => {
  const found = (day: string, ...facts: Parameters<typeof eventsOf>[0]) => {
    const appointments = ofType(factsOf(facts), 'FocalPointAppointed');
    const folder = (_: 'focal', id: string): Pick<Folder<'focal'>, 'facts'> => ({
      facts: appointments.filter(({ data }) => data.unitId === id),
    });
    const light = { lineage: (id: string) => [id, 'CITY'], folder } as unknown as Light;
    return focalPoints('U-1', 'TTHC', at(day), light).map(({ data }) => data.officialId);
  };
  const an = focal('2025-02-03 07:00', { officialId: 'an', validTo: '2025-03-03 07:00' });

  it('are its own and those of the units above, each in its days', () => {
    const city = focal('2025-02-05 07:00', { unitId: 'CITY', officialId: 'hoa' });
    const other = focal('2025-02-05 07:00', { unitId: 'U-2', officialId: 'lan' });
    expect(found('02-02', an, city, other)).toEqual([]);
    expect(found('02-03', an, city, other)).toEqual(['an']);
    expect(found('02-05', an, city, other)).toEqual(['an', 'hoa']);
    expect(found('03-03', an, city, other)).toEqual(['hoa']);
  });
  it('end when the next begins, whether or not that one still serves', () => {
    const first = focal('2025-01-03 07:00', { officialId: 'binh' });
    expect(found('02-02', first, an)).toEqual(['binh']);
    expect(found('02-03', first, an)).toEqual(['an']);
    expect(found('03-03', first, an)).toEqual([]);
  });
  it('are those of the system, and the general one where it has none', () => {
    const own = focal('2025-01-03 07:00', { officialId: 'chi', system: 'TTHC', validTo: '2025-02-10 07:00' });
    const elsewhere = focal('2025-02-04 07:00', { officialId: 'dung', system: 'KNTC' });
    expect(found('02-05', an, own, elsewhere)).toEqual(['chi']);
    expect(found('02-10', an, own, elsewhere)).toEqual(['an']);
  });
});
