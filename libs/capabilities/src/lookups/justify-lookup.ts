import { fromLogged, handle, streamName, type Act, type Decided, type EventLog } from '@app/ledger';
import type { AccountGranted } from '../accounts/events.js';
import { justification, type JustifyLookup } from './justification.js';

/**
 * Records an explanation, knowing from the account's own stream whom it was granted to: a supervisor is none of them.
 * An account that the ledger does not know may be explained too. Throws what `handle` throws.
 */
export async function justifyLookup(log: EventLog, command: JustifyLookup, act: Act): Promise<Decided> {
  const account = (await log.read(streamName('account', command.accountId))).map(fromLogged);
  const officials = new Set(
    account.filter(({ type }) => type === 'AccountGranted').map(({ data }) => (data as AccountGranted).officialId),
  );
  const rules = { ...justification, initial: { ...justification.initial, officials } };
  return handle(log, rules, 'JustifyLookup', command, act);
}
