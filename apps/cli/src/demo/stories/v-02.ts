import { at, daySpan, hour, minute, shift } from '../days.js';
import { grant } from '../accounts.js';
import { type Case, caseFor, linkAlias, lookUp, observeAgain } from '../casework.js';
import type { Account } from '../cast.js';
import { oldNumber } from '../names.js';
import type { Stage, Words } from '../stage.js';

/** Look-ups of citizens who are no party to the dossier named (V-02), and of parties who are hard to recognise. */
export function strangersToTheDossier(stage: Stage): void {
  const clerk = grant(stage, 'TTHC');
  const { time, served } = visit(stage, clerk);
  plant(stage, clerk, time, served, [stage.citizen()], ['công dân không có trong hồ sơ', 'a citizen who is no party']);
  const second = visit(stage, clerk);
  const mixed = [second.served.parties[0], stage.citizen()];
  plant(stage, clerk, second.time, second.served, mixed, [
    'một người trong hồ sơ, một người không',
    'one party, one stranger',
  ]);
  const third = visit(stage, clerk);
  const neighbour = caseFor(stage, clerk, third.time);
  const others = ['người của hồ sơ khác cùng đơn vị', "a party to another of the unit's dossiers"] as const;
  plant(stage, clerk, third.time, third.served, [neighbour.parties[0]], others);
  lookAlikes(stage, clerk);
}

function visit(stage: Stage, account: Account): { time: string; served: Case } {
  const time = at(stage.workday(), '09:50:00');
  return { time, served: caseFor(stage, account, time) };
}
function plant(
  stage: Stage,
  account: Account,
  time: string,
  served: Case,
  subjects: readonly string[],
  words: Words,
): void {
  stage.plant('V-02', { lookupId: lookUp(stage, account, time, { case: served, subjects }) }, 'high', words);
}
function spare(
  stage: Stage,
  account: Account,
  time: string,
  served: Case,
  subjects: readonly string[],
  words: Words,
): void {
  stage.spare('V-02', { lookupId: lookUp(stage, account, time, { case: served, subjects }) }, words);
}

function lookAlikes(stage: Stage, clerk: Account): void {
  const joining = visit(stage, clerk);
  const newcomer = stage.citizen();
  const grown = { ...joining.served, parties: [...joining.served.parties, newcomer] };
  observeAgain(stage, clerk, grown, shift(joining.time, 2 * daySpan));
  const later = ['được bổ sung vào hồ sơ hai ngày sau', 'became a party two days later'] as const;
  spare(stage, clerk, joining.time, joining.served, [newcomer], later);

  const known = visit(stage, clerk);
  const old = oldNumber(stage.random);
  linkAlias(stage, old, known.served.parties[0], shift(known.time, -3 * hour));
  spare(
    stage,
    clerk,
    known.time,
    known.served,
    [old],
    ['tra bằng số CMND cũ của người trong hồ sơ', 'looked up by the old number of a party'],
  );

  const late = visit(stage, clerk);
  const older = oldNumber(stage.random);
  linkAlias(stage, older, late.served.parties[0], shift(late.time, 3 * daySpan));
  spare(
    stage,
    clerk,
    shift(late.time, 5 * minute),
    late.served,
    [older],
    ['số CMND được nối ba ngày sau', 'an old number linked three days later'],
  );

  const whole = visit(stage, clerk);
  spare(stage, clerk, whole.time, whole.served, whole.served.parties, ['mọi người trong hồ sơ', 'all parties at once']);
}
