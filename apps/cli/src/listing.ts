import Table from 'cli-table3';
import type { Times } from './reading.js';
import type { Terminal } from './terminal.js';
import { inLine, type Told } from './told.js';

/** One column of a table: its heading in both languages and the cell of an item. */
export interface Column<Item> extends Told {
  of: (item: Item) => string | number | undefined;
}
/** Reads one page behind a row; `next` says behind which row the following one begins. */
export type ReadPage<Item, After> = (
  after: After | undefined,
) => Promise<{ items: readonly Item[]; next?: After | undefined }>;

/**
 * Shows all pages of a list. With `json` a line for the times and then one for each item, as the pages come; else tables
 * of up to a hundred rows, and what it is of on `err`. Answers how many items there were.
 */
export async function showList<Item extends object, After>(
  terminal: Terminal,
  { times, json = false }: { times: Times; json?: boolean },
  columns: readonly Column<Item>[],
  page: ReadPage<Item, After>,
): Promise<number> {
  if (json) terminal.out(JSON.stringify(plainTimes(times)));
  let table = tableOf(columns);
  let count = 0;
  for (let after: After | undefined, more = true; more;) {
    const { items, next } = await page(after);
    count += items.length;
    for (const item of items) {
      if (json) terminal.out(JSON.stringify(item));
      else table.push(columns.map(({ of }) => cell(of(item))));
      // Drawing takes the square of the rows, so a long list is several tables.
      if (table.length < rowsDrawn) continue;
      terminal.out(table.toString());
      table = tableOf(columns);
    }
    after = next;
    more = next !== undefined;
  }
  if (table.length > 0) terminal.out(table.toString());
  if (!json) terminal.err(await shownTimes(count, times));
  return count;
}

const rowsDrawn = 100;

/** What the API calls the two times of an answer. */
const plainTimes = ({ asOf, position, positionAt }: Times) => ({
  asOf,
  knownAt: { position: String(position), at: positionAt },
});

async function shownTimes(count: number, { asOf, position, positionAt }: Times): Promise<string> {
  const { shown } = await import('./libraries/capabilities.js');
  const known = positionAt === null ? `${position}` : `${position} (${shown(positionAt)})`;
  return inLine({
    vi: `${count} dòng, xét lúc ${shown(asOf)}, biết đến vị trí ${known}`,
    en: `${count} rows, as of ${shown(asOf)}, known at position ${known}`,
  });
}

function tableOf<Item>(columns: readonly Column<Item>[]): InstanceType<typeof Table> {
  return new Table({
    head: columns.map(({ vi, en }) => (vi === en ? vi : `${vi}\n${en}`)),
    style: { head: [], border: [], compact: true },
  });
}

// Signs that move the cursor, change colours or turn the writing direction would let data draw on the terminal.
const unshown = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;
/** A value as it stands in a cell: one line without control signs; nothing for what is not there. */
export const cell = (value: string | number | undefined): string => String(value ?? '').replace(unshown, ' ');
