import { createHash } from 'node:crypto';
import { laterOf, minute, shift } from './days.js';
import type { Official } from './cast.js';
import { rounds } from './rounds.js';
import type { Stage } from './stage.js';

/** A computer and its address. */
export interface Seat {
  deviceId: string;
  ip: string;
}

/** The computer at which an official works: each has their own, and each unit a network of its own. */
export function seatOf(stage: Stage, { officialId, unitId }: Pick<Official, 'officialId' | 'unitId'>): Seat {
  const number = stage.officials.findIndex((one) => one.officialId === officialId) + 1;
  return { deviceId: `MT-${unitId}-${number}`, ip: addressIn(stage, unitId, 10 + (number % 240)) };
}
/** An address in a unit's network (/24). */
export const addressIn = (stage: Stage, unitId: string, host: number) =>
  `10.20.${stage.units.findIndex((unit) => unit.unitId === unitId) + 1}.${host}`;

/** What is done for a computer so that all is in order. */
export type CareOfDevice = 'registration' | 'scan' | 'protection' | 'licence';
interface Placing {
  deviceId: string;
  unitId: string;
  /** From when it may be used. */
  readyBy: string;
  /** Until when it is looked after; by default the city's end. */
  until?: string;
  sharedCounter?: boolean;
  /** What a scan finds; it passes where that is nothing. */
  findings?: readonly string[];
  without?: readonly CareOfDevice[];
}

/** A computer is registered, scanned, protected and licensed before it is used, and kept so. */
export function placeDevice(stage: Stage, placing: Placing): void {
  const { deviceId, unitId, readyBy, until = stage.term.asOf, sharedCounter, without = [] } = placing;
  const has = (care: CareOfDevice) => !without.includes(care);
  const registration = { deviceId, unitId, serialHash: hashOf(deviceId), sharedCounter };
  if (has('registration')) stage.command('devices:register', shift(readyBy, -120 * minute), registration);
  if (has('scan')) scan(stage, deviceId, shift(readyBy, -90 * minute), placing.findings);
  const observedFrom = shift(readyBy, -60 * minute);
  if (has('protection')) {
    for (const at of [observedFrom, ...rounds(stage, observedFrom, until, [20, 28])]) protect(stage, deviceId, at);
  }
  if (has('licence')) {
    for (const at of [observedFrom, ...rounds(stage, observedFrom, until, [300, 350])]) license(stage, deviceId, at);
  }
}

/** The police scan a computer. */
export function scan(
  stage: Stage,
  deviceId: string,
  moment: string,
  findings: readonly string[] = [],
  result = 'pass',
) {
  const reportHash = hashOf(`${deviceId} ${moment}`);
  const body = { deviceId, by: 'CA-TP-07', byUnitId: 'CA-TP', result, findings, reportHash };
  stage.command('devices:scan', moment, body);
}
/** A computer is seen protected against malware. */
export function protect(stage: Stage, deviceId: string, moment: string, status = 'on'): void {
  const data = { deviceId, product: 'phòng mã độc', status, at: moment };
  stage.observe('EndpointProtectionObserved', moment, data, { source: 'EDR' });
}
/** A computer's software is seen to be licensed. */
export function license(stage: Stage, deviceId: string, moment: string, status = 'valid'): void {
  const data = { deviceId, product: 'hệ điều hành', status, at: moment };
  stage.observe('SoftwareLicenceChecked', moment, data, { source: 'EDR' });
}

/** Every official who holds an account has their computer before the first of them is valid. */
export function seatEverybody(stage: Stage): void {
  const first = new Map<string, string>();
  for (const { officialId, validFrom } of stage.accounts) {
    const known = first.get(officialId);
    if (known === undefined || validFrom < known) first.set(officialId, validFrom);
  }
  for (const official of stage.officials) {
    const validFrom = first.get(official.officialId);
    if (validFrom === undefined || official.without.includes('device')) continue;
    const { deviceId } = seatOf(stage, official);
    placeDevice(stage, { deviceId, unitId: official.unitId, readyBy: laterOf(validFrom, stage.term.foundedAt) });
  }
}

/** Stands for the hash of a document or a serial number. */
export const hashOf = (of: string) => createHash('sha256').update(of).digest('hex');
