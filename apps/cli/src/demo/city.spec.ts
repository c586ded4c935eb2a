import { city } from './city.js';
import { compareFindings, rules, type Found, type Planted } from './manifest.js';

const small = city(7, 900);

describe('the city of a seed', () => {
  it('is the same city every time', () => {
    expect(JSON.stringify(city(7, 900))).toBe(JSON.stringify(small));
  });

  it('is another city under another seed', () => {
    expect(JSON.stringify(city(8, 900).facts)).not.toBe(JSON.stringify(small.facts));
  });

  it('has the size of Sa Đéc', () => {
    const whole = city(1);
    const of = (type: string) => whole.facts.filter((fact) => fact.type === `vn.accessledger.${type}.v1`).length;
    expect(whole.units.length).toBeGreaterThanOrEqual(10);
    expect(whole.officials).toBe(120);
    expect(whole.accounts).toBe(150);
    expect(of('LookupPerformed') + of('LookupDenied')).toBeGreaterThanOrEqual(30_000);
    expect(of('DossierObserved')).toBeGreaterThanOrEqual(8_000);
  });

  it.each(rules)('plants at least three violations of %s and three cases that are none', (rule) => {
    expect(small.manifest.filter((planted) => planted.rule === rule).length).toBeGreaterThanOrEqual(3);
    expect(small.boundaries.filter((boundary) => boundary.rule === rule).length).toBeGreaterThanOrEqual(3);
  });

  it('keeps citizen numbers to the fields that become tokens', () => {
    // Twelve digits in a row may stand in a hash by chance.
    const aside = ['subjects', 'parties', 'citizenToken', 'listHash'];
    const hidden = (key: string, value: unknown) => (aside.includes(key) ? undefined : value);
    expect(JSON.stringify(small, hidden)).not.toMatch(/(?<!\d)\d{12}(?!\d)/);
  });

  it('tells the server nothing of the manifest', () => {
    const sent = JSON.stringify([small.setup, small.facts, small.acts]);
    for (const { en } of [...small.manifest, ...small.boundaries]) expect(sent).not.toContain(en);
    expect(sent).not.toContain('V-0');
  });

  it('gives every fact and every command an id of its own', () => {
    const ids = small.facts.map((fact) => `${fact.source} ${fact.id}`);
    const keys = [...small.setup, ...small.acts.map((act) => act.command)].map((command) => command.key);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives commands before the facts that follow them, in the order in which they are sent', () => {
    const places = small.acts.map((act) => act.after);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[places.length - 1]).toBeLessThanOrEqual(small.facts.length);
  });
});

describe('the comparison', () => {
  const planted: Planted = { rule: 'V-01', lookupId: 'L1', severity: 'high', state: 'standing', vi: '', en: '' };
  const found: Found = { code: 'V-01', lookupId: 'L1', accountId: 'A', severity: 'high', state: 'standing' };
  const v01 = (manifest: Planted[], findings: Found[]) => compareFindings(manifest, findings)[0];

  it('finds what was planted', () => {
    expect(v01([planted], [found])).toMatchObject({ planted: 1, found: 1, missed: [], extra: [] });
  });

  it('misses what no finding names', () => {
    expect(v01([planted], [])).toMatchObject({ planted: 1, found: 0, missed: [planted] });
  });

  it('takes a finding of another severity or state for both a miss and an extra', () => {
    const other = { ...found, severity: 'medium' };
    expect(v01([planted], [other])).toMatchObject({ found: 0, missed: [planted], extra: [other] });
  });

  it('lets one finding answer one planted case only', () => {
    expect(v01([planted], [found, found])).toMatchObject({ found: 1, extra: [found] });
    expect(v01([planted, planted], [found])).toMatchObject({ found: 1, missed: [planted] });
  });

  it('lists a rule that nobody planted', () => {
    const strange = { ...found, code: 'V-99' };
    expect(compareFindings([], [strange]).find((line) => line.rule === 'V-99')?.extra).toEqual([strange]);
  });
});
