// Facts for the benchmarks: a city's look-ups in the order in which they happen, bodies of about 650 bytes as stored.
const start = Date.UTC(2025, 5, 2, 0, 30);
const accounts = 150;
const perDay = 6000;
/** The n-th moment: 6,000 a day from Monday to Friday, five seconds apart, in the working hours. */
function moment(n) {
  const day = Math.floor(n / perDay);
  return new Date(start + (day + 2 * Math.floor(day / 5)) * 86_400_000 + (n % perDay) * 5000);
}
/** How many citizens are looked up, in turn. */
const citizens = Number(process.env.BENCH_CITIZENS ?? 50_000);
const digits = (n, length) => String(n).padStart(length, '0');
const citizen = (n) => digits(1_099_000_000 + (n % citizens), 12);
const unitOf = (account) => `U-${account % 10}`;
/** The four look-ups that a dossier serves. */
const servedBy = (dossier) => [0, 1, 2, 3].map((i) => dossier * 4 + i);

/** The n-th look-up as a CloudEvent: working hours of working days, each with a dossier and one citizen. */
export function lookup(n) {
  const account = n % accounts;
  const time = moment(n).toISOString();
  return {
    specversion: '1.0',
    id: `bench-${n}`,
    source: 'TTHC',
    type: 'vn.accessledger.LookupPerformed.v1',
    time,
    data: {
      lookupId: `bench-${n}`,
      accountId: `TTHC:user${digits(account, 3)}`,
      officialId: `O-${account}`,
      sessionId: `S-${account}-${time.slice(0, 10)}`,
      deviceId: `PC-${account % 60}`,
      system: 'TTHC',
      function: 'KIEM_TRA_TTCD',
      purposeCode: 'TIEP_NHAN',
      dossierId: `H19.12-2506-${digits(Math.floor(n / 4), 7)}`,
      subjects: [citizen(n)],
      queryShape: 'byNumber',
      fieldsReturned: ['hoTen', 'ngaySinh', 'noiThuongTru'],
      result: 'found',
      resultCount: 1,
    },
  };
}

/** Everything that the look-ups from 0 to `count` need to be lawful: units, officials, accounts, dossiers. */
export function surroundings(count) {
  const fact = (id, type, time, data) => ({
    specversion: '1.0',
    id,
    source: 'TTHC',
    type: `vn.accessledger.${type}.v1`,
    time,
    data,
  });
  const before = new Date(start - 86_400_000).toISOString();
  const facts = [];
  for (let i = 0; i < accounts; i++) {
    facts.push(
      fact(`grant-${i}`, 'AccountGranted', before, {
        accountId: `TTHC:user${digits(i, 3)}`,
        grantId: `G-${i}`,
        username: `user${digits(i, 3)}`,
        officialId: `O-${i}`,
        system: 'TTHC',
        unitId: unitOf(i),
        accountClass: 'ONE_STOP',
        roleClass: 'RECEPTION',
        holderType: 'CC',
        functions: ['KIEM_TRA_TTCD'],
        fields: ['hoTen', 'ngaySinh', 'noiThuongTru'],
        validFrom: before,
        imported: true,
      }),
    );
  }
  for (let i = 0; i < count / 4; i++) {
    facts.push(
      fact(`dossier-${i}`, 'DossierObserved', new Date(moment(i * 4).getTime() - 60_000).toISOString(), {
        system: 'TTHC',
        dossierId: `H19.12-2506-${digits(i, 7)}`,
        procedureCode: '1.001193',
        parties: servedBy(i).map(citizen),
        handlingUnits: servedBy(i).map((n) => unitOf(n % accounts)),
        assignees: [],
        receivedAt: new Date(moment(i * 4).getTime() - 60_000).toISOString(),
      }),
    );
  }
  return facts;
}
