import type { Report, Section } from './report.js';

const style = `
  body { font: 11pt/1.4 "Times New Roman", "Liberation Serif", serif; margin: 1.5cm auto; max-width: 27cm; color: #000; background: #fff; }
  h1 { font-size: 15pt; text-align: center; } h2 { font-size: 12pt; break-after: avoid; }
  table { border-collapse: collapse; width: 100%; font-size: 9pt; } thead { display: table-header-group; }
  th, td { border: 1px solid #444; padding: 2pt 4pt; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  tr { break-inside: avoid; } .limits { border: 2px solid #000; padding: 4pt 8pt; } .note { font-size: 9pt; }
  @page { size: A4 landscape; margin: 1.5cm; } @media print { body { margin: 0; max-width: none; } }`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A report as one page of HTML, made for print too. Nothing of what it tells is HTML but its own tags. */
export function htmlOf({ title, heading, opening, limits, sections, notes }: Report): string {
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title><style>${style}</style></head><body>
<h1>${escaped(heading)}</h1>
${opening.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
<p class="limits">${escaped(limits)}</p>
${sections.map(sectionOf).join('\n')}
${notes.map(({ text, lang }) => `<p class="note" lang="${lang}">${escaped(text)}</p>`).join('\n')}
</body></html>
`;
}

function sectionOf({ heading, columns, rows, none }: Section): string {
  const head = `<h2>${escaped(heading)}</h2>`;
  if (rows.length === 0) return `${head}\n<p>${escaped(none)}</p>`;
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const heads = columns.map((column) => column.head);
  return `${head}\n<table><thead>${cells('th', heads)}</thead><tbody>\n${rows.map((row) => cells('td', row)).join('\n')}\n</tbody></table>`;
}
