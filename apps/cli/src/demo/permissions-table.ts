import Table from 'cli-table3';
import type { City } from './city.js';

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
  const head = [
    'Đơn vị\nUnit',
    'Cán bộ\nOfficials',
    'TTHC\nactive',
    'KNTC\nactive',
    'Tạm khóa\nSuspended',
    'Đã dứt\nEnded',
    'Mật khẩu cũ nhất\nOldest password',
    'Có MFA\nWith MFA',
  ];
  const table = new Table({
    head,
    style: { head: [], border: [] },
    colAligns: ['left', ...Array<'right'>(7).fill('right')],
  });
  for (const { unitId, name } of city.units) {
    const own = rights.filter((right) => right.unitId === unitId);
    if (own.length > 0) table.push([`${name} (${unitId})`, ...figuresOf(own)]);
  }
  table.push(['Cả thành phố · The whole city', ...figuresOf(rights)]);
  return table.toString();
}

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
