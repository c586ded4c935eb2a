import {
  hashHex,
  canonicalText,
  checkpointText,
  Key,
  pathOf,
  leafHash,
  proofText,
  rootOf,
  signatureLine,
} from './craft.js';
import { badMaps, goodMaps } from './map-cases.js';
import type { Given } from './page.js';
import {
  checkpointOf,
  entriesOf,
  eventName,
  eventOf,
  filesOf,
  manifestOf,
  mappedWorldOf,
  memberOf,
  packageOf,
  policyOf,
  proofName,
  sortedEntries,
  worldOf,
  type Files,
  type ManifestSaid,
  type World,
} from './world.js';
import { zipOf, type Entry } from './zipped.js';

/** A package that holds or not, and why. */
export interface Case extends Given {
  name: string;
  holds: boolean;
}
type Made = Buffer | Given;
type Maker = (world: World) => Made;

const idIn = ({ about }: World) => about.slice(about.indexOf(':') + 1);
const fieldIn = ({ about }: World) => memberOf(about.slice(0, about.indexOf(':')));
/** Bytes with a text replaced; there must be such a text. */
function replaced(bytes: Buffer, from: string | RegExp, to: string): Buffer {
  const text = bytes.toString('latin1');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to replace: ${String(from)}`);
  return Buffer.from(changed, 'latin1');
}
/** The package with one file changed, the manifest telling of it as it then is. */
const withFile =
  (nameOf: string | ((world: World) => string), change: (bytes: Buffer, world: World) => Buffer): Maker =>
  (world) => {
    const name = typeof nameOf === 'string' ? nameOf : nameOf(world);
    const files = filesOf(world);
    return packageOf(world, files.set(name, change(files.get(name)!, world)));
  };
const withFiles =
  (change: (files: Files, world: World) => unknown): Maker =>
  (world) => {
    const files = filesOf(world);
    change(files, world);
    return packageOf(world, files);
  };
const withManifest =
  (change: (manifest: ManifestSaid, world: World) => object): Maker =>
  (world) =>
    packageOf(world, filesOf(world), (said) => ({ ...said, ...change(said, world) }));
/** The package with its entries, or one of them, written otherwise. */
const withEntries =
  (change: (entries: Entry[], world: World) => Entry[]): Maker =>
  (world) =>
    zipOf(change(entriesOf(world), world));
const withEntry = (more: Partial<Entry>): Maker => withEntries(([first, ...rest]) => [{ ...first, ...more }, ...rest]);
/** The log itself has this as the body of the first packed leaf: only what is asked of events can refuse it. */
const withBody =
  (bodyOf: (world: World, n: number) => string | Buffer): Maker =>
  (world) => {
    const [n] = world.chosen;
    world.leaves[n] = Buffer.from(bodyOf(world, n) as string);
    return packageOf(world);
  };
const ours = (world: World, n: number, more: object = {}, data: object = {}) =>
  eventOf(n, { [fieldIn(world)]: idIn(world), ...data }, more);
const firstEvent = ({ chosen }: World) => eventName(chosen[0]);
const firstProof = ({ chosen }: World) => proofName(chosen[0]);
const hashesOf = ({ origin, leaves }: World) => leaves.map((body) => leafHash(origin, body));
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const file = (text: string) => Buffer.from(text);

/** Another checkpoint under everything, signed or not by whom it should be. */
const underNote =
  (noteOf: (world: World, text: string) => string, more: (world: World) => object = () => ({})): Maker =>
  (world) => {
    const files = filesOf(world);
    const own = files.get('checkpoint')!.toString();
    const note = noteOf(world, own.slice(0, own.lastIndexOf('\n\n') + 1));
    for (const [name, bytes] of files)
      if (name.startsWith('proofs/')) files.set(name, file(bytes.toString().split('\n\n')[0] + `\n\n${note}`));
    files.set('checkpoint', file(note));
    return packageOf(world, files, (said) => ({ ...said, ...more(world) }));
  };
/** All of it made anew by somebody with a key of their own. */
const forger = (world: World) => new Key(world.origin, 1, 'a forger');
const forged = (world: World) => packageOf({ ...world, key: forger(world), vkeys: [forger(world).vkey] });
const witnessed = (world: World): World => ({
  ...world,
  cosigned: world.witnesses.slice(0, 2),
  policy: policyOf(world.witnesses, '2'),
});
const spoiltLine = (line: string, at: number) => {
  const [, name, text] = /^— (\S+) (\S+)\n$/.exec(line)!;
  const bytes = Buffer.from(text, 'base64');
  bytes[at] ^= 1;
  return signatureLine(name, bytes);
};

const good: Readonly<Record<string, Maker>> = {
  'as it is': (world) => packageOf(world),
  'with the key from elsewhere': (world) => ({ zip: packageOf(world), vkey: file(`${world.key.vkey}\n`) }),
  'with two keys from elsewhere, CRLF': (world) => ({
    zip: packageOf(world),
    vkey: file(`${forger(world).vkey}\r\n${world.key.vkey}\r\n`),
  }),
  'with the log in a policy from elsewhere': (world) => ({
    zip: packageOf(world),
    policy: file(`log ${world.key.vkey}\nquorum none\n`),
  }),
  'with enough witnesses': (world) => packageOf(witnessed(world)),
  'with enough witnesses by a policy from elsewhere': (world) => ({
    zip: packageOf({ ...witnessed(world), policy: undefined }),
    policy: file(policyOf(world.witnesses, 'any')),
  }),
  'with groups of groups': (world) =>
    packageOf({
      ...witnessed(world),
      policy:
        `${policyOf(world.witnesses, '2').split('group')[0]}group a all w0 w1\ngroup b any a w2\n\t quorum \t b \n#\xff\n`.replace(
          '\xff',
          '',
        ),
    }),
  'with lines of strangers': (world) =>
    packageOf({ ...world, lines: [new Key('stranger', 4, 's').line('x'), signatureLine('stranger', Buffer.alloc(9))] }),
  'with a witness twice': (world) => {
    const both = witnessed(world);
    const text = checkpointOf(both).split('\n\n')[0] + '\n';
    return packageOf({ ...both, lines: [both.witnesses[0].line(text, 1_760_000_000)] });
  },
  'with an older key of the log': (world) => packageOf({ ...world, vkeys: [forger(world).vkey, world.key.vkey] }),
  'of no event': (world) => packageOf({ ...world, chosen: [], through: undefined }),
  'of all leaves': (world) =>
    packageOf({
      ...world,
      chosen: world.leaves.map((_, n) => n),
      ...(world.about.startsWith('official') && { through: ['account:TTHC:an'] }),
    }),
  'of which an event was left out with all that tells of it': (world) =>
    packageOf({ ...world, chosen: world.chosen.slice(1) }),
  'with an event nested as deep as may be': withBody((world, n) =>
    ours(world, n, {}, { deep: JSON.parse(nested(62)) as object }),
  ),
  'made anew by a forger, whose key it brings': forged,
  'with a witness policy that asks for nobody': (world) => packageOf({ ...world, policy: 'quorum none\n' }),
  'with a name that a program might trip over': withBody((world, n) =>
    ours(world, n, {}, { toJSON: 1, constructor: { toString: 2 }, ﬀ: 3, '😀': 4, é: 5 }),
  ),
};

/** The first and the last exchanged; where there is one alone, that of a leaf which is not there in its place. */
function exchanged(nameOf: (index: number) => string): Maker {
  return withFiles((files, { chosen: [first, ...more] }) => {
    const [a, b] = [nameOf(first), nameOf(more.at(-1) ?? first + 1)];
    const [one, other] = [files.get(a)!, files.get(b) ?? files.get(a)!];
    files.set(a, other).set(b, one);
  });
}

const badFiles: Readonly<Record<string, Maker>> = {
  'with an edited payload': withFile(firstEvent, (bytes) => replaced(bytes, '"n":', '"m":')),
  'with an edited payload that the manifest does not know of': (world) =>
    zipOf(
      entriesOf(world).map((entry) =>
        entry.name === firstEvent(world) ? { ...entry, bytes: replaced(entry.bytes, '"n":', '"m":') } : entry,
      ),
    ),
  'with an edited time': withFile(firstEvent, (bytes) => replaced(bytes, 'T02:00', 'T03:00')),
  'with an edited actor': withFile(firstEvent, (bytes) => replaced(bytes, '"id":"TTHC"', '"id":"TTHD"')),
  'with a space behind an event': withFile(firstEvent, (bytes) => Buffer.concat([bytes, file(' ')])),
  'without an event that the manifest names': (world) =>
    zipOf(entriesOf(world).filter(({ name }) => name !== firstEvent(world))),
  'without an event and its proof that the manifest names': (world) =>
    zipOf(entriesOf(world).filter(({ name }) => name !== firstEvent(world) && name !== firstProof(world))),
  'without an event': withFiles((files, world) => files.delete(firstEvent(world))),
  'without a proof': withFiles((files, world) => files.delete(firstProof(world))),
  'without a report': withFiles((files) => files.delete('report.html')),
  'without a report in PDF': withFiles((files) => files.delete('report.pdf')),
  'without a readme': withFiles((files) => files.delete('README.md')),
  'without a key': withFiles((files) => files.delete('keys/log.vkey')),
  'without a checkpoint': withFiles((files) => files.delete('checkpoint')),
  'without a manifest': (world) => zipOf(entriesOf(world).filter(({ name }) => name !== 'manifest.json')),
  'with a file that the manifest does not name': (world) =>
    zipOf(
      sortedEntries(
        new Map(filesOf(world)).set('witness-policy', file('quorum none\n')),
        canonicalText(manifestOf(world, new Map([...filesOf(world)].filter(([name]) => name !== 'witness-policy')))),
      ),
    ),
  'with a file that no package has': withFiles((files) => files.set('more', file('more'))),
  'with an event of another ending': withFiles((files, world) =>
    files.set(firstEvent(world).replace('json', 'txt'), file('{}')),
  ),
  'with an event of another ending as long': withFiles((files, world) => {
    const name = firstEvent(world);
    files.set(name.replace('json', 'jsom'), files.get(name)!).delete(name);
  }),
  'with an event of a longer number': withFiles((files) => files.set('events/0000000000002.json', file('{}'))),
  'with events exchanged': exchanged(eventName),
  'with proofs exchanged': exchanged(proofName),
  'with an event under another leaf': withFiles((files, world) => {
    const to = world.leaves.length;
    files
      .set(eventName(to), files.get(firstEvent(world))!)
      .set(proofName(to), replaced(files.get(firstProof(world))!, /index \d+/, `index ${to}`));
  }),
};
const badProofs: Readonly<Record<string, Maker>> = {
  'with one hash more in a proof': withFile(firstProof, (bytes) =>
    replaced(bytes, '\n\n', `\n${Buffer.alloc(32).toString('base64')}\n\n`),
  ),
  'with a hash of a proof changed, or one where there is none': withFile(firstProof, (bytes) => {
    const [head, note] = cut(bytes);
    const lines = head.split('\n');
    lines[2] = Buffer.alloc(32, 7).toString('base64');
    return file(`${lines.join('\n')}\n\n${note}`);
  }),
  'with a proof of 64 hashes': withFile(firstProof, (bytes) => {
    const [head, note] = cut(bytes);
    return file(
      `${head.split('\n').slice(0, 2).join('\n')}\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n${note}`,
    );
  }),
  'with wrong base64 in a proof': withFile(firstProof, (bytes) => replaced(bytes, '\n\n', '\nAAAA AAAA\n\n')),
  'with padding bits in a proof': withFile(firstProof, (bytes) =>
    replaced(bytes, '\n\n', `\n${Buffer.alloc(32).toString('base64').replace('A=', 'B=')}\n\n`),
  ),
  'with extra data in a proof': withFile(firstProof, (bytes) => replaced(bytes, '\nindex', '\nextra AAAA\nindex')),
  'with a proof of another form': withFile(firstProof, (bytes) => replaced(bytes, 'proof@v1', 'proof@v2')),
  'with a huge index in a proof': withFile(firstProof, (bytes) =>
    replaced(bytes, /index \d+/, 'index 9007199254740993'),
  ),
  'with an index of leading zeros': withFile(firstProof, (bytes) => replaced(bytes, 'index ', 'index 0')),
  'with a proof of a neighbour': withFile(firstProof, (_, world) => {
    const [n] = world.chosen;
    const other = (n + 1) % Math.max(2, world.leaves.length);
    return file(proofText(other, pathOf(other, hashesOf(world)), checkpointOf(world)));
  }),
  'with a proof under an older checkpoint': withFile(firstProof, (_, world) =>
    file(
      proofText(
        world.chosen[0],
        pathOf(world.chosen[0], hashesOf(world)),
        checkpointOf(world, world.leaves.length - 1),
      ),
    ),
  ),
  'with a line after a proof': withFile(firstProof, (bytes) => Buffer.concat([bytes, file('x\n')])),
  'with a proof that is cut': withFile(firstProof, (bytes) => bytes.subarray(0, 40)),
  'with a proof of a megabyte of lines': withFile(firstProof, (bytes) => {
    const [head, note] = cut(bytes);
    return file(`${head}\n${'AAAA\n'.repeat(230_000)}\n${note}`);
  }),
};
const cut = (bytes: Buffer): [string, string] => {
  const text = bytes.toString();
  const at = text.indexOf('\n\n');
  return [text.slice(0, at), text.slice(at + 2)];
};

const badCheckpoints: Readonly<Record<string, Maker>> = {
  'made anew by a forger, with the key from elsewhere': (world) => ({
    zip: forged(world),
    vkey: file(`${world.key.vkey}\n`),
  }),
  'made anew by a forger, with the log in a policy from elsewhere': (world) => ({
    zip: forged(world),
    policy: file(`log ${world.key.vkey}\nquorum none\n`),
  }),
  'made anew by a forger, who brings a policy with a log': (world) => ({
    zip: packageOf({
      ...world,
      key: forger(world),
      vkeys: [forger(world).vkey],
      policy: `log ${forger(world).vkey}\nquorum none\n`,
    }),
    vkey: file(`${world.key.vkey}\n`),
  }),
  'of no event, made anew by a forger, who brings a policy with a log': (world) => ({
    zip: packageOf({
      ...world,
      chosen: [],
      through: undefined,
      key: forger(world),
      policy: `log ${forger(world).vkey}\nquorum none\n`,
    }),
    vkey: file(`${world.key.vkey}\n`),
  }),
  'with a wrong key from elsewhere': (world) => ({ zip: packageOf(world), vkey: file(`${forger(world).vkey}\n`) }),
  'with a key from elsewhere whose id is wrong': (world) => ({
    zip: packageOf(world),
    vkey: file(world.key.vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')),
  }),
  'with no key in its file': withFile('keys/log.vkey', () => file('\n')),
  'with a key in wrong base64': withFile('keys/log.vkey', (bytes) => replaced(bytes, /.\n$/, '*\n')),
  'with a key that is cut': withFile('keys/log.vkey', (bytes) => bytes.subarray(0, -6)),
  'with a spoilt signature of the log': underNote((world, text) => `${text}\n${spoiltLine(world.key.line(text), 20)}`),
  'with a spoilt signature of the log behind a good one': underNote(
    (world, text) => `${text}\n${world.key.line(text)}${spoiltLine(world.key.line(text), 20)}`,
  ),
  'with a short signature of the log': underNote(
    (world, text) => `${text}\n${signatureLine(world.origin, world.key.id)}`,
  ),
  'with another size': underNote(
    (world, text) => `${text.replace(/\n\d+\n/, `\n${world.leaves.length + 1}\n`)}\n${world.key.line(text)}`,
    (world) => ({ treeSize: world.leaves.length + 1 }),
  ),
  'with another root': underNote(
    (world) => {
      const other = checkpointText(world.origin, world.leaves.length, Buffer.alloc(32));
      return `${other}\n${world.key.line(other)}`;
    },
    () => ({ rootHash: '00'.repeat(32) }),
  ),
  'with a huge size': underNote((world) => {
    const other = checkpointText(world.origin, '90071992547409930', Buffer.alloc(32));
    return `${other}\n${world.key.line(other)}`;
  }),
  'with a size of leading zeros': underNote((world, text) => {
    const other = text.replace(/\n(?=\d+\n)/, '\n0');
    return `${other}\n${world.key.line(other)}`;
  }),
  'with a line after the root': underNote((world, text) => `${text}more\n\n${world.key.line(`${text}more\n`)}`),
  'of a log of another name': underNote((world, text) => {
    const other = text.replace('ledger.example', 'other.example');
    return `${other}\n${world.key.line(other)}`;
  }),
  'with a tab in a signature line': underNote((world, text) => `${text}\n${world.key.line(text)}—\tx AAAAAAAA\n`),
  'with wrong base64 in a line of a stranger': underNote(
    (world, text) => `${text}\n${world.key.line(text)}— x AAAAAAB=\n`,
  ),
  'with 101 signatures': underNote(
    (world, text) => `${text}\n${world.key.line(text)}${signatureLine('x', Buffer.alloc(9)).repeat(100)}`,
  ),
  'without the last line feed': underNote((world, text) => `${text}\n${world.key.line(text).trimEnd()}`),
  unsigned: underNote((_, text) => `${text}\n`),
  'with text that is not UTF-8 in its checkpoint': withFile('checkpoint', (bytes) =>
    Buffer.concat([Buffer.of(0xff), bytes]),
  ),
  'with an older checkpoint of the log': (world) => {
    const files = filesOf(world);
    files.set('checkpoint', file(checkpointOf(world, world.leaves.length - 1)));
    return packageOf(world, files);
  },
};

const textIn = (world: World) => `${checkpointOf({ ...world, lines: [] }).split('\n\n')[0]}\n`;
const badWitnesses: Readonly<Record<string, Maker>> = {
  'with too few witnesses': (world) => packageOf({ ...witnessed(world), cosigned: world.witnesses.slice(0, 1) }),
  'with one witness twice where two are asked for': (world) =>
    packageOf({
      ...witnessed(world),
      cosigned: world.witnesses.slice(0, 1),
      lines: [world.witnesses[0].line(textIn(world), 5)],
    }),
  'with too few witnesses by a policy from elsewhere': (world) => ({
    zip: packageOf({ ...witnessed(world), policy: 'quorum none\n' }),
    policy: file(policyOf(world.witnesses, 'all')),
  }),
  'with a cosignature replayed from another checkpoint': (world) =>
    packageOf({
      ...witnessed(world),
      cosigned: world.witnesses.slice(0, 1),
      lines: [world.witnesses[1].line(checkpointText(world.origin, 1, rootOf(hashesOf(world).slice(0, 1))) + 'x')],
    }),
  'with a cosignature of another time': (world) =>
    packageOf({ ...witnessed(world), lines: [spoiltLine(world.witnesses[2].line(textIn(world)), 11)] }),
  'with a cosignature of a time past 2^53': (world) =>
    packageOf({ ...witnessed(world), lines: [world.witnesses[2].line(textIn(world), 2n ** 53n)] }),
  'with a spoilt cosignature': (world) =>
    packageOf({ ...witnessed(world), lines: [spoiltLine(world.witnesses[2].line(textIn(world)), 40)] }),
  'with a cosignature of its time alone': (world) =>
    packageOf({
      ...witnessed(world),
      lines: [signatureLine(world.witnesses[2].name, Buffer.concat([world.witnesses[2].id, Buffer.alloc(8)]))],
    }),
  'with a signature of the log under the name of a witness': (world) =>
    packageOf({
      ...witnessed(world),
      lines: [signatureLine(world.witnesses[2].name, Buffer.concat([world.witnesses[2].id, Buffer.alloc(72, 3)]))],
    }),
};
const policies: Readonly<Record<string, (world: World) => string>> = {
  empty: () => '',
  'without a quorum': (world) => policyOf(world.witnesses, '2').replace(/quorum.*\n/, ''),
  'with two quorums': () => 'quorum none\nquorum none\n',
  'without its last line feed': () => 'quorum none',
  'with an unknown word': () => 'quorums none\n',
  'with a carriage return': () => 'quorum none\r\n',
  'with a group of none': () => 'group a 1\nquorum a\n',
  'that asks for more than there are': (world) => policyOf(world.witnesses, '4'),
  'that asks for 0': (world) => policyOf(world.witnesses, '0'),
  'that asks for 01': (world) => policyOf(world.witnesses, '01'),
  'with a name that is defined later': (world) =>
    policyOf(world.witnesses, '2').split('\n').reverse().join('\n').trimStart() + '\n',
  'with a name twice': (world) => policyOf(world.witnesses, '2').replace('w1', 'w0'),
  'with a key twice': (world) => `${policyOf([world.witnesses[0], world.witnesses[0]], '1')}`,
  'with a member twice': (world) => policyOf(world.witnesses, '2').replace('w0 w1 w2', 'w0 w1 w1'),
  'with a log key as a witness': (world) => policyOf([world.key, ...world.witnesses], '1'),
  'with a witness key as a log': (world) => `log ${world.witnesses[0].vkey}\nquorum none\n`,
  'with a witness called none': (world) => `witness none ${world.witnesses[0].vkey}\nquorum none\n`,
  'with a key of a wrong id': (world) => policyOf(world.witnesses, '2').replace(/\+[0-9a-f]{8}\+/, '+12345678+'),
  'of too many definitions': (world) =>
    `${Array.from({ length: 1100 }, (_, n) => `witness x${n} ${new Key(`x${n}`, 4, `${world.origin}${n}`).vkey}\n`).join('')}quorum none\n`,
  'of too many bytes': () => `${'#'.repeat(262_200)}\nquorum none\n`,
};
const badPolicies = Object.fromEntries(
  Object.entries(policies).map(([name, policy]): [string, Maker] => [
    `with a policy ${name}`,
    (world) => packageOf({ ...world, policy: policy(world) }),
  ]),
);

const badManifests: Readonly<Record<string, Maker>> = {
  'whose manifest has another hash': withManifest(({ files }) => ({
    files: { ...files, 'report.html': { ...files!['report.html'], sha256: '0'.repeat(64) } },
  })),
  'whose manifest has another length': withManifest(({ files }) => ({
    files: { ...files, 'report.html': { ...files!['report.html'], bytes: 1 } },
  })),
  'whose manifest names a file more': withManifest(({ files }) => ({
    files: { ...files, 'witness-policies': { bytes: 0, sha256: hashHex(Buffer.alloc(0)) } },
  })),
  'whose manifest names the prototype': withManifest(({ files }) => ({
    files: Object.fromEntries([
      ...Object.entries(files!),
      ['__proto__', { bytes: 0, sha256: hashHex(Buffer.alloc(0)) }],
    ]),
  })),
  'whose manifest says more of a file': withManifest(({ files }) => ({
    files: { ...files, 'report.html': { ...files!['report.html'], more: 1 } },
  })),
  'whose manifest has a member more': withManifest(() => ({ more: 1 })),
  'whose manifest has a member less': withManifest(() => ({ sealedAt: undefined })),
  'whose manifest has no member but null': withManifest(() => ({ from: null })),
  'whose manifest is of another form': withManifest(() => ({ form: 'access-ledger/evidence@v2' })),
  'whose manifest counts one event more': withManifest(({ events }) => ({ events: (events as number) + 1 })),
  'whose manifest counts another type': withManifest(({ types }) => ({
    types: { ...(types as object), AccountGranted: 1 },
  })),
  'whose manifest counts no type': withManifest((_, { chosen }) => ({ types: chosen.length > 0 ? {} : { X: 1 } })),
  'whose manifest is about another': withManifest((_, { about }) => ({ about: `${about}x` })),
  'whose manifest is about nobody': withManifest((_, { about }) => ({ about: about.slice(0, about.indexOf(':') + 1) })),
  'whose manifest is about another kind': withManifest(() => ({ about: 'unit:U-1' })),
  'whose manifest goes through an empty list': (world) => {
    const n = world.chosen[0];
    world.leaves[n] = file(eventOf(n, { officialId: 'cb-1' }));
    return packageOf({ ...world, chosen: [n], about: 'official:cb-1', through: [] });
  },
  'whose manifest goes through an official': withManifest(() => ({ through: ['official:x'] })),
  'whose manifest has another origin': withManifest(() => ({ origin: 'other.example' })),
  'whose manifest has another size': withManifest(({ treeSize }) => ({ treeSize: (treeSize as number) + 1 })),
  'whose manifest has another root': withManifest(() => ({ rootHash: 'ab'.repeat(32) })),
  'whose manifest has a root in upper case': withManifest(() => ({ rootHash: 'AB'.repeat(32) })),
  'whose manifest ends before an event': (world) =>
    packageOf({ ...world, from: undefined, to: '2025-05-01T00:00:00.000Z' }),
  'whose manifest ends with its event': (world) =>
    packageOf({
      ...world,
      chosen: world.chosen.slice(0, 1),
      from: undefined,
      to: /"occurredAt":"([^"]+)"/.exec(world.leaves[world.chosen[0]].toString())![1],
    }),
  'whose manifest begins after an event': (world) =>
    packageOf({ ...world, from: '2025-05-30T00:00:00.000Z', to: undefined }),
  'whose manifest has a local time': withManifest(() => ({ from: '2025-05-01T00:00:00+07:00' })),
  'whose manifest has a negative count': withManifest(() => ({ events: -1 })),
  'whose manifest has half a count': withManifest(() => ({ events: 1.5 })),
  'whose manifest has a huge number': (world) =>
    rawManifest(world, (text) => text.replace(/"treeSize":\d+/, '"treeSize":9007199254740993')),
  'whose manifest has a number without end': (world) =>
    rawManifest(world, (text) => text.replace(/"treeSize":\d+/, '"treeSize":1e999')),
  'whose manifest repeats a name': (world) =>
    rawManifest(world, (text) => text.replace('"events":', '"events":0,"events":')),
  'whose manifest has a space': (world) => rawManifest(world, (text) => text.replace('{', '{ ')),
  'whose manifest has another order': (world) => rawManifest(world, (text) => `{"types":{},${text.slice(1)}`),
  'whose manifest goes on': (world) => rawManifest(world, (text) => `${text}{}`),
  'whose manifest is cut': (world) => rawManifest(world, (text) => text.slice(0, -1)),
  'whose manifest is a list': (world) => rawManifest(world, (text) => `[${text}]`),
  'whose manifest is deep': (world) => rawManifest(world, () => `{"form":${nested(100_000)}}`),
  'whose manifest is no JSON': (world) => rawManifest(world, () => 'form'),
  'whose manifest is empty': (world) => rawManifest(world, () => ''),
  'whose manifest begins with a byte order mark': (world) => rawManifest(world, (text) => `\ufeff${text}`),
  'whose manifest is not UTF-8': (world) => zipOf(sortedEntries(filesOf(world), Buffer.of(0x7b, 0xff, 0x7d))),
};
const rawManifest = (world: World, change: (text: string) => string): Buffer => {
  const files = filesOf(world);
  const text = canonicalText(manifestOf(world, files));
  const changed = change(text);
  if (changed === text) throw new Error('nothing of the manifest was changed');
  return zipOf(sortedEntries(files, changed));
};

const badBodies: Readonly<Record<string, Maker>> = {
  'with a sealed event about somebody else': withBody((_, n) => eventOf(n, { accountId: 'TTHC:other' })),
  'with a sealed event that names the subject too deep': withBody((world, n) =>
    eventOf(n, { deep: { [fieldIn(world)]: idIn(world) } }),
  ),
  'with a sealed event that is nested too deep': withBody((world, n) =>
    ours(world, n, {}, { deep: JSON.parse(nested(63)) as object }),
  ),
  'with a sealed event that is nested without end': withBody((world, n) =>
    ours(world, n).replace('"data":{', `"data":{"a":${nested(25_000)},`),
  ),
  'with a sealed event with a space': withBody((world, n) => ours(world, n).replace('"data":', '"data": ')),
  'with a sealed event in another order': withBody((world, n) =>
    ours(world, n).replace(/^\{(.*),("version":\d+)\}$/s, '{$2,$1}'),
  ),
  'with a sealed event that repeats a name': withBody((world, n) =>
    ours(world, n).replace('"data":', '"data":{},"data":'),
  ),
  'with a sealed event with an escaped slash': withBody((world, n) =>
    ours(world, n, {}, { z: '/' }).replace('"/"', '"\\/"'),
  ),
  'with a sealed event with an escaped letter': withBody((world, n) =>
    ours(world, n, {}, { z: 'A' }).replace('"A"', '"\\u0041"'),
  ),
  'with a sealed event with an escape in upper case': withBody((world, n) =>
    ours(world, n, {}, { z: '\u001f' }).replace('\\u001f', '\\u001F'),
  ),
  'with a sealed event with a long escape': withBody((world, n) =>
    ours(world, n, {}, { z: '\n' }).replace('\\n', '\\u000a'),
  ),
  'with a sealed event with a lone surrogate': withBody((world, n) =>
    ours(world, n, {}, { z: 'S' }).replace('"S"', '"\\ud800"'),
  ),
  'with a sealed event with 1.0': withBody((world, n) => ours(world, n, {}, { z: 1 }).replace('"z":1', '"z":1.0')),
  'with a sealed event with -0': withBody((world, n) => ours(world, n, {}, { z: 1 }).replace('"z":1', '"z":-0')),
  'with a sealed event with 1E3': withBody((world, n) => ours(world, n, {}, { z: 1000 }).replace('1000', '1E3')),
  'with a sealed event with 2^53': withBody((world, n) =>
    ours(world, n, {}, { z: 1 }).replace('"z":1', '"z":9007199254740992'),
  ),
  'with a sealed event with 1e+21': withBody((world, n) => ours(world, n, {}, { z: 1 }).replace('"z":1', '"z":1e+21')),
  'with a sealed event with a number without end': withBody((world, n) =>
    ours(world, n, {}, { z: 1 }).replace('"z":1', '"z":1e400'),
  ),
  'with a sealed event with +1': withBody((world, n) => ours(world, n, {}, { z: 1 }).replace('"z":1', '"z":+1')),
  'with a sealed event with a comma too many': withBody((world, n) => ours(world, n).replace('"data":{', '"data":{,')),
  'with a sealed event that is not UTF-8': withBody((world, n) =>
    replaced(file(ours(world, n, {}, { z: '?' })), '"?"', '"\xff"'),
  ),
  'with a sealed event that begins with a byte order mark': withBody((world, n) => `\ufeff${ours(world, n)}`),
  'with a sealed event with a raw control character': withBody((world, n) =>
    ours(world, n, {}, { z: 'T' }).replace('"T"', '"\t"'),
  ),
  'with a sealed list': withBody((world, n) => `[${ours(world, n)}]`),
  'with a sealed event without data': withBody((world, n) => ours(world, n, { data: undefined })),
  'with a sealed event whose data are a list': withBody((world, n) => ours(world, n, { data: [idIn(world)] })),
  'with a sealed event whose data are null': withBody((world, n) => ours(world, n, { data: null })),
  'with a sealed event without a type': withBody((world, n) => ours(world, n, { type: '' })),
  'with a sealed event of half a version': withBody((world, n) => ours(world, n, { version: 0.5 })),
  'with a sealed event of a negative version': withBody((world, n) => ours(world, n, { version: -1 })),
  'with a sealed event of a local time': withBody((world, n) =>
    ours(world, n, { occurredAt: '2025-05-06T09:00:00+07:00' }),
  ),
  'with a sealed event that was not recorded': withBody((world, n) => ours(world, n, { recordedAt: undefined })),
  'with a sealed event of too many bytes': withBody((world, n) => ours(world, n, {}, { z: 'x'.repeat(66_000) })),
  'with one event id twice': (world) => {
    const leaves = [...world.leaves];
    for (const n of [0, 1]) leaves[n] = file(ours(world, n, { eventId: 'twice' }));
    leaves.push(file(ours(world, 2)));
    return packageOf({ ...world, leaves, chosen: [0, 1] });
  },
  'of leaves of another log': (world) => {
    const files = filesOf({ ...world, origin: `${world.origin}x` });
    const own = filesOf(world);
    for (const [name, bytes] of own) if (!name.startsWith('proofs/')) files.set(name, bytes);
    return packageOf(world, files);
  },
};

const badZips: Readonly<Record<string, Maker>> = {
  'that is empty': () => Buffer.alloc(0),
  'that is no ZIP': () => Buffer.alloc(1000, 0x50),
  'of no file': () => zipOf([]),
  'that is cut in its end': (world) => packageOf(world).subarray(0, -1),
  'that is cut in its directory': (world) => packageOf(world).subarray(0, -60),
  'that is cut in a file': (world) => packageOf(world).subarray(0, 200),
  'that goes on': (world) => Buffer.concat([packageOf(world), file('x')]),
  'that is there twice': (world) => Buffer.concat([packageOf(world), packageOf(world)]),
  'with bytes before': (world) => zipOf(entriesOf(world), { before: file('x') }),
  'with bytes between files and directory': (world) => zipOf(entriesOf(world), { between: file('x') }),
  'with a comment': (world) => zipOf(entriesOf(world), { comment: 'x' }),
  'that counts a file more': (world) => zipOf(entriesOf(world), { count: entriesOf(world).length + 1 }),
  'that counts a file less': (world) => zipOf(entriesOf(world), { count: entriesOf(world).length - 1 }),
  'with a file twice': withEntries(([first, ...rest]) => [first, first, ...rest]),
  'with a file twice, the second edited': withEntries((all) => [...all, { ...all[all.length - 1], bytes: file('x') }]),
  'out of order': withEntries((all) => all.toReversed()),
  'with a bomb': withEntries((all) =>
    all.map((entry) =>
      entry.name === 'report.html' ? { ...entry, bytes: Buffer.alloc(20_000_000), method: 8 } : entry,
    ),
  ),
  'with a bomb that says it is stored': withEntries((all) =>
    all.map((entry) => (entry.name === 'report.html' ? { ...entry, size: 4_000_000_000 } : entry)),
  ),
  'with a file that claims four gigabytes': withEntry({ stored: 0xffffffff, size: 0xffffffff }),
  'with a packed file': withEntry({ method: 8 }),
  'with an encrypted file': withEntry({ flags: 1 }),
  'with a data descriptor': withEntry({ flags: 8 }),
  'with UTF-8 names': withEntry({ flags: 0x800 }),
  'with another time': withEntry({ time: 1 }),
  'with a wrong checksum': withEntry({ crc: 1 }),
  'with an extra field': withEntry({ extra: Buffer.alloc(4) }),
  'with a link': withEntry({ external: 0xa1ff0000 }),
  'with another name in the directory': withEntry({ listed: 'README.me' }),
  'with a file that lies elsewhere': withEntry({ offset: 1 }),
  'with two files in one place': withEntries(([first, second, ...rest]) => [first, { ...second, offset: 0 }, ...rest]),
  'with a way out of its folder': withEntries((all) => [{ name: '../evil', bytes: file('x') }, ...all]),
  'with a way from the root': withEntries((all) => [{ name: '/etc/passwd', bytes: file('x') }, ...all]),
  'with a way by backslash': withEntries((all) => [...all, { name: 'z\\evil', bytes: file('x') }]),
  'with a folder': withEntries((all) => [...all, { name: 'zz/', bytes: Buffer.alloc(0) }]),
  'with a name in upper case': withEntries((all) => [{ name: 'CHECKPOINT', bytes: file('x') }, ...all]),
  'with a name that is not ASCII': withEntries((all) => [...all, { name: 'đ', bytes: file('x') }]),
  'with an empty name': withEntries((all) => [{ name: '', bytes: file('x') }, ...all]),
  'with a long name': withEntries((all) => [...all, { name: 'z'.repeat(101), bytes: file('x') }]),
};

const bad = {
  ...badFiles,
  ...badProofs,
  ...badCheckpoints,
  ...badWitnesses,
  ...badPolicies,
  ...badManifests,
  ...badBodies,
  ...badZips,
};

/** Every kind of package, good and spoilt, in the world of a seed; and as many again with one byte spoilt anywhere. */
export function casesOf(seed: number, spoilt = 10): Case[] {
  const all = (of: Readonly<Record<string, Maker>>, holds: boolean, newWorld = () => worldOf(seed)) =>
    Object.entries(of).flatMap(([name, make]): Case[] => {
      const world = newWorld();
      const made = make(world);
      return [{ name: `${seed}: ${name}`, holds, ...(Buffer.isBuffer(made) ? { zip: made } : made) }];
    });
  const world = worldOf(seed);
  const zips = [packageOf(world), packageOf(mappedWorldOf(seed))];
  const bytes = Array.from({ length: spoilt }, (_, i): Case => {
    const zip = zips[i % 2];
    const [at, by] = [world.random(zip.length), 1 + world.random(255)];
    const changed = Buffer.from(zip);
    changed[at] ^= by;
    return { name: `${seed}: byte ${at} changed by ${by}`, holds: false, zip: changed };
  });
  const mapped = () => mappedWorldOf(seed);
  const maps = [...all(goodMaps, true, mapped), ...all(badMaps, false, mapped)];
  return [...all(good, true), ...all(bad, false), ...maps, ...bytes];
}
