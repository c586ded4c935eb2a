import { createHash } from 'node:crypto';
import { commandEventId, eventNamespace, factId, uuid5 } from './event-ids.js';

const actor = { kind: 'admin', id: 'an' } as const;

describe('event ids', () => {
  it('are UUIDs of version 5 (RFC 9562 §5.5) in the ledger’s namespace', () => {
    const digest = createHash('sha1')
      .update(Buffer.from(eventNamespace.replaceAll('-', ''), 'hex'))
      .update('a')
      .digest('hex');
    const id = uuid5('a');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(id.slice(0, 13)).toBe(`${digest.slice(0, 8)}-${digest.slice(8, 12)}`);
    expect(id.slice(24)).toBe(digest.slice(20, 32));
  });

  it('never change: these are stored', () => {
    expect(factId('TTHC', '1')).toBe('a94d566d-8c2e-5f81-ac66-596b42b371f9');
    expect(commandEventId(actor, 'k', 0)).toBe('77ee1334-27a1-5c41-81cd-c03dc7fb25f3');
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
