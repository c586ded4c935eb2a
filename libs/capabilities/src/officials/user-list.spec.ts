import { given } from '@app/ledger/given.js';
import { userList, type SubmitUserList } from './user-list.js';

// echo -n '["TTHC:an","TTHC:bình","TTHC:chi"]' | sha256sum
const listHash = '8b6e5dd0e35e20ea48b6514233485cc5ccc060098265d3ac1d203b80dcb98279';
const first: SubmitUserList = {
  listId: 'l1',
  to: 'C06',
  sentAt: '2025-03-02T00:00:00.000Z',
  asOf: '2025-03-01T00:00:00.000Z',
  listHash,
  count: 3,
  accountIds: ['TTHC:chi', 'TTHC:an'],
  part: 1,
  of: 2,
};
const second: SubmitUserList = { ...first, accountIds: ['TTHC:bình'], part: 2 };
const submitted = (data: SubmitUserList) => ({ type: 'UserListSubmitted', data }) as const;

describe('a list of users', () => {
  it('is submitted in parts, in any order', () => {
    given(userList).when('SubmitUserList', second).then(submitted(second));
    given(userList, submitted(second)).when('SubmitUserList', first).then(submitted(first));
    given(userList, submitted(first)).when('SubmitUserList', second).then(submitted(second));
  });
  it('has each part once', () => {
    given(userList, submitted(first)).when('SubmitUserList', first).refused('already submitted');
  });
  it('has no part beyond the last', () => {
    given(userList)
      .when('SubmitUserList', { ...first, part: 3 })
      .refused('beyond the last');
  });
  it.each([{ of: 3 }, { count: 4 }, { to: 'BCA' }, { unitId: 'u1' }, { listHash: 'b'.repeat(64) }])(
    'says the same in all parts: %j',
    (other) => {
      given(userList, submitted(first))
        .when('SubmitUserList', { ...second, ...other })
        .refused('say the same');
    },
  );
  it('names each account once', () => {
    given(userList, submitted(first))
      .when('SubmitUserList', { ...second, accountIds: ['TTHC:an'] })
      .refused('stands once');
  });
  it('is complete with as many accounts as it says', () => {
    given(userList, submitted(first))
      .when('SubmitUserList', { ...second, accountIds: [] })
      .refused('another number');
  });
  it('is complete with the accounts whose hash it states', () => {
    given(userList, submitted(first))
      .when('SubmitUserList', { ...second, accountIds: ['TTHC:dung'] })
      .refused('hash is not that');
  });
  it('is not submitted before it is sent', () => {
    given(userList)
      .when('SubmitUserList', { ...first, occurredAt: '2025-03-01T23:59:59.999Z' })
      .refused('before it happened');
  });
  it('shows no rights of a later day than it was sent', () => {
    given(userList)
      .when('SubmitUserList', { ...first, asOf: '2025-03-02T00:00:00.001Z' })
      .refused('later day');
  });
});
