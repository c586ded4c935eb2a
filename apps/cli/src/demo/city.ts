import { foundCity, appointFocalPoints } from './founding.js';
import { ordinaryWork } from './everyday.js';
import { twoIncidents } from './incidents.js';
import type { Boundary, Planted } from './manifest.js';
import { comingAndGoing, fillTheOffices } from './movements.js';
import { leaders } from './officials.js';
import { oversee } from './oversight.js';
import { Random } from './random.js';
import { handInReports, oweOrdinaryReports } from './reports.js';
import { type CloudEvent, type Command, Stage } from './stage.js';
import { stories as allStories, type Story, tellStories } from './stories/stories.js';
import { december, type Term } from './term.js';
import { keepInOrder } from './upkeep.js';

/**
 * A city's term, ready to be played: the commands that come before it, its facts in the order in which they reach the
 * ledger, and the commands given meanwhile, each after so many facts. The manifest and the boundary cases are for the
 * comparison afterwards and go to no server.
 */
export interface City {
  seed: number;
  term: Term;
  setup: readonly Command[];
  facts: readonly CloudEvent[];
  acts: readonly { after: number; command: Command }[];
  manifest: readonly Planted[];
  boundaries: readonly Boundary[];
  /** The official whose replay is worth reading; none where no story tells of one. */
  hero: string;
  units: readonly { unitId: string; name: string }[];
  officials: number;
  accounts: number;
}

interface Wishes {
  /** Ordinary look-ups. */
  lookups?: number;
  term?: Term;
  /** None of them: everything is lawful. */
  stories?: readonly Story[];
}

const mostStaff = 120;
const lookupsEach = 250;

/** The city of a seed: the same seed and wishes give the same city, byte by byte. */
export function city(seed: number, { lookups = 30_000, term = december, stories = allStories }: Wishes = {}): City {
  const stage = new Stage(new Random(seed), seed, term);
  leaders(stage);
  oweOrdinaryReports(stage);
  tellStories(stage, stories);
  for (const month of term.months) {
    stage.scene = month;
    comingAndGoing(stage);
    twoIncidents(stage);
  }
  stage.scene = term.months[0];
  fillTheOffices(stage, Math.min(mostStaff, Math.max(20, Math.round(lookups / lookupsEach))));
  ordinaryWork(stage, lookups);
  keepInOrder(stage);
  oversee(stage);
  handInReports(stage);
  appointFocalPoints(stage);
  foundCity(stage);
  return told(stage);
}

function told(stage: Stage): City {
  const { opensAt } = stage.term;
  const facts = inOrder(stage.facts, ({ deliveredAt }) => deliveredAt);
  const commands = inOrder(stage.commands, ({ sentAt }) => sentAt);
  const early = commands.filter(({ sentAt }) => sentAt < opensAt);
  const late = commands.filter(({ sentAt }) => sentAt >= opensAt);
  return {
    seed: stage.seed,
    term: stage.term,
    setup: early.map(({ command }) => command),
    facts: facts.map(({ event }) => event),
    acts: placed(late, facts),
    manifest: stage.planted,
    boundaries: stage.boundaries,
    hero: stage.hero,
    units: stage.units,
    officials: stage.officials.length,
    accounts: stage.accounts.length,
  };
}

// Sorting is stable: what lies at one moment keeps the order in which it was told.
const inOrder = <T>(all: readonly T[], momentOf: (one: T) => string) =>
  all.toSorted((a, b) => (momentOf(a) < momentOf(b) ? -1 : momentOf(a) > momentOf(b) ? 1 : 0));

function placed(late: Stage['commands'], facts: Stage['facts']): City['acts'] {
  let after = 0;
  return late.map(({ command, sentAt }) => {
    while (after < facts.length && facts[after].deliveredAt <= sentAt) after++;
    return { command, after };
  });
}
