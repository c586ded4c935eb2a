import { dataOf, type Thing } from '../thing.js';
import type { FindingRecorded, FindingRemediated } from './events.js';

/** `GET /v1/inspections/{id}`: what was planned, drawn, looked at and found, and what of that is mended. */
export const inspectionTold: Thing = {
  collection: 'inspections',
  id: 'inspectionId',
  category: 'inspection',
  summary: 'One inspection: its plan, its minutes, its findings with their state, and its events',
  told(events, asOf) {
    const remedies = dataOf<FindingRemediated>(events, 'FindingRemediated');
    const findings = dataOf<FindingRecorded>(events, 'FindingRecorded').map((finding) => {
      const remedy = remedies.find((one) => one.inspectionFindingId === finding.inspectionFindingId);
      const open = finding.dueAt < asOf ? 'overdue' : 'open';
      return { ...finding, state: remedy ? 'remediated' : open, ...(remedy && { remediatedAt: remedy.at }) };
    });
    const [conducted] = dataOf(events, 'InspectionConducted');
    const plan = dataOf(events, 'InspectionPlanned').at(-1);
    const status = conducted ? 'conducted' : 'planned';
    return { status, plan: plan ?? null, conducted: conducted ?? null, findings };
  },
};
