/** A sentence for people, in both languages. It never repeats what a file or a person put in: that may be a citizen's. */
export interface Told {
  vi: string;
  en: string;
}

/** Both languages, Vietnamese first. */
export const bothOf = ({ vi, en }: Told): string => `${vi}\n${en}`;
/** Both languages on one line. */
export const inLine = ({ vi, en }: Told): string => `${vi} · ${en}`;

/** Why a verb cannot go on, for the person at the terminal; the process ends with `exitCode`. */
export class Failure extends Error {
  constructor(
    readonly told: Told,
    options?: ErrorOptions & { exitCode?: number },
  ) {
    super(bothOf(told), options);
    this.name = 'Failure';
    this.exitCode = options?.exitCode ?? exitCodes.failed;
  }

  readonly exitCode: number;
}

/** How a process ends: all done, not done (or a difference found), done but for some lines, not begun from a state that is not its own, stopped by the user. */
export const exitCodes = { done: 0, failed: 1, someLinesBad: 2, stateRefused: 3, interrupted: 130 } as const;

/** What was asked for with an option, when it is one of some words; refuses what is not. */
export function oneOf(option: string, known: readonly string[], asked: string | undefined): string | undefined {
  if (asked === undefined || known.includes(asked)) return asked;
  throw new Failure({
    vi: `${option} là một trong ${known.join(', ')}`,
    en: `${option} is one of ${known.join(', ')}`,
  });
}

/** A number of days asked for with an option; refuses what is none. */
export function wholeDays(option: string, asked: string | undefined): number | undefined {
  if (asked === undefined) return undefined;
  if (/^\d{1,5}$/.test(asked)) return Number(asked);
  throw new Failure({ vi: `${option} là một số ngày`, en: `${option} is a number of days` });
}
