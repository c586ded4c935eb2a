import { Refused, canonical, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { happened } from '../statements.js';
import { addMs, dayMs } from '../time.js';
import { ChangeNotified, HolderChanged, OfficialRegistered } from './events.js';

/** Makes an official known. `citizenToken` is the 12-digit number on the wire and a token in the ledger. */
export class RegisterOfficial extends stating(OfficialRegistered) {}

/** Joining, leaving, moving, end of duty, absence (R22, R80, R97). `effectiveAt` may lie in the past. */
export class ChangeHolder extends stating(HolderChanged) {}

/** One body was told of a change (R22–R24). Whether it was in time is for the findings to say. */
export class NotifyChange extends stating(ChangeNotified) {}

/** `endedAt`: when the service last ended, while nothing later resumed it. */
export type Official = Readonly<{
  registered: boolean;
  endedAt?: string;
  /** When each change took effect, by its id. */
  changes: ReadonlyMap<string, string>;
  /** What was told of changes, as `noticeOf` writes it. */
  notified: ReadonlySet<string>;
}>;

const commands = { RegisterOfficial, ChangeHolder, NotifyChange };
const events = { OfficialRegistered, HolderChanged, ChangeNotified };
const endings = ['left', 'dutyEnded'];
/** How long before a change takes effect somebody may be told of it: earlier, it is another change that is meant. */
const noticeAheadMs = 30 * dayMs;

/** The rules of one official's service. A late change from before the end of the service is still taken. */
export const official: Decider<Official, typeof commands, typeof events> = {
  category: 'official',
  commands,
  events,
  idOf: (command) => command.officialId,
  initial: { registered: false, changes: new Map(), notified: new Set() },
  decide: {
    RegisterOfficial(command, official) {
      if (official.registered) throw new Refused('this official is already registered', 'already-registered');
      if (command.managerId === command.officialId) throw new Refused('nobody is their own manager', 'own-manager');
      return [{ type: 'OfficialRegistered', data: statedBy(command) }];
    },
    ChangeHolder(command, { registered, endedAt, changes }) {
      const { kind, effectiveAt, until } = command;
      if (!registered) throw new Refused('this official is not registered', 'official-unknown');
      if (changes.has(command.changeId)) throw new Refused('this change is already recorded', 'already-recorded');
      if (kind !== 'added' && endedAt !== undefined && effectiveAt >= endedAt) {
        throw new Refused('this official no longer serves; only a new beginning can follow', 'official-left');
      }
      if (until !== undefined && kind !== 'absence')
        throw new Refused('only an absence has an end', 'until-of-absence');
      if (until !== undefined && until <= effectiveAt) {
        throw new Refused('the absence would end before it begins', 'ends-before-it-begins');
      }
      if (command.keepsAccountBy !== undefined && kind !== 'transferred') {
        throw new Refused('only a transfer can keep the account', 'keeps-on-transfer');
      }
      return [{ type: 'HolderChanged', data: statedBy(command) }];
    },
    NotifyChange(command, { changes, notified }) {
      const effectiveAt = changes.get(command.changeId);
      if (effectiveAt === undefined) throw new Refused('no such change of this official is recorded', 'change-unknown');
      if (command.sentAt < addMs(effectiveAt, -noticeAheadMs)) {
        throw new Refused('this was sent more than 30 days before the change takes effect', 'notified-too-early');
      }
      if (notified.has(noticeOf(command))) {
        throw new Refused('this recipient was already told of this change in this way', 'change-notified');
      }
      happened(command, command.sentAt);
      return [{ type: 'ChangeNotified', data: statedBy(command) }];
    },
  },
  evolve: {
    OfficialRegistered: (official) => ({ ...official, registered: true }),
    HolderChanged(official, { changeId, kind, effectiveAt }) {
      const changes = new Map(official.changes).set(changeId, effectiveAt);
      const later = official.endedAt === undefined || effectiveAt >= official.endedAt;
      if (endings.includes(kind)) return { ...official, changes, endedAt: later ? effectiveAt : official.endedAt };
      const resumes = (kind === 'added' || kind === 'transferred') && later;
      return { ...official, changes, endedAt: resumes ? undefined : official.endedAt };
    },
    ChangeNotified: (official, notice) => ({ ...official, notified: new Set(official.notified).add(noticeOf(notice)) }),
  },
};

const noticeOf = ({ changeId, to, channel }: ChangeNotified) => canonical([changeId, to, channel]);
