import { canonical } from '@app/ledger';
import { localDay } from '../time.js';
import { ofType, type Folder, type Known } from './folders.js';
import { byKey } from './lists.js';
import type { Light } from './rule.js';

// What a read of the ledger about a person was for, and whether that was under way when it was read.

type Read = Known<'LedgerRead'>;

/** Whether a case was being worked on at an instant: triaged by then, and not closed since. */
export function isOpen({ facts }: Folder<'case'>, at: string): boolean {
  const steps = facts.filter((fact) => fact.at <= at);
  const ends = steps.findLast(({ type }) => type === 'ViolationClosed' || type === 'ViolationReopened');
  return ofType(steps, 'ViolationTriaged').length > 0 && ends?.type !== 'ViolationClosed';
}

/** Whether an inspection was under way on a local day: planned for it by the last plan, or conducted on it. */
export function isUnderWay({ facts }: Folder<'inspection'>, day: string): boolean {
  const plan = ofType(facts, 'InspectionPlanned').at(-1)?.data.planned;
  const conducted = ofType(facts, 'InspectionConducted').some(({ data }) => localDay(data.conductedAt) === day);
  return conducted || (plan !== undefined && plan.from <= day && day <= plan.to);
}

/** Whether a read names an open case, or an inspection of its day. */
export function hasPurpose({ at, data: { findingId, inspectionId } }: Read, light: Light): boolean {
  const ofCase = findingId !== undefined && isOpen(light.folder('case', findingId), at);
  return ofCase || (inspectionId !== undefined && isUnderWay(light.folder('inspection', inspectionId), localDay(at)));
}

/** Who read, as a finding names them: an official by their id. */
export const readBy = ({ data: { reader } }: Read): { officialId?: string } =>
  reader.kind === 'official' ? { officialId: reader.id } : {};

/** Reads of the same person, each with the first one first: pages of a list are one. */
export const readsOfEach = (reads: readonly Read[]): ReadonlyMap<string, readonly Read[]> =>
  byKey(reads, ({ data }) => canonical(data.about));
