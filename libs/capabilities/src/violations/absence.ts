import { ofType, type Folder, type Known } from './folders.js';

/** A half-open time in which an official was away, and the event that says so. */
export interface Absence {
  from: string;
  to?: string;
  by: string;
}

const known = new WeakMap<object, readonly Absence[]>();
/** The absences of an official in their order. One without an end of its own goes on to the official's next change. */
export function absencesOf({ facts }: Folder<'official'>): readonly Absence[] {
  let absences = known.get(facts);
  if (!absences) {
    const changes = ofType(facts, 'HolderChanged').toSorted((a, b) => (effect(a) < effect(b) ? -1 : 1));
    absences = changes
      .map(({ id, data }, i) => ({ ...data, by: id, to: data.until ?? changes[i + 1]?.data.effectiveAt }))
      .filter(({ kind }) => kind === 'absence')
      .map(({ effectiveAt, to, by }) => ({ from: effectiveAt, to, by }));
    known.set(facts, absences);
  }
  return absences;
}

/** The first of some absences that an instant lies in. */
export const absentAt = (absences: readonly Absence[], at: string): Absence | undefined =>
  absences.find(({ from, to }) => from <= at && (to === undefined || at < to));

const effect = ({ id, data }: Known<'HolderChanged'>) => `${data.effectiveAt}|${id}`;
