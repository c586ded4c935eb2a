import { city } from './city.js';
import { compareFindings, type Found, type Planted } from './manifest.js';
import { stories } from './stories/stories.js';

const small = city(7, { lookups: 900 });

describe('the city of a seed', () => {
  it('is the same city every time', () => {
    expect(JSON.stringify(city(7, { lookups: 900 }))).toBe(JSON.stringify(small));
  });

  it('is another city under another seed', () => {
    expect(JSON.stringify(city(8, { lookups: 900 }).facts)).not.toBe(JSON.stringify(small.facts));
  });

  it('has the size of a provincial city', () => {
    const whole = city(1);
    const of = (type: string) => whole.facts.filter((fact) => fact.type === `vn.accessledger.${type}.v1`).length;
    expect(whole.units.length).toBeGreaterThanOrEqual(11);
    expect(whole.officials).toBeGreaterThanOrEqual(170);
    expect(whole.accounts).toBeGreaterThanOrEqual(200);
    expect(of('LookupPerformed') + of('LookupDenied')).toBeGreaterThanOrEqual(30_000);
    expect(of('DossierObserved')).toBeGreaterThanOrEqual(8_000);
  });

  it.each(stories.map(({ rule }) => rule))(
    'plants at least three violations of %s and two cases that are none',
    (rule) => {
      expect(small.manifest.filter((planted) => planted.rule === rule).length).toBeGreaterThanOrEqual(3);
      expect(small.boundaries.filter((boundary) => boundary.rule === rule).length).toBeGreaterThanOrEqual(2);
    },
  );

  it('plants nothing where no story is told', () => {
    const lawful = city(7, { lookups: 100, stories: [] });
    expect([...lawful.manifest, ...lawful.boundaries]).toEqual([]);
  });

  it('keeps citizen numbers to the fields that become tokens', () => {
    const citizens = ['subjects', 'parties', 'citizenToken', 'subjectToken', 'tokenOld', 'tokenNew'];
    const isHash = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
    const hidden = (key: string, value: unknown) => (citizens.includes(key) || isHash(value) ? undefined : value);
    expect(/(?<!\d)\d{12}(?!\d)/.exec(JSON.stringify(small, hidden))).toBeNull();
  });

  it('tells the server nothing of the manifest, and names no rule but on a case, as people do', () => {
    const commands = [...small.setup, ...small.acts.map(({ command }) => command)];
    const sent = JSON.stringify([small.facts, commands.map(({ ofFinding: _, ...command }) => command)]);
    const told = [...small.manifest, ...small.boundaries].filter(
      ({ vi, en }) => sent.includes(vi) || sent.includes(en),
    );
    expect(told).toEqual([]);
    expect(sent.replaceAll(/"inTrial":\[[^\]]*\]/g, '')).not.toContain('"V-');
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
  const key = { lookupId: 'L1' };
  const planted: Planted = { rule: 'V-01', key, severity: 'high', state: 'standing', vi: '', en: '' };
  const since = '2025-12-01T00:00:00.000Z';
  const found: Found = { code: 'V-01', lookupId: 'L1', accountId: 'A', severity: 'high', state: 'standing', since };
  const v01 = (manifest: Planted[], findings: Found[], judges = ['V-01']) =>
    compareFindings(manifest, findings, judges)[0];

  it('finds what was planted', () => {
    expect(v01([planted], [found])).toMatchObject({ judged: true, planted: 1, found: 1, missed: [], extra: [] });
  });

  it('misses what no finding names', () => {
    expect(v01([planted], [])).toMatchObject({ planted: 1, found: 0, missed: [planted] });
  });

  it.each([
    ['severity', { severity: 'medium' }],
    ['state', { state: 'remedied' }],
    ['look-up', { lookupId: 'L2' }],
  ])('takes a finding of another %s for both a miss and an extra', (_, over) => {
    const other = { ...found, ...over };
    expect(v01([planted], [other])).toMatchObject({ found: 0, missed: [planted], extra: [other] });
  });

  it('asks for the moment where the story says it', () => {
    expect(v01([{ ...planted, since }], [found]).missed).toEqual([]);
    expect(v01([{ ...planted, since: '2025-12-01T00:00:00.001Z' }], [found]).missed).toHaveLength(1);
  });

  it('lets one finding answer one planted case only', () => {
    expect(v01([planted], [found, found])).toMatchObject({ found: 1, extra: [found] });
    expect(v01([planted, planted], [found])).toMatchObject({ found: 1, missed: [planted] });
  });

  it('gives a finding to the case that says more of it, whichever was planted first', () => {
    const loose = { ...planted, key: { accountId: 'A' } };
    const other = { ...found, lookupId: 'L2' };
    expect(v01([loose, planted], [found, other])).toMatchObject({ found: 2, missed: [], extra: [] });
  });

  it('neither finds nor misses by a rule that the server does not have', () => {
    expect(v01([planted], [], [])).toMatchObject({ judged: false, planted: 1, found: 0, missed: [], extra: [] });
  });

  it('lists a rule that nobody planted', () => {
    const strange = { ...found, code: 'V-99' };
    const compared = compareFindings([], [strange], ['V-98', 'V-99']);
    expect(compared.map(({ rule, extra }) => [rule, extra])).toEqual([['V-98', []], ['V-99', [strange]]]); // prettier-ignore
  });
});
