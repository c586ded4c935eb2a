import { at, dayOf, daySpan, hour, laterOf, shift, workdayAfter } from './days.js';
import { directive } from './directives.js';
import { fullName } from './names.js';
import type { CareOfOfficial, Official } from './cast.js';
import { rounds } from './rounds.js';
import type { Stage } from './stage.js';
import { petitionUnits, type Unit } from './units.js';

const holderTypes = { commune: ['CB', 'CC'], POST: ['POST'], centre: ['CC', 'VC', 'NLD'] };
export const duties = {
  reception: 'Tiếp nhận và trả kết quả',
  petitions: 'Giải quyết đơn',
  technical: 'Quản trị hệ thống',
  computing: 'Công nghệ thông tin',
};
/** Who approves accounts, being the focal point, and who stands in for them. */
export const approver = 'CB-0001';
export const deputy = 'CB-0002';

interface Hiring {
  name?: string;
  since?: string;
  duty?: string;
  /** Registered by the personnel system. */
  reported?: boolean;
  without?: readonly CareOfOfficial[];
}

/** An official takes up service; by a command of the personnel office, or as its system reports it. */
export function hire(stage: Stage, unit: Unit, how: Hiring = {}): Official {
  const { name = fullName(stage.random), reported = false, without = [] } = how;
  const { since = foundingDay(stage), duty = petitionUnits.includes(unit) ? duties.petitions : duties.reception } = how;
  const officialId = `CB-${String(stage.officials.length + 1).padStart(4, '0')}`;
  const holderType = stage.random.pick(holderTypes[unit.kind as keyof typeof holderTypes] ?? ['CC']);
  const { unitId } = unit;
  const citizen = stage.citizen();
  const official: Official = { officialId, name, unitId, holderType, duty, citizen, since, reported, without };
  stage.officials.push(official);
  const data = { officialId, displayName: name, holderType, unitId, duty, citizenToken: citizen };
  if (reported) stage.observe('OfficialRegistered', since, data, { source: 'HRM' });
  else stage.command('officials:register', since, officialId === approver ? data : { ...data, managerId: approver });
  return official;
}
// Within the first days of the city.
const foundingDay = (stage: Stage) =>
  at(workdayAfter(dayOf(stage.term.foundedAt), stage.random.whole(1, 6)), '08:00:00');

/** The city's leaders, who decide and look nothing up. */
export function leaders(stage: Stage): void {
  const since = stage.term.foundedAt;
  for (const name of ['Lê Thị Sen', 'Trần Văn Hồng'])
    hire(stage, petitionUnits[0], { name, since, without: ['device'] });
}

/**
 * An official takes note of the directive and signs, in the hour before noon of the first day and, in a later year, before
 * twelve months are over. What is said of one whom a system reports reaches the ledger after that report.
 */
export function brief(stage: Stage, official: Official): void {
  if (official.without.includes('briefing')) return;
  const first = shift(official.since, 3 * hour);
  acknowledge(stage, official, first);
  const later = rounds(stage, first, stage.term.asOf, [310, 350]).filter((moment) => yearOf(moment) > yearOf(first));
  for (const moment of later) acknowledge(stage, official, moment);
}
const yearOf = (moment: string) => dayOf(moment).slice(0, 4);

/** An official is briefed, undertakes to keep what they learn to themselves, and knows that they are watched. */
export function acknowledge(
  stage: Stage,
  { officialId, reported }: Official,
  moment: string,
  what: readonly string[] = ['acknowledgeBriefing', 'signConfidentiality', 'acknowledgeMonitoring'],
): void {
  const body = { officialId, directiveId: directive.directiveId, at: moment, method: 'paper' };
  const sentAt = reported ? laterOf(moment, stage.term.opensAt) : moment;
  for (const verb of what) stage.command(`officials:${verb}`, moment, body, { sentAt });
}

interface Change {
  until?: string;
  unitId?: string;
  duty?: string;
  keepsAccountBy?: string;
  /** When the body that operates the systems is told; by default some working days later, `never` where it is not. */
  notifiedAt?: string;
}

/** An official's service changes: joins, leaves, moves, is away. The personnel office sends it within the hour. */
export function change(
  stage: Stage,
  { officialId }: { officialId: string },
  kind: string,
  effectiveAt: string,
  how: Change = {},
): void {
  const { notifiedAt = someWorkdaysAfter(stage, effectiveAt), ...more } = how;
  const number = stage.number();
  const changeId = `TD-${number}`;
  const data = { changeId, officialId, kind, effectiveAt, docNo: `${number}/QĐ-NV`, ...more };
  if (stage.random.chance(0.5))
    stage.command('officials:change', effectiveAt, data, { sentAt: shift(effectiveAt, hour) });
  else stage.observe('HolderChanged', effectiveAt, data, { source: 'HRM' });
  if (notifiedAt === 'never') return;
  const notice = { changeId, officialId, to: 'P-VHTT', channel: 'zalo', sentAt: notifiedAt, docNo: `${number}/CV` };
  stage.command('officials:notifyChange', notifiedAt, notice, {
    sentAt: laterOf(notifiedAt, shift(effectiveAt, 2 * hour)),
  });
}
const someWorkdaysAfter = (stage: Stage, moment: string) =>
  at(workdayAfter(dayOf(shift(moment, daySpan / 2)), stage.random.whole(1, 3)), '14:30:00');
