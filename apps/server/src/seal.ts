import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Seal } from '@app/ledger';

const bytes = { key: 32, nonce: 12, tag: 16 };

/** The seal under keys drawn from the citizen key: AES-256-GCM for what is to be opened again, HMAC-SHA-256 for names. */
export function sealOf(citizenKey: Uint8Array): Seal {
  const keyFor = (use: string) => new Uint8Array(hkdfSync('sha256', citizenKey, '', `access-ledger ${use}`, bytes.key));
  const [closing, naming] = [keyFor('seal'), keyFor('sealed names')];
  return {
    close(text) {
      const nonce = randomBytes(bytes.nonce);
      const cipher = createCipheriv('aes-256-gcm', closing, nonce);
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `seal:${sealed.toString('base64url')}`;
    },
    open(text) {
      const sealed = Buffer.from(text.replace(/^seal:/, ''), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', closing, sealed.subarray(0, bytes.nonce));
      decipher.setAuthTag(sealed.subarray(-bytes.tag));
      const inner = sealed.subarray(bytes.nonce, -bytes.tag);
      return Buffer.concat([decipher.update(inner), decipher.final()]).toString('utf8');
    },
    nameOf: (text) => createHmac('sha256', naming).update(text).digest('hex'),
  };
}
