import { canonicalText, mapPathOf, mapProofOf, mapRootOf, mapValueOf, type Keys } from './craft.js';
import {
  eventOf,
  filesOf,
  keysIn,
  manifestOf,
  packageOf,
  period,
  sortedEntries,
  type Files,
  type ManifestSaid,
  type MapWorld,
  type World,
} from './world.js';
import { zipOf } from './zipped.js';

// Packages that say that nothing was left out. Each world has a map, and a package in which what is said of it holds.

type Maker = (world: World) => Buffer;

const file = (text: string) => Buffer.from(text);
const within = (world: World): World => ({ ...world, ...period });
const withMap =
  (more: (map: MapWorld, world: World) => Partial<MapWorld>): Maker =>
  (world) =>
    packageOf({ ...world, map: { ...world.map!, ...more(world.map!, world) } });
/** The package of a period, with what is listed of its subject changed. */
const withOthers =
  (change: (honest: number[], world: World) => number[]): Maker =>
  (world) =>
    packageOf(
      within({
        ...world,
        map: {
          ...world.map!,
          others: (key, honest) => (key === world.about ? change(honest, world) : honest),
        },
      }),
    );
const withFiles =
  (change: (files: Files, world: World) => unknown): Maker =>
  (world) => {
    const files = filesOf(world);
    change(files, world);
    return packageOf(world, files);
  };
const withManifest =
  (change: (map: { leaf: number; others: Record<string, unknown> }, said: ManifestSaid) => unknown): Maker =>
  (world) =>
    packageOf(world, filesOf(world), (said) => ({ ...said, map: change(said.map as never, said) }));
const withProof = (change: (text: string, world: World) => string): Maker =>
  withFiles((files, world) =>
    files.set('map/key-0.map-proof', file(change(files.get('map/key-0.map-proof')!.toString(), world))),
  );
const changed = (text: string, from: string | RegExp, to: string) => {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`nothing to replace: ${String(from)}`);
  return result;
};
const own = (world: World) => keysIn(world, world.map!.size).get(world.about) ?? [];
/** The subject is in the map, and packed: its first leaf is put there where it was not. */
function counted(world: World): World {
  const { leaves, chosen, about, map } = world;
  const field = { account: 'accountId', official: 'officialId', device: 'deviceId', citizen: 'subjectToken' };
  const member = field[about.slice(0, about.indexOf(':')) as keyof typeof field];
  for (const n of [0, 1]) leaves[n] = file(eventOf(n, { [member]: about.slice(about.indexOf(':') + 1) }));
  return {
    ...world,
    chosen: [...new Set([0, 1, ...chosen])].filter((n) => n !== map!.leaf).sort((a, b) => a - b),
  };
}
const where = (make: Maker) => (world: World) => make(counted(world));
const without = (keys: Keys, key: string) => new Map([...keys].filter(([name]) => name !== key));
const nobody = (world: World): World => ({
  ...world,
  about: `${world.about}-nobody`,
  chosen: [],
  through: undefined,
});

export const goodMaps: Readonly<Record<string, Maker>> = {
  'as it is, with a map': (world) => packageOf(world),
  'of a period, with a map': (world) => packageOf(within(world)),
  'with all that the map counts': where((world) => packageOf({ ...world, ...period })),
  'with an event moved to the leaves that are listed': where((world) =>
    packageOf(within({ ...world, chosen: world.chosen.filter((n) => n !== 0) })),
  ),
  'of a period in which nothing happened': (world) => packageOf(within({ ...world, chosen: [], through: undefined })),
  'about somebody of whom the map knows nothing': (world) => packageOf(nobody(world)),
  'with a map of few leaves': where((world) => packageOf(within({ ...world, map: { ...world.map!, size: 1 } }))),
  'with a map of no leaves': (world) => packageOf(within({ ...world, map: { ...world.map!, size: 0 } })),
  'with a map of all leaves before it': (world) =>
    packageOf(within({ ...world, map: { ...world.map!, size: world.map!.leaf } })),
  'with a map, of which an event tells more': withMap(() => ({ data: { more: { keys: 'x' } }, says: { more: 1 } })),
};

export const badMaps: Readonly<Record<string, Maker>> = {
  'with a map, and an event left out with all that tells of it': where((world) =>
    packageOf({
      ...within(world),
      chosen: world.chosen.filter((n) => n !== 0),
      map: { ...world.map!, others: (_, honest) => honest.filter((n) => n !== 0) },
    }),
  ),
  'with a map, and the last event left out with all that tells of it': where((world) => {
    const last = own(world).at(-1)!;
    return packageOf({
      ...within(world),
      chosen: world.chosen.filter((n) => n !== last),
      map: { ...world.map!, others: (_, honest) => honest.filter((n) => n !== last) },
    });
  }),
  'with a map, and an event of an account left out through which it is': where((world) => {
    const leaves = [...world.leaves];
    leaves[0] = file(eventOf(0, { accountId: 'TTHC:an' }));
    leaves[1] = file(eventOf(1, { officialId: 'cb-1', accountId: 'TTHC:an' }));
    return packageOf({
      ...within(world),
      ...{ leaves, about: 'official:cb-1', through: ['account:TTHC:an'], chosen: [0] },
      map: { ...world.map!, others: (key, honest) => (key.startsWith('account') ? [] : honest) },
    });
  }),
  'with a map, of all times, that lists a leaf which is not packed': where((world) =>
    packageOf({ ...world, from: undefined, to: undefined, chosen: world.chosen.filter((n) => n !== 0) }),
  ),
  'with a leaf listed that is about somebody else': where(
    withOthers((honest, world) => {
      const other = Array.from({ length: world.map!.size }, (_, n) => n).find(
        (n) => !own(world).includes(n) && !world.chosen.includes(n),
      );
      return [...honest, ...(other === undefined ? [world.map!.size] : [other])].sort((a, b) => a - b);
    }),
  ),
  'with one leaf listed in the place of another': where((world) =>
    withOthers((honest) => honest.map((n) => (n === 0 ? 2 : n)).sort((a, b) => a - b))({
      ...world,
      leaves: world.leaves.map((body, n) => (n === 2 ? file(eventOf(2, { x: 1 })) : body)),
      chosen: world.chosen.filter((n) => n !== 0 && n !== 2),
    }),
  ),
  'with a leaf listed that is packed': where(withOthers((honest) => [0, ...honest])),
  'with a leaf listed that is packed, of which a map sealed wrongly says that it is about the subject': where(
    (world) => {
      const size = Math.max(3, world.map!.size);
      const leaves = world.leaves.map((body, n) =>
        n === 2 ? file(eventOf(2, { names: [world.about.slice(world.about.indexOf(':') + 1)] })) : body,
      );
      const honest = keysIn({ leaves }, size);
      const keys = new Map([...honest, [world.about, [...honest.get(world.about)!, 2].sort((a, b) => a - b)]]);
      const chosen = [...new Set([...world.chosen, 2])].sort((a, b) => a - b);
      const map = { ...world.map!, size, keys, data: { root: mapRootOf(keys).toString('hex') } };
      return withOthers((listed) => [...listed, 2].sort((a, b) => a - b))({ ...world, leaves, chosen, map });
    },
  ),
  'with a leaf listed twice': where((world) =>
    withOthers((honest) => [honest[0], ...honest])({ ...world, chosen: world.chosen.filter((n) => n !== 0) }),
  ),
  'with leaves listed out of order': where((world) =>
    withOthers((honest) => honest.toReversed())({ ...world, chosen: world.chosen.filter((n) => n > 1) }),
  ),
  'with a leaf listed that came after the map': withOthers((honest, { leaves }) => [...honest, leaves.length - 1]),
  'with a leaf listed that is not there': withOthers((honest) => [...honest, 1_000_000]),

  'with what the map says of another': where(withMap(() => ({ asked: () => 'account:TTHC:nobody' }))),
  'with what another map says': where(
    withMap((map, world) => ({ keys: new Map([...keysIn(world, map.size), ['account:x', [0]]]) })),
  ),
  'with what a later map says': where(
    withMap((map, world) => ({
      keys: keysIn(world, map.size),
      size: Math.max(1, map.size - 1),
      data: { root: '00'.repeat(32) },
    })),
  ),
  'with the event of an earlier map': where((world) => {
    const keys = new Map([...keysIn(world, world.map!.size), [world.about, [...own(world)]]]);
    const earlier = new Map([...keys, [world.about, [0]]]);
    return packageOf({ ...world, map: { ...world.map!, keys, data: { root: mapRootOf(earlier).toString('hex') } } });
  }),
  'with nothing said of somebody whom the map knows': where(
    withProof((text) => changed(text, /\npresent .*/, '\nabsent')),
  ),
  'with nothing packed or listed of somebody whom the map knows': where((world) =>
    packageOf({
      ...within(world),
      chosen: world.chosen.filter((n) => !own(world).includes(n)),
      through: undefined,
      map: { ...world.map!, keys: without(keysIn(world, world.map!.size), world.about), others: () => [] },
    }),
  ),
  'with one leaf said of somebody whom the map does not know': (world) => {
    const none = nobody(world);
    const keys = new Map([...keysIn(world, world.map!.size), [none.about, [0]]]);
    return packageOf(within({ ...none, map: { ...world.map!, keys, others: () => [0] } }));
  },
  'with another in the place of somebody whom the map knows': where(
    withProof((text, world) => {
      const other = mapPathOf('account:x');
      return changed(
        text,
        /\npresent .*/,
        `\nother ${other.toString('base64')} ${mapValueOf(own(world)).toString('base64')}`,
      );
    }),
  ),
  'with themselves as another': where(
    withProof((text, world) =>
      changed(
        text,
        /\npresent .*/,
        `\nother ${mapPathOf(world.about).toString('base64')} ${mapValueOf(own(world)).toString('base64')}`,
      ),
    ),
  ),
  'with a count that is not theirs': where(withProof((text) => changed(text, /present \d+/, 'present 1000'))),
  'with a last leaf that is not theirs': where(
    withProof((text, world) => {
      const { size } = world.map!;
      return changed(text, /(present \d+) \d+/, `$1 ${own(world).at(-1) === size - 1 ? size - 2 : size - 1}`);
    }),
  ),
  'with a last leaf after the map': where(withProof((text) => changed(text, /(present \d+) \d+/, '$1 99999'))),
  'with a count of nothing': where(withProof((text) => changed(text, /present \d+/, 'present 0'))),
  'with a count of leading zeros': where(withProof((text) => changed(text, 'present ', 'present 0'))),
  'with a huge count': where(withProof((text) => changed(text, /present \d+/, 'present 9007199254740993'))),
  'with a map proof of one hash more': withProof((text) => `${text}${Buffer.alloc(32, 7).toString('base64')}\n`),
  'with a map proof that stands deeper than it is': withProof(
    (text) => `${text}47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`,
  ),
  'with a map proof that is cut': where(withProof((text) => text.slice(0, -1))),
  'with a map proof of another form': withProof((text) => changed(text, 'proof@v1', 'proof@v2')),
  'with a map proof that says something else': withProof((text) =>
    changed(text, /\n(present|other|absent)/, '\nperhaps'),
  ),
  'with a map proof of one word more': withProof((text) => changed(text, /\n(\w+[^\n]*)/, '\n$1 x')),
  'with a map proof of carriage returns': withProof((text) => text.replaceAll('\n', '\r\n')),
  'with a map proof with an empty line': withProof((text) => `${text}\n`),
  'with a map proof of wrong base64': withProof((text) => `${text}${'A'.repeat(43)}*\n`),
  'with a map proof of a short hash': withProof((text) => `${text}AAAA\n`),
  'with a map proof of 257 hashes': withProof(
    (text) =>
      `${text.split('\n').slice(0, 2).join('\n')}\n${`${Buffer.alloc(32, 7).toString('base64')}\n`.repeat(257)}`,
  ),
  'with a map proof of megabytes': withProof((text) => text + 'AAAA\n'.repeat(300_000)),
  'with an empty map proof': withProof(() => ''),

  'with a map of leaves that come after it': withMap((map) => ({ data: { treeSize: map.leaf + 1 } })),
  'with a map of half a leaf': withMap(() => ({ data: { treeSize: 1.5 } })),
  'with a map told by another type': withMap(() => ({ says: { type: 'ViewDigestSealed' } })),
  'with a map told in another stream': withMap(() => ({ says: { stream: 'lookups-a' } })),
  'with a map by another rule of keys': withMap(() => ({ data: { keys: 'access-ledger/map-keys@v2' } })),
  'with a map by no rule of keys': withMap(() => ({ data: { keys: undefined } })),
  'with a map whose root is in upper case': withMap((map, world) => ({
    data: { root: mapRootOf(keysIn(world, map.size)).toString('hex').toUpperCase() + 'A' },
  })),
  'with a map whose root is a number': withMap(() => ({ data: { root: 7 } })),
  'with a map told by no event': withMap(() => ({ says: { recordedAt: undefined } })),
  'with a map that is not in the log': (world) => {
    const files = filesOf(world);
    const { size } = world.map!;
    const keys = without(keysIn(world, size), world.about);
    const forged = eventOf(
      world.map!.leaf,
      { treeSize: size, root: mapRootOf(keys).toString('hex'), entries: keys.size, keys: 'access-ledger/map-keys@v1' },
      { type: 'CompletenessMapSealed', stream: 'ledger-completeness', x: 1 },
    );
    files.set('map/event.json', file(forged));
    files.set('map/key-0.map-proof', file(mapProofOf(keys, world.about)));
    return packageOf({ ...within(world), map: { ...world.map!, others: () => [] } }, files);
  },
  'with a map in another leaf': withManifest((map) => ({ ...map, leaf: map.leaf + 1 })),
  'with a map in no leaf': withManifest((map) => ({ ...map, leaf: -1 })),
  'with the proof of another leaf for the map': withFiles((files, world) => {
    const name = [...files.keys()].find((one) => one.startsWith('proofs/'));
    files.set('map/event.tlog-proof', name ? files.get(name)! : file(`${world.about}\n`));
  }),
  'without the event of the map': withFiles((files) => files.delete('map/event.json')),
  'without the proof of the map': withFiles((files) => files.delete('map/event.tlog-proof')),
  'without what the map says': withFiles((files) => files.delete('map/key-0.map-proof')),
  'with what the map says of one more': withFiles((files, { through = [] }) =>
    files.set(`map/key-${through.length + 1}.map-proof`, files.get('map/key-0.map-proof')!),
  ),
  'with what the map says under another number': withFiles((files) =>
    files.set('map/key-00.map-proof', files.get('map/key-0.map-proof')!),
  ),
  'with a file of the map that none has': withFiles((files) => files.set('map/more.json', file('{}'))),
  'with a map of which the manifest says nothing': withManifest(() => undefined),
  'whose manifest says more of the map': withManifest((map) => ({ ...map, more: 1 })),
  'whose manifest lists nothing of the map': withManifest(({ leaf }) => ({ leaf })),
  'whose manifest lists no leaves of the subject': withManifest((map) => ({ ...map, others: {} })),
  'whose manifest lists leaves of one more': withManifest((map) => ({
    ...map,
    others: { ...map.others, 'account:x': [] },
  })),
  'whose manifest lists two under one name': (world) => {
    const leaves = [...world.leaves];
    leaves[0] = file(eventOf(0, { accountId: 'TTHC:an' }));
    leaves[1] = file(eventOf(1, { officialId: 'cb-1' }));
    const through = ['account:TTHC:an'];
    const two = { ...within(world), leaves, about: 'official:cb-1', through, chosen: [0, 1] };
    const others = { 'account:TTHC:an\nofficial:cb-1': [] };
    return packageOf(two, filesOf(two), (said) => ({ ...said, map: { ...(said.map as object), others } }));
  },
  'whose manifest lists a word': withManifest((map, { about }) => ({
    ...map,
    others: { ...map.others, [about as string]: ['0'] },
  })),
  'whose manifest lists a half': withManifest((map, { about }) => ({
    ...map,
    others: { ...map.others, [about as string]: [0.5] },
  })),
  'whose manifest lists no list': withManifest((map, { about }) => ({
    ...map,
    others: { ...map.others, [about as string]: {} },
  })),
  'about a dossier, with a map': (world) => {
    const dossier = { ...within(world), about: 'dossier:H-1', through: undefined, chosen: [] };
    return packageOf(dossier);
  },
  'with one account twice among those through which it is': (world) => {
    const leaves = world.leaves.map((body, n) => (n === 0 ? file(eventOf(0, { accountId: 'TTHC:an' })) : body));
    const twice = { ...within(world), leaves, chosen: [0], about: 'official:cb-1' };
    return packageOf({ ...twice, through: ['account:TTHC:an', 'account:TTHC:an'] });
  },
  'with a map, whose manifest is written otherwise': (world) => {
    const files = filesOf(world);
    const text = canonicalText(manifestOf(world, files));
    return zipOf(sortedEntries(files, changed(text, '"others":{', '"others": {')));
  },
};
