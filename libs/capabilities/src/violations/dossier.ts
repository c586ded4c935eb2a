import type { Parameter } from '../policies/events.js';
import { addMs } from '../time.js';
import { isAmong } from './citizen.js';
import type { DueDay } from './due.js';
import { useOfficial, useUnit } from './light.js';
import type { CaseFile, Light, Use } from './rule.js';

/** A dossier with every state of it that its system showed. What any state says of parties, units and people counts. */
export type Dossier = CaseFile<'DossierObserved'>;

/** The dossier that a use names, where its system has shown it. */
export const dossierOf = ({ dossierId }: { dossierId?: string }, light: Light): Dossier | undefined =>
  dossierId === undefined ? undefined : light.dossier(dossierId);

/** How a dossier lists a citizen: as a party, or as somebody near one, who acts for them or lives with them. */
export function placeIn(
  { observed }: Dossier,
  subject: string,
  light: Pick<Light, 'folder'>,
): 'party' | 'near' | undefined {
  if (observed.some(({ data }) => isAmong(subject, data.parties, light))) return 'party';
  const isNear = observed.some(
    ({ data: { representatives = [], householdMembers = [] } }) =>
      isAmong(subject, representatives, light) || isAmong(subject, householdMembers, light),
  );
  return isNear ? 'near' : undefined;
}

/** How a dossier came to who looked up: received at the unit, routed to it later, or assigned to the official. */
export function wayTo(use: Use, { observed }: Dossier, light: Light): 'received' | 'routed' | 'assigned' | undefined {
  const unit = useUnit(use, light);
  const first = observed.findIndex(
    ({ data }) =>
      unit !== undefined &&
      (data.handlingUnits.includes(unit) ||
        data.handlingUnits.some((handling) => areOne(handling, unit, use.at, light))),
  );
  if (first >= 0) return first === 0 ? 'received' : 'routed';
  const official = useOfficial(use, light);
  return official !== undefined && observed.some(({ data }) => data.assignees.includes(official))
    ? 'assigned'
    : undefined;
}

// Whether two units were one by an instant: one had become the other, or both had become a third.
function areOne(a: string, b: string, at: string, light: Light): boolean {
  return light.became(a, at).some((unit) => light.became(b, at).includes(unit));
}

/** Whether the official of a look-up is assigned to the dossier or the petition that it names, by any state of it. */
export function isAssigned(use: Use, light: Light): boolean {
  const official = useOfficial(use, light);
  const dossier = dossierOf(use, light);
  const petition = use.petitionId === undefined ? undefined : light.petition(use.petitionId);
  const states = [...(dossier?.observed ?? []), ...(petition?.observed ?? [])];
  return states.some(({ data }) => official !== undefined && data.assignees.includes(official));
}

interface Times {
  received: Moment;
  /** Its last closing, if it is not open. */
  closed?: Moment;
}
/** An instant, and the event that says so. */
interface Moment {
  at: string;
  by: string;
}
const times = new WeakMap<Dossier, Times>();
/** When a dossier was first received, and when it was closed for the last time. */
export function timesOf(dossier: Dossier): Times {
  let found = times.get(dossier);
  if (!found) {
    const { observed, closed } = dossier;
    const received = inOrder(observed.map(({ id, data }) => ({ at: data.receivedAt, by: id })));
    const closings = [...observed, ...closed].map(({ id, data }) => ({ at: data.closedAt ?? '', by: id }));
    times.set(
      dossier,
      (found = { received: received[0], closed: inOrder(closings.filter(({ at }) => at !== '')).at(-1) }),
    );
  }
  return found;
}
const inOrder = (moments: readonly Moment[]) =>
  moments.toSorted((a, b) => (`${a.at}|${a.by}` < `${b.at}|${b.by}` ? -1 : 1));

/** The event that shows a dossier as it was known last. */
export const lastShownBy = ({ observed }: Dossier): string => observed[observed.length - 1].id;

/** How long before its receipt a dossier may be worked on, in ms: the counter looks first, then receives. */
export const beforeReceiptMs = 3_600_000;

/** How a look-up lies outside its dossier's life, and the event that says so: after it, by how many working days. */
export type Outside =
  { side: 'before'; shownBy: string } | { side: 'after'; shownBy: string; tail: Parameter; end: DueDay };

/** Whether a look-up lies outside its dossier's life: from an hour before the receipt to the tail after the last closing. */
export function outsideOf(use: Use, dossier: Dossier, light: Light): Outside | undefined {
  const { received, closed } = timesOf(dossier);
  if (use.at < received.at && use.at < addMs(received.at, -beforeReceiptMs)) {
    return { side: 'before', shownBy: received.by };
  }
  if (closed === undefined || use.at <= closed.at) return undefined;
  const tail = light.policy(useUnit(use, light), use.at).param('resultTailWd');
  const end = light.terms.due(closed.at, tail.value);
  return use.at < end.due ? undefined : { side: 'after', shownBy: closed.by, tail, end };
}
