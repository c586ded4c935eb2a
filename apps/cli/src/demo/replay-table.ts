import Table from 'cli-table3';

/** What the demo reads of one step of an official's history. */
export interface Step {
  event: { type: string; occurredAt: string; data: Readonly<Record<string, unknown>> };
  rights: readonly { accountId: string; status: string; functions: readonly string[] }[];
  findings: readonly { code: string; severity: string }[];
  dossier?: { observedAt: string } | null;
  petition?: { observedAt: string } | null;
}

const everydayTypes = new Set([
  'LookupPerformed',
  'LookupDenied',
  'SessionStarted',
  'SessionEnded',
  'DossierObserved',
  'DossierClosed',
  'PetitionObserved',
]);
const shownEveryday = 5;

/** The official's history step by step; of the everyday steps on duty the first few, and how many more there were. */
export function replayTable(steps: readonly Step[]): string {
  const head = [
    'Lúc · When (+07:00)',
    'Việc · Step',
    'Quyền lúc đó · Rights then',
    'Hồ sơ · Case',
    'Phát hiện · Finding',
  ];
  const table = new Table({ head, style: { head: [], border: [] } });
  let everyday = 0;
  let left = 0;
  let onDuty = true;
  const tellLeft = () => {
    if (left > 0) table.push([{ colSpan: 5, content: `… ${left} việc thường ngày, hợp lệ · everyday steps, lawful` }]);
    left = 0;
  };
  for (const step of steps) {
    const { type } = step.event;
    if (type === 'HolderChanged') onDuty = false;
    const plain = onDuty && everydayTypes.has(type) && step.findings.length === 0;
    if (plain && ++everyday > shownEveryday) {
      left++;
      continue;
    }
    tellLeft();
    table.push(lineOf(step));
  }
  tellLeft();
  return table.toString();
}

function lineOf({ event: { type, occurredAt, data }, rights, findings, ...cited }: Step): string[] {
  const held = rights.map(({ accountId, status, functions }) => `${accountId}\n${status}: ${functions.join(', ')}`);
  const found = findings.map(({ code, severity }) => `${code} ${severity}`);
  return [local(occurredAt), `${type}${detailOf(type, data)}`, held.join('\n'), caseOf(data, cited), found.join('\n')];
}

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
  return typeof detail === 'string' ? `\n${detail}` : '';
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
