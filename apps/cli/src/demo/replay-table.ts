import Table from 'cli-table3';
import type { City } from './city.js';

/** What the demo reads of one step of an official's history. */
export interface Step {
  type: string;
  occurredAt: string;
  data: Readonly<Record<string, unknown>>;
  findings?: readonly { code: string; severity: string }[];
  rights?: readonly { accountId: string; status: string; functions: readonly string[] }[];
}

const ordinary = new Set(['LookupPerformed', 'LookupDenied', 'SessionStarted', 'SessionEnded']);
const shownOrdinary = 4;

/** The official's history step by step; of the everyday steps only the first few, and how many more there were. */
export function replayTable(city: City, steps: readonly Step[]): string {
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
  const tellLeft = () => {
    if (left > 0) table.push([{ colSpan: 5, content: `… ${left} việc thường ngày, hợp lệ · everyday steps, lawful` }]);
    left = 0;
  };
  for (const step of steps) {
    const plain = ordinary.has(step.type) && (step.findings ?? []).length === 0 && step.occurredAt >= city.opensAt;
    if (plain && ++everyday > shownOrdinary) {
      left++;
      continue;
    }
    tellLeft();
    table.push(lineOf(step));
  }
  tellLeft();
  return table.toString();
}

function lineOf({ type, occurredAt, data, findings = [], rights = [] }: Step): string[] {
  const held = rights.map(({ accountId, status, functions }) => `${accountId}\n${status}: ${functions.join(', ')}`);
  const found = findings.map(({ code, severity }) => `${code} ${severity}`);
  return [local(occurredAt), `${type}${detailOf(type, data)}`, held.join('\n'), caseOf(data), found.join('\n')];
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
function caseOf({ dossierId, petitionId }: Readonly<Record<string, unknown>>): string {
  return [dossierId, petitionId].filter((id) => typeof id === 'string').join('\n');
}
