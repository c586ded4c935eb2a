import type { Rule } from '../rule.js';
import { v01 } from './v-01.js';
import { v05 } from './v-05.js';
import { v07 } from './v-07.js';
import { v08 } from './v-08.js';
import { v18 } from './v-18.js';
import { v19 } from './v-19.js';
import { v20 } from './v-20.js';
import { v28 } from './v-28.js';
import { v36 } from './v-36.js';
import { v37 } from './v-37.js';
import { v38 } from './v-38.js';
import { v39 } from './v-39.js';
import { v40 } from './v-40.js';

/** The rules of this version, in the order of their codes. */
export const rules: readonly Rule[] = [v01, v05, v07, v08, v18, v19, v20, v28, v36, v37, v38, v39, v40];

/**
 * Versions that judge nothing: those that once were published, which stay for ever in files such as `v-28@1.ts`, and
 * those that are only tried (`ledger rules backtest`).
 */
export const otherVersions: typeof rules = [];
