import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Provider } from '@nestjs/common';
import { instantOf, keptHash, positionAt, receivedIn, timeAt, views } from '@app/capabilities';
import { digestedViews, Recorder, type EventLog, type Queries } from '@app/ledger';
import {
  CLOCK,
  Cursors,
  LOG,
  LOG_TIMES,
  QUERIES,
  READ_GATE,
  SEAL,
  TOKEN_OF,
  type Clock,
  type LogTimes,
} from '@app/nest';
import { SqliteViews, WriterLock } from '@app/sqlite';
import { cursorKey, openCitizenKey, tokens } from './citizen-key.js';
import type { Closing } from './closing.js';
import type { ServerConfig } from './config.js';
import { DailyDigests } from './digests/daily-digests.js';
import { ViewDigests } from './digests/view-digests.js';
import { publishCalendars, publishRules } from './first-start.js';
import { Gate } from './gate.js';
import { Health } from './health.js';
import { openLog } from './open-log.js';
import { runViews, runViewsInThread } from './projection.js';
import { assertRulesKept } from './rule-check.js';
import { sealOf } from './seal.js';
import { Completeness } from './seal/completeness.js';
import { openIntegrity } from './seal/integrity.js';
import { Sealed } from './seal/sealed.js';
import { Scrubbing } from './seal/scrubbing.js';
import { StandingOrders } from './standing-orders.js';
import { WatchedLog } from './watched-log.js';

/** The stores of a data folder, opened and wired to each other. */
export interface Ledger {
  health: Health;
  /** What controllers and handlers are given. */
  parts: readonly Provider[];
  /** Resolves when the views have caught up and facts can be told from re-sends. */
  started: Promise<void>;
  sealed: Sealed;
  log: EventLog;
}

/** Opens log, key and views of the data folder and runs the views. Throws an Error for people. */
export async function openLedger(config: ServerConfig, closing: Closing): Promise<Ledger> {
  const { dataDir, events = join(dataDir, 'events.sqlite') } = config;
  const viewsFile = join(dataDir, 'views.sqlite');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const key = openCitizenKey(dataDir);
  const store = config.log ? { log: config.log, wake: () => undefined } : await openLog(events, config);
  closing.add(() => store.log.close());
  // A log that is kept elsewhere is not locked here: views and tree of this folder have one writer all the same.
  const lock = WriterLock.take(viewsFile);
  closing.add(() => lock.release());

  const clock: Clock = { now: config.now ?? (() => new Date().toISOString()), instantOf };
  const gate = new Gate();
  const health = new Health(gate);
  const log = new WatchedLog(store.log);
  const queries = SqliteViews.openQueries(viewsFile);
  closing.add(() => queries.close());
  const recorder = new Recorder(log, receivedIn(queries), () => clock.now(), keptHash);

  const digested = views.filter(({ name }) => digestedViews.includes(name));
  const digests = new ViewDigests({ file: viewsFile, views: digested, log, recorder, clock });
  const daily = new DailyDigests(digests, { gate, log, clock });
  closing.add(() => digests.settled());

  gate.onReport = () => {
    health.look(log.written);
    recorder.forget(gate.positionOf('received'));
    if (config.seal && health.started) void daily.look();
  };
  const report = (progress: typeof gate.progress) => gate.report(progress);
  const projection = config.threads
    ? runViewsInThread({ events, viewsFile }, report)
    : runViews(store.log, viewsFile, views, report);
  closing.add(() => projection.close());
  projection.ended.catch((error: unknown) => (health.viewsEnded = String(error)));
  const source = { events, log: store.log, now: () => clock.now() };
  const integrity = await openIntegrity(config, source, health, closing);
  health.others.push(daily);
  log.onAppend = () => {
    projection.wake();
    integrity.wake();
    health.look(log.written);
  };
  const started = projection.caughtUp.then(async () => {
    await recorder.open(gate.positionOf('received'));
    await assertRulesKept(queries);
    await publishCalendars(log, config.calendars ?? [], clock.now());
    await publishRules(log, config.rules ?? [], clock.now());
    await integrity.tell(recorder, log, clock);
    if (config.orders) {
      const orders = new StandingOrders({ log, queries, gate, seal: sealOf(key), now: source.now, ...config.orders });
      health.others.push(orders);
      closing.add(() => orders.close());
    }
    health.started = true;
    if (config.seal) closing.add(daily.begin());
  });
  started.catch(() => undefined); // its holder looks at `started`

  const { sealed, completeness, scrubbing } = integrity;
  const parts: Provider[] = [
    { provide: LOG, useValue: log },
    { provide: QUERIES, useValue: queries },
    { provide: READ_GATE, useValue: gate },
    { provide: CLOCK, useValue: clock },
    { provide: LOG_TIMES, useValue: logTimes(queries) },
    { provide: TOKEN_OF, useValue: tokens(key) },
    { provide: SEAL, useValue: sealOf(key) },
    { provide: Cursors, useValue: new Cursors(cursorKey(key)) },
    { provide: Gate, useValue: gate },
    { provide: Health, useValue: health },
    { provide: Recorder, useValue: recorder },
    { provide: Sealed, useValue: sealed },
    { provide: Completeness, useValue: completeness },
    { provide: ViewDigests, useValue: digests },
    { provide: Scrubbing, useValue: scrubbing },
  ];
  return { health, parts, started, sealed, log };
}

const logTimes = (queries: Queries): LogTimes => ({
  positionAt: (instant) => positionAt(queries, instant),
  timeAt: async (position) => (position === 0 ? null : ((await timeAt(queries, position)) ?? null)),
});
