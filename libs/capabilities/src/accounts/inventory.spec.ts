import { given } from '@app/ledger/given.js';
import { inventory, type SubmitAccountInventory } from './inventory.js';

const count = { accountClass: 'ONE_STOP', status: 'active', count: 12 };
const submission: SubmitAccountInventory = {
  inventoryId: 'n1',
  unitId: 'u1',
  asOf: '2024-09-20T00:00:00.000Z',
  rowsHash: 'a'.repeat(64),
  counts: [count, { ...count, status: 'revoked', count: 1 }],
  by: 'o1',
};
const submitted = { type: 'AccountInventorySubmitted', data: submission } as const;

describe('an inventory of accounts', () => {
  it('is submitted by its unit', () => {
    expect(inventory.idOf(submission)).toBe('u1');
    given(inventory)
      .when('SubmitAccountInventory', { ...submission, occurredAt: '2024-09-23T00:00:00.000Z' })
      .then(submitted);
  });
  it('is submitted once, and corrected by another of the same day', () => {
    const correction = { ...submission, inventoryId: 'n2' };
    given(inventory, submitted).when('SubmitAccountInventory', submission).refused('exactly this');
    given(inventory, submitted)
      .when('SubmitAccountInventory', correction)
      .then({ type: 'AccountInventorySubmitted', data: correction });
  });
  it('counts each class and status once', () => {
    given(inventory)
      .when('SubmitAccountInventory', { ...submission, counts: [count, { ...count, count: 3 }] })
      .refused('counted once');
  });
  it('counts no later day than its own', () => {
    given(inventory)
      .when('SubmitAccountInventory', { ...submission, occurredAt: '2024-09-19T00:00:00.000Z' })
      .refused('before it happened');
  });
});
