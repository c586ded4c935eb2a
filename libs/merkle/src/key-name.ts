import { Rejected } from './rejected.js';

/** Whether this may name a key: not empty, no Unicode space, no plus, no control character. C2SP signed-note, "Format". */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\p{White_Space}+\0-\x1f]/u.test(name);
}

/** Refuses (`key`) what may not name a key, nor a log of this kind, whose origin is its key's name. */
export function assertKeyName(name: string): string {
  if (!isKeyName(name))
    throw new Rejected('key', 'the name of a key has neither spaces nor plus nor control characters');
  return name;
}
