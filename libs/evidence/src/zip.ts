import { crc32 } from 'node:zlib';
import { Rejected } from '@app/merkle';

// A ZIP file with stored entries and nothing that is not needed: one spelling for one content, and nothing to unpack that
// could grow. PKWARE APPNOTE 6.3.10, §4.3.7, §4.3.12, §4.3.16.

/** The most that a package has: files, and bytes in all. */
export const mostFiles = 65_000;
export const mostBytes = 128 * 1024 * 1024;
// No way out of the folder that it is unpacked into, and no two names that a file system takes for one.
const namePattern = /^(?:README\.md|[a-z0-9][a-z0-9-]*(?:[./][a-z0-9][a-z0-9-]*)*)$/;
const maxNameBytes = 100;
// 1 January 1980, 00:00: the earliest that the format has.
const [time, date] = [0, 0x21];

function header(signature: number, name: Buffer, bytes: Uint8Array, from = 0): Buffer {
  const isCentral = signature === 0x02014b50;
  const fixed = Buffer.alloc(isCentral ? 46 : 30);
  let at = fixed.writeUInt32LE(signature);
  if (isCentral) at = fixed.writeUInt16LE(20, at);
  for (const field of [20, 0, 0, time, date]) at = fixed.writeUInt16LE(field, at);
  for (const field of [crc32(bytes), bytes.length, bytes.length]) at = fixed.writeUInt32LE(field, at);
  fixed.writeUInt16LE(name.length, at);
  if (isCentral) fixed.writeUInt32LE(from, 42);
  return Buffer.concat([fixed, name]);
}

/** The same bytes for the same files, whatever the order in which they are given. Refuses what `readZip` would not read. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const parts: Uint8Array[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name.length > maxNameBytes || !namePattern.test(name))
      throw new Rejected('shape', 'a file of the package has a name that none has');
    const local = header(0x04034b50, Buffer.from(name), bytes);
    central.push(header(0x02014b50, Buffer.from(name), bytes, at));
    parts.push(local, bytes);
    at += local.length + bytes.length;
    if (at > mostBytes) throw new Rejected('too-large', `a package has at most ${mostBytes} bytes`);
  }
  if (files.size > mostFiles) throw new Rejected('too-large', `a package has at most ${mostFiles} files`);
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** The files of a ZIP that `writeZip` could have written; refuses every other one: `too-large`, `shape`, `duplicate`. */
export function readZip(zip: Uint8Array): Map<string, Uint8Array> {
  if (zip.length > mostBytes + 16 * 1024 * 1024) throw new Rejected('too-large', 'the package is too large');
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.length);
  const files = new Map<string, Uint8Array>();
  let at = 0;
  while (at + 30 <= bytes.length && bytes.readUInt32LE(at) === 0x04034b50) {
    const [size, nameLength] = [bytes.readUInt32LE(at + 22), bytes.readUInt16LE(at + 26)];
    const from = at + 30 + nameLength;
    if (from + size > bytes.length) throw new Rejected('shape', 'the package ends within a file');
    const name = bytes.toString('latin1', at + 30, from);
    if (files.has(name)) throw new Rejected('duplicate', 'a file stands in the package twice');
    files.set(name, bytes.subarray(from, from + size));
    at = from + size;
    if (files.size > mostFiles) throw new Rejected('too-large', 'the package has too many files');
  }
  // Whatever is not just so is not read: other methods, comments, other times, bytes before, between or behind.
  if (files.size === 0 || !writeZip(files).equals(bytes))
    throw new Rejected('shape', 'this is not how a package is written');
  return files;
}
