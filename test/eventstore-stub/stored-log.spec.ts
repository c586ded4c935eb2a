import { StoredLog, type Expected, type Proposed } from './stored-log.js';

const event = (id: string, data = 'x'): Proposed => ({
  id,
  type: 'Noted',
  contentType: 'application/octet-stream',
  data: new TextEncoder().encode(data),
  metadata: new Uint8Array(),
});
const none = -1n;
type Step = [ids: string, expected: Expected, outcome: string];

/** Appends the letters of `ids` and says what came of it: `written 2`, `repeated 1`, `wrong 2`, `wrong none`… */
function said(log: StoredLog, [ids, expected]: Step): string {
  const events = [...ids].map((id) => event(id));
  const outcome = log.append('s-1', expected === none ? 'no_stream' : expected, events);
  if (outcome.kind === 'success') return `${outcome.idempotent ? 'repeated' : 'written'} ${outcome.revision}`;
  return outcome.kind === 'wrong version' ? `wrong ${outcome.current ?? 'none'}` : outcome.kind;
}

describe('the idempotency table of the server, as the protocol stub keeps it', () => {
  it.each<[string, ...Step[]]>([
    ['an exact revision at the end is written', ['ab', none, 'written 1'], ['c', 1n, 'written 2']],
    ['a known id at the end is written again', ['a', none, 'written 0'], ['a', 0n, 'written 1']],
    ['all ids in place are a repetition', ['abc', none, 'written 2'], ['abc', none, 'repeated 2']],
    ['so is a beginning of them', ['abc', none, 'written 2'], ['ab', none, 'repeated 1'], ['b', 0n, 'repeated 1']],
    [
      'so are they with newer events behind',
      ['ab', none, 'written 1'],
      ['c', 1n, 'written 2'],
      ['ab', none, 'repeated 1'],
    ],
    ['another first id is the wrong version', ['ab', none, 'written 1'], ['xb', none, 'wrong 1']],
    ['another later id is the wrong version', ['ab', none, 'written 1'], ['ax', none, 'wrong 1']],
    ['more than is stored is the wrong version', ['ab', none, 'written 1'], ['abc', none, 'wrong 1']],
    [
      'a revision beyond the end is the wrong version',
      ['a', none, 'written 0'],
      ['b', 5n, 'wrong 0'],
      ['a', 0n, 'written 1'],
    ],
    ['a revision in a stream that is not there is the wrong version', ['a', 0n, 'wrong none']],
    [
      'any: known ids are a repetition',
      ['ab', 'any', 'written 1'],
      ['ab', 'any', 'repeated 1'],
      ['b', 'any', 'repeated 1'],
    ],
    ['any: an unknown first id is written', ['a', 'any', 'written 0'], ['b', 'any', 'written 1']],
    ['any: known, then unknown, is the wrong version', ['a', 'any', 'written 0'], ['ab', 'any', 'wrong 0']],
    ['stream_exists: not there', ['a', 'stream_exists', 'wrong none']],
    ['stream_exists: there', ['a', none, 'written 0'], ['b', 'stream_exists', 'written 1']],
    ['no event is no write', ['', none, 'nothing to write'], ['a', none, 'written 0']],
  ])('%s', (_, ...steps) => {
    const log = new StoredLog();
    for (const step of steps) expect(said(log, step)).toBe(step[2]);
  });

  it('forgets the protection of any, and keeps that of exact revisions', () => {
    const log = new StoredLog();
    said(log, ['ab', none, '']);
    log.forgetRecentIds();
    expect(said(log, ['ab', none, ''])).toBe('repeated 1');
    expect(said(log, ['ab', 'any', ''])).toBe('written 3');
  });

  it('compares ids only, and keeps the first payload', () => {
    const log = new StoredLog();
    log.append('s-1', 'no_stream', [event('a', 'first')]);
    expect(log.append('s-1', 'no_stream', [event('a', 'second')])).toMatchObject({ idempotent: true, revision: 0n });
    expect(log.visible('s-1')).toMatchObject([{ data: event('a', 'first').data }]);
  });

  it('takes NO_STREAM on a soft-deleted stream and goes on behind what it hides', () => {
    const log = new StoredLog();
    said(log, ['ab', none, '']);
    log.softDelete('s-1');
    expect(log.visible('s-1')).toBe('not found');
    expect(said(log, ['x', 'stream_exists', ''])).toBe('stream deleted');
    expect(said(log, ['c', none, ''])).toBe('written 2');
    expect(log.visible('s-1')).toMatchObject([{ id: 'c', revision: 2n }]);
  });

  it('finds no repetition of what was truncated', () => {
    const log = new StoredLog();
    said(log, ['ab', none, '']);
    log.truncate('s-1', 1n);
    expect(said(log, ['ab', none, ''])).toBe('wrong 1');
  });

  it('takes nothing on a tombstone', () => {
    const log = new StoredLog();
    said(log, ['a', none, '']);
    log.tombstone('s-1');
    for (const expected of [none, 0n, 'any', 'stream_exists'] as const)
      expect(said(log, ['b', expected, ''])).toBe('stream deleted');
  });

  it('puts system events between ours, and positions that rise with gaps', () => {
    const log = new StoredLog(2);
    for (let i = 0; i < 4; i++) log.append(`s-${i}`, 'no_stream', [event(`${i}`)]);
    expect(log.all.map(({ type }) => type[0])).toEqual(['$', 'N', 'N', '$', 'N', 'N', '$']);
    const gaps = log.all.slice(1).map(({ position }, i) => Number(position - log.all[i].position));
    expect(Math.min(...gaps)).toBeGreaterThan(90);
    expect(new StoredLog(0).append('s-1', 'any', [event('a')])).toMatchObject({ position: 0n });
  });
});
