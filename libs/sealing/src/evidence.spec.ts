import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { formatVkey, keyTypes, SignerKey, signCheckpoint } from '@app/merkle';
import { SqliteLog } from '@app/sqlite';
import { checkEvidence, makeEvidence } from './evidence.js';
import { dropFolders, key, sealed } from './sealing.fixture.js';
import { TreeFile } from './tree-file.js';
import { readZip, writeZip } from './zip.js';

let zip: Buffer;
let again: Buffer;
beforeAll(async () => {
  const files = await sealed();
  const log = SqliteLog.open(files.events, { readOnly: true });
  const tree = TreeFile.open(files.tree, { readOnly: true });
  const make = () =>
    makeEvidence({
      ...{ log, tree, checkpoint: tree.latest!, keys: [key.verifier], report: '<p>báo cáo</p>', readme: 'đọc' },
      about: { about: 'account:TTHC:an', from: '2025-03-01T00:00:00.000Z', to: '2025-04-01T00:00:00.000Z' },
      positions: [3, 101, 333, 600],
    });
  [zip, again] = [await make(), await make()];
  tree.close();
  await log.close();
});
afterAll(dropFolders);

const outside = { keys: [key.verifier] };
/** The package with some of its files changed, the manifest made to name them. */
function changed(change: (files: Map<string, Uint8Array>) => void, renamed = true): Buffer {
  const files = readZip(zip);
  change(files);
  if (renamed) {
    const manifest = JSON.parse(Buffer.from(files.get('manifest.json')!).toString()) as { files: object };
    const others = [...files].filter(([name]) => name !== 'manifest.json');
    const hashes = others.map(([name, bytes]): [string, string] => [name, sha256(bytes)]);
    manifest.files = Object.fromEntries(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
    files.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  }
  return writeZip(files);
}
const edited = (name: string, from: string, to: string) => (files: Map<string, Uint8Array>) => {
  const text = Buffer.from(files.get(name)!).toString();
  expect(text).toContain(from);
  files.set(name, Buffer.from(text.replace(from, to)));
};
const first = 'events/000000000002.json';
const proof = 'proofs/000000000002.tlog-proof';

describe('an evidence package', () => {
  it('has the same bytes for the same events and checkpoint, and proves each of them', () => {
    expect(again.equals(zip)).toBe(true);
    expect(checkEvidence(zip, outside)).toMatchObject({ proven: 4, key: 'outside', failures: [] });
    expect(checkEvidence(zip)).toMatchObject({ proven: 4, key: 'package', witnessed: 0, witnesses: 0, failures: [] });
    expect([...readZip(zip).keys()]).toContain(first);
  });

  it.each([
    ['an event that was edited', edited(first, '"n":2', '"n":3')],
    ['another time', edited(first, '2025-03-04T02', '2025-03-04T03')],
    ['a space behind an event', edited(first, '"version":2}', '"version":2} ')],
    [
      'an event left out with its proof',
      (files: Map<string, Uint8Array>) => void (files.delete(first), files.delete(proof)),
    ],
    ['an event without its proof', (files: Map<string, Uint8Array>) => void files.delete(proof)],
    ['a proof without its event', (files: Map<string, Uint8Array>) => void files.delete(first)],
    [
      'two events exchanged',
      (files: Map<string, Uint8Array>) => {
        const [a, b] = [files.get(first)!, files.get('events/000000000100.json')!];
        files.set(first, b).set('events/000000000100.json', a);
      },
    ],
    [
      'two proofs exchanged',
      (files: Map<string, Uint8Array>) => {
        const other = 'proofs/000000000100.tlog-proof';
        const [a, b] = [files.get(proof)!, files.get(other)!];
        files.set(proof, b).set(other, a);
      },
    ],
    ['a checkpoint of another size', edited('checkpoint', '\n600\n', '\n601\n')],
    ['a proof that names another index', edited(proof, 'index 2', 'index 3')],
    ['a manifest of fewer events', edited('manifest.json', '"events":4', '"events":3')],
    ['a manifest of another time', edited('manifest.json', '2025-03-01', '2025-03-20')],
    [
      'a manifest of another root',
      (files: Map<string, Uint8Array>) => {
        const text = Buffer.from(files.get('manifest.json')!).toString();
        files.set('manifest.json', Buffer.from(text.replace(/"rootHash":"./, '"rootHash":"x')));
      },
    ],
    [
      'a checkpoint by a stranger of the same name',
      (files: Map<string, Uint8Array>) => {
        const stranger = SignerKey.generate(key.verifier.name, keyTypes.note);
        const note = signCheckpoint(stranger, { origin: key.verifier.name, size: 600, root: Buffer.alloc(32) });
        files.set('checkpoint', Buffer.from(note)).set('log.vkey', Buffer.from(`${formatVkey(stranger.verifier)}\n`));
      },
    ],
  ])('with %s does not hold', (_, change) => {
    const result = checkEvidence(changed(change), outside);
    expect(result.failures.length).toBeGreaterThan(0);
  });

  it('whose manifest does not name a file as it is does not hold', () => {
    for (const change of [
      edited('report.html', 'báo', 'cáo'),
      (files: Map<string, Uint8Array>) => void files.delete('readme.txt'),
      (files: Map<string, Uint8Array>) => void files.set('more.txt', Buffer.from('more')),
    ])
      expect(checkEvidence(changed(change, false), outside).failures).toHaveLength(1);
  });

  it('of which any byte is spoilt does not hold, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const spoilt = Buffer.from(zip);
        spoilt[at] ^= by;
        expect(checkEvidence(spoilt, outside).failures.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('that is cut, goes on, or is no package at all is refused', () => {
    for (const wrong of [
      zip.subarray(0, -1),
      zip.subarray(1),
      Buffer.concat([zip, Buffer.from('x')]),
      Buffer.concat([zip, zip]),
      Buffer.alloc(0),
      Buffer.from('PK'),
      Buffer.alloc(100, 0xff),
    ])
      expect(checkEvidence(wrong, outside)).toMatchObject({ proven: 0, failures: [expect.stringMatching(/^(shape|duplicate|too-large)/)] }); // prettier-ignore
  });

  it('with what is nested without end is refused, not followed', () => {
    const deep = Buffer.from(`${'['.repeat(40_000)}${']'.repeat(40_000)}`);
    const result = checkEvidence(
      changed((files) => void files.set(first, deep)),
      outside,
    );
    expect(result.failures.length).toBeGreaterThan(0);
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
