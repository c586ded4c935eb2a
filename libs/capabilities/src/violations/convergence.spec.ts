import fc from 'fast-check';
import {
  canonical,
  MemoryLog,
  MemoryViewStore,
  openEnd,
  Projector,
  streamName,
  toStored,
  ViewRun,
  type Held,
  type Table,
  type ViewedEvent,
} from '@app/ledger';
import { eventsOf, judgedAfter, standingAfter } from './examples.js';
import { findings } from './finding.js';
import { findingsView } from './findings-view.js';
import type { ExampleFact } from './rule.js';
import { judging as rules } from './reported.js';
import * as tell from './story.js';
import { closeFact } from './close-facts.fixture.js';

// A small world on few days, so that facts meet: three accounts of two officials, two units, three dossiers.
const day = fc.constantFrom(0, 1, 2, 3, 31, 32, 91, 92, 93, 94, 130);
const minute = fc.constantFrom('07:30', '08:59:59', '09:00', '12:00', '23:59');
const time = fc.tuple(day, minute).map(([days, at]) => {
  const date = new Date(Date.UTC(2025, 0, 20 + days)).toISOString().slice(0, 10);
  return `${date} ${at}`;
});
const accountId = fc.constantFrom('TTHC:an', 'TTHC:an2', 'KNTC:binh');
const officialId = fc.constantFrom('O-1', 'O-2');
const unitId = fc.constantFrom('U-1', 'U-2');
const grantId = fc.constantFrom('G-1', 'G-2');
const dossierId = fc.constantFrom('D-1', 'D-2', 'D-none', undefined);
const fn = fc.constantFrom('KIEM_TRA_TTCD', 'LAY_TTCD');
const lookupId = fc.constantFrom('L-1', 'L-2', 'L-3', 'L-4', 'L-5');
const citizens = fc.subarray(['an', 'binh', 'cu', 'moi'], { maxLength: 2 });
const changeId = fc.constantFrom('C-1', 'C-2');
const roleClass = fc.constantFrom('RECEPTION', 'ADMIN_TECH');
const duty = fc.constantFrom('tiếp nhận hồ sơ', 'văn thư');
const roleCatalogue = fc.constantFrom(
  [],
  [{ roleClass: 'RECEPTION', functions: ['KIEM_TRA_TTCD'], fields: [], duties: ['văn thư'] }],
);
const directiveId = fc.constantFrom('CV-1', 'CV-2');
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const made = (make: (at: string, data: Record<string, unknown>) => ExampleFact, data: fc.Arbitrary<object>) =>
  fc.tuple(time, data).map(([at, fields]) => make(at, { ...fields }));
const act = { accountId, grantId, effectiveAt: time };
/** What is known of officials, their papers, and the counts of accounts. */
const ofPersons: readonly fc.Arbitrary<ExampleFact>[] = [
  fc.tuple(time, changeId, officialId).map(([at, id, who]) => tell.notified(at, at, { changeId: id, officialId: who })),
  made(tell.registered, fc.record({ officialId, duty })),
  made(tell.briefed, fc.record({ officialId, directiveId })),
  made(tell.committed, fc.record({ officialId })),
  made(tell.compromised, fc.record({ accountId })),
  made(tell.focal, fc.record({ unitId: fc.constantFrom('U-1', 'CITY'), officialId, validTo: optional(time) })),
  made(tell.listed, fc.record({ accountIds: accountId.map((id) => [id]) })),
  made(
    tell.directive,
    fc.record({
      directiveId,
      supersedes: optional(directiveId),
      clauseMap: fc.constantFrom([], [{ clause: '1', duties: ['R61'] }]),
    }),
  ),
  made(tell.sent, fc.record({ directiveId, units: fc.constantFrom(['U-1'], ['CITY']) })),
  made(tell.source, fc.record({ role: fc.constantFrom('primary', 'control') })),
  made(
    (at, data) => tell.snapshot(at, ['an'], data),
    fc.record({
      snapshotId: fc.constantFrom('S-1', 'S-2'),
      part: fc.constantFrom(1, 2),
      of: fc.constantFrom(1, 2),
      accounts: fc.array(
        fc.record({
          username: fc.constantFrom('an', 'An2', 'chi'),
          enabled: fc.boolean(),
          functions: fc.constantFrom(['KIEM_TRA_TTCD'], []),
        }),
        { maxLength: 2 },
      ),
    }),
  ),
  made(tell.inventory, fc.record({ unitId, system: optional(fc.constant('TTHC')), asOf: time })),
];
const anyFact: fc.Arbitrary<ExampleFact> = fc.oneof(
  {
    weight: 6,
    arbitrary: made(
      tell.lookup,
      fc.record({ accountId, lookupId, dossierId, function: fn, petitionId: optional(fc.constant('P-1')) }),
    ),
  },
  {
    weight: 5,
    arbitrary: made(
      tell.lookup,
      fc.record({
        ...{
          accountId,
          lookupId,
          dossierId,
          subjects: citizens,
          officialId: optional(officialId),
          unitId: optional(unitId),
        },
        relatedFlags: optional(fc.constant(['household'])),
        purposeCode: optional(fc.constant('KIEM_TRA:I-1')),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: made(tell.exported, fc.record({ accountId, dossierId, channel: fc.constantFrom('print', 'removable') })),
  },
  { weight: 1, arbitrary: made(tell.denied, fc.record({ accountId, function: fn })) },
  { weight: 1, arbitrary: made(tell.session, fc.record({ accountId })) },
  {
    weight: 8,
    arbitrary: made(
      tell.granted,
      fc.record({
        ...{ accountId, grantId, officialId, unitId, validTo: optional(time), roleClass },
        approvedBy: optional(officialId),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: made(
      tell.scopeChanged,
      fc.record({
        ...{ ...act, roleClass: optional(roleClass), approvedBy: officialId },
        functions: fc.constantFrom(['LAY_TTCD'], ['KIEM_TRA_TTCD']),
      }),
    ),
  },
  { weight: 1, arbitrary: made(tell.suspended, fc.record(act)) },
  { weight: 1, arbitrary: made(tell.reinstated, fc.record(act)) },
  { weight: 2, arbitrary: made(tell.revoked, fc.record({ ...act, executedInSourceAt: optional(time) })) },
  { weight: 2, arbitrary: time.chain((at) => accountId.map((id) => tell.rotated(at, { accountId: id }))) },
  {
    weight: 2,
    arbitrary: made(
      tell.changed,
      fc.record({
        officialId,
        changeId,
        kind: fc.constantFrom('left', 'transferred', 'absence'),
        duty: optional(duty),
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: made(
      tell.dossier,
      fc.record({
        dossierId: fc.constantFrom('D-1', 'D-2'),
        parties: citizens,
        representatives: optional(citizens),
        handlingUnits: unitId.map((id) => [id]),
        assignees: fc.constantFrom([], ['O-1']),
        closedAt: optional(time),
      }),
    ),
  },
  { weight: 1, arbitrary: made(tell.closed, fc.record({ dossierId: fc.constantFrom('D-1', 'D-2') })) },
  { weight: 1, arbitrary: made(tell.official, fc.record({ officialId, citizenToken: fc.constantFrom('an', 'cu') })) },
  {
    weight: 1,
    arbitrary: made(tell.aliased, fc.constantFrom({}, { tokenOld: 'an', tokenNew: 'binh' }, { tokenOld: 'binh' })),
  },
  { weight: 1, arbitrary: made(tell.protectedFrom, fc.record({ subjectToken: fc.constantFrom('binh', 'cu') })) },
  { weight: 1, arbitrary: made(tell.unprotected, fc.constant({})) },
  {
    weight: 1,
    arbitrary: made(
      tell.ticket,
      fc.record({
        ticketId: fc.constantFrom('T-1', 'T-2'),
        accountId: optional(accountId),
        lookupIds: optional(lookupId.map((id) => [id])),
      }),
    ),
  },
  { weight: 1, arbitrary: made(tell.ticketClosed, fc.constant({})) },
  {
    weight: 1,
    arbitrary: made(
      tell.changed,
      fc.record({ officialId, kind: fc.constant('absence'), effectiveAt: time, until: optional(time) }),
    ),
  },
  {
    weight: 1,
    arbitrary: made(tell.inspectionPlanned, fc.constant({ planned: { from: '2025-01-20', to: '2025-02-21' } })),
  },
  {
    weight: 1,
    arbitrary: made(
      tell.inspected,
      accountId.map((id) => ({ accountsChecked: [id] })),
    ),
  },
  { weight: 1, arbitrary: made(tell.petition, fc.record({ petitionId: fc.constant('P-1') })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(time, lookupId, accountId, fc.constantFrom('official', 'supervisor'))
      .map(([at, id, account, role]) => tell.justified(at, at, { lookupId: id, accountId: account, role, by: 'O-9' })),
  },
  {
    weight: 1,
    arbitrary: made(
      tell.regulation,
      fc.record({ unitScope: unitId.map((id) => [id]), effectiveTo: optional(time), roleCatalogue }),
    ),
  },
  { weight: 1, arbitrary: made(tell.reorganised, fc.constant({})) },
  {
    weight: 1,
    arbitrary: made(
      (at, data) => ({ type: 'UnitRegistered', at, data: { name: 'Phường', kind: 'commune', validFrom: at, ...data } }),
      fc.record({ unitId, parentUnitId: fc.constant('CITY') }),
    ),
  },
  {
    weight: 2,
    arbitrary: made(
      (at, data) => ({ type: 'PolicyProfileSet', at, data: { title: 'p', effectiveFrom: at, ...data } }),
      fc.record({
        profileId: fc.constantFrom('p-1', 'p-2'),
        unitScope: fc.constantFrom(['CITY'], ['U-1'], ['U-2']),
        clauses: fc.constantFrom(['R60', 'R75'], ['R95', 'R80'], ['R51', 'R69', 'R57'], []),
        params: fc.constantFrom(
          {},
          { passwordDays: { value: 30, clause: 'R75' } },
          { linkGraceWd: { value: 3, assumed: true } },
          { exportsPerDay: { value: 1, assumed: true }, lookupsTo: { value: 900, assumed: true } },
        ),
        otherRules: fc.constantFrom('assumed', 'off'),
        inTrial: optional(fc.constant(['V-14'])),
      }),
    ),
  },
  ...ofPersons.map((arbitrary) => ({ weight: 1, arbitrary })),
  {
    weight: 1,
    arbitrary: time.chain((at) =>
      fc.constantFrom(['2025-01-27', '2025-01-28'], ['2025-02-03'], ['2025-04-07']).map((holidays) => ({
        type: 'CalendarPublished',
        at,
        data: { version: `vn-2025 ${at}`, year: 2025, effectiveFrom: '2025-01-01 00:00', holidays, workdays: [] },
      })),
    ),
  },
);

const anyOversight: fc.Arbitrary<ExampleFact> = fc.oneof(
  made(tell.inspected, fc.record({ unitId, kind: fc.constantFrom('unit-check', 'periodic', 'surprise') })),
  made(tell.inspectionFinding, fc.record({ dueAt: time, severity: fc.constantFrom('low', 'high') })),
  made(tell.remediated, fc.constant({})),
  time.map((at) => tell.reported(at, '2025-01-01', '2025-04-30')),
  made(tell.attested, fc.record({ unitId, validUntil: time })),
  made(tell.unitClosed, fc.record({ unitId })),
  made(tell.incident, fc.record({ unitId, severity: fc.constantFrom('low', 'critical'), detectedAt: time })),
  made(tell.incidentTold, fc.record({ to: fc.constantFrom('CATP', 'UBND') })),
  made(tell.incidentUpdated, fc.record({ cause: optional(fc.constant('lộ')), personalDataBreach: fc.boolean() })),
  made(tell.source, fc.record({ role: fc.constantFrom('primary', 'control'), heartbeatMinutes: optional(fc.nat(90)) })),
  made(tell.heartbeat, fc.record({ skewMs: fc.constantFrom(0, 3000) })),
  made(tell.maintenance, fc.record({ from: time, to: time })),
  fc.tuple(time, fc.nat(30), fc.nat(9)).map(([at, from, more]) => tell.batch(at, from * 500, (from + more) * 500)),
  fc
    .tuple(time, accountId, fc.constantFrom('TTHC', 'LGSP'))
    .map(([at, account, by]) => tell.ofRequest('r-1', by, tell.lookup(at, { accountId: account }))),
  made(tell.confirmed, fc.record({ accountId })),
  made(tell.kept, fc.record({ accountId })),
  made(tell.reopened, fc.record({ accountId })),
  made(tell.misuse, fc.record({ accountId: optional(accountId), officialId, unitId: optional(unitId) })),
  made(tell.triaged, fc.constant({})),
  made(tell.caseClosed, fc.constant({})),
  made(
    tell.ledgerRead,
    fc.record({
      reader: fc.constantFrom({ kind: 'inspector', id: 'TT-1' }, { kind: 'official', id: 'O-2' }),
      about: fc.oneof(
        accountId.map((id) => ({ accountId: id })),
        officialId.map((id) => ({ officialId: id })),
      ),
      findingId: optional(fc.constant('finding-1')),
      inspectionId: optional(fc.constant('I-1')),
    }),
  ),
  made(tell.calendar, fc.constant({})),
  time.map((at) =>
    tell.profile(at, {
      unitScope: ['CITY'],
      clauses: ['R39', 'R90', 'R99'],
      reports: [tell.owed('month'), tell.owed('once', { kind: 'RESULTS', dueAt: at })],
      incidentRecipients: ['CATP', 'UBND'],
      params: { surprisePerQuarter: { value: 1, assumed: true } },
    }),
  ),
);

/** Facts delivered in another order, some of them months late; ids, and what happened when, stay. */
const delivered = (events: readonly ViewedEvent[], order: readonly number[]) =>
  order.map((index, i): ViewedEvent => {
    const recordedAt = new Date(Date.UTC(2025, 0, 20, i * 6)).toISOString();
    return { ...events[index], position: i + 1, recordedAt, logTime: recordedAt };
  });

const anyWorld = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.oneof({ weight: 3, arbitrary: anyFact }, { weight: 1, arbitrary: anyOversight }), {
      minLength: 1,
      maxLength: 32,
    }),
  },
  { weight: 1, arbitrary: fc.array(closeFact, { minLength: 8, maxLength: 24 }) },
);
const world = anyWorld.chain((facts) => {
  const orders = facts.map((_, i) => i);
  return fc.record({
    facts: fc.constant(facts),
    order: fc.shuffledSubarray(orders, { minLength: facts.length }),
    cuts: fc.array(fc.nat(facts.length), { maxLength: 6 }),
  });
});

const lines = (rows: readonly object[]) => rows.map((row) => canonical(row)).join('\n');

/** Those whose clock starts when the ledger learns of something depend on the order, and on nothing else. */
const ofFacts = rules.filter(({ clock }) => clock === undefined);

/** How many worlds each property tries: `npm run trial:orders` asks for more. */
const worlds = Number(process.env.WORLDS ?? 150);

describe('findings', () => {
  it('stand the same whatever the order in which facts arrive', () => {
    fc.assert(
      fc.property(world, ({ facts, order }) => {
        const events = eventsOf(facts);
        const inOrder = delivered(
          events,
          events.map((_, i) => i),
        );
        const [told, shuffled] = [inOrder, delivered(events, order)].map((one) => judgedAfter(ofFacts, one));
        expect(lines(shuffled.standing)).toBe(lines(told.standing));
        expect(lines(shuffled.obligations)).toBe(lines(told.obligations));
        expect(lines(shuffled.explained)).toBe(lines(told.explained));
      }),
      { numRuns: worlds },
    );
  });

  it('come out to the byte the same from any batches, any restarts and a rebuild', () => {
    const dump = (store: MemoryViewStore) =>
      findingsView(rules).tables.map((table) => [table.name, lines(sorted(store.dump(table)))].join('\n'));
    fc.assert(
      fc.property(world, ({ facts, order, cuts }) => {
        const events = delivered(eventsOf(facts), order);
        const whole = new MemoryViewStore();
        new ViewRun(findingsView(rules), whole).apply(events);
        const pieces = new MemoryViewStore();
        for (const end of [...new Set([...cuts, events.length])].sort((a, b) => a - b)) {
          const run = new ViewRun(findingsView(rules), pieces);
          run.resume();
          run.apply(events.slice(0, end));
        }
        expect(dump(pieces)).toEqual(dump(whole));
      }),
      { numRuns: Math.ceil(worlds / 3) },
    );
  });

  it('as known at any position are those of a ledger that was only told so much', () => {
    fc.assert(
      fc.property(world, fc.nat(36), ({ facts, order }, known) => {
        const events = delivered(eventsOf(facts), order);
        const store = new MemoryViewStore();
        new ViewRun(findingsView(rules), store).apply(events);
        const then = store
          .dump(findings as unknown as Table)
          .filter(({ from, to }) => from <= known && known < to)
          .map(({ row }) => row)
          .filter((row) => (row as { state: string }).state === 'standing');
        const told = standingAfter(rules, events.slice(0, known));
        expect(lines(then.sort(byId))).toBe(lines(told));
      }),
      { numRuns: Math.ceil(worlds / 3) },
    );
  });

  it('follow from the log itself, read by the projector', async () => {
    const [facts] = fc.sample(fc.array(anyFact, { minLength: 40, maxLength: 40 }), { numRuns: 1, seed: 7 });
    const events = eventsOf(facts);
    const log = new MemoryLog();
    for (const { position: _, logTime: __, ...event } of events) {
      await log.append([
        {
          stream: streamName('e', event.eventId),
          expected: 0,
          events: [toStored({ ...event, stream: streamName('e', event.eventId) })],
        },
      ]);
    }
    const store = new MemoryViewStore();
    await new Projector(log, store, [findingsView(rules)]).catchUp(5);
    const standing = store
      .dump(findings as unknown as Table)
      .filter(({ to, row }) => to === openEnd && (row as { state: string }).state === 'standing');
    expect(lines(standing.map(({ row }) => row).sort(byId))).toBe(lines(standingAfter(rules, events)));
  });
});

const byId = (a: object, b: object) =>
  (a as { findingId: string }).findingId < (b as { findingId: string }).findingId ? -1 : 1;
const sorted = (held: readonly Held[]) => [...held].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
