import { at, dayAfter, dayOf, daySpan, hour, laterOf, minute, shift, workdays } from './days.js';
import { caseFor, justify, lookUp, printOut, receiveDossier, receivePetition, type Case } from './casework.js';
import type { Account, Span } from './cast.js';
import { session } from './sessions.js';
import type { Stage } from './stage.js';
import { daysOfTerm, type Term } from './term.js';
import { dossierUnits } from './units.js';

const perVisit = 9;
/** How often an official looks up one case: asking again and again would be a violation of its own. */
const perCase = 3;

/**
 * Ordinary months: dossiers and petitions come in and are closed, officials log in, look up the parties of open cases of
 * their own unit, log out. All of it is lawful; `lookups` is how many there are, and the cases grow with them.
 */
export function ordinaryWork(stage: Stage, lookups: number): void {
  const cases = new Cases(stage, lookups);
  const days = stage.accounts.flatMap((account) => daysAtWork(account, stage.term).map((day) => ({ account, day })));
  const visits = stage.random.shuffled(days).slice(0, Math.max(1, Math.round(lookups / perVisit)));
  visits.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  visits.forEach(({ account, day }, i) => {
    const share = Math.floor((lookups * (i + 1)) / visits.length) - Math.floor((lookups * i) / visits.length);
    visit(stage, cases, account, day, share);
  });
}

/** The working days of a term that lie wholly within an account's ordinary work. */
const daysAtWork = ({ lawful }: Account, term: Term) => lawful.flatMap((span) => wholeDays(span, term));
function wholeDays({ from, to }: Span, { opensAt, closesAt }: Term): string[] {
  const first = dayAfter(dayOf(shift(laterOf(from, opensAt), -1)), 1);
  const last = dayAfter(dayOf(to < closesAt ? to : closesAt), -1);
  return workdays(first, last);
}

function visit(stage: Stage, cases: Cases, account: Account, day: string, lookups: number): void {
  const { random } = stage;
  const times = Array.from({ length: lookups }, () => workingMoment(stage, day)).sort();
  const start = shift(times[0] ?? at(day, '08:00:00'), -random.whole(2 * minute, 9 * minute));
  const end = shift(times[times.length - 1] ?? start, random.whole(minute, 12 * minute));
  const seat = session(stage, account, start, { end });
  for (const time of times) ordinaryLookUp(stage, cases, account, time, seat);
}

function ordinaryLookUp(stage: Stage, cases: Cases, account: Account, time: string, seat: { deviceId: string }): void {
  const { random } = stage;
  const chance = random.next();
  // A source may be down for days: its facts come late, and nothing may depend on when they do.
  const deliveredAt = random.chance(0.02) ? shift(time, random.whole(hour, 3 * daySpan)) : undefined;
  if (chance < 0.004) {
    const served = cases.openFor(account, time);
    lookUp(stage, account, time, { ...seat, case: served, denied: 'citizen-mismatch', deliveredAt });
  } else if (chance < 0.008) {
    const served = caseFor(stage, account, time);
    const subjects = served.parties;
    const lookupId = lookUp(stage, account, time, { ...seat, case: 'none', subjects, deliveredAt });
    justify(stage, account, lookupId, shift(time, random.whole(5 * minute, 3 * hour)), {
      by: 'official',
      case: served,
    });
  } else {
    const served = cases.openFor(account, time);
    const lookupId = lookUp(stage, account, time, { ...seat, case: served, deliveredAt });
    if (account.system === 'TTHC' && random.chance(0.02))
      printOut(stage, account, lookupId, shift(time, minute), served.id);
  }
}

/** A moment of the morning or the afternoon at the counter. */
function workingMoment(stage: Stage, day: string): string {
  const [start, length] = stage.random.chance(0.55) ? ['07:45:00', 210] : ['13:45:00', 180];
  return shift(at(day, String(start)), stage.random.whole(0, Number(length) * minute));
}

/** The city's cases, by unit and day of receipt. */
class Cases {
  private readonly received = new Map<string, Case[]>();
  private readonly staff = new Map<string, readonly string[]>();
  private readonly asked = new Map<string, number>();
  private readonly lastDay: string;

  constructor(
    private readonly stage: Stage,
    lookups: number,
  ) {
    const { from, to } = daysOfTerm(stage.term);
    this.lastDay = to;
    for (const { system, unitId, officialId, lawful } of stage.accounts) {
      const stays = lawful[lawful.length - 1]?.to === stage.term.asOf;
      if (stays) this.staff.set(`${system} ${unitId}`, [...this.staffOf(system, unitId), officialId]);
    }
    const days = workdays(dayAfter(from, -7), to);
    const dossiers = Math.max(60, Math.round((lookups * 8) / 30));
    for (let i = 0; i < dossiers; i++)
      this.receive('TTHC', stage.random.pick(dossierUnits).unitId, stage.random.pick(days));
    const accounts = stage.accounts.filter((account) => account.system === 'KNTC');
    for (let i = 0; i < dossiers / 10; i++)
      this.receive('KNTC', stage.random.pick(accounts).unitId, stage.random.pick(days));
  }

  /** A case of the account's unit that is open at a moment; one is received just before where there is none. */
  openFor(account: Account, time: string): Case {
    const { random, term } = this.stage;
    for (let tries = 0; tries < 12; tries++) {
      const day = dayAfter(dayOf(time), -random.whole(0, 10));
      const cases = this.received.get(keyOf(account.system, account.unitId, day)) ?? [];
      const found = cases.length > 0 ? random.pick(cases) : undefined;
      if (found && found.receivedAt <= time && time < (found.closedAt ?? term.closesAt) && this.mayAsk(account, found))
        return found;
    }
    return this.receive(account.system, account.unitId, dayOf(time), shift(time, -random.whole(minute, 20 * minute)));
  }

  private mayAsk({ accountId }: Account, { id }: Case): boolean {
    const asked = (this.asked.get(`${accountId} ${id}`) ?? 0) + 1;
    this.asked.set(`${accountId} ${id}`, asked);
    return asked <= perCase;
  }

  private receive(system: string, unitId: string, day: string, receivedAt = workingMoment(this.stage, day)): Case {
    const { stage } = this;
    const staff = this.staffOf(system, unitId);
    const assignees = staff.length > 0 ? [stage.random.pick(staff)] : [];
    const last = dayAfter(day, stage.random.whole(2, 14));
    const closedAt = last > this.lastDay ? undefined : at(last, `16:${stage.random.whole(10, 59)}:00`);
    const one =
      system === 'KNTC'
        ? receivePetition(stage, assignees, receivedAt)
        : receiveDossier(stage, unitId, assignees, receivedAt, { closedAt });
    const key = keyOf(system, unitId, day);
    this.received.set(key, [...(this.received.get(key) ?? []), one]);
    return one;
  }

  /** Who handles a unit's cases of a system the whole time through. */
  private staffOf(system: string, unitId: string): readonly string[] {
    return this.staff.get(`${system} ${unitId}`) ?? [];
  }
}
const keyOf = (system: string, unitId: string, day: string) => `${system} ${unitId} ${day}`;
