import { given } from '@app/ledger/given.js';
import { directive, type RegisterDirective } from './directive.js';

const laoCai: RegisterDirective = {
  directiveId: 'lao-cai-2025',
  number: '3736/UBND-NC',
  date: '2025-11-06',
  issuer: 'UBND tỉnh Lào Cai',
  title: 'V/v phân quyền khai thác CSDLQG về dân cư',
  clauseMap: [{ clause: '§4', duties: ['R75'] }],
};
const registered = { type: 'DirectiveRegistered', data: laoCai } as const;
const sending = { directiveId: 'lao-cai-2025', units: ['p1', 'p2'], at: '2025-11-07T01:00:00.000Z' };
const sent = { type: 'DirectiveDistributed', data: sending } as const;

describe('a directive', () => {
  it('is registered, all of them in one stream', () => {
    expect(directive.idOf(laoCai)).toBe(directive.idOf(sending));
    given(directive)
      .when('RegisterDirective', { ...laoCai, occurredAt: '2025-11-07T00:00:00.000Z' })
      .then(registered);
  });
  it('is registered once', () => {
    given(directive, registered).when('RegisterDirective', laoCai).refused('already recorded');
  });
  it('does not take the id of another', () => {
    given(directive, registered)
      .when('RegisterDirective', { ...laoCai, number: '3737/UBND-NC' })
      .refused('already stands for something else');
  });
  it('has a number of its own with its issuer', () => {
    const again = { ...laoCai, directiveId: 'again' };
    given(directive, registered).when('RegisterDirective', again).refused('another directive of this number');
    const elsewhere = { ...again, issuer: 'UBND tỉnh Yên Bái' };
    given(directive, registered)
      .when('RegisterDirective', elsewhere)
      .then({ type: 'DirectiveRegistered', data: elsewhere });
  });
  it('may have no number, as others of its issuer', () => {
    const { number: _, ...blank } = laoCai;
    const next = { ...blank, directiveId: 'next' };
    given(directive, { type: 'DirectiveRegistered', data: blank })
      .when('RegisterDirective', next)
      .then({ type: 'DirectiveRegistered', data: next });
  });
  it('replaces one that is registered', () => {
    const next = { ...laoCai, directiveId: 'next', number: '9', supersedes: 'lao-cai-2025' };
    given(directive, registered).when('RegisterDirective', next).then({ type: 'DirectiveRegistered', data: next });
    given(directive).when('RegisterDirective', next).refused('that it supersedes is not registered');
  });
  it('does not replace itself', () => {
    given(directive)
      .when('RegisterDirective', { ...laoCai, supersedes: 'lao-cai-2025' })
      .refused('that it supersedes is not registered');
  });
});

describe('a directive is sent', () => {
  it('to units, on its day or later', () => {
    given(directive, registered).when('DistributeDirective', sending).then(sent);
    const onTheDay = { ...sending, at: '2025-11-05T17:00:00.000Z' };
    given(directive, registered)
      .when('DistributeDirective', onTheDay)
      .then({ type: 'DirectiveDistributed', data: onTheDay });
  });
  it('not before its day', () => {
    given(directive, registered)
      .when('DistributeDirective', { ...sending, at: '2025-11-05T16:59:59.999Z' })
      .refused('precede the date');
  });
  it('not before it is said', () => {
    given(directive, registered)
      .when('DistributeDirective', { ...sending, occurredAt: '2025-11-07T00:59:59.999Z' })
      .refused('before it happened');
  });
  it('not before it is registered', () => {
    given(directive).when('DistributeDirective', sending).refused('not registered');
  });
  it('once, and again to others', () => {
    given(directive, registered, sent).when('DistributeDirective', sending).refused('already recorded');
    const others = { ...sending, units: ['p3'] };
    given(directive, registered, sent)
      .when('DistributeDirective', others)
      .then({ type: 'DirectiveDistributed', data: others });
  });
});
