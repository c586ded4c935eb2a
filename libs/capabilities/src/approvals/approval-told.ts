import { dataOf, type Thing } from '../thing.js';
import type { ApprovalRequested } from './events.js';

/** `GET /v1/approvals/{id}`: what a second person was asked to agree to, and what they said. */
export const approvalTold: Thing = {
  collection: 'approvals',
  id: 'approvalId',
  category: 'approval',
  summary: 'One approval: what was asked, whether it was given or refused, and its events',
  told(events) {
    const types = new Set(events.map(({ type }) => type));
    const status = types.has('ApprovalGiven') ? 'given' : types.has('ApprovalRefused') ? 'refused' : 'requested';
    const [request] = dataOf<ApprovalRequested>(events, 'ApprovalRequested');
    return { status, request: request ?? null };
  },
};
