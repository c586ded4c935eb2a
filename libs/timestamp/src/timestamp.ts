import { hash, randomBytes } from 'node:crypto';
import { Integer, OctetString, fromBER, Null, Sequence, type AsnType } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  ContentInfo,
  id_ContentType_SignedData,
  id_eContentType_TSTInfo,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { Rejected } from '@app/merkle';
import { messageOf } from './message.js';

const sha256 = '2.16.840.1.101.3.4.2.1';
const extendedKeyUsage = '2.5.29.37';
const timeStamping = '1.3.6.1.5.5.7.3.8';
const signingCertificate = { v1: '1.2.840.113549.1.9.16.2.12', v2: '1.2.840.113549.1.9.16.2.47' };
const granted = 0;
const grantedWithMods = 1;
/** So many bytes of an answer are read; one with a chain of certificates has less. */
export const mostReplyBytes = 65_536;

/** What an authority said of some bytes: that they were there at a time, by its clock. */
export interface Timestamp {
  /** UTC, to the second or finer. */
  time: string;
  /** The subject of the certificate that signed. */
  authority: string;
}

/** A question to an authority (RFC 3161 §2.4.1): the SHA-256 of some bytes, and a nonce that its answer must repeat. */
export function timestampQuery(bytes: Uint8Array): { query: Buffer; nonce: Buffer } {
  const nonce = randomBytes(16);
  nonce[0] &= 0x7f; // an ASN.1 integer that is not negative
  nonce[0] |= 0x40; // nor written shorter
  const asked = new TimeStampReq({
    version: 1,
    messageImprint: imprint(bytes),
    nonce: new Integer({ valueHex: nonce }),
    certReq: true,
  });
  return { query: Buffer.from(asked.toSchema().toBER()), nonce };
}

/**
 * The token in an authority's answer (RFC 3161 §2.4.2), checked like `checkToken`. Refuses (`shape`, `signature`, `hash`,
 * `key`) an answer that grants nothing, is to another question, or proves nothing.
 */
export async function openReply(
  reply: Uint8Array,
  { bytes, nonce, roots }: { bytes: Uint8Array; nonce: Uint8Array; roots: readonly Certificate[] },
): Promise<{ token: Buffer; timestamp: Timestamp }> {
  if (reply.length > mostReplyBytes) throw new Rejected('too-large', `an answer has at most ${mostReplyBytes} bytes`);
  const { status, token } = parsed(() => {
    const schema = asn1(reply);
    const [, answer] = (schema as Sequence).valueBlock.value as readonly (AsnType | undefined)[];
    // The token's own bytes: its signature is over them, however else they could be written.
    return { status: Number(new TimeStampResp({ schema }).status.status), token: answer?.valueBeforeDecodeView };
  }, 'the answer');
  if (status !== granted && status !== grantedWithMods)
    throw new Rejected('shape', `the authority grants nothing: status ${status}`);
  if (!token) throw new Rejected('shape', 'the answer has no token');
  const said = readToken(token);
  const { nonce: answered } = said.info;
  if (!answered || !same(answered.valueBlock.valueHexView, nonce))
    throw new Rejected('shape', 'the answer is to another question: its nonce differs');
  return { token: Buffer.from(token), timestamp: await checked(said, bytes, roots) };
}

/**
 * Checks a token (RFC 3161 §2.4.2, RFC 5816) against the bytes that it is about: their SHA-256, the one signature, that
 * the certificate which signed is the one that the signed attributes name, is for time-stamping alone, and leads to one of
 * the trusted ones at the time that the token tells. Refuses (`shape`, `hash`, `key`, `signature`) what does not hold.
 */
export async function checkToken(
  token: Uint8Array,
  bytes: Uint8Array,
  roots: readonly Certificate[],
): Promise<Timestamp> {
  return checked(readToken(token), bytes, roots);
}

interface Token {
  signed: SignedData;
  info: TSTInfo;
}
function readToken(token: Uint8Array): Token {
  const signed = signedIn(token);
  return { signed, info: infoIn(signed) };
}

async function checked({ signed, info }: Token, bytes: Uint8Array, roots: readonly Certificate[]): Promise<Timestamp> {
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithmId !== sha256) throw new Rejected('hash', 'the token is about another kind of hash');
  if (!same(hashedMessage.valueBlock.valueHexView, hash('sha256', bytes, 'buffer')))
    throw new Rejected('hash', 'the token is about other bytes');
  if (signed.signerInfos.length !== 1) throw new Rejected('shape', 'a token has one signature');
  const certificate = await signerOf(signed, info, bytes, roots);
  assertForTime(certificate);
  assertNamed(signed, certificate);
  return { time: info.genTime.toISOString(), authority: subjectOf(certificate) };
}

async function signerOf(
  signed: SignedData,
  info: TSTInfo,
  bytes: Uint8Array,
  roots: readonly Certificate[],
): Promise<Certificate> {
  const asked = { signer: 0, trustedCerts: [...roots], checkChain: true, checkDate: info.genTime };
  try {
    const found = await signed.verify({ ...asked, extendedMode: true, data: Uint8Array.from(bytes).buffer });
    if (found.signatureVerified && found.signerCertificateVerified && found.signerCertificate)
      return found.signerCertificate;
  } catch (cause) {
    throw new Rejected('signature', `the signature of the token does not hold: ${messageOf(cause)}`);
  }
  throw new Rejected('signature', 'the signature of the token does not hold');
}

// RFC 3161 §2.3: the key signs time-stamps and nothing else, and the certificate says so critically.
function assertForTime(certificate: Certificate): void {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === extendedKeyUsage);
  const { keyPurposes = [] } = (usage?.parsedValue ?? {}) as { keyPurposes?: readonly string[] };
  if (!usage?.critical || keyPurposes.length !== 1 || keyPurposes[0] !== timeStamping)
    throw new Rejected('key', 'the certificate is not one for time-stamping alone');
}

// RFC 3161 §2.4.2, RFC 5816 §2.2.2: else another certificate of the same key could be put in its place.
function assertNamed(signed: SignedData, certificate: Certificate): void {
  const attributes = signed.signerInfos[0].signedAttrs?.attributes ?? [];
  const der = Buffer.from(certificate.toSchema().toBER());
  for (const [version, type] of Object.entries(signingCertificate)) {
    const said = attributes.find((attribute) => attribute.type === type)?.values[0] as Sequence | undefined;
    if (!said) continue;
    // SigningCertificate(V2) ::= SEQUENCE { certs SEQUENCE OF ESSCertID(v2), … }; the first is the signer's.
    const first = (said.valueBlock.value[0] as Sequence | undefined)?.valueBlock.value[0] as Sequence | undefined;
    const parts = first?.valueBlock.value ?? [];
    const certHash = parts.find((part) => part instanceof OctetString);
    const algorithm = parts[0] instanceof Sequence && version === 'v2' ? oidIn(parts[0]) : undefined;
    const name = version === 'v1' ? 'sha1' : hashNames[algorithm ?? sha256];
    if (name !== undefined && certHash && same(certHash.valueBlock.valueHexView, hash(name, der, 'buffer'))) return;
  }
  throw new Rejected('key', 'the token does not name the certificate that signed it');
}
const hashNames: Readonly<Record<string, string | undefined>> = {
  [sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const oidIn = (sequence: Sequence) =>
  parsed(() => new AlgorithmIdentifier({ schema: sequence }).algorithmId, 'the hash');

function signedIn(token: Uint8Array): SignedData {
  return parsed(() => {
    const content = new ContentInfo({ schema: asn1(token) });
    if (content.contentType !== id_ContentType_SignedData) throw new Error('it is no signed data');
    return new SignedData({ schema: content.content as AsnType });
  }, 'the token');
}

function infoIn({ encapContentInfo: { eContentType, eContent } }: SignedData): TSTInfo {
  return parsed(() => {
    if (eContentType !== id_eContentType_TSTInfo || !eContent) throw new Error('it tells no time');
    return new TSTInfo({ schema: asn1(new Uint8Array(eContent.getValue())) });
  }, 'the token');
}

function imprint(bytes: Uint8Array): MessageImprint {
  const hashAlgorithm = new AlgorithmIdentifier({ algorithmId: sha256, algorithmParams: new Null() });
  return new MessageImprint({ hashAlgorithm, hashedMessage: new OctetString({ valueHex: hash('sha256', bytes, 'buffer') }) }); // prettier-ignore
}

// One value and nothing behind it.
function asn1(bytes: Uint8Array): AsnType {
  const { offset, result } = fromBER(bytes);
  if (offset !== bytes.length) throw new Error('it is no ASN.1, or has more behind it');
  return result;
}

function parsed<T>(parse: () => T, what: string): T {
  try {
    return parse();
  } catch (cause) {
    throw new Rejected('shape', `${what} is not what RFC 3161 says: ${messageOf(cause)}`);
  }
}

function subjectOf({ subject }: Certificate): string {
  const said = subject.typesAndValues.map(({ value }) => String((value as { getValue?: () => unknown }).getValue?.()));
  return said.join(', ');
}

const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;
