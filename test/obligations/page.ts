import { clauses, readyProfiles, rules, type Clause, type ClauseId } from '@app/capabilities';
import type { Row, Words } from './row.js';
import type { Read } from './step.js';
import type { Outcome } from './run.js';
import { profileOf } from './stage.js';

/** What came of one duty's try, and the duty itself. */
export interface Tried {
  id: ClauseId;
  row: Row;
  outcome: Outcome;
}
export type State = 'served' | 'inPart' | 'notYet' | 'nothing';

const existing = new Map(rules.map((rule) => [rule.code, rule]));
const codesRead = ({ asked }: Outcome) => new Set(asked.flatMap(({ rule }) => rule ?? []));

/** The rules that the duty names, and those that cite it. */
function codesOf({ id, row }: Tried): readonly string[] {
  const citing = rules.filter((rule) => rule.clauses.includes(id)).map(({ code }) => code);
  return [...new Set([...row.rules, ...citing])].sort();
}
const missingOf = ({ row }: Tried) => row.rules.filter((code) => !existing.has(code));

/**
 * Served: its events went in over HTTP, every question was answered by them, one of its rules was among what was asked,
 * and nothing that it names is missing.
 */
export function stateOf(tried: Tried): State {
  const { row, outcome } = tried;
  if (row.nothing) return 'nothing';
  if (outcome.failed !== undefined || outcome.asked.length === 0) return 'notYet';
  const codes = codesOf(tried);
  const isChecked = codes.length === 0 || codes.some((code) => codesRead(outcome).has(code));
  return isChecked && missingOf(tried).length === 0 && row.lacks === undefined ? 'served' : 'inPart';
}

/** Only people can decide it. */
const isAttested = ({ row }: Tried) => row.kinds.length > 0 && row.kinds.every((kind) => kind === 'H');

/** `docs/obligations.md`: every duty with what serves it, and what does not yet. */
export function pageOf(all: readonly Tried[]): string {
  const count = (state: State) => all.filter((one) => stateOf(one) === state).length;
  const served = count('served');
  const attested = all.filter((one) => stateOf(one) === 'served' && isAttested(one)).length;
  const [inPart, notYet, nothing] = [count('inPart'), count('notYet'), count('nothing')];
  const sections = groupsOf(all).map(([seeds, members]) => section(seeds, members));
  return `# Việc phải làm theo năm văn bản · What the five directives demand

**Đã phục vụ ${served}/${all.length}** (trong đó ${attested} dòng chỉ người mới xác nhận được), một phần ${inPart}, chưa ${notYet}, không có gì để phục vụ ${nothing}.
**${served} of ${all.length} served** (${attested} of them need only people's attestation), ${inPart} in part, ${notYet} not yet, ${nothing} with nothing to serve.

${legend}

${sections.join('\n\n')}
`;
}

const legend = `Trang này do \`npm run docs:obligations\` viết ra từ \`test/obligations\`: mỗi dòng được thử trên một máy chủ thật, sự
kiện gửi qua HTTP rồi hỏi lại ở địa chỉ ghi trong bảng. Phép thử nào không qua thì dòng đó là “chưa”.
This page is written by \`npm run docs:obligations\` out of \`test/obligations\`: each row is tried on a real server, its
events sent over HTTP and asked for again where the table says. A row whose try fails is “not yet”.

- Kiểm bởi · checked by: **V-01** phép thử đọc được phát hiện hay việc phải làm của quy tắc đó · the try reads a finding or an
  obligation of the rule; V-01 quy tắc có, phép thử không đọc · the rule is there, the try does not read it; _V-01_ chưa có
  quy tắc · there is no such rule yet.
- Loại · type: A sổ tự quyết · the ledger decides; S sổ báo, người quyết · the ledger signals, people decide; H chỉ người xác
  nhận được · only people can attest. Với H, vắng mặt không bao giờ là “vi phạm” · absence is never a “violation”.
- Biểu mẫu F-01 đến F-22 chưa xuất được; số liệu của chúng lấy ở các địa chỉ trong bảng · the forms are not made yet, their
  figures come from the addresses in the table.`;

/** Neighbours of the same directives together. */
function groupsOf(all: readonly Tried[]): [string, Tried[]][] {
  const groups: [string, Tried[]][] = [];
  for (const one of all) {
    const seeds = clauses[one.id].seeds.join(', ');
    const last = groups.at(-1);
    if (last?.[0] === seeds) last[1].push(one);
    else groups.push([seeds, [one]]);
  }
  return groups;
}

function section(seeds: string, members: readonly Tried[]): string {
  const profiles = [...new Set(clauses[members[0].id].seeds.map((seed) => profileOf[seed]))];
  const titles = profiles.map((profile) => readyProfiles[profile].title).join('; ');
  const heads = [
    'R',
    'Điều khoản · clause',
    'Nguyên văn · words',
    'Ghi nhận bởi · recorded by',
    'Kiểm bởi · checked by',
    'Hỏi ở · asked at',
    'Loại · type',
    'Tình trạng · state',
  ];
  const lines = [heads, heads.map(() => '---'), ...members.map(cellsOf)];
  return `## ${seeds}: ${titles}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;
}

function cellsOf(tried: Tried): string[] {
  const { id, row, outcome } = tried;
  const { clause, phrase }: Clause = clauses[id];
  const queries = [...new Set(outcome.asked.map(({ query }) => `\`GET ${query}\``))];
  return [
    id,
    clause,
    `“${phrase}”`,
    orDash(row.events.join(', ')),
    orDash(
      codesOf(tried)
        .map((code) => ruleShown(code, tried))
        .join(' '),
    ),
    orDash(queries.join('<br>')),
    orDash(row.kinds.join(' ')),
    stateShown(tried),
  ];
}
const orDash = (text: string) => (text === '' ? '–' : text);

function ruleShown(code: string, { id, outcome }: Tried): string {
  const rule = existing.get(code);
  if (!rule) return `_${code}_`;
  if (codesRead(outcome).has(code)) return `**${code}**`;
  return rule.clauses.includes(id) ? code : `${code} (không dẫn · cites others)`;
}

const stateWords: Readonly<Record<State, string>> = {
  served: 'đã · served',
  inPart: '**một phần · in part**',
  notYet: '**chưa · not yet**',
  nothing: 'không có gì · nothing',
};

function stateShown(tried: Tried): string {
  const { row, outcome } = tried;
  const state = stateOf(tried);
  const missing = missingOf(tried);
  const isRead = codesOf(tried).some((code) => codesRead(outcome).has(code));
  const reasons = [
    ...(row.nothing ? [shown(row.nothing)] : []),
    ...(missing.length > 0 ? [`chưa có · there is no ${missing.join(' ')}`] : []),
    ...(row.lacks ? [shown(row.lacks)] : []),
    ...(outcome.failed !== undefined ? ['phép thử không qua · its try fails'] : []),
    ...(state === 'inPart' && missing.length === 0 && !isRead
      ? ['chưa đọc được phát hiện nào · no finding is read yet']
      : []),
    ...(row.kinds[0] === 'H' && outcome.asked.length > 0 ? [absenceIn(outcome.asked)] : []),
  ];
  return [stateWords[state], ...reasons].join('; ');
}
const shown = ({ vi, en }: Words) => `${vi} · ${en}`;

/** How it shows that nobody has attested, or done, what only people can. */
function absenceIn(asked: readonly Read[]): string {
  const unattested = asked.find(({ sees }) => JSON.stringify(sees).includes('"unattested":true'));
  if (unattested) return `vắng mặt: “chưa có xác nhận” (${unattested.rule}) · absence: “no attestation”`;
  const owed = asked.find(({ query }) => query.startsWith('/v1/obligations'));
  if (owed) return 'vắng mặt: việc quá hạn · absence: an obligation overdue';
  return 'vắng mặt: không được nhắc · absence: is not told';
}
