import { fieldsOf } from '@app/capabilities';
import { Failure } from '../told.js';
import { CsvRecords, type CsvRecord } from './csv-records.js';
import type { Entry, EntryReader, Wrong } from './entry.js';
import type { Line } from './line-cutter.js';
import { plainHeading, type Mapping, type Target } from './mapping.js';

/**
 * The rows of a CSV file as CloudEvents. The first record is the heading. Cells are data only: no cell is ever run, or
 * names a field. An empty cell leaves its field out; a list that must be there is then empty. What a cell should have
 * been is the server's to say, but for times and the number of cells.
 */
export class CsvRows implements EntryReader {
  private readonly records: CsvRecords;
  private row?: (cells: readonly string[]) => object | Wrong;
  private width = 0;

  constructor(private readonly mapping: Mapping) {
    this.records = new CsvRecords(mapping.delimiter);
  }

  push(lines: readonly Line[]): Entry[] {
    return this.entries(this.records.push(lines));
  }

  end(): Entry[] {
    const entries = this.entries(this.records.end());
    if (!this.row) throw new Failure({ vi: 'Tệp CSV không có dòng tiêu đề', en: 'The CSV file has no heading' });
    return entries;
  }

  placeOf(pointer: string): string | undefined {
    const [, first, second] = pointer.split('/');
    const target = first === 'data' ? `data.${second}` : first;
    const heading = [...this.mapping.columns].find(([, targets]) => targets.includes(target))?.[0];
    return heading && `"${heading}"`;
  }

  private entries(records: readonly CsvRecord[]): Entry[] {
    const entries: Entry[] = [];
    for (const record of records) {
      if (!this.row) this.readHeading(record);
      else entries.push(this.entryOf(record));
    }
    return entries;
  }

  private entryOf(record: CsvRecord): Entry {
    const { line, end } = record;
    if ('wrong' in record) return { line, end, wrong: record.wrong };
    const { cells } = record;
    if (cells.length !== this.width) return { line, end, wrong: otherWidth(cells.length, this.width) };
    const made = this.row!(cells);
    return 'code' in made ? { line, end, wrong: made } : { line, end, event: Buffer.from(JSON.stringify(made)) };
  }

  private readHeading(record: CsvRecord): void {
    if ('wrong' in record) {
      throw new Failure({
        vi: `Dòng tiêu đề của tệp CSV sai: ${record.wrong.vi}`,
        en: `The heading of the CSV file is wrong: ${record.wrong.en}`,
      });
    }
    const headings = record.cells.map(plainHeading);
    this.width = headings.length;
    this.row = rowReader(this.mapping, headings);
  }
}

type Put = (event: CloudEvent, cell: string) => Wrong | undefined;
interface CloudEvent {
  specversion: '1.0';
  type: string;
  data: Record<string, unknown>;
  [attribute: string]: unknown;
}

/** Reads the cells under these headings. Refuses headings that lack a mapped column or repeat one. */
export function rowReader(mapping: Mapping, headings: readonly string[]): (cells: readonly string[]) => object | Wrong {
  const puts = [...mapping.columns].flatMap(([heading, targets]) => {
    const at = headings.indexOf(heading);
    if (at < 0) throw badHeading(heading, 'không có', 'is missing');
    if (headings.lastIndexOf(heading) !== at) throw badHeading(heading, 'bị lặp', 'stands there twice');
    return targets.map((target) => ({ at, put: putOf(mapping, target, heading) }));
  });
  const constants = Object.entries(mapping.constants);
  return (cells) => {
    const event: CloudEvent = { specversion: '1.0', type: `vn.accessledger.${mapping.event}.v1`, data: {} };
    for (const [target, value] of constants) place(event, target, value);
    for (const { at, put } of puts) {
      const wrong = put(event, cells[at]);
      if (wrong) return wrong;
    }
    return event;
  };
}

function badHeading(heading: string, vi: string, en: string): Failure {
  return new Failure({
    vi: `Cột "${heading}" ${vi} trong tệp CSV`,
    en: `The column "${heading}" ${en} in the CSV file`,
  });
}

function putOf(mapping: Mapping, target: Target, heading: string): Put {
  const { schema, optional } = shapeOf(mapping, target);
  const wrong: Wrong = {
    code: 'csv-time',
    vi: `cột "${heading}" không đúng dạng thời gian đã khai`,
    en: `the column "${heading}" is no time of the declared format`,
  };
  const valueOf = (cell: string): unknown => {
    if (schema.type === 'array') return cell.split(mapping.listSeparator).map(trimmed).filter(Boolean);
    if (schema.type === 'integer') return /^\s*-?\d{1,15}\s*$/.test(cell) ? Number(cell) : cell;
    if (schema.type === 'boolean') return flags.get(trimmed(cell).toLowerCase()) ?? cell;
    return schema.format === 'date-time' && mapping.time ? mapping.time(cell) : cell;
  };
  return (event, cell) => {
    if (cell.trim() === '') {
      if (schema.type === 'array' && !optional) place(event, target, []);
      return undefined;
    }
    const value = valueOf(cell);
    if (value === undefined) return wrong;
    place(event, target, value);
    return undefined;
  };
}

interface Shape {
  schema: { type?: string; format?: string };
  optional: boolean;
}
function shapeOf({ type }: Mapping, target: Target): Shape {
  if (target === 'time') return { schema: { type: 'string', format: 'date-time' }, optional: false };
  const field = fieldsOf(type.of).get(target.replace('data.', ''));
  return target.startsWith('data.') && field ? field : { schema: { type: 'string' }, optional: false };
}

// `target` comes from the mapping, where it was checked against the event's own fields.
function place(event: CloudEvent, target: Target, value: unknown): void {
  if (target.startsWith('data.')) event.data[target.slice('data.'.length)] = value;
  else event[target] = value;
}

const trimmed = (text: string) => text.trim();
const flags = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
  ['có', true],
  ['không', false],
]);

const otherWidth = (cells: number, headings: number): Wrong => ({
  code: 'csv-cells',
  vi: `có ${cells} ô, tiêu đề có ${headings}`,
  en: `it has ${cells} cells, the heading ${headings}`,
});
