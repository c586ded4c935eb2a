import { keyTypes, SignerKey } from './key.js';

/** Keys that everybody knows, for tests. */
export const origin = 'ledger.example/haiphong';
export const logKey = new SignerKey(origin, keyTypes.note, Buffer.alloc(32, 1));
export const nextLogKey = new SignerKey(origin, keyTypes.note, Buffer.alloc(32, 2));
export const otherLogKey = new SignerKey('other.example', keyTypes.note, Buffer.alloc(32, 3));
export const inspectorate = new SignerKey('thanhtra.example/w1', keyTypes.cosignature, Buffer.alloc(32, 4));
export const police = new SignerKey('congan.example/w1', keyTypes.cosignature, Buffer.alloc(32, 5));
export const stranger = new SignerKey('stranger.example', keyTypes.cosignature, Buffer.alloc(32, 6));
/** 2026-06-01T00:00:00Z, in seconds since 1970. */
export const now = 1_780_272_000;
