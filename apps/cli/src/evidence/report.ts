import type { historyOf } from '@app/capabilities';

/** One event of a history, with the rights and the findings of its moment. */
export type Step = Awaited<ReturnType<typeof historyOf>>['items'][number];

interface About {
  about: string;
  from?: string;
  to?: string;
  purpose?: string;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const kinds: Readonly<Record<string, string>> = { account: 'tài khoản', official: 'cán bộ', unit: 'đơn vị' };
const style = `
  body { font: 11pt/1.4 "Times New Roman", serif; margin: 2cm; color: #000; }
  h1 { font-size: 15pt; text-align: center; } table { border-collapse: collapse; width: 100%; font-size: 9pt; }
  th, td { border: 1px solid #444; padding: 2pt 4pt; text-align: left; vertical-align: top; } thead { display: table-header-group; }
  tr { break-inside: avoid; } .note { font-size: 9pt; } @page { size: A4 landscape; margin: 1.5cm; } @media print { body { margin: 0; } }`;

/** The report of a package for people, made for print: what happened, in order, with the rights and findings of the moment. */
export function reportOf(
  { about, from, to, purpose }: About,
  { size, sealedAt }: { size: number; sealedAt: string },
  steps: readonly Step[],
  shown: (instant: string) => string,
): string {
  const [kind] = about.split(':');
  const rows = steps.map(({ event, rights, findings, position }, i) => {
    const data = event.data as Record<string, unknown>;
    const named = (field: string) => (typeof data[field] === 'string' ? data[field] : '');
    return [
      String(i + 1),
      shown(event.occurredAt),
      event.type,
      named('accountId'),
      named('dossierId') || named('petitionId'),
      rights.map(({ accountId, status, functions }) => `${accountId} ${status}: ${functions.join(' ')}`).join('; '),
      findings.map(({ code, state }) => (state === 'standing' ? code : `${code} (${state})`)).join(' '),
      String(position),
    ];
  });
  const heads = ['STT', 'Xảy ra lúc', 'Sự kiện', 'Tài khoản', 'Hồ sơ', 'Quyền lúc đó', 'Vi phạm', 'Vị trí trong sổ'];
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const period = `${from === undefined ? 'từ đầu' : `từ ${shown(from)}`} ${to === undefined ? 'đến điểm niêm phong' : `đến trước ${shown(to)}`}`;
  return `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>${escaped(`Chứng cứ: ${about}`)}</title><style>${style}</style></head><body>
<h1>TRÍCH SỔ NHẬT KÝ TRUY CẬP</h1>
<p>Về ${escaped(kinds[kind] ?? kind)} <b>${escaped(about)}</b>, ${escaped(period)}.${purpose === undefined ? '' : ` Lập cho: ${escaped(purpose)}.`}</p>
<p>Theo điểm niêm phong gồm ${size} sự kiện, ký lúc ${escaped(shown(sealedAt))}. Có ${steps.length} sự kiện.</p>
<table><thead>${cells('th', heads)}</thead><tbody>
${rows.map((row) => cells('td', row)).join('\n')}
</tbody></table>
<p class="note">Bản này chỉ để đọc; bằng chứng nằm ở các tệp cùng gói. Gói chứng minh các sự kiện trên có trong sổ, không chứng minh rằng không còn
sự kiện nào khác. Quyền và vi phạm là theo những gì sổ biết lúc niêm phong.</p>
<p class="note" lang="en">For reading only; the evidence is in the other files of the package. It proves that these events are in the log, not that there
are no others. Rights and findings are as the ledger knew them at the checkpoint.</p>
</body></html>
`;
}

/** How a package is checked without us. */
export const readmeOf = (about: string): string => `Gói chứng cứ về ${about}

Kiểm bằng chương trình:  npx ledger evidence check GOI.zip --vkey KHOA_CONG_KHAI_LAY_TU_NOI_KHAC
Kiểm không cần chúng tôi, từng bước:
1. manifest.json nêu SHA-256 của mọi tệp khác; không có tệp nào ngoài những tệp đó.
2. checkpoint là một signed note (C2SP): tên sổ, số lá, gốc cây (base64), dòng trống, chữ ký Ed25519. Khóa công khai của sổ ở log.vkey;
   hãy dùng khóa lấy từ nơi khác nếu có.
3. Với mỗi events/N.json: lá = dòng "access-ledger/leaf@v1 <tên sổ>", xuống dòng, rồi đúng các byte của tệp;
   băm lá = SHA-256(0x00 ‖ lá). Tệp proofs/N.tlog-proof (C2SP tlog-proof) dẫn từ đó đến gốc cây của checkpoint (RFC 9162 §2.1.3.2).
4. Gói chứng minh các sự kiện này có trong sổ. Nó KHÔNG chứng minh rằng không còn sự kiện nào khác.

Evidence about ${about}

With the program:  npx ledger evidence check PACKAGE.zip --vkey A_PUBLIC_KEY_FROM_ELSEWHERE
Without us, step by step:
1. manifest.json names the SHA-256 of every other file; there is no file but those.
2. checkpoint is a signed note (C2SP): origin, number of leaves, root (base64), an empty line, an Ed25519 signature. The log's public key is
   in log.vkey; use one from elsewhere where you have it.
3. For each events/N.json: the leaf is the line "access-ledger/leaf@v1 <origin>", a line feed, then the file's very bytes; its hash is
   SHA-256(0x00 || leaf). proofs/N.tlog-proof (C2SP tlog-proof) leads from there to the checkpoint's root (RFC 9162 section 2.1.3.2).
4. The package proves that these events are in the log. It does NOT prove that there are no others.
`;
