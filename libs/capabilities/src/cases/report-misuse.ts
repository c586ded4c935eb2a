import { fromLogged, handle, streamName, type Act, type Actor, type Decided, type EventLog } from '@app/ledger';
import { nameId } from '@app/merkle';
import type { AccountGranted } from '../accounts/events.js';
import type { Beside } from '../beside.js';
import { violationCase, type ReportMisuse } from './case.js';
import { misuseCode } from './said.js';

/** Who stands in the log for everybody that reports a misuse. */
export const misuseChannel: Actor = { kind: 'system', id: 'misuse-reports' };

/**
 * Records a report of misuse (R89) as a case of its own, and nothing of who reported it but a sealed name: the envelope
 * names the channel, and key, hash and event id, which could be tried with the names of all officials, are keyed. The
 * same report under the same key is recorded once. Throws what `handle` throws.
 */
export async function reportMisuse(log: EventLog, command: ReportMisuse, act: Act, { seal }: Beside): Promise<Decided> {
  const reporter = `${act.actor.kind}:${act.actor.id}`;
  const key = seal.nameOf(`${reporter}\n${act.command.key}`);
  const eventId = (index: number) => nameId(`misuse\n${key}\n${index}`);
  const cause = { ...act.command, key, hash: seal.nameOf(act.command.hash) };
  const findingId = nameId(`finding\n${misuseCode}\n${command.accountId ?? command.officialId}\n${eventId(0)}`);
  const holder = command.officialId ?? (command.accountId && (await holderOf(log, command.accountId, command.at)));
  const misuse = {
    findingId,
    reporterSealed: seal.close(reporter),
    ...(holder !== undefined && { officialId: holder }),
  };
  const initial = { ...violationCase.initial, sight: { conflicts: {}, misuse } };
  const rules = { ...violationCase, initial, idOf: () => findingId };
  const report = { ...command, occurredAt: act.occurredAt };
  return handle(log, rules, 'ReportMisuse', report, { ...act, actor: misuseChannel, command: cause, eventId });
}

async function holderOf(log: EventLog, accountId: string, at: string): Promise<string | undefined> {
  return (await log.read(streamName('account', accountId)))
    .map(fromLogged)
    .filter(({ type }) => type === 'AccountGranted')
    .map(({ data }) => data as AccountGranted)
    .filter(({ validFrom }) => validFrom <= at)
    .reduce<AccountGranted | undefined>((a, b) => (a && a.validFrom > b.validFrom ? a : b), undefined)?.officialId;
}
