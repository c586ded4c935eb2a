import Table from 'cli-table3';
import type { City } from './city.js';
import { type Compared, type Found, isAbout, type Planted, type Rule } from './manifest.js';

const titles: Readonly<Record<Rule, readonly [vi: string, en: string]>> = {
  'V-01': ['Tra cứu không có hồ sơ', 'Look-up without a case'],
  'V-05': ['Vượt quyền', 'Function or field beyond the grant'],
  'V-07': ['Dùng sau khi thu hồi, tạm khóa', 'Use after revocation or suspension'],
  'V-08': ['Không có quyết định cấp còn hiệu lực', 'No valid grant'],
  'V-18': ['Một cán bộ nhiều tài khoản', 'More than one account'],
  'V-19': ['Không thu hồi khi thôi nhiệm vụ', 'Not revoked when duty ended'],
  'V-28': ['Quá hạn đổi mật khẩu', 'Password over 90 days'],
};

/** The findings beside what was planted, a line a rule; `boundary` counts the lawful cases that no finding names. */
export function findingsTable(city: City, compared: readonly Compared<Found>[]): string {
  const head = [
    'Quy tắc\nRule',
    'Cài sẵn\nPlanted',
    'Tìm thấy\nFound',
    'Bỏ sót\nMissed',
    'Thừa\nExtra',
    'Ca biên không vi phạm\nLawful boundary cases',
  ];
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: ['left', ...Array<'right'>(5).fill('right')],
  });
  for (const { rule, planted, found, missed, extra } of compared) {
    const [vi, en] = titles[rule as Rule] ?? ['', ''];
    const near = city.boundaries.filter((boundary) => boundary.rule === rule);
    const hit = near.filter((boundary) => extra.some((finding) => isAbout(finding, boundary)));
    const spared = `${near.length - hit.length} / ${near.length}`;
    table.push([`${rule} ${vi}\n     ${en}`, planted, found, missed.length, extra.length, spared]);
  }
  const sum = (of: (line: Compared<Found>) => number) => compared.reduce((total, line) => total + of(line), 0);
  const totals = [sum((line) => line.planted), sum((line) => line.found)];
  table.push([
    'Tổng · Total',
    ...totals,
    sum((l) => l.missed.length),
    sum((l) => l.extra.length),
    city.boundaries.length,
  ]);
  return table.toString();
}

/** Each planted case with what is about it, and how it was graded. */
export function storiesTable(compared: readonly Compared<Found>[], manifest: readonly Planted[]): string {
  const head = ['', 'Vi phạm cài sẵn · Planted violation', 'Mức · Severity', 'Trạng thái · State', ''];
  const table = new Table({ head, style: { head: [], border: [] } });
  const missed = new Set(compared.flatMap((line) => line.missed));
  for (const planted of manifest) {
    const { rule, vi, en, severity, state } = planted;
    table.push([rule, `${vi}\n${en}`, severity, state, missed.has(planted) ? 'BỎ SÓT\nMISSED' : 'tìm thấy\nfound']);
  }
  return table.toString();
}

/** What went wrong, a line each: planted and not found, found and not planted. */
export function differences(compared: readonly Compared<Found>[]): string[] {
  return compared.flatMap(({ missed, extra }) => [
    ...missed.map((one) => `bỏ sót · missed ${JSON.stringify(one)}`),
    ...extra.map(({ code, severity, state, lookupId, accountId, officialId }) => {
      return `thừa · extra ${JSON.stringify({ code, severity, state, lookupId, accountId, officialId })}`;
    }),
  ]);
}
