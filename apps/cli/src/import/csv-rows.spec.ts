import { describe, expect, it } from '@jest/globals';
import { CsvRows } from './csv-rows.js';
import { LineCutter } from './line-cutter.js';
import { parseMapping } from './mapping.js';

const mapping = {
  event: 'LookupPerformed',
  listSeparator: '|',
  time: { format: 'dd/MM/yyyy HH:mm', zone: 'Asia/Ho_Chi_Minh' },
  columns: {
    'Mã tra cứu': ['id', 'data.lookupId'],
    'Thời điểm': 'time',
    'Tài khoản': 'data.accountId',
    'Số CCCD': 'data.subjects',
    'Số kết quả': 'data.resultCount',
    'Liền kề': 'data.adjacentId',
    'Hồ sơ': 'data.dossierId',
    'Trường trả về': 'data.fieldsReturned',
  },
  constants: { source: 'TTHC', 'data.system': 'TTHC', 'data.function': 'KIEM_TRA_TTCD', 'data.result': 'found' },
};
const heading = 'Mã tra cứu,Thời điểm,Tài khoản,Số CCCD,Số kết quả,Liền kề,Hồ sơ,Trường trả về';

function read(csv: string, given: object = mapping, source?: string) {
  const rows = new CsvRows(parseMapping(JSON.stringify(given), source));
  const cutter = new LineCutter();
  const entries = [...rows.push(cutter.push(Buffer.from(csv))), ...rows.push(cutter.end()), ...rows.end()];
  return entries.map((entry) => ('event' in entry ? (JSON.parse(entry.event.toString()) as object) : entry.wrong.code));
}

describe('a CSV file under a mapping', () => {
  it('becomes CloudEvents with lists, numbers, flags and times', () => {
    expect(
      read(`${heading}\nTC-1,5/12/2025 08:00,TTHC:an,001099000001| 001099000002,2,Có,HS-1,hoTen|ngaySinh\n`),
    ).toEqual([
      {
        specversion: '1.0',
        type: 'vn.accessledger.LookupPerformed.v1',
        id: 'TC-1',
        source: 'TTHC',
        time: '2025-12-05T08:00:00+07:00',
        data: {
          lookupId: 'TC-1',
          accountId: 'TTHC:an',
          system: 'TTHC',
          function: 'KIEM_TRA_TTCD',
          subjects: ['001099000001', '001099000002'],
          fieldsReturned: ['hoTen', 'ngaySinh'],
          result: 'found',
          resultCount: 2,
          adjacentId: true,
          dossierId: 'HS-1',
        },
      },
    ]);
  });

  it('leaves out the fields of empty cells, and gives a needed list as an empty one', () => {
    const [event] = read(`${heading}\nTC-1,5/12/2025 08:00,TTHC:an,001099000001,0,, ,\n`) as [{ data: object }];
    expect(event.data).not.toHaveProperty('dossierId');
    expect(event.data).not.toHaveProperty('adjacentId');
    expect(event.data).toHaveProperty('fieldsReturned', []);
  });

  it('keeps what a cell says as text, formulas and names of fields too', () => {
    const row = 'TC-1,5/12/2025 08:00,"=HYPERLINK(""x"")",__proto__,-1e3,maybe,+CMD,\n';
    expect(read(`${heading}\n${row}`)).toMatchObject([
      {
        data: {
          accountId: '=HYPERLINK("x")',
          subjects: ['__proto__'],
          resultCount: '-1e3',
          adjacentId: 'maybe',
          dossierId: '+CMD',
        },
      },
    ]);
  });

  it('names the lines with another number of cells or a time of another format', () => {
    expect(read(`${heading}\nTC-1,x\nTC-2,2025-12-05,TTHC:an,1,0,,,\n`)).toEqual(['csv-cells', 'csv-time']);
  });

  it('finds its columns in any order and in any Unicode form', () => {
    const columns = { id: 'id', 'Thời điểm': 'time' };
    const csv = `${'Thời điểm'.normalize('NFD')}, id \n2025-12-05T08:00:00Z,7\n`;
    expect(read(csv, { event: 'SessionEnded', columns }, 'C06')).toMatchObject([
      { id: '7', source: 'C06', time: '2025-12-05T08:00:00Z' },
    ]);
  });

  it('is refused without a mapped column, with one twice, or without a heading', () => {
    expect(() => read('Mã tra cứu\n1\n')).toThrow('The column "Thời điểm" is missing in the CSV file');
    expect(() => read(`${heading},Hồ sơ\n`)).toThrow('The column "Hồ sơ" stands there twice in the CSV file');
    expect(() => read('\n')).toThrow('The CSV file has no heading');
  });

  it('names the column in which a field stood', () => {
    const rows = new CsvRows(parseMapping(JSON.stringify(mapping)));
    expect(['/data/subjects/0', '/time', '/data/result'].map((pointer) => rows.placeOf(pointer))).toEqual([
      '"Số CCCD"',
      '"Thời điểm"',
      undefined,
    ]);
  });
});

describe('a mapping', () => {
  const parse = (change: object, source?: string) => () =>
    parseMapping(JSON.stringify({ ...mapping, ...change }), source);

  it('is refused without an id: none is made up', () => {
    expect(parse({ columns: { ...mapping.columns, 'Mã tra cứu': 'data.lookupId' } })).toThrow('nothing fills "id"');
  });

  it('is refused without a source, or with two', () => {
    expect(parse({ constants: {} })).toThrow('nothing fills "source" (or use --source)');
    expect(parse({}, 'KNTC')).toThrow('the mapping names the source already');
    expect(parse({ constants: {} }, 'KNTC')).not.toThrow();
  });

  it('is refused where it names what the event does not have', () => {
    expect(parse({ constants: { 'data.bí mật': 1 } })).toThrow('LookupPerformed has no field "data.bí mật"');
    expect(parse({ constants: { 'data.__proto__': 1 } })).toThrow('has no field');
    expect(parse({ constants: { specversion: '2' } })).toThrow('has no field');
    expect(parse({ event: 'AccountRequested' })).toThrow('no observed event is called "AccountRequested"');
    expect(parse({ colums: {} })).toThrow('unknown key "colums"');
  });

  it('is refused where two cells would fill one field', () => {
    expect(parse({ constants: { ...mapping.constants, time: 'x' } })).toThrow('"time" is filled twice');
  });

  it('is refused in another encoding, delimiter or time than it can be read in', () => {
    expect(parse({ encoding: 'windows-1258' })).toThrow('only "encoding": "utf-8"');
    expect(parse({ delimiter: '"' })).toThrow('"delimiter" must be one character');
    expect(parse({ time: { format: 'dd/MM', zone: 'UTC' } })).toThrow('"time" needs');
  });
});
