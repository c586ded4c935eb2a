import { shown, type historyOf } from '@app/capabilities';
import type { Manifest } from './manifest.js';
import type { ProvenMap } from './proven-map.js';

/** One event of a history, with the rights and the findings of its moment. */
export type Step = Awaited<ReturnType<typeof historyOf>>['items'][number];

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const kinds: Readonly<Record<string, string>> = {
  account: 'tài khoản',
  citizen: 'công dân (theo mã)',
  device: 'thiết bị',
  dossier: 'hồ sơ',
  official: 'cán bộ',
};
const types: Readonly<Record<string, string>> = {
  AccountGranted: 'Cấp tài khoản',

  AccountRevoked: 'Thu hồi tài khoản',
  AccountRequested: 'Đề nghị cấp tài khoản',
  AccountScopeChanged: 'Đổi phạm vi tài khoản',
  AccountSuspended: 'Tạm khóa tài khoản',
  DossierClosed: 'Đóng hồ sơ',
  DossierObserved: 'Hồ sơ',
  LookupDenied: 'Tra cứu bị từ chối',
  LookupJustified: 'Giải trình tra cứu',
  LookupPerformed: 'Tra cứu',
  LookupResultExported: 'Xuất kết quả tra cứu',
  OfficialRegistered: 'Cán bộ',
  AccountReinstated: 'Mở lại tài khoản',
  SessionEnded: 'Kết thúc phiên',
  SessionStarted: 'Bắt đầu phiên',
};
const severities: Readonly<Record<string, string>> = {
  low: 'thấp',
  medium: 'trung bình',
  high: 'cao',
  critical: 'nghiêm trọng',
};
const states: Readonly<Record<string, string>> = { standing: 'còn', remedied: 'đã khắc phục', withdrawn: 'đã rút' };
const statuses: Readonly<Record<string, string>> = {
  active: 'đang dùng',
  expired: 'hết hạn',
  revoked: 'đã thu hồi',
  suspended: 'tạm khóa',
};
const told = (words: Readonly<Record<string, string>>, word: string) =>
  Object.hasOwn(words, word) ? words[word] : word;

const style = `
  body { font: 11pt/1.4 "Times New Roman", "Liberation Serif", serif; margin: 1.5cm auto; max-width: 27cm; color: #000; background: #fff; }
  h1 { font-size: 15pt; text-align: center; } h2 { font-size: 12pt; break-after: avoid; }
  table { border-collapse: collapse; width: 100%; font-size: 9pt; } thead { display: table-header-group; }
  th, td { border: 1px solid #444; padding: 2pt 4pt; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  tr { break-inside: avoid; } .limits { border: 2px solid #000; padding: 4pt 8pt; } .note { font-size: 9pt; }
  @page { size: A4 landscape; margin: 1.5cm; } @media print { body { margin: 0; max-width: none; } }`;

function table(heads: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return `<p>${escaped(none)}</p>`;
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells('th', heads)}</thead><tbody>\n${rows.map((row) => cells('td', row)).join('\n')}\n</tbody></table>`;
}

/** Distinct values in the order in which they come. */
const distinct = <T>(values: readonly T[], keyOf: (value: T) => string): T[] => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];

function rightsOf(steps: readonly Step[]): string {
  const rights = distinct(
    steps.flatMap((step) => step.rights),
    (right) => JSON.stringify(right),
  );
  const rows = rights.map(({ accountId, officialId, unitId, roleClass, status, functions, fields }) => [
    ...[accountId, officialId, unitId, roleClass, told(statuses, status), functions.join(' '), fields.join(' ')],
  ]);
  const heads = ['Tài khoản', 'Cán bộ', 'Đơn vị', 'Vai trò', 'Trạng thái', 'Chức năng', 'Trường dữ liệu'];
  return table(heads, rows, 'Không có quyền nào được ghi nhận vào lúc xảy ra các sự kiện này.');
}

function findingsOf(steps: readonly Step[], madeFor: string | undefined): string {
  const findings = distinct(
    steps.flatMap((step) => step.findings),
    ({ findingId }) => findingId,
  );
  const rows = findings.map(({ findingId, code, severity, state, since, until }) => [
    code,
    told(severities, severity),
    told(states, state),
    shown(since),
    until ? shown(until) : '',
    findingId === madeFor ? `${findingId} (gói lập cho vụ việc này)` : findingId,
  ]);
  const heads = ['Quy tắc', 'Mức', 'Tình trạng', 'Từ lúc', 'Đến lúc', 'Mã phát hiện'];
  return table(heads, rows, 'Không có phát hiện nào gắn với các sự kiện này.');
}

function eventsOf(steps: readonly Step[], leafOf: (position: number) => number): string {
  const rows = steps.map((step, i) => {
    const { event, findings, position, recordedLate } = step;
    const data = event.data as Record<string, unknown>;
    const named = (field: string) => (typeof data[field] === 'string' ? data[field] : '');
    return [
      String(i + 1),
      shown(event.occurredAt),
      told(types, event.type),
      named('accountId'),
      [named('function'), named('result') || named('denyReason')].filter(Boolean).join(': '),
      Array.isArray(data.subjects) ? String(data.subjects.length) : '',
      fileOf(step, named('dossierId') || named('petitionId')),
      findings.map(({ code, state }) => (state === 'standing' ? code : `${code} (${told(states, state)})`)).join(' '),
      shown(event.recordedAt) + (recordedLate ? ' (ghi nhận muộn)' : ''),
      String(leafOf(Number(position))),
    ];
  });
  const heads = [
    ...['STT', 'Xảy ra lúc', 'Sự kiện', 'Tài khoản', 'Chức năng: kết quả', 'Số công dân', 'Hồ sơ, đơn thư'],
    ...['Vi phạm', 'Ghi nhận lúc', 'Số lá'],
  ];
  return table(heads, rows, 'Không có sự kiện nào trong khoảng thời gian này dưới điểm niêm phong.');
}

// `null`: cited, and never seen in its own system.
function fileOf({ dossier, petition }: Step, id: string): string {
  return dossier === null || petition === null ? `${id} (sổ chưa từng thấy)` : id;
}

/** Whether the package proves that there are no other events, and how many it does not hold. */
function whether(map: ProvenMap | undefined): { vi: string; en: string } {
  if (!map)
    return {
      vi: 'Gói KHÔNG chứng minh rằng không còn sự kiện nào khác.',
      en: 'It does NOT prove that there are no others.',
    };
  const others = map.keys.map(({ key, others }) => [key, others.length] as const).filter(([, count]) => count > 0);
  const listed = (of: string, none: string) =>
    others.length === 0 ? none : others.map(([key, count]) => `${key}: ${count}`).join('; ') + of;
  return {
    vi:
      `Gói còn chứng minh rằng trong ${map.size} lá đầu của sổ không có sự kiện nào khác về chủ thể ngoài các sự kiện này và các lá được kê ở manifest.json ` +
      `(${listed(' lá ngoài khoảng thời gian, không kèm trong gói; rằng chúng nằm ngoài thì không được chứng minh', 'không có lá nào như vậy')}); các lá sau đó thì không được chứng minh.`,
    en:
      `It proves too that among the first ${map.size} leaves of the log there are no events about the subject but these and the leaves that manifest.json lists ` +
      `(${listed(' leaves outside the time, which are not in the package; that they lie outside is not proven', 'there are none such')}); of the leaves after that nothing is proven.`,
  };
}

/**
 * The report of a package for people, in Vietnamese and made for print: whom it is about, when, under which rights, what was
 * looked up in the order of occurrence for which dossier, and what was found in it. Nothing of it is HTML but its own tags.
 */
export function reportOf(
  { about, from, to, findingId, inspectionId }: Pick<Manifest, 'about' | 'from' | 'to' | 'findingId' | 'inspectionId'>,
  { size, sealedAt }: { size: number; sealedAt: string },
  steps: readonly Step[],
  leafOf: (position: number) => number,
  map?: ProvenMap,
): string {
  const kind = about.slice(0, about.indexOf(':'));
  const id = about.slice(kind.length + 1);
  const period = `${from === undefined ? 'từ đầu' : `từ ${shown(from)}`} ${to === undefined ? 'đến điểm niêm phong' : `đến trước ${shown(to)}`}`;
  const purpose = [
    ...(findingId === undefined ? [] : [`vụ việc của phát hiện ${findingId}`]),
    ...(inspectionId === undefined ? [] : [`cuộc kiểm tra ${inspectionId}`]),
  ].join(', ');
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(`Trích sổ: ${about}`)}</title><style>${style}</style></head><body>
<h1>TRÍCH SỔ NHẬT KÝ TRUY CẬP</h1>
<p>Về ${escaped(told(kinds, kind))} <b>${escaped(id)}</b>, ${escaped(period)}.${purpose === '' ? '' : ` Lập cho ${escaped(purpose)}.`}</p>
<p>Theo điểm niêm phong gồm ${size} sự kiện, ký lúc ${escaped(shown(sealedAt))} theo đồng hồ của sổ. Có ${steps.length} sự kiện.</p>
<p class="limits">Gói chứng minh rằng các sự kiện dưới đây có trong sổ. ${escaped(whether(map).vi)} Bản này chỉ để đọc; bằng
chứng nằm ở các tệp cùng gói. Quyền và vi phạm là theo những gì sổ biết lúc niêm phong, do sổ tự tính, không nằm trong bằng chứng.</p>
<h2>Quyền có hiệu lực vào lúc xảy ra sự kiện</h2>
${rightsOf(steps)}
<h2>Sự kiện theo thứ tự xảy ra</h2>
${eventsOf(steps, leafOf)}
<h2>Vi phạm được phát hiện</h2>
${findingsOf(steps, findingId)}
<p class="note">Giờ Việt Nam (+07:00). “Số lá” N: tệp <code>events/N.json</code> là sự kiện như được lưu, <code>proofs/N.tlog-proof</code> là bằng chứng của nó.
Công dân nằm trong sổ dưới dạng mã, không có số định danh.</p>
<p class="note" lang="en">For reading only; the evidence is in the other files of the package. It proves that these events are in the log.
${escaped(whether(map).en)} Rights and findings are as the ledger knew them at the checkpoint; the ledger worked them out, they are no part of the proof.</p>
</body></html>
`;
}
