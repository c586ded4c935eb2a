import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './told.js';

/** A problem+json answer: its title, and its stable code. */
export interface ProblemBody {
  code: string;
  title: string;
  status: number;
  detail?: string;
}

/** One server of the ledger, as one actor (`<kind>:<id>`). */
export class LedgerApi {
  constructor(
    readonly url: string,
    private readonly actor: string,
    /** Waits between tries, in milliseconds: about half a minute in all. */
    private readonly waits: readonly number[] = [250, 500, 1000, 2000, 4000, 8000, 15_000],
  ) {}

  /**
   * Posts a body whose sending twice does no harm. A server that is starting, cannot write now, or is cut off is tried
   * again for about half a minute. Throws a `Failure` with the problem's title and code, or when nothing answers.
   */
  async post<T>(path: string, type: string, body: Uint8Array, headers: Record<string, string> = {}): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      const answer = await this.tryPost<T>(path, type, body, headers);
      if ('body' in answer) return answer.body;
      if (!answer.again || attempt === this.waits.length) throw answer.failure;
      await pause(this.waits[attempt]);
    }
  }

  private async tryPost<T>(
    path: string,
    type: string,
    body: Uint8Array,
    headers: Record<string, string>,
  ): Promise<{ body: T } | { failure: Failure; again: boolean }> {
    try {
      const response = await fetch(`${this.url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': type, 'X-Actor': this.actor, 'Accept-Language': 'vi', ...headers },
        body: body as Uint8Array<ArrayBuffer>,
      });
      if (response.ok) return { body: (await response.json()) as T };
      const again = response.status === 503 || response.status === 429;
      return { failure: refusal(response.status, await response.text()), again };
    } catch (cause) {
      return { failure: unreachable(this.url, cause), again: true };
    }
  }
}

function refusal(status: number, text: string): Failure {
  const problem = problemIn(text);
  const said = problem ? `${problem.title} [${problem.code}]` : `HTTP ${status}`;
  return new Failure({ vi: `Máy chủ từ chối: ${said}`, en: `The server refuses: ${said}` });
}

function problemIn(text: string): ProblemBody | undefined {
  try {
    const body = JSON.parse(text) as Partial<ProblemBody> | null;
    return typeof body?.title === 'string' && typeof body.code === 'string' ? (body as ProblemBody) : undefined;
  } catch {
    return undefined; // whatever answers there is no ledger
  }
}

function unreachable(url: string, cause: unknown): Failure {
  return new Failure({ vi: `Máy chủ ${url} không trả lời`, en: `The server ${url} does not answer` }, { cause });
}
