import { setImmediate as turn } from 'node:timers/promises';
import { localDay, type DataOf } from '@app/capabilities';
import {
  sealedDigests,
  type Actor,
  type EventLog,
  type Fact,
  type Recorder,
  type SealedDigest,
  type View,
} from '@app/ledger';
import type { Clock } from '@app/nest';
import { ViewSnapshot, type DigestAt } from '@app/sqlite';
import { ledger, ownEvent } from '../own-event.js';
import { Turns } from '../turns.js';

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
  log: EventLog;
  recorder: Recorder;
  clock: Clock;
}

/** A view has no rows of one position to seal: it is parked, being judged anew, or being built. */
export class ViewUnsettled extends Error {
  override readonly name = 'ViewUnsettled';
}

/**
 * Seals what views hold into the log. Rows that the last digest is of already are not sealed again, so that the digests,
 * which are events themselves, do not call for each other.
 */
export class ViewDigests {
  private readonly turns = new Turns();

  constructor(private readonly sources: DigestSources) {}

  /** The names of the views of which digests are sealed. */
  get names(): readonly string[] {
    return this.sources.views.map(({ name }) => name);
  }

  /** Seals what some views hold now, at one position. Rejects with `ViewUnsettled`, or as the log does. */
  seal(names: readonly string[], actor: Actor): Promise<readonly GivenDigest[]> {
    const chosen = this.sources.views.filter(({ name }) => names.includes(name));
    return this.turns.next(() => this.given(chosen, actor));
  }

  /** The same for those of which no digest was sealed on this local day; what holds no rows and never did is passed over. */
  sealDay(names: readonly string[], day: string): Promise<readonly GivenDigest[]> {
    const chosen = this.sources.views.filter(({ name }) => names.includes(name));
    return this.turns.next(async () => {
      const due: View[] = [];
      for (const view of chosen) {
        const before = (await sealedDigests(this.sources.log, view.name)).at(-1);
        if (!before || localDay(before.sealedAt) < day) due.push(view);
      }
      return this.given(due, ledger, true);
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
    await this.turns.settled();
  }

  private async given(views: readonly View[], actor: Actor, unasked = false): Promise<readonly GivenDigest[]> {
    const { log, recorder, clock } = this.sources;
    const sealedAt = clock.now();
    const given: GivenDigest[] = [];
    for (const now of await this.digestsOf(views)) {
      const before = (await sealedDigests(log, now.view)).at(-1);
      const isSame = before?.digest === now.digest && before.version === now.version;
      if (before && isSame) given.push({ view: now.view, ...before, sealed: false });
      else if (before || now.rows > 0 || !unasked) given.push({ ...now, sealedAt, sealedPosition: 0, sealed: true });
    }
    const fresh = given.filter(({ sealed }) => sealed);
    const written = await recorder.record(fresh.map((one) => factOf(one, actor)));
    fresh.forEach((one, i) => (one.sealedPosition = written[i].position));
    return given;
  }

  // All at one position, the one that each of them has reached.
  private async digestsOf(views: readonly View[]) {
    const snapshot = ViewSnapshot.open(this.sources.file);
    try {
      const standing = views.map((view) => {
        const position = snapshot.standing(view);
        if (typeof position === 'string') throw new ViewUnsettled(`the view ${view.name} is ${position}`);
        return position;
      });
      const digests: (DigestAt & { view: string; version: number })[] = [];
      for (const view of views) {
        const [digest] = await snapshot.digests(view, [Math.min(...standing)], () => turn());
        digests.push({ view: view.name, version: view.version, ...digest });
      }
      return digests;
    } finally {
      snapshot.close();
    }
  }
}

function factOf({ view, position, rows, digest, version, sealedAt }: GivenDigest, actor: Actor): Fact {
  const data: DataOf<'ViewDigestSealed'> = { view, position, rows, digest, version };
  const name = `view digest\n${view}\n${position}\n${digest}`;
  return ownEvent('ViewDigestSealed', data, { name, occurredAt: sealedAt, actor });
}
