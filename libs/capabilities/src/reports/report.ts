import { Refused } from '@app/ledger';
import { stating } from '../fields.js';
import { forwards } from '../period.js';
import { happened, statement } from '../statements.js';
import { ReportSubmitted } from './events.js';

/** Records that a report was handed in (R13, R14, R21, R34, R39, R44, R101). A report that is mended is another one. */
export class SubmitReport extends stating(ReportSubmitted) {}

/** One report, handed in once. Whether in time, and for the right days, is for the findings to say. */
export const report = statement(
  'report',
  { SubmitReport },
  { ReportSubmitted },
  ({ reportId }) => reportId,
  (command) => {
    forwards(command.period);
    figuresKnown(command, command.submittedAt);
    happened(command, command.submittedAt);
  },
);

/** Refuses figures as of a moment that lies after their use. */
export function figuresKnown({ figuresAsOf }: { figuresAsOf: string }, usedAt: string): void {
  if (figuresAsOf > usedAt) {
    throw new Refused('the figures would be of a moment after the document', 'figures-after-document');
  }
}
