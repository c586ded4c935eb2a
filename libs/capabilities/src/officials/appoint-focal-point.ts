import { fold, handle, Refused, streamName, type Act, type Decided, type EventLog } from '@app/ledger';
import { eventsOf } from '../steps.js';
import { focalPoint, type AppointFocalPoint } from './focal-point.js';
import { official } from './official.js';

/** Appoints a focal point who is registered and serves when the appointment begins. Throws what `handle` throws. */
export async function appointFocalPoint(log: EventLog, command: AppointFocalPoint, act: Act): Promise<Decided> {
  const { registered, endedAt } = fold(official, await eventsOf(log, streamName('official', command.officialId)));
  if (!registered) throw new Refused('this official is not registered', 'official-unknown');
  if (endedAt !== undefined && endedAt <= command.validFrom) {
    throw new Refused('this official no longer serves', 'official-left');
  }
  return handle(log, focalPoint, 'AppointFocalPoint', command, act);
}
