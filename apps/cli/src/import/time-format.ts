/** Reads a moment as a source writes it, into RFC 3339 with the zone's offset; `undefined` for what is not one. */
export type TimeReader = (text: string) => string | undefined;

const widths: Readonly<Record<string, string>> = {
  yyyy: '(?<yyyy>\\d{4})',
  MM: '(?<MM>\\d{1,2})',
  dd: '(?<dd>\\d{1,2})',
  HH: '(?<HH>\\d{1,2})',
  mm: '(?<mm>\\d{2})',
  ss: '(?<ss>\\d{2})',
  SSS: '(?<SSS>\\d{1,3})',
};
const zones: Readonly<Record<string, string>> = { 'Asia/Ho_Chi_Minh': '+07:00', UTC: 'Z', Z: 'Z' };

/**
 * The reader of a format made of yyyy MM dd HH mm ss SSS and of signs that stand for themselves, such as
 * `dd/MM/yyyy HH:mm:ss`. A day, month or hour may come with one digit. Hours, minutes and seconds may be left out.
 * The zone is `Asia/Ho_Chi_Minh`, `UTC` or an offset such as `+07:00`. `undefined` when either is not understood.
 */
export function timeReader(format: string, zone: string): TimeReader | undefined {
  const offset = Object.hasOwn(zones, zone) ? zones[zone] : /^[+-]\d\d:\d\d$/.test(zone) ? zone : undefined;
  const parts = format.match(/([A-Za-z])\1*|[^A-Za-z]/g) ?? [];
  const letters = parts.filter((part) => /^[A-Za-z]/.test(part) && part !== 'T');
  const known = letters.every((part) => Object.hasOwn(widths, part)) && new Set(letters).size === letters.length;
  if (!offset || !known || !['yyyy', 'MM', 'dd'].every((part) => letters.includes(part))) return undefined;
  const pattern = new RegExp(`^${parts.map((part) => widths[part] ?? literal(part)).join('')}$`);
  return (text) => {
    const found = pattern.exec(text.trim())?.groups;
    if (!found) return undefined;
    const two = (part: string) => (found[part] ?? '00').padStart(2, '0');
    const ms = found.SSS === undefined ? '' : `.${found.SSS.padEnd(3, '0')}`;
    return `${found.yyyy}-${two('MM')}-${two('dd')}T${two('HH')}:${two('mm')}:${two('ss')}${ms}${offset}`;
  };
}

const literal = (sign: string) => sign.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
