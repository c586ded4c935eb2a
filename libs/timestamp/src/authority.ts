import { Certificate } from 'pkijs';
import { Rejected } from '@app/merkle';
import { messageOf } from './message.js';

/** Whom to ask for the time, how often, and whose certificates to believe. */
export interface Authority {
  /** http: or https:, asked as RFC 3161 §3.4 says. */
  url: string;
  /** The least time between two questions, in seconds. */
  everySeconds: number;
  roots: readonly Certificate[];
}

const hourly = 3600;
const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----/g;

/**
 * Reads a file that names an authority: a line `url <address>`, perhaps a line `every <seconds>`, then the certificates
 * that are trusted, in PEM. Lines that begin with `#` are comments. Refuses (`shape`, `number`, `key`) anything else.
 */
export function parseAuthority(text: string): Authority {
  const roots = [...text.matchAll(pem)].map(([, base64]) => certificateIn(base64));
  if (roots.length === 0) throw new Rejected('key', 'it names no certificate to trust');
  const said = new Map<string, string>();
  for (const line of text.replace(pem, '').split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name, value] = /^(url|every) (\S+)$/.exec(line.trimEnd()) ?? [];
    if (name === undefined || said.has(name)) throw new Rejected('shape', `this line says nothing: ${line}`);
    said.set(name, value);
  }
  const url = said.get('url');
  if (url === undefined || !/^https?:\/\/./.test(url) || !URL.canParse(url))
    throw new Rejected('shape', 'it has no line "url" with the address of an authority');
  const every = said.get('every') ?? String(hourly);
  if (!/^[1-9]\d{0,7}$/.test(every)) throw new Rejected('number', 'every is a number of seconds');
  return { url, everySeconds: Number(every), roots };
}

function certificateIn(base64: string): Certificate {
  try {
    return Certificate.fromBER(Buffer.from(base64, 'base64'));
  } catch (cause) {
    throw new Rejected('key', `a certificate cannot be read: ${messageOf(cause)}`);
  }
}
