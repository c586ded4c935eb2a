import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import {
  cosign,
  formatSignatureLine,
  formatVkey,
  keyTypes,
  parseNote,
  parsePolicy,
  SignerKey,
  signCheckpoint,
} from '@app/merkle';
import { SqliteLog } from '@app/sqlite';
import { TreeFile } from '@app/sealing';
import { dropFolders, folder, key, sealAll, write } from '../../sealing/src/sealing.fixture.js';
import { checkEvidence } from './check.js';
import { latestCheckpoint, pack } from './pack.js';
import type { Report } from './report.js';
import { readZip, writeZip } from './zip.js';

const told: Report = {
  ...{ title: 'Trích sổ', heading: 'TRÍCH SỔ', opening: ['báo cáo'], limits: 'Không chứng minh hết.', sections: [] },
  notes: [{ lang: 'vi', text: 'Giờ Việt Nam.' }],
};
let zip: Buffer;
let again: Buffer;
beforeAll(async () => {
  const files = folder();
  const log = SqliteLog.open(files.events);
  const tree = TreeFile.open(files.tree);
  await write(log, 'lookups-a', 0, 300, 'LookupPerformed', { accountId: 'TTHC:an', text: 'tiếng Việt' });
  await write(log, 'account-b', 0, 300, 'AccountGranted', { accountId: 'TTHC:binh', officialId: 'cb-1' });
  await sealAll(log, tree);
  const make = () =>
    pack({
      ...{ log, tree, checkpoint: tree.latest!, keys: [key.verifier], report: () => told },
      asked: { about: 'account:TTHC:an', from: '2025-03-01T00:00:00.000Z', to: '2025-04-01T00:00:00.000Z' },
      positions: [3, 101, 133, 300],
    });
  [zip, again] = [(await make()).zip, (await make()).zip];
  const through = await pack({
    ...{ log, tree, checkpoint: tree.latest!, keys: [key.verifier], report: () => told },
    asked: { about: 'official:cb-1' },
    positions: [7, 301, 302],
  });
  ofOfficial = through.zip;
  tree.close();
  await log.close();
});
let ofOfficial: Buffer;
afterAll(dropFolders);

const outside = { keys: [key.verifier] };
/** The package with some of its files changed, the manifest made to name them. */
function changed(change: (files: Map<string, Uint8Array>) => void, renamed = true): Buffer {
  const files = readZip(zip);
  change(files);
  if (renamed) {
    const manifest = JSON.parse(Buffer.from(files.get('manifest.json')!).toString()) as { files: object };
    const others = [...files].filter(([name]) => name !== 'manifest.json');
    const said = others.map(([name, bytes]): [string, object] => [
      name,
      { bytes: bytes.length, sha256: sha256(bytes) },
    ]);
    manifest.files = Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1)));
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

  it('about an official tells which events name only an account that the ledger takes for theirs', () => {
    expect(checkEvidence(ofOfficial, outside)).toMatchObject({
      ...{ proven: 3, through: 1, failures: [] },
      manifest: { through: ['account:TTHC:an'], types: { AccountGranted: 2, LookupPerformed: 1 } },
    });
  });

  it('does not bring a log of its own by the policy that it holds', () => {
    const stranger = SignerKey.generate(key.verifier.name, keyTypes.note);
    const forged = changed((files) => {
      const note = signCheckpoint(stranger, { origin: key.verifier.name, size: 600, root: Buffer.alloc(32) });
      for (const name of files.keys()) if (/^(events|proofs)/.test(name)) files.delete(name);
      files.set('checkpoint', Buffer.from(note));
      files.set('witness-policy', Buffer.from(`log ${formatVkey(stranger.verifier)}\nquorum none\n`));
      edited('manifest.json', '"events":4', '"events":0')(files);
      edited('manifest.json', '"LookupPerformed":4', '')(files);
      edited('manifest.json', /(?<="rootHash":")\w+/.exec(Buffer.from(files.get('manifest.json')!).toString())![0], '0'.repeat(64))(files); // prettier-ignore
    });
    expect(checkEvidence(forged, outside).failures).toEqual([expect.stringContaining('no known key')]);
    expect(checkEvidence(forged, { policy: parsePolicy(`log ${formatVkey(stranger.verifier)}\nquorum none\n`) })).toMatchObject({ key: 'outside', failures: [] }); // prettier-ignore
  });

  it.each([
    ['an event that was edited', edited(first, 'tiếng', 'tiếnG')],
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
    ['a manifest of other types', edited('manifest.json', '"LookupPerformed":4', '"LookupPerformed":3')],
    ['a manifest about somebody else', edited('manifest.json', 'account:TTHC:an', 'account:TTHC:am')],
    [
      'a manifest through an account',
      edited('manifest.json', '"treeSize"', '"through":["account:TTHC:an"],"treeSize"'),
    ],
    ['a manifest with a member that none has', edited('manifest.json', '"types"', '"typed":1,"types"')],
    ['a file that no package has', (files: Map<string, Uint8Array>) => void files.set('more', Buffer.from('more'))],
    ['no report', (files: Map<string, Uint8Array>) => void files.delete('report.html')],
    ['no report for print', (files: Map<string, Uint8Array>) => void files.delete('report.pdf')],
    ['another checkpoint in a proof', edited(proof, '\n600\n', '\n601\n')],
    ['extra data in a proof', edited(proof, '\nindex', '\nextra AAAA\nindex')],
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
        files
          .set('checkpoint', Buffer.from(note))
          .set('keys/log.vkey', Buffer.from(`${formatVkey(stranger.verifier)}\n`));
      },
    ],
  ])('with %s does not hold', (_, change) => {
    const result = checkEvidence(changed(change), outside);
    expect(result.failures.length).toBeGreaterThan(0);
  });

  it('whose manifest does not name a file as it is does not hold', () => {
    for (const change of [
      edited('report.html', 'báo', 'cáo'),
      (files: Map<string, Uint8Array>) => void files.delete('README.md'),
      (files: Map<string, Uint8Array>) => void files.set('more', Buffer.from('more')),
    ])
      expect(checkEvidence(changed(change, false), outside).failures).not.toEqual([]);
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
      expect(checkEvidence(wrong, outside)).toMatchObject({ proven: 0, failures: [expect.stringMatching(/^the package: (shape|duplicate|too-large)/)] }); // prettier-ignore
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

describe('the checkpoint of a package', () => {
  it('is the latest that enough witnesses have cosigned, else the latest', async () => {
    const files = folder();
    const log = SqliteLog.open(files.events);
    const tree = TreeFile.open(files.tree);
    expect(latestCheckpoint(tree, undefined, [key.verifier])).toBeUndefined();
    for (const [expected, count] of [
      [0, 3],
      [3, 2],
    ]) {
      await write(log, 'lookups-a', expected, count);
      await sealAll(log, tree);
    }
    const [first, last] = tree.checkpoints(0, 10);
    const sizeOf = (policy?: string) => {
      const found = latestCheckpoint(tree, policy === undefined ? undefined : Buffer.from(policy), [key.verifier])!;
      return [found.checkpoint.size, found.quorum];
    };
    const witness = SignerKey.generate('witness.example', keyTypes.cosignature);
    const line = `witness w ${formatVkey(witness.verifier)}\n`;
    expect(sizeOf()).toEqual([last.size, true]);
    expect(sizeOf(`${line}quorum none\n`)).toEqual([last.size, true]);
    expect(sizeOf(`${line}quorum w\n`)).toEqual([last.size, false]);
    const { text } = parseNote(first.note);
    const { name, id } = witness.verifier;
    tree.cosign(first.size, name, formatSignatureLine({ name, id, signature: cosign(witness, text, 1_700_000_000) }));
    expect(sizeOf(`${line}quorum w\n`)).toEqual([first.size, true]);
    tree.close();
    await log.close();
  });
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
