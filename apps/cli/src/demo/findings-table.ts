import type { City } from './city.js';
import { type Compared, type Found, isAbout, type Rule, rules } from './manifest.js';
import { tableOf } from './table.js';
import { inWords } from './words.js';

const titles: Readonly<Record<Rule, readonly [vi: string, en: string]>> = {
  'V-01': ['Tra cứu không có hồ sơ', 'Look-up without a case'],
  'V-02': ['Công dân không thuộc hồ sơ', 'Citizen not a party'],
  'V-03': ['Ngoài thời gian xử lý hồ sơ', "Outside the dossier's life"],
  'V-04': ['Hồ sơ không thuộc đơn vị', 'Dossier of another unit'],
  'V-05': ['Vượt quyền', 'Function or field beyond the grant'],
  'V-06': ['Vai trò không được tra cứu', 'Role class may not look up'],
  'V-07': ['Dùng sau khi thu hồi, tạm khóa', 'Use after revocation or suspension'],
  'V-08': ['Không có quyết định cấp còn hiệu lực', 'No valid grant'],
  'V-09': ['Ngoài giờ làm việc', 'Out of hours'],
  'V-13': ['Tự tra cứu', 'Self look-up'],
  'V-14': ['Tra cứu người thân, đồng nghiệp', 'Relative or colleague'],
  'V-17': ['In, tải, sao chép không gắn hồ sơ', 'Export without case'],
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
  const rows = compared.map(({ rule, planted, found, missed, extra }) => {
    const [vi, en] = titles[rule as Rule] ?? ['', ''];
    const near = city.boundaries.filter((boundary) => boundary.rule === rule);
    const spared = near.filter((boundary) => !extra.some((finding) => isAbout(finding, boundary)));
    const figures = [planted, found, missed.length, extra.length, `${spared.length} / ${near.length}`];
    return [`${rule} ${vi}\n     ${en}`, ...figures];
  });
  const sum = (of: (line: Compared<Found>) => number) => compared.reduce((total, line) => total + of(line), 0);
  const found = [sum((line) => line.planted), sum((line) => line.found)];
  const wrong = [sum((line) => line.missed.length), sum((line) => line.extra.length)];
  const total = ['Tổng · Total', ...found, ...wrong, city.boundaries.length];
  return tableOf(head, [1, 2, 3, 4, 5], [...rows, total]);
}

/** What was planted, rule by rule: each violation with its grade and whether it was found, then the lawful cases. */
export function storiesTable(city: City, compared: readonly Compared<Found>[]): string {
  const head = ['', 'Chuyện đã cài · What was planted', 'Mức · Severity', 'Trạng thái · State', 'Kết quả · Outcome'];
  const missed = new Set(compared.flatMap((line) => line.missed));
  const extra = compared.flatMap((line) => line.extra);
  const rows = rules.flatMap((rule) => [
    ...city.manifest
      .filter((planted) => planted.rule === rule)
      .map((planted) => {
        const { vi, en, severity, state } = planted;
        const outcome = missed.has(planted) ? 'BỎ SÓT · MISSED' : 'tìm thấy · found';
        return [rule, `${vi}\n${en}`, inWords(severity), inWords(state), outcome];
      }),
    ...city.boundaries
      .filter((boundary) => boundary.rule === rule)
      .map((boundary) => {
        const { vi, en } = boundary;
        const hit = extra.some((finding) => finding.code === rule && isAbout(finding, boundary));
        return [rule, `${vi}\n${en}`, 'hợp lệ · lawful', '', hit ? 'BÁO NHẦM · REPORTED' : 'không báo · spared'];
      }),
  ]);
  return tableOf(head, [], rows);
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
