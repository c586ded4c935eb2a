import { isUtf8 } from 'node:buffer';
import { parse, type Options } from 'csv-parse/sync';
import { lineLong, notUtf8, type Wrong } from './entry.js';
import { maxLineBytes, type Line } from './line-cutter.js';

/** One record of a CSV file, at the line on which it begins. */
export type CsvRecord = Readonly<{ line: number; end: number }> &
  (Readonly<{ cells: readonly string[] }> | Readonly<{ wrong: Wrong }>);

const quote = '"';
const malformed: Wrong = {
  code: 'csv-quote',
  vi: 'dấu ngoặc kép sai hoặc không đóng',
  en: 'a quote is misplaced or not closed',
};

/**
 * Reads RFC 4180 records out of lines: cells in quotes may hold delimiters, line ends and doubled quotes. A record that
 * is malformed, or longer than 1 MiB, costs its first line only: reading goes on with the next line, so that one open
 * quote never swallows the rest of a file. Empty lines between records are passed over.
 */
export class CsvRecords {
  private open: Line[] = [];
  private openQuotes = 0;
  private openBytes = 0;
  private closed: (Line[] | CsvRecord)[] = [];

  private readonly options: Options;

  constructor(delimiter: string) {
    this.options = { delimiter, record_delimiter: ['\r\n', '\n'], relax_column_count: true };
  }

  push(lines: readonly Line[]): CsvRecord[] {
    for (const line of lines) this.take(line);
    return this.parsed();
  }

  end(): CsvRecord[] {
    const records = this.parsed();
    while (this.open.length > 0) {
      this.giveUpFirst();
      records.push(...this.parsed());
    }
    return records;
  }

  private take(line: Line): void {
    if (line.bytes === null) {
      while (this.open.length > 0) this.giveUpFirst();
      this.closed.push({ line: line.number, end: line.end, wrong: lineLong });
      return;
    }
    if (this.open.length === 0 && (line.bytes.length === 0 || line.bytes.equals(carriageReturn))) return;
    this.open.push(line);
    this.openQuotes += quotesIn(line.bytes);
    this.openBytes += line.bytes.length + 1;
    if (this.openQuotes % 2 === 0) {
      this.closed.push(this.open);
      this.clear();
    } else if (this.openBytes > maxLineBytes) {
      this.giveUpFirst();
    }
  }

  private giveUpFirst(): void {
    const [first, ...rest] = this.open;
    this.clear();
    this.closed.push(wrongAt(first, malformed));
    for (const line of rest) this.take(line);
  }

  private clear(): void {
    this.open = [];
    this.openQuotes = 0;
    this.openBytes = 0;
  }

  // All closed records in one call of the parser, which is ten times as fast as one by one; the latter finds the culprit.
  private parsed(): CsvRecord[] {
    const closed = this.closed;
    this.closed = [];
    const groups = closed.filter((one): one is Line[] => Array.isArray(one));
    const rows = this.rowsOf(groups);
    if (!rows) return this.oneByOne(closed);
    let row = 0;
    return closed.map((one) => (Array.isArray(one) ? { ...placeOf(one), cells: rows[row++] } : one));
  }

  private oneByOne(closed: readonly (Line[] | CsvRecord)[]): CsvRecord[] {
    const records: CsvRecord[] = [];
    const waiting: (Line | CsvRecord)[] = [...closed.flat(), ...this.open].reverse();
    this.clear();
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if ('line' in next) {
        records.push(next);
        continue;
      }
      this.take(next);
      for (const one of this.closed.splice(0)) {
        if (!Array.isArray(one)) {
          records.push(one);
          continue;
        }
        const rows = this.rowsOf([one]);
        if (rows) {
          records.push({ ...placeOf(one), cells: rows[0] });
        } else {
          const [first, ...rest] = one;
          records.push(wrongAt(first, one.every(isText) ? malformed : notUtf8));
          waiting.push(...rest.reverse());
        }
      }
    }
    return records;
  }

  private rowsOf(groups: readonly Line[][]): string[][] | undefined {
    if (groups.length === 0) return [];
    if (!groups.every((lines) => lines.every(isText))) return undefined;
    const text = groups.map((lines) => lines.map(({ bytes }) => `${bytes!.toString('utf8')}\n`).join('')).join('');
    try {
      const rows = parse(text, this.options);
      return rows.length === groups.length ? rows : undefined;
    } catch {
      return undefined; // the parser's own message repeats the cell
    }
  }
}

const carriageReturn = Buffer.from('\r');
const quoteByte = quote.charCodeAt(0);
const isText = ({ bytes }: Line) => bytes !== null && isUtf8(bytes);
const placeOf = (lines: readonly Line[]) => ({ line: lines[0].number, end: lines[lines.length - 1].end });
const wrongAt = ({ number, end }: Line, wrong: Wrong): CsvRecord => ({ line: number, end, wrong });

function quotesIn(bytes: Buffer): number {
  let quotes = 0;
  for (let at = bytes.indexOf(quoteByte); at >= 0; at = bytes.indexOf(quoteByte, at + 1)) quotes++;
  return quotes;
}
