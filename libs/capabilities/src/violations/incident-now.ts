import { ofType, type Folder } from './folders.js';
import { byTurn, type Turn } from './programme.js';

/** An incident as the last word on it says, with who was told when. */
export interface IncidentNow {
  id: string;
  reportedBy: string;
  detectedAt: string;
  unitId?: string;
  accountId?: string;
  isSerious: boolean;
  isBreach: boolean;
  told: readonly (Turn & { to: string })[];
  causeTold?: Turn;
  minutes?: Turn;
  notified?: Turn;
}

/** `undefined` while its report has not come. */
export function incidentNow({ id, facts }: Folder<'incident'>): IncidentNow | undefined {
  const [report] = ofType(facts, 'IncidentReported');
  if (!report) return undefined;
  const updates = ofType(facts, 'IncidentUpdated');
  const said = [report, ...updates].map(({ data }) => data);
  const severity = said.map((data) => data.severity).findLast((value) => value !== undefined);
  const told = [
    ...ofType(facts, 'IncidentNotified').map((fact) => ({ at: fact.data.sentAt, by: fact.id, to: fact.data.to })),
    ...ofType(facts, 'IncidentForwarded').map((fact) => ({ at: fact.data.sentAt, by: fact.id, to: fact.data.to })),
  ].sort(byTurn);
  const causes = [
    ...updates.filter(({ data }) => data.cause !== undefined).map((fact) => ({ at: fact.data.updatedAt, by: fact.id })),
    ...ofType(facts, 'IncidentClosed').map((fact) => ({ at: fact.at, by: fact.id })),
  ];
  return {
    id,
    reportedBy: report.id,
    detectedAt: report.data.detectedAt,
    unitId: report.data.unitId,
    accountId: report.data.accountId,
    isSerious: severity === 'high' || severity === 'critical',
    isBreach: said.map((data) => data.personalDataBreach).findLast((value) => value !== undefined) ?? false,
    told,
    causeTold: causes.sort(byTurn)[0],
    minutes: ofType(facts, 'BreachMinuteDrawn')
      .map((fact) => ({ at: fact.data.drawnAt, by: fact.id }))
      .sort(byTurn)[0],
    notified: ofType(facts, 'BreachNotificationFiled')
      .map((fact) => ({ at: fact.data.filedAt, by: fact.id }))
      .sort(byTurn)[0],
  };
}
