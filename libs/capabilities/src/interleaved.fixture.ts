import { LogUnavailable, type Appended, type EventLog, type LoggedEvent, type Write } from '@app/ledger';

type Racer<T> = (log: EventLog) => Promise<T>;
/** How each racer ended, and where the schedule had a choice. */
interface Run<T> {
  outcomes: PromiseSettledResult<T>[];
  /** At each step: which racer went, and which could have. */
  steps: { went: number; could: number[] }[];
}

/**
 * For tests: runs racers on one log so that exactly one of them makes one call at a time. `schedule` names the racer of
 * each step; past its end whoever went last goes on.
 */
export async function interleaved<T>(
  log: EventLog,
  racers: readonly Racer<T>[],
  schedule: readonly number[],
): Promise<Run<T>> {
  const waiting = new Map<number, () => void>();
  const halted: (() => void)[] = [];
  const outcomes: Promise<T>[] = [];
  const steps: Run<T>['steps'] = [];
  const halt = (racer: number) => new Promise<void>((resolve) => (halted[racer] = resolve));
  for (const [racer, race] of racers.entries()) {
    const turn = () => new Promise<void>((go) => (waiting.set(racer, go), halted[racer]()));
    const stopped = halt(racer);
    const outcome = race(new GatedLog(log, turn));
    outcomes.push(outcome);
    void outcome.then(
      () => halted[racer](),
      () => halted[racer](),
    );
    await stopped;
  }
  while (waiting.size > 0) {
    const could = [...waiting.keys()].sort();
    const wanted = schedule[steps.length] ?? steps.at(-1)?.went ?? could[0];
    const went = could.includes(wanted) ? wanted : could[0];
    steps.push({ went, could });
    const go = waiting.get(went)!;
    waiting.delete(went);
    const stopped = halt(went);
    go();
    await stopped;
  }
  return { outcomes: await Promise.allSettled(outcomes), steps };
}

/** Every schedule with at most `switches` turns away from a racer who could go on; `run` gets each once. */
export async function everySchedule<T>(
  switches: number,
  run: (schedule: readonly number[]) => Promise<Run<T>>,
): Promise<number> {
  let runs = 0;
  const from = async (prefix: readonly number[], left: number): Promise<void> => {
    const { steps } = await run(prefix);
    runs++;
    for (let i = prefix.length; i < steps.length; i++) {
      const free = i === 0 || !steps[i].could.includes(steps[i - 1].went);
      if (!free && left === 0) continue;
      for (const other of steps[i].could.filter((racer) => racer !== steps[i].went)) {
        await from([...steps.slice(0, i).map(({ went }) => went), other], free ? left : left - 1);
      }
    }
  };
  await from([], switches);
  return runs;
}

/** A log on which every call waits for its turn. */
class GatedLog implements EventLog {
  constructor(
    private readonly log: EventLog,
    private readonly turn: () => Promise<void>,
  ) {}
  async append(writes: readonly Write[]): Promise<readonly Appended[]> {
    await this.turn();
    return this.log.append(writes);
  }
  async read(stream: string, from?: number): Promise<readonly LoggedEvent[]> {
    await this.turn();
    return this.log.read(stream, from);
  }
  readAll = (after: number, limit: number) => this.log.readAll(after, limit);
  readFrom = (position: number, limit: number) => this.log.readFrom(position, limit);
  follow = (after: number, signal: AbortSignal) => this.log.follow(after, signal);
  close = () => this.log.close();
}

/** For tests: a log that fails at its nth append (from 0), before or after having written it, and from then on. */
export class CrashingLog extends GatedLog {
  private appends = 0;
  constructor(
    private readonly sound: EventLog,
    private readonly nth: number,
    private readonly when: 'before' | 'after',
  ) {
    super(sound, () => this.alive());
  }
  override async append(writes: readonly Write[]): Promise<readonly Appended[]> {
    await this.alive();
    const crash = this.appends++ === this.nth;
    if (crash && this.when === 'before') throw new LogUnavailable('crashed before the append');
    const appended = await this.sound.append(writes);
    if (crash) throw new LogUnavailable('crashed after the append');
    return appended;
  }
  /** Whether the crash came. */
  get crashed(): boolean {
    return this.appends > this.nth;
  }
  private alive(): Promise<void> {
    return this.crashed ? Promise.reject(new LogUnavailable('crashed')) : Promise.resolve();
  }
}
