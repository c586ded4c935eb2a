import type { City } from './city.js';
import { tableOf } from './table.js';

/** What the demo reads of an account's current permission. */
export interface CurrentRight {
  accountId: string;
  officialId: string;
  unitId: string;
  system: string;
  status: string;
  passwordAgeDays: number;
  mfa: { enrolled: boolean };
  lastLookupAt?: string;
}

/** The permissions in force at the city's end, a line a unit. */
export function permissionsTable(city: City, rights: readonly CurrentRight[]): string {
  const rows = city.units
    .map(({ unitId, name }) => ({
      name: `${name} (${unitId})`,
      own: rights.filter((right) => right.unitId === unitId),
    }))
    .filter(({ own }) => own.length > 0)
    .map(({ name, own }) => [name, ...figuresOf(own)]);
  return tableOf(head, [1, 2, 3, 4, 5, 6, 7], [...rows, ['Cả thành phố · The whole city', ...figuresOf(rights)]]);
}

const head = [
  'Đơn vị\nUnit',
  'Cán bộ\nOfficials',
  'TTHC đang dùng\nactive',
  'KNTC đang dùng\nactive',
  'Tạm khóa\nSuspended',
  'Đã dứt\nEnded',
  'Mật khẩu cũ nhất\nOldest password',
  'Có MFA\nWith MFA',
];

function figuresOf(rights: readonly CurrentRight[]): string[] {
  const active = rights.filter((right) => right.status === 'active');
  const on = (system: string) => active.filter((right) => right.system === system).length;
  const suspended = rights.filter((right) => right.status === 'suspended').length;
  const oldest = active.reduce((days, right) => Math.max(days, right.passwordAgeDays), 0);
  return [
    new Set(active.map((right) => right.officialId)).size,
    on('TTHC'),
    on('KNTC'),
    suspended,
    rights.length - active.length - suspended,
    `${oldest} ngày · days`,
    active.filter((right) => right.mfa.enrolled).length,
  ].map(String);
}
