import type { Rule } from '../rule.js';
import { v01 } from './v-01.js';
import { v05 } from './v-05.js';
import { v07 } from './v-07.js';
import { v08 } from './v-08.js';
import { v18 } from './v-18.js';
import { v19 } from './v-19.js';
import { v21 } from './v-21.js';
import { v22 } from './v-22.js';
import { v23 } from './v-23.js';
import { v24 } from './v-24.js';
import { v25 } from './v-25.js';
import { v26 } from './v-26.js';
import { v27 } from './v-27.js';
import { v28 } from './v-28.js';
import { v34 } from './v-34.js';

/** The rules of this version, in the order of their codes. */
export const rules: readonly Rule[] = [v01, v05, v07, v08, v18, v19, v21, v22, v23, v24, v25, v26, v27, v28, v34];
