import { given } from '@app/ledger/given.js';
import { account, type GrantAccount } from './account.js';

const at = (day: string) => `2025-${day}T00:00:00.000Z`;
const grant = {
  accountId: 'TTHC:an',
  grantId: 'g1',
  username: 'An',
  officialId: 'o1',
  system: 'TTHC',
  unitId: 'u1',
  accountClass: 'ONE_STOP',
  roleClass: 'RECEPTION',
  holderType: 'CC',
  functions: ['KIEM_TRA_TTCD'],
  fields: ['hoTen'],
  decisionNo: '12/QD',
  approvedBy: 'boss',
  validFrom: at('03-01'),
} satisfies GrantAccount;
const granted = { type: 'AccountGranted', data: grant } as const;
const on = { accountId: 'TTHC:an', grantId: 'g1' };
const suspension = { ...on, cause: 'violation', effectiveAt: at('04-01'), by: 'boss' };
const suspended = { type: 'AccountSuspended', data: suspension } as const;
const revocation = { ...on, cause: 'dutyEnd', effectiveAt: at('05-01') };
const revoked = { type: 'AccountRevoked', data: revocation } as const;

describe('an account is requested', () => {
  const request = {
    accountId: 'TTHC:an',
    officialId: 'o1',
    system: 'TTHC',
    unitId: 'u1',
    roleClass: 'RECEPTION',
    functions: ['KIEM_TRA_TTCD'],
    legalBasis: ['R60'],
  };
  const requested = { type: 'AccountRequested', data: request } as const;
  const asked = { ...request, occurredAt: at('02-01') };

  it('for an official, without the date of the paper in the event', () => {
    given(account).when('RequestAccount', asked).then(requested);
  });
  it('once for the same official', () => {
    given(account, requested).when('RequestAccount', asked).refused('already requested');
  });
  it('again after the grant of the last request has ended', () => {
    given(account, requested, granted, revoked).when('RequestAccount', asked).then(requested);
  });
  it('not while it is granted', () => {
    given(account, granted).when('RequestAccount', asked).refused('already granted');
  });
});

describe('an account is granted', () => {
  it('when no grant runs', () => {
    given(account)
      .when('GrantAccount', { ...grant, occurredAt: at('02-01') })
      .then(granted);
  });
  it('anew under a new grantId after the last one ended', () => {
    const next = { ...grant, grantId: 'g2', validFrom: at('05-01') };
    given(account, granted, revoked).when('GrantAccount', next).then({ type: 'AccountGranted', data: next });
  });
  it('not while another grant runs', () => {
    given(account, granted)
      .when('GrantAccount', { ...grant, grantId: 'g2' })
      .refused('already granted');
  });
  it('not while another grant is only suspended', () => {
    given(account, granted, suspended)
      .when('GrantAccount', { ...grant, grantId: 'g2' })
      .refused('already granted');
  });
  it('not again under the grantId of an ended grant', () => {
    given(account, granted, revoked)
      .when('GrantAccount', { ...grant, validFrom: at('06-01') })
      .refused('used before');
  });
  it('not under a grantId whose end was observed before its beginning', () => {
    given(account, revoked)
      .when('GrantAccount', { ...grant, validFrom: at('06-01') })
      .refused('used before');
  });
  it('not from before an earlier grant ends', () => {
    given(account, granted, revoked)
      .when('GrantAccount', { ...grant, grantId: 'g2', validFrom: at('04-30') })
      .refused('ends after this one begins');
  });
  it('not by the official for themselves', () => {
    given(account)
      .when('GrantAccount', { ...grant, approvedBy: 'o1' })
      .refused('for themselves');
  });
  it('not as ADMIN_TECH without an assignment', () => {
    given(account)
      .when('GrantAccount', { ...grant, roleClass: 'ADMIN_TECH' })
      .refused('assignment');
  });
  it('as ADMIN_TECH with an assignment', () => {
    const technical = { ...grant, roleClass: 'ADMIN_TECH', assignmentDoc: '7/PC' };
    given(account).when('GrantAccount', technical).then({ type: 'AccountGranted', data: technical });
  });
  it.each([at('02-28'), at('03-01')])('not to end at %s when it begins on 1 March', (validTo) => {
    given(account)
      .when('GrantAccount', { ...grant, validTo })
      .refused('end before it begins');
  });
  it('not under an account id of another user', () => {
    given(account)
      .when('GrantAccount', { ...grant, username: 'binh' })
      .refused('not the one of this system');
  });
});

describe('the scope of an account changes', () => {
  const change = {
    ...on,
    functions: ['LAY_TTCD'],
    fields: ['hoTen'],
    effectiveAt: at('03-10'),
    reason: 'đổi nhiệm vụ',
    approvedBy: 'boss',
  };
  const changed = { type: 'AccountScopeChanged', data: change } as const;

  it('for the running grant, which need not be named', () => {
    given(account, granted)
      .when('ChangeScope', { ...change, grantId: undefined })
      .then(changed);
  });
  it('not to what it already is', () => {
    given(account, granted, changed).when('ChangeScope', change).refused('already this');
  });
  it('not without a grant', () => {
    given(account).when('ChangeScope', change).refused('not granted');
  });
  it('not after the revocation', () => {
    given(account, granted, revoked).when('ChangeScope', change).refused('already revoked');
  });
  it('not while suspended', () => {
    given(account, granted, suspended).when('ChangeScope', change).refused('suspended');
  });
  it('not before the grant', () => {
    given(account, granted)
      .when('ChangeScope', { ...change, effectiveAt: at('02-28') })
      .refused('before the grant');
  });
  it('not approved by its holder', () => {
    given(account, granted)
      .when('ChangeScope', { ...change, approvedBy: 'o1' })
      .refused('for themselves');
  });
  it('not to ADMIN_TECH without an assignment', () => {
    given(account, granted)
      .when('ChangeScope', { ...change, roleClass: 'ADMIN_TECH' })
      .refused('assignment');
  });
});

describe('an account is suspended', () => {
  it('while it runs', () => {
    given(account, granted).when('SuspendAccount', suspension).then(suspended);
  });
  it('not twice', () => {
    given(account, granted, suspended).when('SuspendAccount', suspension).refused('already suspended');
  });
  it('not without a grant', () => {
    given(account).when('SuspendAccount', suspension).refused('not granted');
  });
  it('not before the grant', () => {
    given(account, granted)
      .when('SuspendAccount', { ...suspension, effectiveAt: at('02-28') })
      .refused('before the grant');
  });
});

describe('an account is reinstated', () => {
  const reinstatement = { ...on, effectiveAt: at('04-02'), by: 'chief', reason: 'giải trình đạt' };

  it('by another than who suspended it for a violation', () => {
    given(account, granted, suspended)
      .when('ReinstateAccount', reinstatement)
      .then({ type: 'AccountReinstated', data: reinstatement });
  });
  it('not by who suspended it for a violation', () => {
    given(account, granted, suspended)
      .when('ReinstateAccount', { ...reinstatement, by: 'boss' })
      .refused('does not reinstate');
  });
  it('by who suspended it for an absence', () => {
    const byBoss = { ...reinstatement, by: 'boss' };
    given(account, granted, { type: 'AccountSuspended', data: { ...suspension, cause: 'absence' } })
      .when('ReinstateAccount', byBoss)
      .then({ type: 'AccountReinstated', data: byBoss });
  });
  it('not when it runs', () => {
    given(account, granted).when('ReinstateAccount', reinstatement).refused('not suspended');
  });
  it('not a second time', () => {
    given(account, granted, suspended, { type: 'AccountReinstated', data: reinstatement })
      .when('ReinstateAccount', reinstatement)
      .refused('not suspended');
  });
  it('not after its revocation', () => {
    given(account, granted, suspended, revoked).when('ReinstateAccount', reinstatement).refused('already revoked');
  });
  it('not before the suspension', () => {
    given(account, granted, suspended)
      .when('ReinstateAccount', { ...reinstatement, effectiveAt: at('03-31') })
      .refused('precede the suspension');
  });
});

describe('an account is revoked', () => {
  it('while it runs, as of a day that may long be past', () => {
    const backDated = { ...revocation, effectiveAt: at('03-01'), occurredAt: at('05-02') };
    given(account, granted)
      .when('RevokeAccount', backDated)
      .then({ type: 'AccountRevoked', data: { ...revocation, effectiveAt: at('03-01') } });
  });
  it('while it is suspended', () => {
    given(account, granted, suspended).when('RevokeAccount', revocation).then(revoked);
  });
  it('not twice', () => {
    given(account, granted, revoked).when('RevokeAccount', revocation).refused('already revoked');
  });
  it('not when it was never granted', () => {
    given(account).when('RevokeAccount', revocation).refused('not granted');
  });
  it('not by the name of a grant that it never had', () => {
    given(account, granted, revoked)
      .when('RevokeAccount', { ...revocation, grantId: 'g9' })
      .refused('not granted');
  });
  it('not from before the grant', () => {
    given(account, granted)
      .when('RevokeAccount', { ...revocation, effectiveAt: at('02-28') })
      .refused('before the grant');
  });
  it('only by name when observation left two grants running', () => {
    const second = { type: 'AccountGranted', data: { ...grant, grantId: 'g2', imported: true } } as const;
    given(account, granted, second)
      .when('RevokeAccount', { ...revocation, grantId: undefined })
      .refused('must name one');
    given(account, granted, second).when('RevokeAccount', revocation).then(revoked);
  });
});

describe('the end of a grant is asked for', () => {
  const request = { ...on, cause: 'transfer', by: 'head', to: 'So KHCN', at: at('04-02') };
  const requested = { type: 'RevocationRequested', data: request } as const;

  it('of the operator, who revokes it afterwards', () => {
    const { grantId: _, ...running } = request;
    given(account, granted)
      .when('RequestRevocation', { ...running, occurredAt: at('04-03') })
      .then(requested);
    given(account, granted, requested).when('RevokeAccount', revocation).then(revoked);
  });
  it('while it is suspended', () => {
    given(account, granted, suspended).when('RequestRevocation', request).then(requested);
  });
  it('once of each operator', () => {
    const other = { ...request, to: 'VNPT' };
    given(account, granted, requested).when('RequestRevocation', request).refused('already asked');
    given(account, granted, requested)
      .when('RequestRevocation', other)
      .then({ type: 'RevocationRequested', data: other });
  });
  it('not before it is asked for', () => {
    given(account, granted)
      .when('RequestRevocation', { ...request, occurredAt: at('04-01') })
      .refused('before it happened');
  });
  it('not after the revocation', () => {
    given(account, granted, revoked).when('RequestRevocation', request).refused('already revoked');
  });
  it('not before the grant', () => {
    given(account, granted)
      .when('RequestRevocation', { ...request, at: at('02-28') })
      .refused('before the grant');
  });
});

describe('observed facts about an account', () => {
  const imported = { type: 'AccountGranted', data: { ...grant, approvedBy: undefined, imported: true } } as const;

  it('may repeat a grant without ending its suspension', () => {
    given(account, granted, suspended, imported).when('SuspendAccount', suspension).refused('already suspended');
  });
  it('may repeat a grant that has ended without bringing it back', () => {
    given(account, granted, revoked, imported).when('RevokeAccount', revocation).refused('already revoked');
  });
  it('may suspend or change a grant before it is known', () => {
    const scope = { ...on, functions: [], fields: [], effectiveAt: at('03-10'), reason: 'x', approvedBy: 'b' };
    given(account, { type: 'AccountScopeChanged', data: scope }, suspended, imported)
      .when('SuspendAccount', suspension)
      .refused('already suspended');
  });
});

describe('a reservation lapses', () => {
  const claim = { accountId: 'TTHC:an', grantId: 'g1', officialId: 'o1', system: 'TTHC', reservedAt: 1 };
  const lapsed = { type: 'AccountReservationLapsed', data: claim } as const;

  it('while its grant has not come', () => {
    given(account).when('LapseReservation', claim).then(lapsed);
  });
  it('not once its grant has come', () => {
    given(account, granted).when('LapseReservation', claim).refused('came about');
  });
  it('once', () => {
    given(account, lapsed).when('LapseReservation', claim).refused('has lapsed');
  });
  it('without harm to a later reservation of the same grant', () => {
    const later = { ...claim, reservedAt: 3 };
    given(account, lapsed).when('LapseReservation', later).then({ type: 'AccountReservationLapsed', data: later });
  });
});
