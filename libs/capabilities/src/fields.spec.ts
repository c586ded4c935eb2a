import { accept, Decision, Id } from './fields.js';

class Nothing {}
class Named {
  @Id() name!: string;
}
const noToken = () => '';
const unknown = (pointer: string) => ({ pointer, code: 'unknown-field', message: 'this field is not known' });

describe('what a class says that a body may have', () => {
  it('refuses fields that it does not name, also where it names none', () => {
    expect(accept(Named, { name: 'a', 'x/y': 1 }, noToken)).toEqual({ faults: [unknown('/x~1y')] });
    expect(accept(Nothing, { x: 1, y: 2 }, noToken)).toEqual({ faults: [unknown('/x'), unknown('/y')] });
    expect(accept(Decision, { x: 1 }, noToken)).toEqual({ faults: [unknown('/x')] });
  });

  it('takes an empty body for a class without fields', () => {
    expect(accept(Nothing, {}, noToken)).toEqual({ value: {} });
  });
});
