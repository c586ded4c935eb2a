import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a ZIP, and whatever about it is not as a package has it. */
export interface Entry {
  name: string;
  bytes: Buffer;
  flags?: number;
  method?: number;
  time?: number;
  crc?: number;
  /** Sizes as the headers say them. */
  stored?: number;
  size?: number;
  extra?: Buffer;
  external?: number;
  /** The name in the central directory. */
  listed?: string;
  /** Where the central directory says that it is. */
  offset?: number;
}
export interface Whole {
  before?: Buffer;
  between?: Buffer;
  comment?: string;
  count?: number;
}

const u16 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => bytes.writeUInt16LE(value, 2 * i));
  return bytes;
};
const u32 = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32LE(value, 4 * i));
  return bytes;
};

/** A ZIP of these entries in this order, right or wrong. */
export function zipOf(entries: readonly Entry[], { before, between, comment = '', count }: Whole = {}): Buffer {
  const parts: Buffer[] = before ? [before] : [];
  const central: Buffer[] = [];
  let at = before?.length ?? 0;
  for (const {
    name,
    bytes,
    flags = 0,
    method = 0,
    time = 0,
    extra = Buffer.alloc(0),
    external = 0,
    ...said
  } of entries) {
    const content = method === 8 ? deflateRawSync(bytes) : bytes;
    const { crc = crc32(bytes), stored = content.length, size = bytes.length, listed = name, offset = at } = said;
    const common = (named: string) => [
      u16(20, flags, method, time, 0x21),
      u32(crc, stored, size),
      u16(Buffer.byteLength(named), extra.length),
    ];
    const local = Buffer.concat([u32(0x04034b50), ...common(name), Buffer.from(name), extra]);
    central.push(
      Buffer.concat([
        ...[
          u32(0x02014b50),
          u16(20),
          ...common(listed),
          u16(0, 0, 0),
          u32(external, offset),
          Buffer.from(listed),
          extra,
        ],
      ]),
    );
    parts.push(local, content);
    at += local.length + content.length;
  }
  if (between) parts.push(between);
  at += between?.length ?? 0;
  const directory = Buffer.concat(central);
  const many = count ?? entries.length;
  const end = Buffer.concat([u32(0x06054b50), u16(0, 0, many, many), u32(directory.length, at), u16(comment.length)]);
  return Buffer.concat([...parts, directory, end, Buffer.from(comment)]);
}
