import { dataOf, type Thing } from '../thing.js';
import type { IncidentReported } from './events.js';

/** `GET /v1/incidents/{id}`: what was reported, who was told, what was done. */
export const incidentTold: Thing = {
  collection: 'incidents',
  id: 'incidentId',
  category: 'incident',
  summary: 'One incident: its report, how far it has come, and its events in order of recording',
  told(events) {
    const types = new Set(events.map(({ type }) => type));
    const status = types.has('IncidentClosed') ? 'closed' : types.has('IncidentContained') ? 'contained' : 'open';
    const [report] = dataOf<IncidentReported>(events, 'IncidentReported');
    return { status, report: report ?? null };
  },
};
