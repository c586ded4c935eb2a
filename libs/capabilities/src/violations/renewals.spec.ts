import { renewals } from './renewals.js';

/** Instants are letters here, and what is given lasts three of them. */
const lasting = (at: string) => String.fromCharCode(at.charCodeAt(0) + 3);
const owed = (time: { from: string; to?: string; endedBy?: string }, ...given: string[]) =>
  renewals(time, given.map((at) => ({ at, by: `${at}!` })), 'g', lasting).map(
    ({ anchor, lacking, due, done }) => `${anchor}: ${lacking} ${due} ${done ? `${done.at}/${done.by ?? ''}` : '-'}`,
  ); // prettier-ignore

describe('what is owed and renewed', () => {
  it('is lacking from the beginning where it was never given, and due with the first term', () => {
    expect(owed({ from: 'e' })).toEqual(['e: e g -']);
    expect(owed({ from: 'e', to: 'i', endedBy: 'end' })).toEqual(['e: e g i/end']);
  });
  it('is due again when what was given runs out', () => {
    expect(owed({ from: 'e' }, 'f', 'h')).toEqual(['e: e g f/f!', 'f!: i i h/h!', 'h!: k k -']);
  });
  it('counts what was given before, as far as it lasts into the time', () => {
    expect(owed({ from: 'e' }, 'e', 'a')).toEqual(['e: h h -']);
    expect(owed({ from: 'e' }, 'a', 'b')).toEqual(['e: e g -']);
    expect(owed({ from: 'e' }, 'c', 'k')).toEqual(['e: f g k/k!', 'k!: n n -']);
  });
  it('ends with the time, and what is given after it is none of it', () => {
    expect(owed({ from: 'e', to: 'i', endedBy: 'end' }, 'f', 'i')).toEqual(['e: e g f/f!', 'f!: i i i/end']);
  });
});
