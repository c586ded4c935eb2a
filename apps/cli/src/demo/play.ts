import type { City } from './city.js';
import type { Found } from './manifest.js';
import { PlayedLedger } from './played-ledger.js';
import type { CloudEvent } from './stage.js';

const batch = 500;

/** What was sent to the ledger, and up to which position it is written. */
export interface Played {
  commands: number;
  recorded: number;
  /** Facts of the last batch that were sent a second time, and changed nothing. */
  duplicates: number;
  position: string;
}

/**
 * Plays a city over the HTTP API of the ledger at `baseUrl`: its set-up, then facts in batches with the commands given
 * between them, then the last batch once more, as a source does that lost the answer. `told` hears how much is sent.
 */
export async function playCity(
  baseUrl: string,
  city: City,
  told: (sent: number) => void = () => undefined,
): Promise<Played> {
  const api = new PlayedLedger(baseUrl);
  let commands = 0;
  let recorded = 0;
  let sent = 0;
  let last: readonly CloudEvent[] = [];
  const give = async (command: City['setup'][number]) => {
    await api.give(command);
    commands++;
    told(sent + commands);
  };
  for (const command of city.setup) await give(command);
  const acts = [...city.acts, { after: city.facts.length, command: undefined }];
  for (const { after, command } of acts) {
    while (sent < after) {
      last = city.facts.slice(sent, Math.min(after, sent + batch));
      recorded += (await api.send(last)).recorded;
      sent += last.length;
      told(sent + commands);
    }
    if (command) await give(command);
  }
  const { duplicate } = last.length > 0 ? await api.send(last) : { duplicate: 0 };
  return { commands, recorded, duplicates: duplicate, position: api.position };
}

/** How many things `playCity` sends in all. */
export const sizeOf = (city: City): number => city.setup.length + city.acts.length + city.facts.length;

/** The city's findings at its end, those that stand and those that were remedied, once the ledger has judged everything. */
export async function findingsOf<F extends Found>(
  baseUrl: string,
  { term: { asOf } }: Pick<City, 'term'>,
  position: string,
): Promise<F[]> {
  const api = reading(baseUrl, position);
  const standing = await api.list<F>('findings', { state: 'standing', asOf });
  const remedied = await api.list<F>('findings', { state: 'remedied', asOf });
  return [...standing, ...remedied];
}

/** What the demo reads of a rule that the server judges by. */
export interface JudgedRule {
  code: string;
  titleVi: string;
  titleEn: string;
  status: string;
}
/** The rules of the server at `baseUrl`. */
export const rulesOf = (baseUrl: string): Promise<JudgedRule[]> => new PlayedLedger(baseUrl).all('rules');

/** Reads of the ledger that wait for a position. */
export function reading(baseUrl: string, position: string): PlayedLedger {
  const api = new PlayedLedger(baseUrl);
  api.position = position;
  return api;
}
