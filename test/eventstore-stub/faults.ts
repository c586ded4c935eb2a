/** What can befall one append. `answer lost` and what ends in `after the write` are written all the same. */
export type AppendFault =
  | 'unanswered'
  | 'answer lost'
  | 'cut before the write'
  | 'cut after the write'
  | 'timeout after the write'
  | 'not leader'
  | 'too busy'
  | 'access denied';

/** The faults of a protocol stub. A test switches them while the adapter works; all are off at first. */
export class Faults {
  /** One is taken by each append that arrives, the first first. */
  appends: AppendFault[] = [];
  /** Befalls each append once `appends` is empty. */
  everyAppend: AppendFault | undefined;
  /** So many appends that repeat a stored one are dropped without an answer: the original is not yet replicated. */
  idempotentNotReady = 0;
  /** The answer to each append waits so long, in ms. */
  answerDelay = 0;
  /** So many calls of ServerFeatures, of Read, and of subscribing are never answered. */
  silent = { features: 0, reads: 0, subscriptions: 0 };
  /** Each Read stops for ever after so many events. */
  stallReadsAfter = Infinity;
  /** The next Read loses its connection after so many events. */
  cutReadAfter = Infinity;
  /** A live subscription with more than 32 unsent events is dropped (23.10) or goes back to catching up (24.2+). */
  slowConsumer: 'drop' | 'fall behind' = 'fall behind';

  takeAppend(): AppendFault | undefined {
    return this.appends.shift() ?? this.everyAppend;
  }

  takeSilence(call: keyof Faults['silent']): boolean {
    return this.silent[call] > 0 && this.silent[call]-- > 0;
  }
}
