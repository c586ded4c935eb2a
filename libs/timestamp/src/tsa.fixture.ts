import { hash, webcrypto } from 'node:crypto';
import { Integer, ObjectIdentifier, OctetString, PrintableString, Sequence, type AsnType } from 'asn1js';
import {
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  ExtKeyUsage,
  IssuerAndSerialNumber,
  PKIStatus,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
  type MessageImprint,
} from 'pkijs';

type Keys = webcrypto.CryptoKeyPair;
const ec = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const newKeys = (): Promise<Keys> => webcrypto.subtle.generateKey(ec, true, ['sign', 'verify']);

/** How an authority of a test may be other than it should. */
export interface Odd {
  /** Extended key usages of its certificate; that it is for time-stamping alone where absent. */
  usages?: readonly string[];
  critical?: boolean;
  /** Names another certificate in the signed attributes, or none. */
  named?: 'other' | 'none';
  /** What it tells of the time, and the days within which its certificate holds. */
  time?: Date;
  validFrom?: Date;
  validTo?: Date;
  /** Repeats another nonce. */
  nonce?: Uint8Array;
  status?: number;
}

/** An authority with a root of its own: the root's certificate in PEM, and its answer to a question. */
export interface TestAuthority {
  root: Certificate;
  pem: string;
  answer: (query: Uint8Array) => Promise<Buffer>;
}

export async function testAuthority(odd: Odd = {}): Promise<TestAuthority> {
  const [rootKeys, keys] = [await newKeys(), await newKeys()];
  const root = await certificate('Root', { issuer: 'Root', signedBy: rootKeys, keys: rootKeys, serial: 1 }, [
    new Extension({
      extnID: '2.5.29.19',
      critical: true,
      extnValue: new BasicConstraints({ cA: true }).toSchema().toBER(),
    }),
  ]);
  const usage = new ExtKeyUsage({ keyPurposes: [...(odd.usages ?? ['1.3.6.1.5.5.7.3.8'])] });
  const own = await certificate('TSA', { issuer: 'Root', signedBy: rootKeys, keys, serial: 2, ...odd }, [
    new Extension({ extnID: '2.5.29.37', critical: odd.critical ?? true, extnValue: usage.toSchema().toBER() }),
  ]);
  const base64 = Buffer.from(root.toSchema(true).toBER()).toString('base64');
  return {
    root,
    pem: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    answer: async (query) => {
      const { version, messageImprint, nonce } = TimeStampReq.fromBER(Uint8Array.from(query).buffer);
      if (version !== 1) throw new Error('RFC 3161 knows version 1 only');
      const statusInfo = new PKIStatusInfo({ status: (odd.status ?? 0) as PKIStatus });
      const said = odd.nonce ? new Integer({ valueHex: odd.nonce }) : nonce;
      const token = await signed(messageImprint, said, { own, keys, root }, odd);
      const response = new TimeStampResp({ status: statusInfo, ...(odd.status ? {} : { timeStampToken: token }) });
      return Buffer.from(response.toSchema().toBER());
    },
  };
}

async function signed(
  messageImprint: MessageImprint,
  nonce: Integer | undefined,
  { own, keys, root }: { own: Certificate; keys: Keys; root: Certificate },
  { named, time = new Date() }: Odd,
): Promise<ContentInfo> {
  const info = new TSTInfo({
    version: 1,
    policy: '1.2.3.4.1',
    messageImprint,
    serialNumber: new Integer({ value: 7 }),
    genTime: time,
    ...(nonce && { nonce }),
  });
  const content = info.toSchema().toBER();
  const der = Buffer.from((named === 'other' ? root : own).toSchema(true).toBER());
  const attribute = (type: string, value: AsnType) => new Attribute({ type, values: [value] });
  const certId = new Sequence({
    value: [new Sequence({ value: [new OctetString({ valueHex: hash('sha256', der, 'buffer') })] })],
  });
  const attributes = [
    attribute('1.2.840.113549.1.9.3', new ObjectIdentifier({ value: '1.2.840.113549.1.9.16.1.4' })),
    attribute('1.2.840.113549.1.9.4', new OctetString({ valueHex: hash('sha256', Buffer.from(content), 'buffer') })),
    ...(named === 'none' ? [] : [attribute('1.2.840.113549.1.9.16.2.47', new Sequence({ value: [certId] }))]),
  ];
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
  });
  const data = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: '1.2.840.113549.1.9.16.1.4',
      eContent: new OctetString({ valueHex: content }),
    }),
    signerInfos: [signer],
    certificates: [own],
  });
  await data.sign(keys.privateKey, 0, 'SHA-256', content);
  return new ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: data.toSchema(true) });
}

async function certificate(
  name: string,
  of: { issuer: string; signedBy: Keys; keys: Keys; serial: number; validFrom?: Date; validTo?: Date },
  extensions: Extension[],
): Promise<Certificate> {
  const one = new Certificate();
  one.version = 2;
  one.serialNumber = new Integer({ value: of.serial });
  for (const [field, said] of [
    ['issuer', of.issuer],
    ['subject', name],
  ] as const)
    one[field].typesAndValues.push(
      new AttributeTypeAndValue({ type: '2.5.4.3', value: new PrintableString({ value: said }) as never }),
    );
  one.notBefore.value = of.validFrom ?? new Date('2020-01-01T00:00:00Z');
  one.notAfter.value = of.validTo ?? new Date('2049-01-01T00:00:00Z');
  one.extensions = extensions;
  await one.subjectPublicKeyInfo.importKey(of.keys.publicKey);
  await one.sign(of.signedBy.privateKey, 'SHA-256');
  return one;
}
