import { Refused, type Decider } from '@app/ledger';
import { stating } from '../fields.js';
import { forwards } from '../period.js';
import { happened, statements, type Stated } from '../statements.js';
import { FindingRecorded, FindingRemediated, InspectionConducted, InspectionPlanned, SampleDrawn } from './events.js';

/** Says when a unit is to be inspected; said again, the last plan counts. */
export class PlanInspection extends stating(InspectionPlanned) {}
/** Records a draw by lot, whose seed was public before it (R82). */
export class DrawSample extends stating(SampleDrawn) {}
/** Records that an inspection took place, with its minutes (R36, R71, R77, R81, R82, R99). */
export class ConductInspection extends stating(InspectionConducted) {}
/** Records what an inspection found, and by when it is to be mended (R41). */
export class RecordFinding extends stating(FindingRecorded) {}
/** Records that it was mended, on evidence. */
export class RemediateFinding extends stating(FindingRemediated) {}

const commands = { PlanInspection, DrawSample, ConductInspection, RecordFinding, RemediateFinding };
const events = { InspectionPlanned, SampleDrawn, InspectionConducted, FindingRecorded, FindingRemediated };
const { states, ...memory } = statements(events);

/** The rules of one inspection. Whether there are enough of them, and in time, is for the findings to say. */
export const inspection: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'inspection',
  commands,
  events,
  idOf: (command) => command.inspectionId,
  ...memory,
  decide: {
    PlanInspection: states('InspectionPlanned', ({ planned }, { InspectionConducted: conducted }) => {
      forwards(planned);
      if (conducted.length > 0) throw new Refused('this inspection has already taken place', 'already-conducted');
    }),
    DrawSample: states(
      'SampleDrawn',
      (command) => {
        if (command.seedPublishedAt >= command.drawnAt) {
          throw new Refused('the seed must have been published before the draw', 'seed-not-before-draw');
        }
        if (command.size > command.population) {
          throw new Refused('the sample is larger than what it is drawn from', 'sample-too-large');
        }
        happened(command, command.drawnAt);
      },
      ({ sampleId }) => sampleId,
    ),
    ConductInspection: states('InspectionConducted', (command, { InspectionConducted: conducted, ...stated }) => {
      forwards(command.period);
      happened(command, command.conductedAt);
      if (conducted.length > 0) throw new Refused('this inspection has already taken place', 'already-conducted');
      const plan = stated.InspectionPlanned.at(-1);
      if (plan && (plan.unitId !== command.unitId || plan.kind !== command.kind)) {
        throw new Refused('this inspection was planned for another unit or as another kind', 'other-than-planned');
      }
      if (command.kind === 'periodic' && command.team.every(({ unitId }) => unitId === command.unitId)) {
        throw new Refused('somebody from outside the unit takes part in a periodic inspection', 'team-from-inside');
      }
    }),
    RecordFinding: states(
      'FindingRecorded',
      (command, { FindingRecorded: found, InspectionConducted: conducted }) => {
        if (command.dueAt <= conductedAt(conducted)) {
          throw new Refused('the finding would be due before the inspection', 'due-before-inspection');
        }
        const others = found.filter((one) => one.inspectionFindingId !== command.inspectionFindingId);
        if (others.some(({ findingNo }) => findingNo === command.findingNo)) {
          throw new Refused('the minutes have another finding of this number', 'finding-number-used');
        }
      },
      ({ inspectionFindingId }) => inspectionFindingId,
    ),
    RemediateFinding: states('FindingRemediated', (command, stated) => {
      const isMeant = (one: { inspectionFindingId: string }) => one.inspectionFindingId === command.inspectionFindingId;
      if (!stated.FindingRecorded.some(isMeant)) {
        throw new Refused('this inspection has no such finding', 'inspection-finding-unknown');
      }
      if (stated.FindingRemediated.some(isMeant)) {
        throw new Refused('this finding is already mended', 'already-remediated');
      }
      if (command.at < conductedAt(stated.InspectionConducted)) {
        throw new Refused('this would precede the inspection', 'before-inspection');
      }
      happened(command, command.at);
    }),
  },
};

function conductedAt([conducted]: readonly Readonly<InspectionConducted>[]): string {
  if (conducted === undefined) throw new Refused('this inspection has not taken place', 'not-conducted');
  return conducted.conductedAt;
}
