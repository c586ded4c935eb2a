import type { Random } from './random.js';

const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý'];
const middles = ['Văn', 'Thị', 'Minh', 'Thanh', 'Ngọc', 'Hữu', 'Kim', 'Quốc', 'Bảo', 'Thu', 'Đức', 'Xuân'];
const givens = ['An', 'Bình', 'Châu', 'Dũng', 'Giang', 'Hà', 'Hạnh', 'Khánh', 'Lan', 'Long', 'Mai', 'Nam', 'Oanh'];
const more = ['Phúc', 'Quân', 'Sơn', 'Tâm', 'Thảo', 'Trang', 'Tuấn', 'Uyên', 'Vân', 'Yến', 'Đạt', 'Hòa', 'Linh'];

/** A person's name as it is written in Vietnam. */
export const fullName = (random: Random) =>
  [random.pick(families), random.pick(middles), random.pick([...givens, ...more])].join(' ');

/** The usual account name: given name, then the other initials, without marks. */
export function usernameOf(name: string, number: number): string {
  const parts = plain(name).split(' ');
  const initials = parts.slice(0, -1).map((part) => part[0]);
  return `${parts[parts.length - 1]}${initials.join('')}.${number}`;
}
const plain = (text: string) => text.toLowerCase().replaceAll('đ', 'd').normalize('NFD').replace(/\p{M}/gu, '');

/** A made-up number of an old identity card, of nine digits. */
export const oldNumber = (random: Random) => `09${String(random.whole(0, 9_999_999)).padStart(7, '0')}`;

/** A made-up citizen number: no province has the code 099. */
export const citizenNumber = (random: Random) => `099${String(random.whole(0, 999_999_999)).padStart(9, '0')}`;
