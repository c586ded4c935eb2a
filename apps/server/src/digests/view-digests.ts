import { setImmediate as turn } from 'node:timers/promises';
import { localDay, minuteMs, type DataOf } from '@app/capabilities';
import { sealedDigests, type Actor, type EventLog, type Recorder, type SealedDigest, type View } from '@app/ledger';
import type { Clock, Fault } from '@app/nest';
import { messageOf, ViewSnapshot } from '@app/sqlite';
import type { Gate } from '../gate.js';
import { ownEvent } from '../own-event.js';

const ledger: Actor = { id: 'ledger', kind: 'admin' };

/** A digest that holds of a view's rows now; `sealed` says whether it was not in the log before. */
export interface GivenDigest extends SealedDigest {
  view: string;
  sealed: boolean;
}

/** What sealing digests needs. */
export interface DigestSources {
  /** The file of views. */
  file: string;
  /** Of which views digests are sealed. */
  views: readonly View[];
  log: EventLog & { written: number };
  recorder: Recorder;
  gate: Gate;
  clock: Clock;
}

/** A view has no rows of one position to seal: it is parked, being judged anew, or being built. */
export class ViewUnsettled extends Error {
  override readonly name = 'ViewUnsettled';
}

/**
 * Seals what views hold into the log: a day's first digest once the view has passed what the log held when the day was
 * first seen, and whenever somebody asks. Rows that the last digest is of already are not sealed again, so that the
 * digests, which are events themselves, do not call for each other.
 */
export class ViewDigests {
  /** Why the day's digest could not be sealed, the last time that it was tried; nothing once it was. */
  failure: string | undefined;
  private day: { name: string; written: number; left: Set<View> } | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly sources: DigestSources) {}

  /** The names of the views of which digests are sealed. */
  get names(): readonly string[] {
    return this.sources.views.map(({ name }) => name);
  }

  get faults(): readonly Fault[] {
    const { failure: message } = this;
    return message === undefined ? [] : [{ pointer: '/view-digests', code: 'digest-failed', message }];
  }

  /** Looks now and each minute: what is due at midnight is sealed though nothing is recorded then. Answers how to end that. */
  daily(): () => void {
    const timer = setInterval(() => void this.look(), minuteMs).unref();
    void this.look();
    return () => clearInterval(timer);
  }

  /** Looks whether a day's digests can be sealed; call it when the views have moved and now and then. Resolves when that is done. */
  look(): Promise<void> {
    const { clock, gate, log, views } = this.sources;
    const name = localDay(clock.now());
    if (this.day?.name !== name) this.day = { name, written: log.written, left: new Set(views) };
    const { written, left } = this.day;
    const due = [...left].filter((view) => gate.positionOf(view.name) >= written);
    for (const view of due) left.delete(view);
    return due.length === 0 ? Promise.resolve() : this.inTurn(() => this.sealDay(due, name, left));
  }

  /** Seals what some views hold now, one after the other. Rejects with `ViewUnsettled`, or as the log does. */
  seal(names: readonly string[], actor: Actor): Promise<readonly GivenDigest[]> {
    const chosen = this.sources.views.filter(({ name }) => names.includes(name));
    return this.inTurn(async () => {
      const given: GivenDigest[] = [];
      for (const view of chosen) given.push(await this.given(view, actor));
      return given;
    });
  }

  /** Every digest that the log seals up to a position, the newest first. */
  async sealed(names: readonly string[], knownAt: number): Promise<readonly (SealedDigest & { view: string })[]> {
    const found: (SealedDigest & { view: string })[] = [];
    for (const view of names)
      for (const one of await sealedDigests(this.sources.log, view))
        if (one.sealedPosition <= knownAt) found.push({ view, ...one });
    return found.sort((a, b) => b.sealedPosition - a.sealedPosition);
  }

  /** Resolves when nothing is being sealed any more. */
  async settled(): Promise<void> {
    await this.last.catch(() => undefined); // told where it was asked for
  }

  private async sealDay(views: readonly View[], day: string, left: Set<View>): Promise<void> {
    for (const view of views) {
      try {
        const before = (await sealedDigests(this.sources.log, view.name)).at(-1);
        if (!before || localDay(before.sealedAt) < day) await this.given(view, ledger, before === undefined);
        this.failure = undefined;
      } catch (error) {
        this.failure = `${view.name}: ${messageOf(error)}`;
        left.add(view); // the next look tries again
      }
    }
  }

  private async given(view: View, actor: Actor, skipEmpty = false): Promise<GivenDigest> {
    const { log, recorder, clock } = this.sources;
    const now = await this.digestOf(view);
    const before = (await sealedDigests(log, view.name)).at(-1);
    const isSame = before?.digest === now.digest && before.version === view.version;
    if (before && isSame) return { view: view.name, ...before, sealed: false };
    const nothing = { ...now, version: view.version, sealedAt: clock.now(), sealedPosition: 0 };
    if (skipEmpty && now.rows === 0) return { view: view.name, ...nothing, sealed: false };
    const data: DataOf<'ViewDigestSealed'> = { view: view.name, ...now, version: view.version };
    const name = `view digest\n${view.name}\n${now.position}\n${now.digest}`;
    const told = { name, occurredAt: nothing.sealedAt, actor };
    const [{ position: sealedPosition }] = await recorder.record([ownEvent('ViewDigestSealed', data, told)]);
    return { view: view.name, ...nothing, sealedPosition, sealed: true };
  }

  private async digestOf(view: View) {
    const snapshot = ViewSnapshot.open(this.sources.file);
    try {
      const position = snapshot.standing(view);
      if (typeof position === 'string') throw new ViewUnsettled(`the view ${view.name} is ${position}`);
      const [digest] = await snapshot.digests(view, [position], () => turn());
      return digest;
    } finally {
      snapshot.close();
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work, work);
    this.last = done;
    done.catch(() => undefined); // its holder looks at it
    return done;
  }
}
