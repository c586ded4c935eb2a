import { Controller, Get, Inject, Param } from '@nestjs/common';
import { fromLogged, streamName, type Actor, type EventLog } from '@app/ledger';
import { ActedBy, At, Describe, LOG, problem, type ReadAt } from '@app/nest';
import { askedIn } from '../asked.js';
import { Id } from '../fields.js';
import type { IncidentReported } from './events.js';

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
    const events = (await this.log.read(streamName('incident', incidentId)))
      .filter(({ position }) => position <= at.knownAt.position)
      .map(fromLogged)
      .filter(({ occurredAt }) => occurredAt <= at.asOf)
      .map(({ position, ...event }) => ({ position: String(position), event }));
    if (events.length === 0) throw problem('not-found');
    const types = new Set(events.map(({ event }) => event.type));
    const status = types.has('IncidentClosed') ? 'closed' : types.has('IncidentContained') ? 'contained' : 'open';
    const report = events.find(({ event }) => event.type === 'IncidentReported')?.event.data as
      IncidentReported | undefined;
    return { ...at, incidentId, status, report: report ?? null, events };
  }
}
