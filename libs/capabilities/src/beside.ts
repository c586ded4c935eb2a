import type { Queries, Seal } from '@app/ledger';

/**
 * What a command may use beside the log before it decides. What it reads in the views holds as of `knownAt`, the
 * position that all of them have passed; what it relies on goes into its event, so that no later view can change it.
 */
export interface Beside {
  queries: Queries;
  knownAt: number;
  seal: Seal;
}
