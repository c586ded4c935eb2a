import { accepts, catalogue, factHash, ledgerItself, type DataOf, type EventName } from '@app/capabilities';
import { canonical, type Actor, type Fact } from '@app/ledger';
import { nameId } from '@app/merkle';

/** By whom an event is that nobody else is the cause of. */
export const ledger: Actor = { id: ledgerItself, kind: 'admin' };

/** Who an event of the ledger's own is by, when it happened, and what its id is made of: the same name is the same event. */
export interface Told {
  name: string;
  occurredAt: string;
  actor: Actor;
  requestId?: string;
}

/** An event that the server itself tells, on its way into the log. Throws where the data are not those of its type. */
export function ownEvent<T extends EventName>(type: T, data: DataOf<T>, { name, ...told }: Told): Fact {
  const { of, streamOf } = catalogue[type];
  if (!accepts(of, data)) throw new Error(`what the server tells is no ${type}`);
  const { occurredAt } = told;
  const eventId = nameId(name);
  return {
    eventId,
    stream: streamOf(data, occurredAt),
    hash: factHash({ type, occurredAt, data }),
    event: { eventId, type, schemaVersion: 1, ...told },
    dataText: canonical(data),
  };
}
