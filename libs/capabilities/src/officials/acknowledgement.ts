import { Refused, canonical, type Decider } from '@app/ledger';
import { statedBy, stating } from '../fields.js';
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

/** Whether the official is known, and what they acknowledged, as `nameOf` writes it. */
export type Acknowledgements = Readonly<{ registered: boolean; taken: ReadonlySet<string> }>;

const commands = { AcknowledgeBriefing, SignConfidentiality, AcknowledgeMonitoringNotice };
const events = { OfficialRegistered, BriefingAcknowledged, ConfidentialitySigned, MonitoringNoticeAcknowledged };
type Taken = BriefingAcknowledged | ConfidentialitySigned | MonitoringNoticeAcknowledged;

/**
 * What an official takes note of, in their own stream: each version of a document once in a calendar year, since an
 * acknowledgement holds for twelve months and must be renewed without a gap.
 */
export const acknowledgement: Decider<Acknowledgements, typeof commands, typeof events> = {
  category: 'official',
  commands,
  events,
  idOf: (command) => command.officialId,
  initial: { registered: false, taken: new Set() },
  decide: {
    AcknowledgeBriefing(command, known) {
      assertNew('BriefingAcknowledged', command, known);
      return [{ type: 'BriefingAcknowledged', data: statedBy(command) }];
    },
    SignConfidentiality(command, known) {
      assertNew('ConfidentialitySigned', command, known);
      return [{ type: 'ConfidentialitySigned', data: statedBy(command) }];
    },
    AcknowledgeMonitoringNotice(command, known) {
      assertNew('MonitoringNoticeAcknowledged', command, known);
      return [{ type: 'MonitoringNoticeAcknowledged', data: statedBy(command) }];
    },
  },
  evolve: {
    OfficialRegistered: (known) => ({ ...known, registered: true }),
    BriefingAcknowledged: (known, data) => withTaken(known, 'BriefingAcknowledged', data),
    ConfidentialitySigned: (known, data) => withTaken(known, 'ConfidentialitySigned', data),
    MonitoringNoticeAcknowledged: (known, data) => withTaken(known, 'MonitoringNoticeAcknowledged', data),
  },
};

function assertNew(type: string, command: Readonly<Taken>, { registered, taken }: Acknowledgements): void {
  if (!registered) throw new Refused('this official is not registered', 'official-unknown');
  if (command.directiveId === undefined && command.docHash === undefined) {
    throw new Refused('an acknowledgement names a directive or the hash of a document', 'document-needed');
  }
  if (taken.has(nameOf(type, command))) {
    throw new Refused('this official acknowledged this version in this year', 'already-acknowledged');
  }
}

const withTaken = (known: Acknowledgements, type: string, data: Readonly<Taken>): Acknowledgements => ({
  ...known,
  taken: new Set(known.taken).add(nameOf(type, data)),
});

const nameOf = (type: string, { directiveId = '', docHash = '', at }: Readonly<Taken>) =>
  canonical([type, directiveId, docHash, localDay(at).slice(0, 4)]);
