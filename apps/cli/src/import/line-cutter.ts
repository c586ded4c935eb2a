/** One line of a file, without its line feed. */
export interface Line {
  /** From 1. */
  number: number;
  /** Bytes of the file up to and with this line. */
  end: number;
  /** `null` where the line is longer than a line may be. */
  bytes: Buffer | null;
}

/** The longest line that is taken, in bytes; as many as the server takes. */
export const maxLineBytes = 1024 * 1024;

const lineFeed = 10;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Cuts a stream of bytes into lines, the same ones however the stream comes in pieces. A byte order mark before the
 * first line is left out and remembered. Of a line longer than `limit` no more than `limit` bytes are ever held.
 */
export class LineCutter {
  /** The file began with the byte order mark of UTF-8. */
  marked = false;
  private parts: Buffer[] = [];
  private bytes = 0;
  private number = 0;
  private read = 0;

  constructor(private readonly limit = maxLineBytes) {}

  /** The lines that end in the next piece. They share its memory. */
  push(piece: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let end = piece.indexOf(lineFeed); end >= 0; end = piece.indexOf(lineFeed, from)) {
      this.hold(piece.subarray(from, end));
      from = end + 1;
      lines.push(this.line(this.read + from));
    }
    if (from < piece.length) this.hold(piece.subarray(from));
    this.read += piece.length;
    return lines;
  }

  /** The last line, where the file does not end with a line feed. */
  end(): Line[] {
    return this.bytes > 0 ? [this.line(this.read)] : [];
  }

  private hold(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes <= this.limit + mark.length) this.parts.push(part);
    else this.parts = [];
  }

  private line(end: number): Line {
    this.number++;
    let bytes = this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
    if (this.number === 1 && bytes.subarray(0, mark.length).equals(mark)) {
      this.marked = true;
      this.bytes -= mark.length;
      bytes = bytes.subarray(mark.length);
    }
    const line = { number: this.number, end, bytes: this.bytes > this.limit ? null : bytes };
    this.parts = [];
    this.bytes = 0;
    return line;
  }
}
