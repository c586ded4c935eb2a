import { asOf, opensAt, shift, at, hour } from './days.js';
import { profile, regulation } from './directives.js';
import { monthsBefore, ordinaryMonth } from './everyday.js';
import { userLists } from './user-lists.js';
import { twoIncidents } from './incidents.js';
import type { Boundary, Planted } from './manifest.js';
import { comingAndGoing, fillTheOffices, leaders } from './movements.js';
import { Random } from './random.js';
import { type CloudEvent, type Command, Stage } from './stage.js';
import { lookUpsWithoutCase } from './stories/v-01.js';
import { citizensOutsideDossier } from './stories/v-02.js';
import { outsideDossierLife } from './stories/v-03.js';
import { dossiersOfOtherUnits } from './stories/v-04.js';
import { lookUpsBeyondGrant } from './stories/v-05.js';
import { administratorsLookingUp } from './stories/v-06.js';
import { useAfterRevocation } from './stories/v-07.js';
import { lookUpsWithoutGrant } from './stories/v-08.js';
import { outOfHours } from './stories/v-09.js';
import { lookingThemselvesUp } from './stories/v-13.js';
import { relatives } from './stories/v-14.js';
import { exportsWithoutCase } from './stories/v-17.js';
import { twoAccounts } from './stories/v-18.js';
import { accountsOutlivingDuty } from './stories/v-19.js';
import { oldPasswords } from './stories/v-28.js';
import { units } from './units.js';

/**
 * A city's month, ready to be played: the commands that come before it, its facts in the order in which they reach the
 * ledger, and the commands given meanwhile, each after so many facts. The manifest and the boundary cases are for the
 * comparison afterwards and go to no server.
 */
export interface City {
  seed: number;
  /** The moment at which the findings are to be read. */
  asOf: string;
  opensAt: string;
  setup: readonly Command[];
  facts: readonly CloudEvent[];
  acts: readonly { after: number; command: Command }[];
  manifest: readonly Planted[];
  boundaries: readonly Boundary[];
  /** The official whose replay is worth reading. */
  hero: string;
  units: readonly { unitId: string; name: string }[];
  officials: number;
  accounts: number;
}

/** The city of a seed: the same seed and number of ordinary look-ups give the same city, byte by byte. */
export function city(seed: number, lookups = 30_000): City {
  const stage = new Stage(new Random(seed), seed);
  foundCity(stage);
  lookUpsWithoutCase(stage);
  citizensOutsideDossier(stage);
  outsideDossierLife(stage);
  dossiersOfOtherUnits(stage);
  lookUpsBeyondGrant(stage);
  administratorsLookingUp(stage);
  useAfterRevocation(stage);
  lookUpsWithoutGrant(stage);
  outOfHours(stage);
  lookingThemselvesUp(stage);
  relatives(stage);
  exportsWithoutCase(stage);
  twoAccounts(stage);
  accountsOutlivingDuty(stage);
  oldPasswords(stage);
  comingAndGoing(stage);
  fillTheOffices(stage);
  strongFactors(stage);
  snapshots(stage);
  twoIncidents(stage);
  ordinaryMonth(stage, lookups);
  monthsBefore(stage);
  userLists(stage);
  return told(stage);
}

function foundCity(stage: Stage): void {
  const since = at('2024-09-02', '08:00:00');
  for (const unit of units) stage.command('units:register', since, { ...unit, validFrom: since });
  stage.command('policies:set', shift(profile.effectiveFrom, -hour), profile);
  stage.command('regulations:issue', shift(regulation.effectiveFrom, -hour), regulation);
  leaders(stage);
}

function strongFactors(stage: Stage): void {
  for (const { accountId, validFrom } of stage.accounts) {
    stage.observe('MfaEnrolled', shift(validFrom, hour), { accountId, factorType: 'otp' }, { source: 'IDP' });
  }
}

function snapshots(stage: Stage): void {
  for (const system of ['TTHC', 'KNTC']) {
    const own = stage.accounts.filter((account) => account.system === system && account.validFrom < opensAt);
    const accounts = own.map(({ accountId, functionsAtFirst: functions }) => {
      return { username: accountId.slice(accountId.indexOf(':') + 1), enabled: true, functions };
    });
    const snapshotId = `ANH-${system}-2025-12-01`;
    const head = { snapshotId, system, asOf: opensAt, accountsHash: `demo-${stage.seed}-${accounts.length}` };
    stage.observe('SystemSnapshotImported', opensAt, { ...head, accounts, part: 1, of: 1 }, { source: system });
  }
}

function told(stage: Stage): City {
  const facts = stage.facts
    .map((fact, order) => ({ ...fact, order }))
    .sort((a, b) => (a.deliveredAt < b.deliveredAt ? -1 : a.deliveredAt > b.deliveredAt ? 1 : a.order - b.order));
  const early = stage.commands.filter(({ sentAt }) => sentAt < opensAt);
  const late = stage.commands.filter(({ sentAt }) => sentAt >= opensAt);
  late.sort((a, b) => (a.sentAt < b.sentAt ? -1 : a.sentAt > b.sentAt ? 1 : 0));
  return {
    seed: stage.seed,
    asOf,
    opensAt,
    setup: early.map(({ command }) => command),
    facts: facts.map(({ event }) => event),
    acts: late.map(({ command, sentAt }) => ({
      command,
      after: facts.findLastIndex(({ deliveredAt }) => deliveredAt <= sentAt) + 1,
    })),
    manifest: stage.planted,
    boundaries: stage.boundaries,
    hero: stage.hero,
    units,
    officials: stage.officials.length,
    accounts: stage.accounts.length,
  };
}
