import { lineLong, type Entry, type EntryReader, type Wrong } from './entry.js';
import type { Line } from './line-cutter.js';

const otherSource: Wrong = {
  code: 'source-other',
  vi: 'dòng ghi một nguồn khác với --source',
  en: 'the line names another source than --source',
};

/**
 * One CloudEvent a line, sent byte for byte as it stands, since the server judges it better than two programs would.
 * With a `source`, lines that name none get it and lines that name another are wrong. Empty lines are passed over.
 */
export class JsonLines implements EntryReader {
  constructor(private readonly source?: string) {}

  push(lines: readonly Line[]): Entry[] {
    const entries: Entry[] = [];
    for (const { number, end, bytes } of lines) {
      if (bytes === null) entries.push({ line: number, end, wrong: lineLong });
      else if (!isBlank(bytes)) entries.push({ line: number, end, ...this.eventOf(bytes) });
    }
    return entries;
  }

  end(): Entry[] {
    return [];
  }

  private eventOf(bytes: Buffer): { event: Buffer } | { wrong: Wrong } {
    if (this.source === undefined) return { event: bytes };
    const named = sourceIn(bytes);
    if (named === this.source || named === unknown) return { event: bytes };
    return named === undefined ? { event: withSource(bytes, this.source) } : { wrong: otherSource };
  }
}

const unknown = Symbol('no object: the server will say so');

function sourceIn(bytes: Buffer): unknown {
  try {
    const event: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return unknown;
    return (event as { source?: unknown }).source;
  } catch {
    return unknown; // the server refuses the line, with the reason
  }
}

// The line itself stays as it is: written anew it would lose what the server must see, such as a repeated key.
function withSource(bytes: Buffer, source: string): Buffer {
  const open = bytes.indexOf('{') + 1;
  const member = `"source":${JSON.stringify(source)}`;
  const comma = isBlank(bytes.subarray(open, bytes.lastIndexOf('}'))) ? '' : ',';
  return Buffer.concat([bytes.subarray(0, open), Buffer.from(member + comma), bytes.subarray(open)]);
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
