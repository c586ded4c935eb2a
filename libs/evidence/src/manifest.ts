import { canonical } from '@app/ledger';
import { Rejected } from '@app/merkle';
import { canonicalObject, isObject } from './strict.js';

export const evidenceForm = 'access-ledger/evidence@v1';

/** Whom or what a package is about. */
export type EvidenceSubject =
  | { accountId: string }
  | { officialId: string }
  | { deviceId: string }
  | { dossierId: string }
  /** A citizen, by token. */
  | { subjectToken: string };
export const subjectKinds = ['account', 'citizen', 'device', 'dossier', 'official'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** What a package says of itself: `manifest.json`, canonical JSON. */
export interface Manifest {
  form: typeof evidenceForm;
  /** What was asked: the history of this, `<kind>:<id>`. */
  about: string;
  /** Half-open, by occurrence. */
  from?: string;
  to?: string;
  /** The case (its finding) and the inspection that it was made for. */
  findingId?: string;
  inspectionId?: string;
  /** An official's accounts: events that do not name the official are of one of these. That they were theirs is not proven. */
  through?: readonly string[];
  /** What proves that nothing was left out; absent where no map is covered, or none has keys of this kind. */
  map?: MapSaid;
  origin: string;
  treeSize: number;
  /** In hex. */
  rootHash: string;
  /** By the log's own clock: the signature does not cover it. */
  sealedAt: string;
  events: number;
  /** How many events there are of each type. */
  types: Readonly<Record<string, number>>;
  /** Every other file of the package. */
  files: Readonly<Record<string, FileSaid>>;
}
export interface MapSaid {
  /** The leaf that tells of the map: `map/event.json`. */
  leaf: number;
  /** Of the subject and each of `through`, in order, the leaves about it before the map's size that are not packed. */
  others: Readonly<Record<string, readonly number[]>>;
}
export interface FileSaid {
  bytes: number;
  /** SHA-256 in hex. */
  sha256: string;
}

/** `account:TTHC:an.nv` and the like. */
export function aboutOf(subject: EvidenceSubject): string {
  const [[field, id]] = Object.entries<string>(subject);
  return `${field === 'subjectToken' ? 'citizen' : field.replace(/Id$/, '')}:${id}`;
}

/** The name of an event's file and of its proof's, by the number of its leaf. */
export const eventFile = (index: number) => `events/${String(index).padStart(12, '0')}.json`;
export const proofFile = (index: number) => `proofs/${String(index).padStart(12, '0')}.tlog-proof`;

/** The event that tells of the map, its proof, and what the map says of the n-th key, from 0. */
export const mapEventFile = 'map/event.json';
export const mapEventProof = 'map/event.tlog-proof';
export const mapProofFile = (n: number) => `map/key-${n}.map-proof`;

/** The keys whose leaves a package must have or list, in the order of their proofs. */
export const keysAsked = ({ about, through = [] }: Pick<Manifest, 'about' | 'through'>): readonly string[] => [
  about,
  ...through,
];

export const formatManifest = (manifest: Manifest): Buffer => Buffer.from(canonical(manifest));

const text = (value: unknown): value is string => typeof value === 'string' && value !== '';
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
export const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const stored = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** As instants are stored: text of one length, which compares as the times do. */
export const isInstant = (value: unknown): value is string => typeof value === 'string' && stored.test(value);
const optional = (is: (value: unknown) => boolean) => (value: unknown) => value === undefined || is(value);
const table = (of: (value: unknown) => boolean) => (value: unknown) =>
  isObject(value) && Object.values(value).every(of);
const isFile = (value: unknown) =>
  isObject(value) && Object.keys(value).length === 2 && isCount(value.bytes) && isHash(value.sha256);
const isSubject = (value: unknown) =>
  text(value) && subjectKinds.some((kind) => value.startsWith(`${kind}:`) && value.length > kind.length + 1);
const isMap = (value: unknown) =>
  isObject(value) &&
  Object.keys(value).length === 2 &&
  isCount(value.leaf) &&
  isObject(value.others) &&
  Object.values(value.others).every((one) => Array.isArray(one) && one.every(isCount));
const isThrough = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => text(one) && one.startsWith('account:'));

const members: Readonly<Record<keyof Manifest, (value: unknown) => boolean>> = {
  form: (value) => value === evidenceForm,
  about: isSubject,
  from: optional(isInstant),
  to: optional(isInstant),
  findingId: optional(text),
  inspectionId: optional(text),
  through: optional(isThrough),
  map: optional(isMap),
  origin: text,
  treeSize: isCount,
  rootHash: isHash,
  sealedAt: isInstant,
  events: isCount,
  types: table(isCount),
  files: table(isFile),
};

/** Refuses (`text`, `leaf`, `shape`) what is no manifest, or has members that none has. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const said = canonicalObject(bytes, 'the manifest');
  const known = Object.keys(said).every((name) => Object.hasOwn(members, name));
  if (!known || !Object.entries(members).every(([name, is]) => is(said[name])))
    throw new Rejected('shape', 'this is no manifest of an evidence package');
  const manifest = said as unknown as Manifest;
  if (manifest.through && !manifest.about.startsWith('official:'))
    throw new Rejected('shape', 'only an official has accounts to be seen through');
  if (manifest.map && (manifest.about.startsWith('dossier:') || !isAsked(manifest, manifest.map)))
    throw new Rejected('shape', 'what the map is asked for is not what the package is about');
  return manifest;
}

// Each key once, and no other.
function isAsked(manifest: Manifest, { others }: MapSaid): boolean {
  const keys = keysAsked(manifest);
  return (
    new Set(keys).size === keys.length &&
    Object.keys(others).length === keys.length &&
    keys.every((key) => Object.hasOwn(others, key))
  );
}
