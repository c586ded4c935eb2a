import type { TokenOf } from '@app/nest';

// Twelve digits standing alone are a citizen number, whatever they are said to be.
const citizenNumber = /(?<!\d)\d{12}(?!\d)/g;

/** The same texts, with a token wherever one holds a citizen number. */
export function withoutNumbers<T extends Readonly<Record<string, string>>>(texts: T, tokenOf: TokenOf): T {
  const told = Object.entries(texts).map(([name, text]) => [name, text.replace(citizenNumber, tokenOf)]);
  return Object.fromEntries(told) as T;
}
