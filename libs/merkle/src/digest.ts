import { hash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, in hex. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}

/** The one namespace of all ids that the ledger derives from names. Fixed for ever. */
export const namespace = '6f1c7b52-2f0e-5d0a-9c55-8a3b1f4e7d21';
const namespaceBytes = Buffer.from(namespace.replaceAll('-', ''), 'hex');

/** The name-based UUID, version 5 (RFC 9562 §5.5), of a text in the ledger's namespace. */
export function nameId(text: string): string {
  const hex = hash('sha1', Buffer.concat([namespaceBytes, Buffer.from(text, 'utf8')]), 'hex');
  const variant = ((parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
