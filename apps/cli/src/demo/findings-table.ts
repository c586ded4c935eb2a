import type { City } from './city.js';
import { type Compared, type Found, isAbout } from './manifest.js';
import type { JudgedRule } from './play.js';
import { tableOf } from './table.js';
import { inWords } from './words.js';

type Manifest = Pick<City, 'manifest' | 'boundaries'>;

/** The findings beside what was planted, a line a rule; a rule that the server does not have is told as such. */
export function findingsTable(
  { boundaries }: Manifest,
  compared: readonly Compared<Found>[],
  rules: readonly JudgedRule[],
): string {
  const head = [
    'Quy tắc\nRule',
    'Cài sẵn\nPlanted',
    'Tìm thấy\nFound',
    'Bỏ sót\nMissed',
    'Thừa\nExtra',
    'Ca biên không vi phạm\nLawful boundary cases',
  ];
  const rows = compared.map(({ rule, judged, planted, found, missed, extra }) => {
    const { titleVi, titleEn } = rules.find(({ code }) => code === rule) ?? notJudged;
    const near = boundaries.filter((boundary) => boundary.rule === rule);
    const spared = near.filter(({ key }) => !extra.some((finding) => isAbout(finding, key)));
    const figures = judged
      ? [found, missed.length, extra.length, `${spared.length} / ${near.length}`]
      : ['', '', '', ''];
    return [`${rule} ${titleVi}\n     ${titleEn}`, planted, ...figures];
  });
  const judged = compared.filter((line) => line.judged);
  const sum = (of: (line: Compared<Found>) => number) => judged.reduce((total, line) => total + of(line), 0);
  const found = [sum((line) => line.planted), sum((line) => line.found)];
  const wrong = [sum((line) => line.missed.length), sum((line) => line.extra.length)];
  const spared = boundaries.filter(({ rule }) => judged.some((line) => line.rule === rule));
  const total = ['Tổng · Total', ...found, ...wrong, spared.length];
  return tableOf(head, [1, 2, 3, 4, 5], [...rows, total]);
}
const notJudged = { titleVi: 'máy chủ này chưa xét', titleEn: 'not judged by this server' };

/** What was planted, rule by rule: each violation with its grade and whether it was found, then the lawful cases. */
export function storiesTable({ manifest, boundaries }: Manifest, compared: readonly Compared<Found>[]): string {
  const head = ['', 'Chuyện đã cài · What was planted', 'Mức · Severity', 'Trạng thái · State', 'Kết quả · Outcome'];
  const rows = compared.flatMap(({ rule, judged, missed, extra }) => [
    ...manifest
      .filter((planted) => planted.rule === rule)
      .map((planted) => {
        const { vi, en, severity, state } = planted;
        const found = missed.includes(planted) ? 'BỎ SÓT · MISSED' : 'tìm thấy · found';
        return [rule, `${vi}\n${en}`, inWords(severity), inWords(state), judged ? found : 'chưa xét · not judged'];
      }),
    ...boundaries
      .filter((boundary) => boundary.rule === rule)
      .map(({ vi, en, key }) => {
        const hit = extra.some((finding) => isAbout(finding, key));
        return [rule, `${vi}\n${en}`, 'hợp lệ · lawful', '', hit ? 'BÁO NHẦM · REPORTED' : 'không báo · spared'];
      }),
  ]);
  return tableOf(head, [], rows);
}

/** What went wrong, a line each: planted and not found, found and not planted. */
export function differences(compared: readonly Compared<Found>[]): string[] {
  return compared.flatMap(({ missed, extra }) => [
    ...missed.map((one) => `bỏ sót · missed ${JSON.stringify(one)}`),
    ...extra.map(({ code, severity, state, since, subject, lookupId, accountId, officialId, unitId }) => {
      const told = { code, severity, state, since, subject, lookupId, accountId, officialId, unitId };
      return `thừa · extra ${JSON.stringify(told)}`;
    }),
  ]);
}
