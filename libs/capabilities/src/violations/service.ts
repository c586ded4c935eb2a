import { ofType, type Folder } from './folders.js';
import { greatestBy, sortedBy } from './order.js';

/** A duty that an official had from an instant on; the first one since ever (`''`). */
export interface ServiceDuty {
  from: string;
  by: string;
  duty: string;
}

/** An official's duties as the personnel office tells them: by the latest registration, then by each change. */
export function dutiesOf({ facts }: Pick<Folder<'official'>, 'facts'>): ServiceDuty[] {
  const registered = greatestBy(ofType(facts, 'OfficialRegistered'), ({ at, id }) => `${at}|${id}`);
  const first = registered ? [{ from: '', by: registered.id, duty: registered.data.duty }] : [];
  const changes = ofType(facts, 'HolderChanged').flatMap(({ id, data: { effectiveAt, duty } }) =>
    duty === undefined ? [] : [{ from: effectiveAt, by: id, duty }],
  );
  return [...first, ...sortedBy(changes, ({ from }) => from)];
}

/** The duty of an official at an instant, as far as it is known. */
export const dutyAt = (duties: readonly ServiceDuty[], at: string): ServiceDuty | undefined =>
  duties.findLast(({ from }) => from <= at);

const plain = (words: string) => words.trim().replace(/\s+/g, ' ').toLowerCase();
/** Whether a duty is one of some, by the same words; capitals and spaces make no other duty. */
export const isAmong = (duties: readonly string[], duty: string): boolean => duties.map(plain).includes(plain(duty));
