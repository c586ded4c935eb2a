import type { Rule } from '../rule.js';
import { v01 } from './v-01.js';
import { v05 } from './v-05.js';
import { v07 } from './v-07.js';
import { v08 } from './v-08.js';
import { v10 } from './v-10.js';
import { v11 } from './v-11.js';
import { v12 } from './v-12.js';
import { v16 } from './v-16.js';
import { v18 } from './v-18.js';
import { v19 } from './v-19.js';
import { v28 } from './v-28.js';
import { v29 } from './v-29.js';
import { v30 } from './v-30.js';
import { v31 } from './v-31.js';
import { v32 } from './v-32.js';
import { v33 } from './v-33.js';
import { v35 } from './v-35.js';

/** The rules of this version, in the order of their codes. */
export const rules: readonly Rule[] = [
  v01,
  v05,
  v07,
  v08,
  v10,
  v11,
  v12,
  v16,
  v18,
  v19,
  v28,
  v29,
  v30,
  v31,
  v32,
  v33,
  v35,
];
