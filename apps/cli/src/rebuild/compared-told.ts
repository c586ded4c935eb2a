import { cell } from '../listing.js';
import { inLine } from '../told.js';
import type { ComparedDigests, DigestDiffers } from './compare-digests.js';
import type { Compared } from './compare-views.js';
import type { DifferingRow } from './differing-rows.js';

/** How a table compared, in lines for people: equal, or from which row on it differs and what the first such rows say. */
export function tableTold({ table, rows, differsAt, differing = [] }: Compared): readonly string[] {
  if (differsAt === undefined) return [inLine({ vi: `= ${table}: ${rows} dòng`, en: `${rows} rows` })];
  const from = inLine({ vi: `≠ ${table}: khác từ dòng ${differsAt}`, en: `differs from row ${differsAt} on` });
  return [from, ...differing.flatMap(rowTold)];
}

function rowTold({ table, key, is, columns = [] }: DifferingRow): readonly string[] {
  const row = `${table} ${Object.entries(key).map(([name, value]) => `${name}=${text(value)}`).join(' ')}`; // prettier-ignore
  if (is === 'extra')
    return [`  + ${inLine({ vi: `${row}: sổ không cho dòng này`, en: 'the log gives no such row' })}`];
  if (is === 'missing') return [`  - ${inLine({ vi: `${row}: thiếu dòng này`, en: 'this row is missing' })}`];
  return columns.map(({ column, stored, log }) => {
    const vi = `${row}: cột ${column} đang là ${text(stored)}, theo sổ là ${text(log)}`;
    return `  ~ ${inLine({ vi, en: `${column} is stored as ${text(stored)}, the log gives ${text(log)}` })}`;
  });
}

/** Which digests of a view were compared, and which of them are not those of its rows. */
export function digestsTold({ view, compared, differing, otherVersion, beyond }: ComparedDigests): readonly string[] {
  const [first, last] = [compared.at(0), compared.at(-1)];
  const span = first && last ? `${first.position} (${first.sealedAt}) – ${last.position} (${last.sealedAt})` : '–';
  const rows = compared.reduce((sum, one) => sum + one.rows, 0);
  const lines = [
    inLine({
      vi: `${differing.length === 0 ? '=' : '≠'} ${view}: đã so ${compared.length} dấu niêm phong, ${rows} dòng`,
      en: `${compared.length} sealed digests of ${rows} rows were compared; vị trí · at ${span}`,
    }),
    ...differing.map(differsTold),
  ];
  if (otherVersion > 0)
    lines.push(
      inLine({
        vi: `  ${otherVersion} dấu của phiên bản khác: không so được`,
        en: `${otherVersion} of another version of the view: not to be compared`,
      }),
    );
  for (const { position, sealedAt } of beyond)
    lines.push(
      inLine({
        vi: `  ✗ ${view}: dấu ở vị trí ${position}, lúc ${sealedAt}, dữ liệu đọc chưa tới đó`,
        en: `the view has not reached the digest sealed at ${position}: it is an older copy`,
      }),
    );
  return lines;
}

function differsTold({ position, sealedAt, sealedPosition, of }: DigestDiffers): string {
  const at = `vị trí ${position}, niêm phong lúc ${sealedAt} (sự kiện ${sealedPosition})`;
  const vi = { stored: 'không phải của các dòng đang lưu', log: 'các sự kiện trong sổ không cho ra dấu đó' };
  const en = {
    stored: 'the rows that are stored were others then',
    log: 'the events of the log do not give it: the rows had been changed before it was sealed',
  };
  return `  ✗ ${inLine({
    vi: `${at}: ${of.map((one) => vi[one]).join('; ')}`,
    en: `the digest of position ${position}: ${of.map((one) => en[one]).join('; ')}`,
  })}`;
}

const text = (value: string | number | null) => (value === null ? '∅' : cell(value));
