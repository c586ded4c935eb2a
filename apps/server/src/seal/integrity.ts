import { Logger } from '@nestjs/common';
import type { EventLog, Recorder } from '@app/ledger';
import type { Clock } from '@app/nest';
import type { Closing } from '../closing.js';
import type { ServerConfig } from '../config.js';
import type { Health } from '../health.js';
import { Completeness } from './completeness.js';
import { mapFile, mapLog, tellOfMaps } from './mapping.js';
import { Scrubbing } from './scrubbing.js';
import { SealBook } from './seal-book.js';
import { seal, tellOfSeal } from './seal-log.js';
import { Sealed } from './sealed.js';
import { policyIn } from './sealing.js';
import type { Source } from './source.js';

/** What makes the log provable: its seal, the map of who is in which leaves, and its being read again. */
export interface Integrity {
  sealed: Sealed;
  completeness: Completeness;
  scrubbing: Scrubbing;
  /** The log has new events. */
  wake: () => void;
  /** Tells in the log what was sealed, now and from now on. */
  tell: (recorder: Recorder, log: EventLog, clock: Clock) => Promise<void>;
}

/** Begins to seal, map and read again, as the configuration says; tells `health` what keeps any of it from going on. */
export async function openIntegrity(
  config: ServerConfig,
  source: Source,
  health: Health,
  closing: Closing,
): Promise<Integrity> {
  const { dataDir } = config;
  const trusted = policyIn(dataDir);
  const sealed = new Sealed(trusted?.policy, trusted?.bytes);
  const ended = (why: unknown) => (health.sealingEnded = String(why));
  const sealing = config.seal && (await seal(config, source, sealed, { closing, ended }));
  const completeness = new Completeness(config.seal && config.map && (config.map.everyMs ?? 60_000), mapFile(dataDir));
  if (sealing && sealed.tree) mapLog(config, source, { sealed, completeness, sealingEnded: sealing.ended }, closing);
  const scrubbing = new Scrubbing((told) => new Logger('Scrub').error(told));
  if (sealing) scrubbing.start(config, source, closing);
  health.others.push(sealed, completeness, scrubbing);
  return {
    ...{ sealed, completeness, scrubbing },
    wake: () => sealing?.wake(),
    async tell(recorder, log, clock) {
      const book = new SealBook(recorder, clock);
      if (sealing) await tellOfSeal(sealed, book, log);
      if (sealed.tree) tellOfMaps(completeness, book, sealed.keys[0].name);
    },
  };
}
