import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { Actor, EventLog } from '@app/ledger';
import { ActedBy, At, Describe, LOG, problem, type ReadAt } from '@app/nest';
import { askedIn, thenOf } from '../asked.js';
import { Id } from '../fields.js';
import { shownEvent, streamThen } from '../stream-then.js';

class IncidentAsked {
  @Id() incidentId!: string;
}

/** `GET /v1/incidents/{id}`: what was reported, who was told, what was done. */
@Controller('v1/incidents')
export class IncidentsController {
  constructor(@Inject(LOG) private readonly log: EventLog) {}

  @Get(':incidentId')
  @Describe({ summary: 'One incident: its report, how far it has come, and its events in order of recording' })
  async one(@ActedBy() _: Actor, @At() at: ReadAt, @Param('incidentId') id: string): Promise<object> {
    const { incidentId } = askedIn(IncidentAsked, { incidentId: id });
    const events = await streamThen(this.log, 'incident', incidentId, thenOf(at));
    if (events.length === 0) throw problem('not-found');
    const types = new Set(events.map(({ type }) => type));
    const status = types.has('IncidentClosed') ? 'closed' : types.has('IncidentContained') ? 'contained' : 'open';
    const report = events.find(({ type }) => type === 'IncidentReported')?.data;
    return { ...at, incidentId, status, report: report ?? null, events: events.map(shownEvent) };
  }
}
