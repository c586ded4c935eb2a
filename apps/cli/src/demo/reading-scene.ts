import type { City } from './city.js';
import type { Found } from './manifest.js';
import { deputy } from './officials.js';
import { PlayedLedger } from './played-ledger.js';
import type { Step } from './replay-table.js';
import { tableOf } from './table.js';

/** What the ledger says of one read of it. */
interface Read {
  reader: { kind: string; id: string };
  findingId?: string;
  rows: number;
}
/** A reader of the hero's history: whether for a case, how much they read, and how often V-40 found them. */
export interface ReaderSeen {
  reader: string;
  findingId?: string;
  rows: number;
  found: number;
}

const curious = 'official:to-mo';

/**
 * What no story of the month can tell, since the ledger dates reads by its own clock: after the month somebody opens the
 * case of a finding on the hero and replays their history for it, and somebody else looks into it for no reason (V-40).
 */
export async function readHero(
  ledger: PlayedLedger,
  { hero, seed, term: { asOf } }: City,
  found: readonly (Found & { findingId: string })[],
): Promise<{ history: Step[]; readers: ReaderSeen[] }> {
  const path = `officials/${hero}/history`;
  const { findingId } = found.find(({ officialId }) => officialId === hero)!;
  const body = { findingId, assignee: deputy, reason: 'Xem lại lịch sử tra cứu' };
  await ledger.give({ path: 'cases:triage', actor: ledger.actor, key: `doc-so-${seed}`, body });
  const history = await ledger.list<Step>(path, { asOf, case: findingId });
  await new PlayedLedger(ledger.baseUrl, curious).list(path, { asOf });
  await ledger.catchUp();
  const reads = await ledger.list<Read>('reads', { officialId: hero });
  const readers = reads.map(async (read): Promise<ReaderSeen> => {
    const reader = `${read.reader.kind}:${read.reader.id}`;
    const query = { rule: 'V-40', subject: `reader:${reader}` };
    return { ...read, reader, found: (await ledger.list('findings', query)).length };
  });
  return { history, readers: await Promise.all(readers) };
}

/** What is wrong with what the ledger made of the reads, a line each: a case's reader found, or another one not. */
export function misread(readers: readonly ReaderSeen[]): string[] {
  const wrong = readers.filter(({ findingId, found }) => found !== (findingId === undefined ? 1 : 0));
  return [
    ...(readers.length === 2 ? [] : [`số lượt đọc · reads: ${readers.length}`]),
    ...wrong.map((one) => `lượt đọc · a read: ${JSON.stringify(one)}`),
  ];
}

/** Who read the hero's history, a line each. */
export const readersTable = (readers: readonly ReaderSeen[]): string =>
  tableOf(
    ['Ai đọc\nReader', 'Để làm gì\nWhat for', 'Số dòng\nRows', 'Phát hiện\nFinding'],
    [2],
    readers.map(({ reader, findingId, rows, found }) => [
      reader,
      findingId === undefined ? 'không rõ · not said' : `vụ việc · case ${findingId}`,
      rows,
      found > 0 ? 'V-40' : '',
    ]),
  );
