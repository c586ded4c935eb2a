import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { forwards } from '../period.js';
import { happened, statements, type Stated } from '../statements.js';
import { LegalHoldPlaced, LegalHoldReleased, SubjectKeyDestroyed } from './events.js';

/** What is recorded of some days must stay readable; of all days where none are named. */
export class PlaceLegalHold extends stating(LegalHoldPlaced) {}
/** A hold ends; others may go on holding the same days. */
export class ReleaseLegalHold extends stating(LegalHoldReleased) {}
/**
 * Records that the key of some days' citizen tokens was destroyed, for which two persons answer. The ledger destroys
 * nothing itself: a key goes when this has been recorded, and stays where it is refused.
 */
export class RecordKeyDestruction extends stating(SubjectKeyDestroyed) {}

const commands = { PlaceLegalHold, ReleaseLegalHold, RecordKeyDestruction };
const events = { LegalHoldPlaced, LegalHoldReleased, SubjectKeyDestroyed };
const { states, ...memory } = statements(events);

/** Holds and destroyed keys, all in one stream, so that a key and a hold on it cannot pass each other unseen. */
export const custody: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'ledger',
  commands,
  events,
  idOf: () => 'custody',
  ...memory,
  decide: {
    PlaceLegalHold: states(
      'LegalHoldPlaced',
      (command) => {
        forwards(daysOf(command));
        happened(command, command.at);
      },
      ({ holdId }) => holdId,
    ),
    ReleaseLegalHold: states('LegalHoldReleased', (command, custody) => {
      const hold = custody.LegalHoldPlaced.find(({ holdId }) => holdId === command.holdId);
      if (!hold) throw new Refused('no such hold was placed', 'hold-unknown');
      if (isReleased(custody, hold)) throw new Refused('this hold is already released', 'already-released');
      if (command.at < hold.at) throw new Refused('this would precede the hold', 'before-hold');
      happened(command, command.at);
    }),
    RecordKeyDestruction: states(
      'SubjectKeyDestroyed',
      (command, custody) => {
        forwards(command);
        happened(command, command.at);
        if (command.by === command.by2) throw new Refused('two persons answer for this', 'two-persons-needed');
        const held = custody.LegalHoldPlaced.filter((hold) => !isReleased(custody, hold)).map(daysOf);
        if (held.some(({ from, to }) => from <= command.to && to >= command.from)) {
          throw new Refused('a legal hold keeps some of these days', 'under-legal-hold');
        }
      },
      ({ keyId }) => keyId,
    ),
  },
};

const daysOf = ({ from = '0000-01-01', to = '9999-12-31' }: LegalHoldPlaced) => ({ from, to });
const isReleased = ({ LegalHoldReleased: released }: Stated<typeof events>, { holdId }: LegalHoldPlaced) =>
  released.some((one) => one.holdId === holdId);
