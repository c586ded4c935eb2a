import { Failure } from '../told.js';
import type { Found } from './manifest.js';
import type { CloudEvent, Command, FindingMeant } from './stage.js';

/** What the ledger made of a batch of facts. */
export interface Counts {
  recorded: number;
  duplicate: number;
  conflict: number;
  refused: number;
}
interface Ingested {
  counts: Counts;
  position: string | null;
  items: readonly { id: string; status: string; code?: string }[];
}

const patienceMs = 300_000;

/** The ledger's HTTP API as the demo uses it. Every answer but the expected one ends the demo with a `Failure`. */
export class PlayedLedger {
  /** The position of the last thing written, which every read waits for. */
  position = '0';

  constructor(
    readonly baseUrl: string,
    /** Who reads. */
    readonly actor = 'inspector:demo',
  ) {}

  /** Gives a command; one on an account states the version that the ledger shows of it, one on a finding its id. */
  async give({ path, actor, key, body, ofAccount, ofFinding }: Command): Promise<void> {
    const headers: Record<string, string> = {
      'X-Actor': actor,
      'Idempotency-Key': key,
      'Content-Type': 'application/json',
    };
    if (ofAccount !== undefined) headers['If-Match'] = await this.etagOf(ofAccount);
    const said = ofFinding === undefined ? body : { ...body, findingId: await this.findingIdOf(ofFinding) };
    const answer = await this.fetch(`/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(said) });
    if (!answer.ok) throw await refused(path, answer);
    await answer.arrayBuffer();
    this.position = answer.headers.get('Ledger-Position') ?? this.position;
  }

  /** Sends facts; answers how many were new. A conflict or a refusal among them is a `Failure`. */
  async send(facts: readonly CloudEvent[]): Promise<Counts> {
    const headers = {
      'X-Actor': 'system:truc-lien-thong',
      'Content-Type': 'application/cloudevents-batch+json',
      Prefer: 'return=minimal',
    };
    const answer = await this.fetch('/v1/events', { method: 'POST', headers, body: JSON.stringify(facts) });
    if (!answer.ok) throw await refused('events', answer);
    const { counts, position, items } = (await answer.json()) as Ingested;
    const [first] = items;
    if (first) throw failed(`events: ${first.id} ${first.status} ${first.code ?? ''}`);
    this.position = position ?? this.position;
    return counts;
  }

  /** Every item of a list, page by page, once the views hold all that was written. */
  async list<T>(path: string, query: Readonly<Record<string, string>>): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const search = new URLSearchParams({ ...query, limit: '1000', ...(cursor ? { cursor } : {}) });
      if (!cursor) search.set('minPosition', this.position);
      const page = await this.read<{ items: T[]; next?: string | null }>(`/v1/${path}?${search.toString()}`);
      items.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor);
    return items;
  }

  /** All items of an answer that is no page of a longer list. */
  async all<T>(path: string): Promise<T[]> {
    return (await this.read<{ items: T[] }>(`/v1/${path}`)).items;
  }

  /** Has what is read from here on wait for all that was written so far. */
  async catchUp(): Promise<void> {
    this.position = (await this.read<{ head: string }>('/v1/views')).head;
  }

  private async read<T>(path: string): Promise<T> {
    const answer = await this.get(path);
    return (await answer.json()) as T;
  }

  private async etagOf(accountId: string): Promise<string> {
    const path = `/v1/accounts/${encodeURIComponent(accountId)}?minPosition=${this.position}`;
    const answer = await this.get(path);
    await answer.arrayBuffer();
    const etag = answer.headers.get('ETag');
    if (!etag) throw failed(`${path}: no ETag`);
    return etag;
  }

  private async findingIdOf({ rule, accountId, lookupId }: FindingMeant): Promise<string> {
    const found = await this.list<Found & { findingId: string }>('findings', { rule, accountId });
    const meant = found.find((finding) => lookupId === undefined || finding.lookupId === lookupId);
    if (!meant) throw failed(`findings: ${rule} ${accountId} ${lookupId ?? ''}`);
    return meant.findingId;
  }

  // The views follow the log on their own; a read that waits for them is repeated as long as they need.
  private async get(path: string): Promise<Response> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const answer = await this.fetch(path, { headers: { 'X-Actor': this.actor } });
      if (answer.ok) return answer;
      if (answer.status !== 503 || Date.now() > deadline) throw await refused(path, answer);
      await answer.arrayBuffer();
      const seconds = Number(answer.headers.get('Retry-After') ?? 1);
      await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, 2) * 1000));
    }
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.baseUrl}${path}`, init);
    } catch (error) {
      const told = { vi: 'không nối được tới máy chủ sổ cái', en: 'the ledger server cannot be reached' };
      throw new Failure(told, { cause: error });
    }
  }
}

const failed = (what: string) =>
  new Failure({
    vi: `sổ cái trả lời khác dự kiến: ${what}`,
    en: `the ledger answered otherwise than expected: ${what}`,
  });
async function refused(what: string, answer: Response): Promise<Failure> {
  return failed(`${what}: ${answer.status} ${(await answer.text()).slice(0, 600)}`);
}
