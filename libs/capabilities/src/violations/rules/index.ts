import type { Rule } from '../rule.js';
import { v01 } from './v-01.js';
import { v05 } from './v-05.js';
import { v07 } from './v-07.js';
import { v08 } from './v-08.js';
import { v18 } from './v-18.js';
import { v19 } from './v-19.js';
import { v28 } from './v-28.js';

/** The rules of this version, in the order of their codes. */
export const rules: readonly Rule[] = [v01, v05, v07, v08, v18, v19, v28];
