import type { ClauseId, EventName } from '@app/capabilities';
import type { Stage } from './stage.js';
import type { Step } from './step.js';

/** Who can decide a duty: the ledger alone (A), people on the ledger's signal (S), people only, by attesting it (H). */
export type Kind = 'A' | 'S' | 'H';

/** For people: Vietnamese first. */
export interface Words {
  vi: string;
  en: string;
}

/** One duty of the directives: how the ledger records it, checks it and reports on it. */
export interface Row {
  /** The first is what it mostly is. */
  kinds: readonly Kind[];
  /** What records it: each is recorded by the try. */
  events: readonly EventName[];
  /** The codes of the rules that are to check it; some may not exist yet. */
  rules: readonly string[];
  /** What the ledger lacks for it beside rules. */
  lacks?: Words;
  /** Why the ledger has nothing to record, check or report. */
  nothing?: Words;
  /** What is sent, and what is read back. */
  tried?: (my: Stage) => readonly Step[];
}

/** The duties of one directive, or of some of its clauses. */
export type Rows = Readonly<Partial<Record<ClauseId, Row>>>;
