import { shown, type historyOf } from '@app/capabilities';
import type { Manifest } from './manifest.js';
import type { ProvenMap } from './proven-map.js';

/** What a report says, whatever it is written in: text, and tables. */
export interface Report {
  title: string;
  heading: string;
  /** What it is about and made for. */
  opening: readonly string[];
  /** What it does not prove. */
  limits: string;
  sections: readonly Section[];
  /** How to read it, in Vietnamese and English. */
  notes: readonly { text: string; lang: 'vi' | 'en' }[];
}
/** A table under its heading. */
export interface Section {
  heading: string;
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** What is said where there is no row. */
  none: string;
}
export interface Column {
  head: string;
  /** Its part of the page's width, beside those of the others. */
  width: number;
}

/** One event of a history, with the rights and the findings of its moment. */
export type Step = Awaited<ReturnType<typeof historyOf>>['items'][number];

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

/** Distinct values in the order in which they come. */
const distinct = <T>(values: readonly T[], keyOf: (value: T) => string): T[] => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];

function rightsOf(steps: readonly Step[]): Section {
  const rights = distinct(
    steps.flatMap((step) => step.rights),
    (right) => JSON.stringify(right),
  );
  const rows = rights.map(({ accountId, officialId, unitId, roleClass, status, functions, fields }) => [
    ...[accountId, officialId, unitId, roleClass, told(statuses, status), functions.join(' '), fields.join(' ')],
  ]);
  return {
    heading: 'Quyền có hiệu lực vào lúc xảy ra sự kiện',
    columns: columnsOf(
      ['Tài khoản', 14],
      ['Cán bộ', 10],
      ['Đơn vị', 12],
      ['Vai trò', 11],
      ['Trạng thái', 9],
      ['Chức năng', 22],
      ['Trường dữ liệu', 22],
    ),
    rows,
    none: 'Không có quyền nào được ghi nhận vào lúc xảy ra các sự kiện này.',
  };
}

function findingsOf(steps: readonly Step[], madeFor: string | undefined): Section {
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
  return {
    heading: 'Vi phạm được phát hiện',
    columns: columnsOf(
      ['Quy tắc', 8],
      ['Mức', 11],
      ['Tình trạng', 12],
      ['Từ lúc', 15],
      ['Đến lúc', 15],
      ['Mã phát hiện', 39],
    ),
    rows,
    none: 'Không có phát hiện nào gắn với các sự kiện này.',
  };
}

function eventsOf(steps: readonly Step[], leafOf: (position: number) => number): Section {
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
  return {
    heading: 'Sự kiện theo thứ tự xảy ra',
    columns: columnsOf(
      ['STT', 4],
      ['Xảy ra lúc', 15],
      ['Sự kiện', 10],
      ['Tài khoản', 13],
      ['Chức năng: kết quả', 12],
      ['Số công dân', 6],
      ['Hồ sơ, đơn thư', 13],
      ['Vi phạm', 8],
      ['Ghi nhận lúc', 14],
      ['Số lá', 7],
    ),
    rows,
    none: 'Không có sự kiện nào trong khoảng thời gian này dưới điểm niêm phong.',
  };
}

// `null`: cited, and never seen in its own system.
function fileOf({ dossier, petition }: Step, id: string): string {
  return dossier === null || petition === null ? `${id} (sổ chưa từng thấy)` : id;
}

const columnsOf = (...columns: readonly (readonly [head: string, width: number])[]): Column[] =>
  columns.map(([head, width]) => ({ head, width }));

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
 * The report of a package for people, in Vietnamese: whom it is about, when, under which rights, what was looked up in the
 * order of occurrence for which dossier, and what was found in it.
 */
export function reportOf(
  { about, from, to, findingId, inspectionId }: Pick<Manifest, 'about' | 'from' | 'to' | 'findingId' | 'inspectionId'>,
  { size, sealedAt }: { size: number; sealedAt: string },
  steps: readonly Step[],
  leafOf: (position: number) => number,
  map?: ProvenMap,
): Report {
  const kind = about.slice(0, about.indexOf(':'));
  const id = about.slice(kind.length + 1);
  const period = `${from === undefined ? 'từ đầu' : `từ ${shown(from)}`} ${to === undefined ? 'đến điểm niêm phong' : `đến trước ${shown(to)}`}`;
  const purpose = [
    ...(findingId === undefined ? [] : [`vụ việc của phát hiện ${findingId}`]),
    ...(inspectionId === undefined ? [] : [`cuộc kiểm tra ${inspectionId}`]),
  ].join(', ');
  return {
    title: `Trích sổ: ${about}`,
    heading: 'TRÍCH SỔ NHẬT KÝ TRUY CẬP',
    opening: [
      `Về ${told(kinds, kind)} ${id}, ${period}.${purpose === '' ? '' : ` Lập cho ${purpose}.`}`,
      `Theo điểm niêm phong gồm ${size} sự kiện, ký lúc ${shown(sealedAt)} theo đồng hồ của sổ. Có ${steps.length} sự kiện.`,
    ],
    limits:
      `Gói chứng minh rằng các sự kiện dưới đây có trong sổ. ${whether(map).vi} Bản này chỉ để đọc; ` +
      'bằng chứng nằm ở các tệp cùng gói. Quyền và vi phạm là theo những gì sổ biết lúc niêm phong, do sổ tự tính, không nằm trong bằng chứng.',
    sections: [rightsOf(steps), eventsOf(steps, leafOf), findingsOf(steps, findingId)],
    notes: [
      {
        lang: 'vi',
        text:
          'Giờ Việt Nam (+07:00). “Số lá” N: tệp events/N.json là sự kiện như được lưu, proofs/N.tlog-proof là bằng chứng của nó. ' +
          'Công dân nằm trong sổ dưới dạng mã, không có số định danh.',
      },
      {
        lang: 'en',
        text:
          'For reading only; the evidence is in the other files of the package. It proves that these events are in the log. ' +
          `${whether(map).en} ` +
          'Rights and findings are as the ledger knew them at the checkpoint; the ledger worked them out, they are no part of the proof.',
      },
    ],
  };
}
