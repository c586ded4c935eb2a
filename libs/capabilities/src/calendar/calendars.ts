import { addDays, startOfDay } from '../time.js';
import type { CalendarPublished } from './events.js';

/**
 * Vietnam's working days for its administration, 2024–2027, a version for each announcement and in force from its day.
 * `holidays` holds the public holidays with the days off in lieu and the swapped ones; weekends are off anyway. Each
 * `basis` says what was announced (and in which document) and what is computed or assumed.
 */
export const calendars: readonly Readonly<CalendarPublished>[] = [
  {
    version: '2024.1',
    year: 2024,
    effectiveFrom: startOfDay('2023-11-22'),
    holidays: [
      '2024-01-01',
      ...days('2024-02-08', 7),
      '2024-04-18',
      '2024-04-30',
      '2024-05-01',
      '2024-09-02',
      '2024-09-03',
    ],
    workdays: [],
    basis:
      'Đã công bố: Thông báo 5015/TB-LĐTBXH ngày 22/11/2023 (Tết 8–14/2, Quốc khánh 31/8–3/9). Tính theo Bộ luật Lao động, Điều 112: 1/1, 30/4, 1/5 và Giỗ Tổ 10/3 âm lịch = 18/4. / Announced: Tết, National Day; computed: the rest.',
  },
  {
    version: '2024.2',
    year: 2024,
    effectiveFrom: startOfDay('2024-04-12'),
    holidays: [
      '2024-01-01',
      ...days('2024-02-08', 7),
      '2024-04-18',
      ...days('2024-04-29', 3),
      '2024-09-02',
      '2024-09-03',
    ],
    workdays: ['2024-05-04'],
    basis:
      'Như 2024.1; thêm hoán đổi 29/4 làm bù thứ Bảy 4/5 theo Công văn 2450/VPCP-KGVX ngày 12/4/2024. / As 2024.1, with the swap of 29/4 for Saturday 4/5 announced.',
  },
  {
    version: '2025.1',
    year: 2025,
    effectiveFrom: startOfDay('2024-11-26'),
    holidays: [
      '2025-01-01',
      ...days('2025-01-27', 5),
      '2025-04-07',
      ...days('2025-04-30', 3),
      '2025-09-01',
      '2025-09-02',
    ],
    workdays: ['2025-04-26'],
    basis:
      'Đã công bố: Công văn 8726/VPCP-KGVX ngày 26/11/2024, Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024 (Tết 25/1–2/2; 30/4–4/5, 2/5 làm bù thứ Bảy 26/4; Quốc khánh 30/8–2/9). Tính theo luật: 1/1 và Giỗ Tổ 10/3 âm lịch = 7/4. / Announced: Tết, the swap, National Day; computed: the rest.',
  },
  {
    version: '2026.1',
    year: 2026,
    effectiveFrom: startOfDay('2025-10-16'),
    holidays: in2026(),
    workdays: ['2026-08-22'],
    basis:
      'Đã công bố: Thông báo 9441/TB-BNV ngày 16/10/2025 (Tết 14–22/2; Quốc khánh 29/8–2/9, 31/8 làm bù thứ Bảy 22/8). Tính theo luật: 1/1, 30/4, 1/5; Giỗ Tổ 10/3 âm lịch = Chủ nhật 26/4, nghỉ bù 27/4. / Announced: Tết, National Day and its swap; computed: the rest.',
  },
  {
    version: '2026.2',
    year: 2026,
    effectiveFrom: startOfDay('2025-12-25'),
    holidays: in2026('2026-01-02'),
    workdays: ['2026-01-10', '2026-08-22'],
    basis:
      'Như 2026.1; thêm hoán đổi 2/1 làm bù thứ Bảy 10/1 theo Văn bản 12729/VPCP-KGVX ngày 25/12/2025. / As 2026.1, with the swap of 2/1 for Saturday 10/1 announced.',
  },
  {
    version: '2026.3',
    year: 2026,
    effectiveFrom: startOfDay('2026-02-26'),
    holidays: in2026('2026-01-02', '2026-11-24'),
    workdays: ['2026-01-10', '2026-08-22'],
    basis:
      'Như 2026.2; giả định thêm 24/11 (Ngày Văn hóa Việt Nam): chủ trương tại Nghị quyết 80-NQ/TW ngày 7/1/2026 và Nghị quyết 30/NQ-CP; chưa đối chiếu văn bản sửa Điều 112 Bộ luật Lao động. / As 2026.2; 24/11 is assumed: resolved as policy, the amendment of the law not seen.',
  },
  {
    version: '2027.0',
    year: 2027,
    effectiveFrom: startOfDay('2026-10-01'),
    holidays: [
      '2027-01-01',
      ...days('2027-02-04', 7),
      '2027-04-16',
      '2027-04-30',
      '2027-05-01',
      '2027-05-03',
      '2027-09-02',
      '2027-09-03',
      '2027-11-24',
    ],
    workdays: [],
    basis:
      'Chưa có công bố. Tính theo luật: 1/1; mùng 1 Tết = 6/2; Giỗ Tổ 10/3 âm lịch = 16/4; 30/4; 1/5 là thứ Bảy, nghỉ bù 3/5; 2/9. Giả định: nghỉ Tết 4–10/2 (như 2024, khi mùng 1 cũng là thứ Bảy), 3/9, 24/11; không có hoán đổi. / Nothing announced yet: computed by law, and assumed where the law leaves a choice.',
  },
];

function in2026(...added: string[]): string[] {
  const known = ['2026-01-01', ...days('2026-02-16', 5), '2026-04-26', '2026-04-27', '2026-04-30', '2026-05-01'];
  return [...known, ...days('2026-08-31', 3), ...added].sort();
}

function days(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => addDays(first, i));
}
