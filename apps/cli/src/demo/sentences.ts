import type { Told } from '../told.js';
import type { City } from './city.js';

/** The demo's steps as they are told while they run. */
export const steps = {
  building: { vi: 'dựng thành phố từ hạt giống', en: 'building the city from its seed' },
  starting: { vi: 'khởi động máy chủ trên kho tạm', en: 'starting a server on a temporary store' },
  playing: { vi: 'phát cả tháng qua HTTP', en: 'playing the month over HTTP' },
  judging: { vi: 'chờ xét xong và đọc phát hiện', en: 'waiting for the judgement, reading the findings' },
  permitting: { vi: 'đọc quyền hiện hành', en: 'reading the current permissions' },
  replaying: { vi: 'đọc lịch sử một cán bộ', en: "reading one official's history" },
} as const satisfies Record<string, Told>;

/** Titles of what the demo prints. */
export const titles = {
  rights: { vi: 'Quyền hiện hành theo đơn vị', en: 'Current permissions by unit' },
  stories: { vi: 'Các vi phạm đã cài sẵn, máy chủ không hề biết', en: 'What was planted, unknown to the server' },
  readers: { vi: 'Ai đã đọc lịch sử đó, theo sổ', en: 'Who read that history, as the ledger has it' },
  findings: { vi: 'Phát hiện so với cài sẵn', en: 'Findings beside what was planted' },
  times: { vi: 'Thời gian từng bước', en: 'Time of each step' },
} as const satisfies Record<string, Told>;

export const replayTitle = ({ hero }: City): Told => ({
  vi: `Diễn lại lịch sử của cán bộ ${hero}: nghỉ việc, bị thu hồi tài khoản trễ, vẫn tra cứu`,
  en: `Replay of official ${hero}: left, was revoked a day too late, and went on looking up`,
});

/** How it ended. */
export const verdict = (right: boolean, clean: boolean): Told =>
  right && clean
    ? { vi: 'Mọi việc hợp lệ, không có phát hiện nào.', en: 'All was lawful, and nothing was found.' }
    : right
      ? {
          vi: 'Tìm thấy mọi vi phạm cài sẵn, không thừa cái nào.',
          en: 'Every planted violation was found, and nothing else.',
        }
      : {
          vi: 'Phát hiện KHÁC với cài sẵn, xem danh sách trên.',
          en: 'The findings DIFFER from what was planted, see above.',
        };

/** What this is, for someone who has never seen the product. */
export function introduction(city: City): Told {
  const lookups = city.facts.filter(({ type }) => type.includes('Lookup')).length;
  const { officials, accounts, seed } = city;
  const units = city.units.length;
  return {
    vi:
      `Thành phố hư cấu Sen Hồng (hạt giống ${seed}), tháng 12/2025: ${units} đơn vị, ${officials} cán bộ, ${accounts} tài khoản\n` +
      `trên hai hệ thống (một cửa TTHC, khiếu nại tố cáo KNTC), ${lookups} lượt tra cứu dữ liệu dân cư.\n` +
      'Sổ cái ghi mọi sự kiện, dựng quyền hiện hành và tự tìm vi phạm theo văn bản của Sa Đéc, Lào Cai, Hà Đông.',
    en:
      `The fictional city of Sen Hồng (seed ${seed}), December 2025: ${units} units, ${officials} officials, ${accounts} accounts\n` +
      `on two systems (one-stop TTHC, complaints KNTC), ${lookups} look-ups of population data.\n` +
      'The ledger records every event, shows who may do what, and finds violations of the directives of Sa Đéc, Lào Cai and Hà Đông.',
  };
}
