import { dataOf, type Thing } from '../thing.js';
import type { SupportIssueEscalated, SupportIssueLogged } from './events.js';

/** `GET /v1/supportIssues/{id}`: what is hard about carrying a directive out, and to whom it was passed on (R103). */
export const issueTold: Thing = {
  collection: 'supportIssues',
  id: 'issueId',
  category: 'issue',
  summary: 'One difficulty: what was logged, to whom it was reported upwards, and its events',
  told(events) {
    const [logged] = dataOf<SupportIssueLogged>(events, 'SupportIssueLogged');
    const escalated = dataOf<SupportIssueEscalated>(events, 'SupportIssueEscalated');
    return {
      status: escalated.length > 0 ? 'escalated' : 'logged',
      logged: logged ?? null,
      escalatedTo: escalated.map(({ to, sentAt }) => ({ to, sentAt })),
    };
  },
};
