import type { ClauseId } from '@app/capabilities';
import type { Row } from '../row.js';
import { rowsOfS0 } from './s0.js';
import { rowsOfS1City } from './s1-city.js';
import { rowsOfS1Units } from './s1-units.js';
import { rowsOfS2Measures } from './s2-measures.js';
import { rowsOfS2Rights } from './s2-rights.js';
import { rowsOfS4 } from './s4.js';

/** Every duty of the five directives. */
export const rows = {
  ...rowsOfS0,
  ...rowsOfS1Units,
  ...rowsOfS1City,
  ...rowsOfS2Rights,
  ...rowsOfS2Measures,
  ...rowsOfS4,
} as Readonly<Record<ClauseId, Row>>;
