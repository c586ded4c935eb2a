import { Refused, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
import { HolderChanged, OfficialRegistered } from './events.js';

/** Makes an official known. `citizenToken` is the 12-digit number on the wire and a token in the ledger. */
export class RegisterOfficial extends stating(OfficialRegistered) {}

/** Joining, leaving, moving, end of duty, absence (R22, R80, R97). `effectiveAt` may lie in the past. */
export class ChangeHolder extends stating(HolderChanged) {}

/** `endedAt`: when the service last ended, while nothing later resumed it. */
export type Official = Readonly<{ registered: boolean; endedAt?: string; changes: readonly string[] }>;

const commands = { RegisterOfficial, ChangeHolder };
const events = { OfficialRegistered, HolderChanged };
const endings = ['left', 'dutyEnded'];

/** The rules of one official's service. A late change from before the end of the service is still taken. */
export const official: Decider<Official, typeof commands, typeof events> = {
  category: 'official',
  commands,
  events,
  idOf: (command) => command.officialId,
  initial: { registered: false, changes: [] },
  decide: {
    RegisterOfficial(command, official) {
      if (official.registered) throw new Refused('this official is already registered', 'already-registered');
      if (command.managerId === command.officialId) throw new Refused('nobody is their own manager', 'own-manager');
      return [{ type: 'OfficialRegistered', data: statedBy(command) }];
    },
    ChangeHolder(command, { registered, endedAt, changes }) {
      const { kind, effectiveAt, until } = command;
      if (!registered) throw new Refused('this official is not registered', 'official-unknown');
      if (changes.includes(command.changeId)) throw new Refused('this change is already recorded', 'already-recorded');
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
  },
  evolve: {
    OfficialRegistered: (official) => ({ ...official, registered: true }),
    HolderChanged(official, { changeId, kind, effectiveAt }) {
      const changes = [...official.changes, changeId];
      const later = official.endedAt === undefined || effectiveAt >= official.endedAt;
      if (endings.includes(kind)) return { ...official, changes, endedAt: later ? effectiveAt : official.endedAt };
      const resumes = (kind === 'added' || kind === 'transferred') && later;
      return { ...official, changes, endedAt: resumes ? undefined : official.endedAt };
    },
  },
};
