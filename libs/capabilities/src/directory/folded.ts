/** A text for searching: lower case, without Vietnamese marks, đ as d; so `Nguyễn Đức` is found by `nguyen duc`. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}
