import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { happened, statements, type Stated } from '../statements.js';
import { AnnualEvaluationRecorded, evaluationId } from './events.js';
import { figuresKnown } from './report.js';

/** Records the year's rating of a unit, or of one of its officials (R78). */
export class RecordAnnualEvaluation extends stating(AnnualEvaluationRecorded) {}

const commands = { RecordAnnualEvaluation };
const events = { AnnualEvaluationRecorded };
const { states, ...memory } = statements(events);

/** The ratings of a unit and its people for a year, each given once; an error in one is a correction. */
export const evaluation: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'evaluation',
  commands,
  events,
  idOf: evaluationId,
  ...memory,
  decide: {
    RecordAnnualEvaluation: states('AnnualEvaluationRecorded', (command, { AnnualEvaluationRecorded: rated }) => {
      if (rated.some(({ officialId }) => officialId === command.officialId)) {
        throw new Refused('the rating for this year is already recorded', 'already-evaluated');
      }
      figuresKnown(command, command.evaluatedAt);
      happened(command, command.evaluatedAt);
    }),
  },
};
