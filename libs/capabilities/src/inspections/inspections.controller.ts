import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { Actor, EventLog } from '@app/ledger';
import { ActedBy, At, Describe, LOG, problem, type ReadAt } from '@app/nest';
import { askedIn, thenOf } from '../asked.js';
import { Id } from '../fields.js';
import { shownEvent, streamThen } from '../stream-then.js';
import type { FindingRecorded, FindingRemediated } from './events.js';

class InspectionAsked {
  @Id() inspectionId!: string;
}

/** `GET /v1/inspections/{id}`: what was planned, drawn, looked at and found, and what of that is mended. */
@Controller('v1/inspections')
export class InspectionsController {
  constructor(@Inject(LOG) private readonly log: EventLog) {}

  @Get(':inspectionId')
  @Describe({ summary: 'One inspection: its plan, its minutes, its findings with their state, and its events' })
  async one(@ActedBy() _: Actor, @At() at: ReadAt, @Param('inspectionId') id: string): Promise<object> {
    const { inspectionId } = askedIn(InspectionAsked, { inspectionId: id });
    const events = await streamThen(this.log, 'inspection', inspectionId, thenOf(at));
    if (events.length === 0) throw problem('not-found');
    const dataOf = <T>(type: string) => events.filter((event) => event.type === type).map(({ data }) => data as T);
    const remedies = dataOf<FindingRemediated>('FindingRemediated');
    const findings = dataOf<FindingRecorded>('FindingRecorded').map((finding) => {
      const remedy = remedies.find((one) => one.inspectionFindingId === finding.inspectionFindingId);
      const open = finding.dueAt < at.asOf ? 'overdue' : 'open';
      return { ...finding, state: remedy ? 'remediated' : open, ...(remedy && { remediatedAt: remedy.at }) };
    });
    const [conducted] = dataOf('InspectionConducted');
    const plan = dataOf('InspectionPlanned').at(-1);
    const status = conducted ? 'conducted' : 'planned';
    return {
      ...at, inspectionId, status, plan: plan ?? null, conducted: conducted ?? null, findings, events: events.map(shownEvent),
    }; // prettier-ignore
  }
}
