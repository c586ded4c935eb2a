import type { KeyKind, MapKey } from '@app/merkle';

/** By which rule leaves are about keys. Another list of members is another version, under which a map is made anew. */
export const mapKeysForm = 'access-ledger/map-keys@v1';

/**
 * Which members of an event's data name an account, an official, a device or a citizen (by token); a list names each of
 * its items. Histories find their events by these members too, so that a history is what the map counts.
 */
export const keyMembers: Readonly<Record<string, KeyKind>> = {
  accountId: 'account',
  accountIds: 'account',
  accountsChecked: 'account',
  officialId: 'official',
  managerId: 'official',
  approvedBy: 'official',
  by: 'official',
  by2: 'official',
  first: 'official',
  second: 'official',
  assignees: 'official',
  deviceId: 'device',
  oldDeviceId: 'device',
  devicesChecked: 'device',
  subjects: 'citizen',
  parties: 'citizen',
  representatives: 'citizen',
  householdMembers: 'citizen',
  citizenToken: 'citizen',
  subjectToken: 'citizen',
  tokenOld: 'citizen',
  tokenNew: 'citizen',
};

/** The keys that an event's data are about, each once. What is nested deeper, as the reads of a person are, names nobody. */
export function keysOf(data: object): readonly MapKey[] {
  const keys: MapKey[] = [];
  for (const [member, value] of Object.entries(data)) {
    const kind = Object.hasOwn(keyMembers, member) ? keyMembers[member] : undefined;
    if (kind === undefined) continue;
    for (const id of Array.isArray(value) ? (value as unknown[]) : [value])
      if (typeof id === 'string' && !keys.some((key) => key.kind === kind && key.id === id)) keys.push({ kind, id });
  }
  return keys;
}
