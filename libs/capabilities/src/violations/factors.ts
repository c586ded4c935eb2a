import { localDay, startOfDay } from '../time.js';
import type { Parameter } from '../policies/events.js';
import { ofType } from './folders.js';
import type { AccountLife } from './life.js';
import { isIn, type Span } from './spans.js';
import type { Light } from './rule.js';

/** What kind of proof each authentication method is (RFC 8176, section 2): something known, held, or of the body. */
const proofs: Readonly<Record<string, string>> = {
  ...{ pwd: 'known', pin: 'known', kba: 'known', wia: 'known' },
  ...{ otp: 'held', sms: 'held', tel: 'held', hwk: 'held', swk: 'held', pop: 'held', sc: 'held' },
  ...{ face: 'body', fpt: 'body', iris: 'body', retina: 'body', vbm: 'body' },
};
/** Methods that say where, by whom or over what, and prove nothing by themselves. */
const noProof = ['geo', 'user', 'rba', 'mca'];

/** How many kinds of proof a log-in took. `mfa` says several; a method that the RFC does not know counts as a kind. */
export function factorsIn(amr: readonly string[]): number {
  const kinds = amr.filter((method) => !noProof.includes(method)).map((method) => proofs[method] ?? method);
  return amr.includes('mfa') ? Math.max(2, new Set(kinds).size) : new Set(kinds).size;
}

/** The times in which an account had some second factor enrolled. */
export function enrolments({ acts }: AccountLife): Span[] {
  const removals = ofType(acts, 'MfaRemoved');
  return ofType(acts, 'MfaEnrolled').map(({ id, at, data }) => {
    const removed = removals.find((removal) => removal.at > at && removal.data.factorType === data.factorType);
    return { from: at, to: removed?.at, by: id, endedBy: removed?.id };
  });
}

/** Whether an account had a second factor enrolled at an instant. */
export const isEnrolled = (account: AccountLife, at: string): boolean =>
  enrolments(account).some((enrolment) => isIn(enrolment, at));

const dayNumber = (instant: string) => Number(localDay(instant).replaceAll('-', ''));
/** Whether `mfaFrom`, a day as YYYYMMDD or 0 for none, has come. */
export const isAsked = ({ value }: Parameter, at: string) => value !== 0 && value <= dayNumber(at);

/** From when on within a span the profiles of a unit ask for a second factor; `undefined` where they do not. */
export function askedFrom(span: Span, unitId: string, light: Light): string | undefined {
  const days = light.setting.profiles.flatMap(({ data }) => startOfDayNumber(data.params.mfaFrom?.value ?? 0));
  const moments = [...light.profileStarts, ...days];
  return [span.from, ...moments]
    .filter((moment) => isIn(span, moment))
    .sort()
    .find((moment) => isAsked(light.policy(unitId, moment).param('mfaFrom'), moment));
}

// What is no day in the calendar begins never.
function startOfDayNumber(value: number): string[] {
  const day = String(value).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return Number.isNaN(Date.parse(`${day}T00:00:00.000Z`)) ? [] : [startOfDay(day)];
}
