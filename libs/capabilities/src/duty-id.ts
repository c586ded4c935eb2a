import { field } from './fields.js';

const pattern = /^R(0[1-9]|[1-9]\d|10[0-4])$/;
/** The id of a duty of the five directives, `R01` to `R104`. */
export const DutyId = () =>
  field({
    name: 'the id of a duty',
    schema: { type: 'string', pattern: pattern.source, examples: ['R60'] },
    check: (value) => typeof value === 'string' && pattern.test(value),
  });

/** What a column that holds a list of duties as JSON is LIKE where this one is among them. */
export const naming = (id: string) => `%"${id}"%`;
