import type { Stage } from '../stage.js';
import { lookUpsWithoutCase } from './v-01.js';
import { strangersToTheDossier } from './v-02.js';
import { outsideTheDossiersLife } from './v-03.js';
import { dossiersOfOtherUnits } from './v-04.js';
import { lookUpsBeyondGrant } from './v-05.js';
import { techniciansLookingUp } from './v-06.js';
import { useAfterRevocation } from './v-07.js';
import { lookUpsWithoutGrant } from './v-08.js';
import { outOfHours } from './v-09.js';
import { spikes } from './v-10.js';
import { enumeration } from './v-11.js';
import { repeatedInterest } from './v-12.js';
import { lookingOneselfUp } from './v-13.js';
import { relativesAndColleagues } from './v-14.js';
import { protectedCitizens } from './v-15.js';
import { convergence } from './v-16.js';
import { exportsWithoutCase } from './v-17.js';
import { twoAccounts } from './v-18.js';
import { accountsOutlivingDuty } from './v-19.js';
import { nothingDecided } from './v-20.js';
import { changesMadeKnownLate } from './v-21.js';
import { dormantAccounts } from './v-22.js';
import { scopeBeyondRole } from './v-23.js';
import { dutiesInConflict } from './v-24.js';
import { grantsWithoutAuthority } from './v-25.js';
import { notBriefed } from './v-26.js';
import { oldPasswords } from './v-28.js';
import { defaultPasswords } from './v-29.js';
import { singleFactor } from './v-30.js';
import { sharedAccounts } from './v-31.js';
import { unknownComputers } from './v-32.js';
import { sessionsLeftOpen } from './v-33.js';
import { compromisedPasswords } from './v-34.js';
import { unprotectedComputers } from './v-35.js';
import { checksOverdue } from './v-36.js';
import { inspectionsMissing } from './v-37.js';
import { reportsOverdue } from './v-38.js';
import { incidentClocks } from './v-39.js';
import { unreliableSources } from './v-40.js';

/** What a rule's violations and lawful neighbours come from. */
export interface Story {
  rule: string;
  /** Tells it on the days of the stage's scene. */
  tell: (stage: Stage) => void;
  /** It takes the whole term and is told once. */
  once?: true;
}

export const stories: readonly Story[] = [
  { rule: 'V-01', tell: lookUpsWithoutCase },
  { rule: 'V-02', tell: strangersToTheDossier },
  { rule: 'V-03', tell: outsideTheDossiersLife },
  { rule: 'V-04', tell: dossiersOfOtherUnits },
  { rule: 'V-05', tell: lookUpsBeyondGrant },
  { rule: 'V-06', tell: techniciansLookingUp },
  { rule: 'V-07', tell: useAfterRevocation },
  { rule: 'V-08', tell: lookUpsWithoutGrant },
  { rule: 'V-09', tell: outOfHours },
  { rule: 'V-10', tell: spikes },
  { rule: 'V-11', tell: enumeration },
  { rule: 'V-12', tell: repeatedInterest },
  { rule: 'V-13', tell: lookingOneselfUp },
  { rule: 'V-14', tell: relativesAndColleagues },
  { rule: 'V-15', tell: protectedCitizens },
  { rule: 'V-16', tell: convergence },
  { rule: 'V-17', tell: exportsWithoutCase },
  { rule: 'V-18', tell: twoAccounts },
  { rule: 'V-19', tell: accountsOutlivingDuty },
  { rule: 'V-20', tell: nothingDecided },
  { rule: 'V-21', tell: changesMadeKnownLate },
  { rule: 'V-22', tell: dormantAccounts },
  { rule: 'V-23', tell: scopeBeyondRole },
  { rule: 'V-24', tell: dutiesInConflict },
  { rule: 'V-25', tell: grantsWithoutAuthority },
  { rule: 'V-26', tell: notBriefed },
  { rule: 'V-28', tell: oldPasswords },
  { rule: 'V-29', tell: defaultPasswords },
  { rule: 'V-30', tell: singleFactor },
  { rule: 'V-31', tell: sharedAccounts },
  { rule: 'V-32', tell: unknownComputers },
  { rule: 'V-33', tell: sessionsLeftOpen },
  { rule: 'V-34', tell: compromisedPasswords },
  { rule: 'V-35', tell: unprotectedComputers },
  { rule: 'V-36', tell: checksOverdue, once: true },
  { rule: 'V-37', tell: inspectionsMissing, once: true },
  { rule: 'V-38', tell: reportsOverdue, once: true },
  { rule: 'V-39', tell: incidentClocks },
  { rule: 'V-40', tell: unreliableSources },
];

/** In a long term a story is told in every so many months. */
const everyMonths = 4;

/** Tells stories so that each month has some of them, and a term of one month has all. */
export function tellStories(stage: Stage, told: readonly Story[]): void {
  const every = Math.min(everyMonths, stage.term.months.length);
  stage.term.months.forEach((month, m) => {
    stage.scene = month;
    told.forEach(({ tell, once }, i) => {
      if (once ? m === 0 : m % every === i % every) tell(stage);
    });
  });
}
