import type { Decider } from '@app/ledger';
import { given } from '@app/ledger/given.js';
import { Id, Instant, stating } from './fields.js';
import { happened, statements, type Stated } from './statements.js';

class KeyHandedOver {
  @Id() keyId!: string;
  @Id() to!: string;
  @Instant() at!: string;
}
class DoorLocked {
  @Id() keyId!: string;
}
class HandOverKey extends stating(KeyHandedOver) {}
class LockDoor extends stating(DoorLocked) {}

const commands = { HandOverKey, LockDoor };
const events = { KeyHandedOver, DoorLocked };
const { states, ...memory } = statements(events);
const door: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'door',
  commands,
  events,
  idOf: () => 'front',
  ...memory,
  decide: {
    HandOverKey: states(
      'KeyHandedOver',
      (command) => happened(command, command.at),
      ({ keyId }) => keyId,
    ),
    LockDoor: states('DoorLocked', (command, { KeyHandedOver: handed }) => {
      if (!handed.some(({ keyId }) => keyId === command.keyId)) throw new Error('nobody holds this key');
    }),
  },
};

const at = '2025-03-01T00:00:00.000Z';
const handing = { keyId: 'k1', to: 'an', at };
const handed = { type: 'KeyHandedOver', data: handing } as const;

describe('a statement', () => {
  it('is recorded as it is stated, without its date', () => {
    given(door)
      .when('HandOverKey', { ...handing, occurredAt: at })
      .then(handed);
  });
  it('is not recorded twice', () => {
    given(door, handed).when('HandOverKey', handing).refused('exactly this is already recorded');
  });
  it('has a name of its own, where it has one', () => {
    given(door, handed)
      .when('HandOverKey', { ...handing, to: 'binh' })
      .refused('this id already stands for something else');
  });
  it('does not lie before what it says has happened', () => {
    given(door)
      .when('HandOverKey', { ...handing, occurredAt: '2025-02-28T23:59:59.999Z' })
      .refused('before it happened');
  });
  it('is checked against what was stated before, of every type', () => {
    given(door, handed)
      .when('LockDoor', { keyId: 'k1' })
      .then({ type: 'DoorLocked', data: { keyId: 'k1' } });
    expect(() => door.decide.LockDoor({ keyId: 'k2' }, door.initial)).toThrow('nobody holds');
  });
});
