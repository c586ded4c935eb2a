/** What must be done about a confirmed violation before its case can be closed (`cases.md`). */
export type Owed = 'suspend-or-reason' | 'notify-unit' | 'outcome-or-no-action' | 'wrong-purpose-notice';

/** The conclusion of a case: by whom, why, when, and whether the account must be stopped for it. */
export interface Verdict {
  is: 'confirmed' | 'dismissed';
  reasonCode: string;
  decidedBy: string;
  second?: string;
  at: string;
  mustSuspend?: boolean;
  /** The clause that says so; assumed where there is none. */
  mustSuspendBy?: string;
}

/** What is still owed under a conclusion, in the order of `cases.md`; `halted`: the account was suspended or revoked. */
export function owedUnder(verdict: Verdict | undefined, done: readonly Owed[], halted: boolean): readonly Owed[] {
  if (verdict?.is !== 'confirmed') return [];
  const owed: Owed[] = [
    ...(verdict.mustSuspend && !halted ? (['suspend-or-reason'] as const) : []),
    'notify-unit',
    'outcome-or-no-action',
    'wrong-purpose-notice',
  ];
  return owed.filter((one) => !done.includes(one));
}
