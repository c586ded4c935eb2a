import { Refused, type Decider } from '@app/ledger';
import { Decision, Id, Optional, statedBy } from '../fields.js';
import { DeviceSerialClaimed } from './events.js';

/** Claims a serial number for a device. Given by `registerDevice` and `replaceDevice` only. */
export class ClaimSerial extends Decision {
  @Id() serialHash!: string;
  @Id() deviceId!: string;
  /** The device that holds it and is known never to be active with it again. */
  @Optional() @Id() over?: string;
}

/** Which device holds the serial number, if any. */
export type Serial = Readonly<{ holder?: string }>;

const commands = { ClaimSerial };
const events = { DeviceSerialClaimed };

/** One device per serial number: the stream `serial-<serialHash>` names the one that holds it. */
export const serial: Decider<Serial, typeof commands, typeof events> = {
  category: 'serial',
  commands,
  events,
  idOf: (command) => command.serialHash,
  initial: {},
  decide: {
    ClaimSerial(command, { holder }) {
      if (holder !== undefined && holder !== command.over) throw serialInUse();
      const { over: _, ...claim } = statedBy(command);
      return [{ type: 'DeviceSerialClaimed', data: claim }];
    },
  },
  evolve: { DeviceSerialClaimed: (_, { deviceId }) => ({ holder: deviceId }) },
};

/** What a second device with the serial number of another is refused with. */
export const serialInUse = () => new Refused('another device has this serial number', 'serial-in-use');
