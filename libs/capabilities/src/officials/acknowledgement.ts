import { canonical, Refused, type Decider } from '@app/ledger';
import { stating, type Decision } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import { localDay } from '../time.js';
import {
  BriefingAcknowledged,
  ConfidentialitySigned,
  MonitoringNoticeAcknowledged,
  OfficialRegistered,
} from './events.js';

/** An official says that they were briefed on a document (R01, R57). */
export class AcknowledgeBriefing extends stating(BriefingAcknowledged) {}
/** An official signs an undertaking of confidentiality (R07, R61). */
export class SignConfidentiality extends stating(ConfidentialitySigned) {}
/** An official says that they know of the monitoring (C6). */
export class AcknowledgeMonitoringNotice extends stating(MonitoringNoticeAcknowledged) {}

const commands = { AcknowledgeBriefing, SignConfidentiality, AcknowledgeMonitoringNotice };
const taken = { BriefingAcknowledged, ConfidentialitySigned, MonitoringNoticeAcknowledged };
const events = { OfficialRegistered, ...taken };
const { states, ...memory } = statements(events);

/**
 * What an official takes note of, in their own stream: each version of a document once in a calendar year, since an
 * acknowledgement holds for twelve months and must be renewed without a gap.
 */
export const acknowledgement: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'official',
  commands,
  events,
  idOf: (command) => command.officialId,
  ...memory,
  decide: {
    AcknowledgeBriefing: states('BriefingAcknowledged', isNew('BriefingAcknowledged')),
    SignConfidentiality: states('ConfidentialitySigned', isNew('ConfidentialitySigned')),
    AcknowledgeMonitoringNotice: states('MonitoringNoticeAcknowledged', isNew('MonitoringNoticeAcknowledged')),
  },
};

type Taken = BriefingAcknowledged | ConfidentialitySigned | MonitoringNoticeAcknowledged;

function isNew(type: keyof typeof taken) {
  return (command: Readonly<Taken & Decision>, stated: Stated<typeof events>): void => {
    if (stated.OfficialRegistered.length === 0) {
      throw new Refused('this official is not registered', 'official-unknown');
    }
    if (command.directiveId === undefined && command.docHash === undefined) {
      throw new Refused('an acknowledgement names a directive or the hash of a document', 'document-needed');
    }
    if (stated[type].some((one) => nameOf(one) === nameOf(command))) {
      throw new Refused('this official acknowledged this version in this year', 'already-acknowledged');
    }
    happened(command, command.at);
  };
}

const nameOf = ({ directiveId = '', docHash = '', at }: Readonly<Taken>) =>
  canonical([directiveId, docHash, localDay(at).slice(0, 4)]);
