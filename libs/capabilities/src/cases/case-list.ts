import { table, type Rows, type View, type ViewedEvent } from '@app/ledger';
import type { AccountSuspended } from '../accounts/events.js';
import type { Interval } from '../life.js';
import { evolve, newCase, type Case, type CaseState } from './case-state.js';
import { caseEvents, type FindingsMerged, type FindingsUnmerged } from './events.js';
import type { Owed, Verdict } from './owed.js';

/** A case from a step on, up to the next: how far it had come, and what is needed to find it. */
export interface CaseRow extends Interval {
  findingId: string;
  state: CaseState | 'merged';
  ruleCode: string;
  severity: string;
  accountId?: string;
  officialId?: string;
  unitId?: string;
  since: string;
  detectedAt: string;
  openedAt: string;
  assignee?: string;
  explanationDueAt?: string;
  verdict?: Verdict;
  decidedAt?: string;
  done: readonly Owed[];
  earlier: readonly Verdict[];
  mergedInto?: string;
  merged: readonly string[];
}
export const violationCases = table<CaseRow>('violation_case', 'temporal', {
  key: ['findingId', 'validFrom'],
  columns: {
    findingId: 'text',
    validFrom: 'text',
    validTo: 'text',
    state: 'text',
    ruleCode: 'text',
    severity: 'text',
    accountId: 'text',
    officialId: 'text',
    unitId: 'text',
    since: 'text',
    detectedAt: 'text',
    openedAt: 'text',
    assignee: 'text',
    explanationDueAt: 'text',
    verdict: 'json',
    decidedAt: 'text',
    done: 'json',
    earlier: 'json',
    mergedInto: 'text',
    merged: 'json',
  },
  indexes: [['since', 'findingId'], ['assignee'], ['accountId'], ['officialId']],
});

/** The case as its decider has it, and where its open interval begins; the view's own. */
interface CaseNow {
  findingId: string;
  case: Case;
  mergedInto?: string;
  validFrom: string;
}
const casesNow = table<CaseNow>('case_now', 'keyed', {
  key: ['findingId'],
  columns: { findingId: 'text', case: 'json', mergedInto: 'text', validFrom: 'text' },
});

/** Which events a case has: its own, mergers of it, suspensions that cite it. */
export const caseTrail = table<{ findingId: string }>('case_trail', 'log', {
  key: [],
  columns: { findingId: 'text' },
  indexes: [['findingId', 'position']],
});

/** The cases, at every instant as known at every position. A case stays when its finding goes. */
export const casesView: View = {
  name: 'cases',
  version: 1,
  tables: [violationCases, casesNow, caseTrail],
  apply: {
    ...Object.fromEntries(Object.keys(caseEvents).map((type) => [type, step])),
    FindingsMerged(rows, event) {
      const { findingIds, into, findings } = event.data as FindingsMerged;
      step(rows, event, into);
      for (const { findingId, ...seen } of findings.filter(({ findingId: id }) => findingIds.includes(id))) {
        const before = nowOf(rows, findingId)?.case ?? newCase;
        put(rows, event, findingId, { openedAt: event.occurredAt, ...before, seen: before.seen ?? seen }, into);
      }
    },
    FindingsUnmerged(rows, event) {
      const { findingIds, into } = event.data as FindingsUnmerged;
      step(rows, event, into);
      for (const findingId of findingIds) put(rows, event, findingId, nowOf(rows, findingId)!.case, undefined);
    },
    AccountSuspended(rows, event) {
      const { caseId } = event.data as AccountSuspended;
      if (caseId !== undefined) rows.put(caseTrail, { findingId: caseId });
    },
  },
};

const nowOf = (rows: Rows, findingId: string) => rows.get(casesNow, findingId);

function step(rows: Rows, event: ViewedEvent, findingId = (event.data as { findingId: string }).findingId): void {
  const now = nowOf(rows, findingId);
  const move = evolve[event.type as keyof typeof evolve] as (state: Case, data: object, at: string) => Case;
  put(rows, event, findingId, move(now?.case ?? newCase, event.data, event.occurredAt), now?.mergedInto);
}

// Steps follow each other in time, since their decider refuses others; a merger may be dated before the last step.
function put(rows: Rows, event: ViewedEvent, findingId: string, next: Case, mergedInto: string | undefined): void {
  const before = nowOf(rows, findingId);
  const at = before && before.validFrom > event.occurredAt ? before.validFrom : event.occurredAt;
  if (before && before.validFrom < at) {
    rows.put(violationCases, { ...rows.get(violationCases, findingId, before.validFrom)!, validTo: at });
  }
  rows.put(violationCases, rowOf(findingId, next, mergedInto, at));
  rows.put(casesNow, { findingId, case: next, mergedInto, validFrom: at });
  rows.put(caseTrail, { findingId });
}

function rowOf(findingId: string, next: Case, mergedInto: string | undefined, validFrom: string): CaseRow {
  const { ruleCode, severity, accountId, officialId, unitId, since, detectedAt } = next.seen!;
  const { state, verdict, done, earlier, merged, assignee } = next;
  return {
    ...{ findingId, validFrom, state: mergedInto === undefined ? state : 'merged', ruleCode },
    ...{ severity: next.severityAfter ?? severity, accountId, officialId, unitId, since, detectedAt },
    ...{ openedAt: next.openedAt!, assignee, explanationDueAt: next.explanation?.dueAt, verdict },
    ...{ decidedAt: verdict?.at, done, earlier, mergedInto, merged },
  };
}
