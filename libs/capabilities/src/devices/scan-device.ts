import { handle, streamName, type Act, type Decided, type EventLog, type RecordedEvent } from '@app/ledger';
import type { HolderChanged, OfficialRegistered } from '../officials/events.js';
import { eventsOf } from '../steps.js';
import { device, type ScanDevice } from './device.js';

/**
 * Records a scan, knowing from the scanner's own stream to which unit they belonged then, where they are an official of
 * the ledger: nobody scans the devices of their own unit. Throws what `handle` throws.
 */
export async function scanDevice(log: EventLog, command: ScanDevice, act: Act): Promise<Decided> {
  const scanner = await eventsOf(log, streamName('official', command.by));
  const rules = { ...device, initial: { ...device.initial, scannerUnitId: unitOf(scanner, act.occurredAt) } };
  return handle(log, rules, 'ScanDevice', command, act);
}

function unitOf(events: readonly RecordedEvent[], at: string): string | undefined {
  const registered = events.findLast(({ type }) => type === 'OfficialRegistered')?.data as
    OfficialRegistered | undefined;
  const moves = events
    .filter(({ type }) => type === 'HolderChanged')
    .map(({ data }) => data as HolderChanged)
    .filter(({ unitId, effectiveAt }) => unitId !== undefined && effectiveAt <= at);
  const latest = moves.reduce<HolderChanged | undefined>(
    (last, move) => (last && last.effectiveAt > move.effectiveAt ? last : move),
    undefined,
  );
  return latest?.unitId ?? registered?.unitId;
}
