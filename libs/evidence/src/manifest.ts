import { canonical } from '@app/ledger';
import { Rejected } from '@app/merkle';
import { canonicalObject, isObject } from './strict.js';

export const evidenceForm = 'access-ledger/evidence@v1';

/** Whom or what a package is about. */
export type EvidenceSubject =
  { accountId: string } | { officialId: string } | { deviceId: string } | { dossierId: string };
export const subjectKinds = ['account', 'device', 'dossier', 'official'] as const;
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
export interface FileSaid {
  bytes: number;
  /** SHA-256 in hex. */
  sha256: string;
}

/** `account:TTHC:an.nv` and the like. */
export function aboutOf(subject: EvidenceSubject): string {
  const [[field, id]] = Object.entries<string>(subject);
  return `${field.replace(/Id$/, '')}:${id}`;
}

/** The name of an event's file and of its proof's, by the number of its leaf. */
export const eventFile = (index: number) => `events/${String(index).padStart(12, '0')}.json`;
export const proofFile = (index: number) => `proofs/${String(index).padStart(12, '0')}.tlog-proof`;

export const formatManifest = (manifest: Manifest): Buffer => Buffer.from(canonical(manifest));

const text = (value: unknown): value is string => typeof value === 'string' && value !== '';
const count = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const hash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const stored = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** As instants are stored: text of one length, which compares as the times do. */
export const isInstant = (value: unknown): value is string => typeof value === 'string' && stored.test(value);
const optional = (is: (value: unknown) => boolean) => (value: unknown) => value === undefined || is(value);
const table = (of: (value: unknown) => boolean) => (value: unknown) =>
  isObject(value) && Object.values(value).every(of);
const isFile = (value: unknown) =>
  isObject(value) && Object.keys(value).length === 2 && count(value.bytes) && hash(value.sha256);
const isSubject = (value: unknown) =>
  text(value) && subjectKinds.some((kind) => value.startsWith(`${kind}:`) && value.length > kind.length + 1);
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
  origin: text,
  treeSize: count,
  rootHash: hash,
  sealedAt: isInstant,
  events: count,
  types: table(count),
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
  return manifest;
}
