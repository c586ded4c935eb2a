import { field } from './fields.js';

const pattern = /^V-\d\d$/;
/** The code of a rule, `V-01` to `V-99`. */
export const RuleCode = () =>
  field({
    name: 'a rule code',
    schema: { type: 'string', pattern: pattern.source, examples: ['V-09'] },
    check: (value) => typeof value === 'string' && pattern.test(value),
  });
