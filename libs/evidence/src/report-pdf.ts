import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Report, Section } from './report.js';

type Document = PDFKit.PDFDocument;

const margin = 42;
const footer = 18;
const padding = 2;
/** The font's lines stand far apart. */
const lineGap = -1.5;
const size = { heading: 14, section: 11, text: 10, cell: 7, note: 8 };

/**
 * A report as a PDF of A4 pages, each table with its head on every page, each page with its number, and `foot` below. The
 * same bytes for the same report: `madeAt` stands for the time at which it was made.
 */
export async function pdfOf(report: Report, { madeAt, foot }: { madeAt: string; foot: string }): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    ...{ size: 'A4', layout: 'landscape', margin, bufferPages: true, lang: 'vi' },
    info: { Title: report.title, CreationDate: new Date(madeAt) },
  });
  const parts: Buffer[] = [];
  const ended = new Promise<void>((resolve) => document.on('data', (part: Buffer) => parts.push(part)).on('end', resolve)); // prettier-ignore
  const { regular, bold } = fonts();
  document.registerFont('regular', regular).registerFont('bold', bold);
  new Page(document).write(report, foot);
  document.end();
  await ended;
  return Buffer.concat(parts);
}

/** Be Vietnam Pro (OFL 1.1), which has every letter of Vietnamese. */
function fonts(): { regular: Buffer; bold: Buffer } {
  const { resolve } = createRequire(import.meta.url);
  const font = (style: string) =>
    withoutShaping(readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${style}/BeVietnamPro_${style}.ttf`)));
  return { regular: font('400Regular'), bold: font('700Bold') };
}

const shaping = ['GDEF', 'GPOS', 'GSUB'];

/**
 * A TrueType font that draws each letter as it stands. Kerning and ligatures take more time than all else of a report; the
 * letters of Vietnamese are one sign each (NFC).
 */
function withoutShaping(font: Buffer): Buffer {
  const plain = Buffer.from(font);
  const entry = 16;
  const tables = font.readUInt16BE(4);
  let kept = 0;
  for (let i = 0; i < tables; i++) {
    const at = 12 + i * entry;
    if (shaping.includes(font.toString('latin1', at, at + 4))) continue;
    font.copy(plain, 12 + kept++ * entry, at, at + entry);
  }
  plain.writeUInt16BE(kept, 4);
  return plain;
}

class Page {
  private readonly width: number;
  private readonly bottom: number;
  private readonly broken = new Map<string, readonly string[]>();
  private readonly widths = new Map<string, number>();

  constructor(private readonly document: Document) {
    this.width = document.page.width - 2 * margin;
    this.bottom = document.page.height - margin - footer;
  }

  write({ heading, opening, limits, sections, notes }: Report, foot: string): void {
    this.line(heading, 'bold', size.heading, 'center');
    for (const text of opening) this.line(text, 'regular', size.text);
    this.boxed(limits);
    for (const section of sections) this.section(section);
    this.document.moveDown(0.6);
    for (const { text } of notes) this.line(text, 'regular', size.note);
    this.numbered(foot);
  }

  private line(text: string, font: string, points: number, align: 'left' | 'center' = 'left'): void {
    const { document, width } = this;
    document.font(font).fontSize(points);
    this.room(document.heightOfString(text, { width }));
    document.text(text, margin, document.y, { width, align }).moveDown(0.3);
  }

  private boxed(text: string): void {
    const { document, width } = this;
    const inner = width - 12;
    document.font('regular').fontSize(size.text);
    const height = document.heightOfString(text, { width: inner }) + 8;
    this.room(height);
    const top = document.y;
    document.lineWidth(1.5).rect(margin, top, width, height).stroke();
    document.text(text, margin + 6, top + 4, { width: inner });
    document.y = top + height + 4;
  }

  private section({ heading, columns, rows, none }: Section): void {
    const { document } = this;
    document.font('bold').fontSize(size.section);
    this.room(3 * document.currentLineHeight(true) + 20); // a heading does not stand at the foot of a page
    document.moveDown(0.4);
    this.line(heading, 'bold', size.section);
    if (rows.length === 0) return this.line(none, 'regular', size.text);
    const whole = columns.reduce((sum, { width }) => sum + width, 0);
    const widths = columns.map(({ width }) => (width / whole) * this.width);
    const heads = columns.map(({ head }) => head);
    this.row(heads, widths, 'bold');
    for (const row of rows) if (!this.row(row, widths, 'regular', heads)) this.row(row, widths, 'regular');
  }

  /** Writes one row; where it has no room, begins a page with the heads instead and answers false. */
  private row(cells: readonly string[], widths: readonly number[], font: string, heads?: readonly string[]): boolean {
    const { document } = this;
    document.font(font).fontSize(size.cell);
    const lines = cells.map((cell, i) => this.lines(font, cell, widths[i] - 2 * padding));
    const pitch = document.currentLineHeight(true) + lineGap;
    const height = Math.max(...lines.map(({ length }) => length)) * pitch + 2 * padding;
    const top = document.y;
    if (heads && top + height > this.bottom) {
      document.addPage();
      this.row(heads, widths, 'bold');
      return false;
    }
    document.lineWidth(0.4);
    const room = Math.floor((this.bottom - top - 2 * padding) / pitch); // a cell longer than a page is cut
    let left = margin;
    for (const [i, cell] of lines.entries()) {
      document.rect(left, top, widths[i], Math.min(height, this.bottom - top));
      for (const [at, line] of cell.slice(0, room).entries())
        document.text(line, left + padding, top + padding + at * pitch, { lineBreak: false });
      left += widths[i];
    }
    document.stroke();
    document.x = margin;
    document.y = top + height;
    return true;
  }

  // Most cells come again and again; pdfkit lays each out anew.
  private lines(font: string, said: string, width: number): readonly string[] {
    const text = said.normalize('NFC');
    const key = `${font} ${width} ${text}`;
    const known = this.broken.get(key);
    if (known) return known;
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ').flatMap((one) => this.fitting(font, one, width))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (this.widthOf(font, longer) <= width) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
    this.broken.set(key, lines);
    return lines;
  }

  // A word that is wider than its column, in parts that are not.
  private fitting(font: string, word: string, width: number): readonly string[] {
    if (this.widthOf(font, word) <= width) return [word];
    const parts: string[] = [];
    let part = '';
    for (const letter of word) {
      if (part !== '' && this.widthOf(font, part + letter) > width) {
        parts.push(part);
        part = '';
      }
      part += letter;
    }
    return [...parts, part];
  }

  private widthOf(font: string, text: string): number {
    const key = `${font} ${text}`;
    const known = this.widths.get(key) ?? this.document.widthOfString(text);
    this.widths.set(key, known);
    return known;
  }

  private room(height: number): void {
    if (this.document.y + height > this.bottom) this.document.addPage();
  }

  private numbered(foot: string): void {
    const { document, width } = this;
    const { start, count } = document.bufferedPageRange();
    document.font('regular').fontSize(size.cell);
    for (let i = 0; i < count; i++) {
      document.switchToPage(start + i);
      const top = this.bottom + footer - size.cell;
      // Below the margin text would begin a page.
      document.page.margins.bottom = 0;
      document.text(foot, margin, top, { width: width - 80, lineBreak: false });
      document.text(`Trang ${i + 1}/${count}`, margin + width - 80, top, {
        width: 80,
        align: 'right',
        lineBreak: false,
      });
    }
  }
}
