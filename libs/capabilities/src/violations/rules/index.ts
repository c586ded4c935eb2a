import type { Rule, Subjects } from '../rule.js';
import { v01 } from './v-01.js';
import { v05 } from './v-05.js';
import { v07 } from './v-07.js';
import { v08 } from './v-08.js';
import { v18 } from './v-18.js';
import { v19 } from './v-19.js';
import { v28 } from './v-28.js';

/** Every rule, whatever its subject. */
export type AnyRule = { [S in keyof Subjects]: Rule<S> }[keyof Subjects];

/** The rules of this version, in the order of their codes. */
export const rules: readonly AnyRule[] = [v01, v05, v07, v08, v18, v19, v28];

/**
 * Versions that judge nothing: those that once were published, which stay for ever in files such as `v-28@1.ts`, and
 * those that are only tried (`ledger rules backtest`).
 */
export const otherVersions: typeof rules = [];
