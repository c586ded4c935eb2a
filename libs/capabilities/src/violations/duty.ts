export const dutyKinds = [
  'password',
  'credentialReset',
  'revocation',
  'changeNotice',
  'userList',
  'briefing',
  'unitCheck',
  'inspection',
  'findingRemedy',
  'report',
  'attestation',
  'incidentNotice',
  'breachNotice',
  'caseMeasure',
] as const;
/** What is to be done. */
export type DutyKind = (typeof dutyKinds)[number];

/** Something to be done by a moment. */
export interface Duty {
  kind: DutyKind;
  dueAt: string;
  doneAt?: string;
  doneBy?: string;
}

/** Whether a duty was done after its due date, or not at all. */
export const isLate = ({ dueAt, doneAt }: Duty) => doneAt === undefined || doneAt > dueAt;
