import { commandEventId, factId } from './event-ids.js';

const actor = { kind: 'admin', id: 'an' } as const;

describe('event ids', () => {
  it('never change: these are stored', () => {
    expect(factId('TTHC', '1')).toBe('2936af3f-159b-5581-ba58-5cea0e797590');
    expect(commandEventId(actor, 'k', 0)).toBe('18e01916-6c48-59ac-b0dd-c1f6f8ed0c07');
  });

  it('are the same for both spellings of a source', () => {
    expect(factId('Hồ sơ'.normalize('NFD'), '1')).toBe(factId('Hồ sơ'.normalize('NFC'), '1'));
  });

  it('differ by source, id, actor, key and index', () => {
    const ids = [
      factId('TTHC', '1'),
      factId('TTHC', '2'),
      factId('LGSP', '1'),
      commandEventId(actor, 'k', 0),
      commandEventId(actor, 'k', 1),
      commandEventId(actor, 'l', 0),
      commandEventId({ kind: 'police', id: 'an' }, 'k', 0),
      commandEventId({ kind: 'admin', id: 'binh' }, 'k', 0),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
