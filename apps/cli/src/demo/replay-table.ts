import { tableOf } from './table.js';
import { inWords } from './words.js';

/** What the demo reads of one step of an official's history. */
export interface Step {
  event: { type: string; occurredAt: string; data: Readonly<Record<string, unknown>> };
  rights: readonly { accountId: string; status: string; functions: readonly string[] }[];
  findings: readonly { code: string; severity: string; state: string }[];
  dossier?: { observedAt: string } | null;
  petition?: { observedAt: string } | null;
}

const uses = new Set(['LookupPerformed', 'LookupDenied', 'SessionStarted', 'SessionEnded']);
const cases = new Set(['DossierObserved', 'DossierClosed', 'PetitionObserved']);
const shownUses = 6;

/**
 * The official's history step by step. Of everyday use while on duty the first few steps stand for all, and cases that
 * only came in are left out; a line says how many steps were.
 */
export function replayTable(steps: readonly Step[]): string {
  const head = [
    'Lúc · When (+07:00)',
    'Việc · Step',
    'Quyền lúc đó · Rights then',
    'Hồ sơ · Case',
    'Phát hiện · Finding',
  ];
  const rows: string[][] = [];
  let everyday = 0;
  let left = 0;
  let onDuty = true;
  const tellLeft = () => {
    if (left > 0) rows.push(['', `… ${left} việc thường ngày · everyday steps`, '', '', '']);
    left = 0;
  };
  for (const step of steps) {
    const { type } = step.event;
    if (type === 'HolderChanged') onDuty = false;
    const plain = standing(step.findings).length === 0;
    if (plain && (cases.has(type) || (onDuty && uses.has(type) && ++everyday > shownUses))) {
      left++;
      continue;
    }
    tellLeft();
    rows.push(lineOf(step));
  }
  tellLeft();
  return tableOf(head, [], rows);
}

function lineOf({ event: { type, occurredAt, data }, rights, findings, ...cited }: Step): string[] {
  const held = rights.map(({ accountId, status }) => `${accountId} ${inWords(status)}`);
  const found = standing(findings).map(({ code, severity }) => `${code} ${inWords(severity)}`);
  return [
    local(occurredAt),
    `${inWords(type)}${detailOf(type, data)}`,
    held.join('\n'),
    caseOf(data, cited),
    found.join('\n'),
  ];
}

// What later facts withdrew was an error of the moment, and is no part of this story.
const standing = (findings: Step['findings']) => findings.filter(({ state }) => state !== 'withdrawn');

const local = (instant: string) => {
  const text = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return `${text.slice(8, 10)}/${text.slice(5, 7)}/${text.slice(0, 4)} ${text.slice(11, 19)}`;
};
const telling: Readonly<Record<string, string>> = {
  LookupPerformed: 'function',
  LookupDenied: 'denyReason',
  HolderChanged: 'kind',
  AccountRevoked: 'cause',
  SessionEnded: 'reason',
  PasswordRotated: 'trigger',
};
function detailOf(type: string, data: Readonly<Record<string, unknown>>): string {
  const detail = data[telling[type] ?? ''];
  return typeof detail === 'string' ? `: ${detail}` : '';
}
function caseOf(
  data: Readonly<Record<string, unknown>>,
  { dossier, petition }: Pick<Step, 'dossier' | 'petition'>,
): string {
  const { dossierId, petitionId } = data;
  const id = dossierId ?? petitionId;
  if (typeof id !== 'string') return '';
  return dossier === null || petition === null ? `${id}\nkhông có trong nguồn · unknown` : id;
}
