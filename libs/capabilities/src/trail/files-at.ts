import type { EventLog, Queries, RecordedEvent } from '@app/ledger';
import type { DossierClosed, DossierObserved, PetitionObserved } from '../dossiers/events.js';
import { Where, type Then } from '../pages.js';
import { eventsAt } from './events-at.js';
import { inLots } from './lots.js';

/** A dossier or petition that an event cites, as last observed; `observedAt` says when. */
export type FileThen = (DossierObserved | PetitionObserved) & { observedAt: string };
export interface Cited {
  dossier?: FileThen | null;
  petition?: FileThen | null;
}

/** The event's files by kind; what it does not cite is absent, what was never observed is `null`. */
export type CitedBy = (event: RecordedEvent) => Cited;

const fileTypes = ['DossierObserved', 'DossierClosed', 'PetitionObserved'];

/** What the dossiers and petitions that some events cite looked like at `asOf`, as known then. */
export async function filesAt(
  queries: Queries,
  log: EventLog,
  events: readonly RecordedEvent[],
  { asOf, knownAt }: Then,
): Promise<CitedBy> {
  const positions = new Map<string, number[]>();
  for (const lot of inLots(events.flatMap(subjectsOf))) {
    const where = new Where()
      .andIn('subject', lot)
      .andIn('type', fileTypes)
      .and('occurred_ms <= ? AND position <= ?', Date.parse(asOf), knownAt);
    const sql = `SELECT subject, position FROM trail WHERE ${where.toString()} ORDER BY occurred_ms, position`;
    for (const { subject, position } of await queries.all<{ subject: string; position: number }>(
      sql,
      ...where.values,
    )) {
      const of = positions.get(subject) ?? positions.set(subject, []).get(subject)!;
      of.push(position);
    }
  }
  const observations = await eventsAt(log, [...positions.values()].flat());
  const fileOf = (subject: string, system: string | undefined): FileThen | null =>
    latest(
      (positions.get(subject) ?? []).map((position) => observations.get(position)!),
      system,
    );
  return (event) => {
    const { system, dossierId, petitionId } = citationOf(event);
    return {
      ...(dossierId !== undefined && { dossier: fileOf(`dossier:${dossierId}`, system) }),
      ...(petitionId !== undefined && { petition: fileOf(`petition:${petitionId}`, system) }),
    };
  };
}

// A file is told by what it says itself, not by a citation of itself.
function citationOf(event: RecordedEvent): { system?: string; dossierId?: string; petitionId?: string } {
  return fileTypes.includes(event.type) ? {} : event.data;
}

function subjectsOf(event: RecordedEvent): string[] {
  const { dossierId, petitionId } = citationOf(event);
  return [
    ...(dossierId === undefined ? [] : [`dossier:${dossierId}`]),
    ...(petitionId === undefined ? [] : [`petition:${petitionId}`]),
  ];
}

// Two systems may use one number: the citing event's own system goes first.
function latest(observations: readonly RecordedEvent[], system: string | undefined): FileThen | null {
  const own = observations.filter(({ data }) => (data as DossierObserved).system === system);
  const of = own.length > 0 ? own : observations;
  const observed = of.findLast(({ type }) => type !== 'DossierClosed');
  if (!observed) return null;
  const file = { ...(observed.data as DossierObserved | PetitionObserved), observedAt: observed.occurredAt };
  const closed = of.findLast(
    ({ type, data }) => type === 'DossierClosed' && (data as DossierClosed).system === file.system,
  );
  return closed ? { ...file, closedAt: (closed.data as DossierClosed).closedAt } : file;
}
