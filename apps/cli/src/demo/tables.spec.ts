import { city as cityOf } from './city.js';
import { differences, findingsTable, storiesTable } from './findings-table.js';
import { compareFindings, type Found } from './manifest.js';
import { permissionsTable } from './permissions-table.js';
import { misread, readersTable } from './reading-scene.js';
import { replayTable, type Step } from './replay-table.js';
import { lookUpsBeyondGrant } from './stories/v-05.js';

const city = cityOf(7, { lookups: 100, stories: [{ rule: 'V-05', tell: lookUpsBeyondGrant }] });
const all: Found[] = city.manifest.map(({ rule, key, severity, state }) => ({ code: rule, ...key, severity, state }));
const rules = [{ code: 'V-05', titleVi: 'Vượt quyền', titleEn: 'Beyond the grant', status: 'stable' }];
const beside = (findings: Found[], judges = ['V-05']) => compareFindings(city.manifest, findings, judges);

describe('the findings beside what was planted', () => {
  it('are told without a difference when all were found', () => {
    expect(differences(beside(all))).toEqual([]);
    expect(storiesTable(city, beside(all))).not.toMatch(/MISSED|REPORTED/);
    expect(findingsTable(city, beside(all), rules)).toMatch(/Vượt quyền[^]*4 \/ 4/);
  });

  it('name what is missed and the lawful case that was reported', () => {
    const [{ key }] = city.boundaries;
    const wrong = { code: 'V-05', severity: 'high', state: 'standing', ...key };
    const compared = beside([...all.slice(1), wrong]);
    expect(differences(compared)).toHaveLength(2);
    expect(storiesTable(city, compared)).toMatch(/MISSED[^]*REPORTED/);
    expect(findingsTable(city, compared, rules)).toContain('3 / 4');
  });

  it('say which rules the server does not have', () => {
    const compared = beside([], []);
    expect(differences(compared)).toEqual([]);
    expect(storiesTable(city, compared)).toContain('not judged');
    expect(findingsTable(city, compared, [])).toContain('not judged');
  });
});

it('tells who read, and what is wrong where a case had its reader found or another one was not', () => {
  const [ofCase, curious] = [
    { reader: 'inspector:a', findingId: 'f-1', rows: 3, found: 0 },
    { reader: 'official:b', rows: 3, found: 1 },
  ];
  expect(misread([ofCase, curious])).toEqual([]);
  expect(readersTable([ofCase, curious])).toMatch(/inspector:a[^]*case f-1[^]*official:b[^]*not said[^]*V-40/);
  expect(misread([{ ...ofCase, found: 1 }, curious])).toHaveLength(1);
  expect(misread([ofCase, { ...curious, found: 0 }])).toHaveLength(1);
  expect(misread([ofCase])).toHaveLength(1);
});

it('counts the permissions of a unit by system and state', () => {
  const right = { officialId: 'O', unitId: 'PH-01', system: 'TTHC', passwordAgeDays: 12, mfa: { enrolled: true } };
  const rights = [
    { ...right, accountId: 'TTHC:a', status: 'active' },
    { ...right, accountId: 'TTHC:b', status: 'suspended', passwordAgeDays: 200 },
  ];
  const line = permissionsTable(city, rights)
    .split('\n')
    .find((one) => one.includes('PH-01'))!;
  const cells = line.split('│').map((cell) => cell.trim());
  expect(cells.slice(2, 9)).toEqual(['1', '1', '0', '1', '0', '12 ngày · days', '1']);
});

describe('a replay', () => {
  const step = (type: string, more: Partial<Step> = {}, data: object = {}): Step => ({
    event: { type, occurredAt: '2025-12-04T01:00:00.000Z', data: { ...data } },
    rights: [],
    findings: [],
    ...more,
  });
  const lookups = Array.from({ length: 9 }, () => step('LookupPerformed', {}, { dossierId: 'H1' }));

  it('leaves out everyday work after the first few and cases that came in, and says how much', () => {
    expect(replayTable([...lookups, step('DossierObserved'), step('AccountRevoked')])).toMatch(/… 4 việc/);
  });

  it('tells every step after the duty ended, and every finding that was not withdrawn', () => {
    const found = step('LookupPerformed', { findings: [{ code: 'V-01', severity: 'high', state: 'standing' }] });
    const withdrawn = step('AccountGranted', { findings: [{ code: 'V-28', severity: 'medium', state: 'withdrawn' }] });
    const told = replayTable([...lookups, found, withdrawn, step('HolderChanged', {}, { kind: 'left' }), ...lookups]);
    expect(told).toContain('V-01 cao · high');
    expect(told).not.toContain('V-28');
    expect(told.match(/H1/g)).toHaveLength(6 + 9);
  });

  it('says when a look-up names a dossier that nobody knows, in local time', () => {
    const told = replayTable([step('LookupPerformed', { dossier: null }, { dossierId: 'H9' })]);
    expect(told).toMatch(/04\/12\/2025 08:00:00[^]*H9[^]*unknown/);
  });
});
