import { failureOf } from './examples.js';
import { rules } from './rules/index.js';

describe.each(rules.map((rule) => [rule.code, rule] as const))('%s', (_, rule) => {
  it.each(rule.examples.map((example) => [example.title, example] as const))('%s', (_title, example) => {
    expect(failureOf(rule, example, rules)).toBeUndefined();
  });

  it('has at least two examples that find and two that do not, clauses, and a lawful look-alike', () => {
    expect(rule.examples.filter(({ finds }) => finds.length > 0).length).toBeGreaterThanOrEqual(2);
    expect(rule.examples.filter(({ finds }) => finds.length === 0).length).toBeGreaterThanOrEqual(2);
    expect(rule.clauses.every((clause) => /^R\d\d\d?$/.test(clause))).toBe(true);
    expect(rule.falsePositives.length).toBeGreaterThan(0);
  });
});
