import { spawnSync } from 'node:child_process';
import { pdfOf } from './report-pdf.js';
import type { Report } from './report.js';

const made = { madeAt: '2026-01-02T03:04:05.000Z', foot: 'sổ.example · 12 · ab' };
const report = (rows: readonly (readonly string[])[]): Report => ({
  ...{ title: 'Trích sổ', heading: 'TRÍCH SỔ NHẬT KÝ', opening: ['Về tài khoản TTHC:nguyễn.văn.ẩn.'], limits: 'Giới hạn.' },
  sections: [{ heading: 'Sự kiện', columns: [{ head: 'STT', width: 1 }, { head: 'Tên', width: 9 }], rows, none: 'Không có.' }],
  notes: [{ lang: 'vi', text: 'Giờ Việt Nam.' }],
}); // prettier-ignore
const rows = (count: number, text = 'một lượt tra cứu') => Array.from({ length: count }, (_, i) => [String(i), text]);
const pagesIn = (pdf: Buffer) => Number(/\/Type \/Pages\n\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]);
const textIn = (pdf: Buffer) => spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });

describe('a report as PDF', () => {
  it('has the same bytes for the same report', async () => {
    const [one, other] = [await pdfOf(report(rows(3)), made), await pdfOf(report(rows(3)), made)];
    expect(one.equals(other)).toBe(true);
    expect(one.subarray(0, 5).toString()).toBe('%PDF-');
    const later = { ...made, madeAt: '2026-01-02T03:04:06.000Z' };
    expect((await pdfOf(report(rows(3)), later)).equals(one)).toBe(false);
  });
  it('goes on over pages', async () => {
    expect(pagesIn(await pdfOf(report(rows(3)), made))).toBe(1);
    expect(pagesIn(await pdfOf(report(rows(300)), made))).toBeGreaterThan(5);
  });
  it('ends, whatever a cell holds', async () => {
    for (const text of ['x'.repeat(20_000), ' '.repeat(2000), 'a '.repeat(20_000), '', '🏛️ \u0000 \n\n'])
      expect(pagesIn(await pdfOf(report(rows(2, text)), made))).toBeLessThan(5);
  });
  (textIn(Buffer.alloc(0)).error ? it.skip : it)(
    'is read as it was written, where pdftotext is installed',
    async () => {
      const { stdout } = textIn(await pdfOf(report(rows(60)), made));
      expect(stdout).toContain('Về tài khoản TTHC:nguyễn.văn.ẩn.');
      expect(stdout.match(/STT\s+Tên/g)).toHaveLength(stdout.match(/Trang \d\/\d/g)!.length);
      for (let i = 0; i < 60; i++) expect(stdout).toMatch(new RegExp(`^ *${i} +một lượt tra cứu$`, 'm'));
      expect(stdout).toContain('sổ.example · 12 · ab');
    },
  );
});
