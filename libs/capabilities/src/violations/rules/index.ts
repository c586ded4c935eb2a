import type { Rule } from '../rule.js';
import { v01 } from './v-01.js';
import { v02 } from './v-02.js';
import { v03 } from './v-03.js';
import { v04 } from './v-04.js';
import { v05 } from './v-05.js';
import { v06 } from './v-06.js';
import { v07 } from './v-07.js';
import { v08 } from './v-08.js';
import { v09 } from './v-09.js';
import { v13 } from './v-13.js';
import { v14 } from './v-14.js';
import { v15 } from './v-15.js';
import { v17 } from './v-17.js';
import { v18 } from './v-18.js';
import { v19 } from './v-19.js';
import { v20 } from './v-20.js';
import { v21 } from './v-21.js';
import { v22 } from './v-22.js';
import { v23 } from './v-23.js';
import { v24 } from './v-24.js';
import { v25 } from './v-25.js';
import { v26 } from './v-26.js';
import { v27 } from './v-27.js';
import { v28 } from './v-28.js';
import { v34 } from './v-34.js';
import { v36 } from './v-36.js';
import { v37 } from './v-37.js';
import { v38 } from './v-38.js';
import { v39 } from './v-39.js';
import { v40 } from './v-40.js';

/** The rules of this version, in the order of their codes. */
export const rules: readonly Rule[] = [
  v01,
  v02,
  v03,
  v04,
  v05,
  v06,
  v07,
  v08,
  v09,
  v13,
  v14,
  v15,
  v17,
  v18,
  v19,
  v20,
  v21,
  v22,
  v23,
  v24,
  v25,
  v26,
  v27,
  v28,
  v34,
  v36,
  v37,
  v38,
  v39,
  v40,
];

/**
 * Versions that judge nothing: those that once were published, which stay for ever in files such as `v-28@1.ts`, and
 * those that are only tried (`ledger rules backtest`).
 */
export const otherVersions: typeof rules = [];
