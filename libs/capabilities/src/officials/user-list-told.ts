import { dataOf, type Thing } from '../thing.js';
import type { UserListSubmitted } from './events.js';

/** `GET /v1/userLists/{id}`: to whom a list of users was sent, and whether all of its parts are here. */
export const userListTold: Thing = {
  collection: 'userLists',
  id: 'listId',
  category: 'userlist',
  summary: 'One list of users: what it states, whether it is complete, and its parts',
  told(events) {
    const parts = dataOf<UserListSubmitted>(events, 'UserListSubmitted');
    const [{ accountIds: _, part: __, listId: ___, ...stated }] = parts;
    return { status: parts.length === stated.of ? 'complete' : 'partial', stated };
  },
};
