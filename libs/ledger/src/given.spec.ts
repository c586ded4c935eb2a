import { exampleAccount } from './decider-example.js';
import { given } from './given.js';

const accountId = 'TTHC:an';
const opened = { type: 'AccountOpened', data: { accountId, officialId: 'an' } } as const;
const close = { accountId, reasons: ['left'] };

describe('given events, when a command, then events', () => {
  it('opens an account that was not there', () => {
    given(exampleAccount).when('OpenAccount', { accountId, officialId: 'an' }).then(opened);
  });

  it('folds the given events before it decides', () => {
    given(exampleAccount, opened)
      .when('CloseAccount', close)
      .then(
        { type: 'ReasonGiven', data: { accountId, reason: 'left' } },
        { type: 'AccountClosed', data: { accountId } },
      );
    given(exampleAccount, opened).when('OpenAccount', { accountId, officialId: 'an' }).refused('already open');
    given(exampleAccount)
      .when('CloseAccount', close)
      .refused(/^this account is not open$/);
  });

  it('lets an event say when it occurred', () => {
    given(exampleAccount, { ...opened, occurredAt: '2020-01-01T00:00:00.000Z' })
      .when('CloseAccount', close)
      .refused('too old');
  });

  it('fails when other events come, fewer, or a refusal with other words', () => {
    const when = given(exampleAccount, opened).when('CloseAccount', { accountId, reasons: [] });
    expect(() => when.then({ type: 'AccountClosed', data: { accountId: 'other' } })).toThrow();
    expect(() => when.then()).toThrow();
    expect(() => when.refused('')).toThrow();
    const refused = given(exampleAccount).when('CloseAccount', close);
    expect(() => refused.then()).toThrow();
    expect(() => refused.refused('already open')).toThrow();
  });

  it('does not take a mistake in the rules for a refusal', () => {
    const broken = given(exampleAccount, opened).when('CloseAccount', { accountId } as typeof close);
    expect(() => broken.refused('undefined')).toThrow();
  });
});
