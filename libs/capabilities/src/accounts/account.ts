import { Refused, canonical, type Decider } from '@app/ledger';
import { AccountId, Decision, Id, Ids, Instant, OneOf, Optional, Text, Whole, statedBy } from '../fields.js';
import { happened } from '../statements.js';
import { holderTypes } from '../officials/events.js';
import {
  accountClasses,
  AccountGranted,
  AccountReinstated,
  AccountRequested,
  AccountReservationLapsed,
  AccountRevoked,
  AccountScopeChanged,
  AccountSuspended,
  RevocationRequested,
  revocationCauses,
  roleClasses,
  suspensionCauses,
} from './events.js';

/** A unit asks for an account for one of its officials. */
export class RequestAccount extends Decision {
  @AccountId() accountId!: string;
  @Id() officialId!: string;
  @Id() system!: string;
  @Id() unitId!: string;
  @OneOf(roleClasses) roleClass!: string;
  @Ids(50, 1) functions!: string[];
  @Ids(50) legalBasis!: string[];
}

/** Gives an account to an official (R48, R52–R55, R95, R96); `accountId` is `<system>:<username in lower case>`. */
export class GrantAccount extends Decision {
  @AccountId() accountId!: string;
  /** A new name for this grant; revocation ends it for ever. */
  @Id() grantId!: string;
  @Id() username!: string;
  @Id() officialId!: string;
  @Id() system!: string;
  @Id() unitId!: string;
  @OneOf(accountClasses) accountClass!: string;
  @OneOf(roleClasses) roleClass!: string;
  @OneOf(holderTypes) holderType!: string;
  @Ids(50) functions!: string[];
  @Ids(100) fields!: string[];
  @Optional() @Id() decisionNo?: string;
  @Id() approvedBy!: string;
  @Instant() validFrom!: string;
  @Optional() @Instant() validTo?: string;
  @Optional() @Instant() agreementValidTo?: string;
  /** The leader's assignment, for ADMIN_TECH (R55). */
  @Optional() @Id() assignmentDoc?: string;
}

/** Which grant of an account a command is about: the running one, unless it is named. */
class OnGrant extends Decision {
  @AccountId() accountId!: string;
  @Optional() @Id() grantId?: string;
}

/** Functions and fields become others (R68, R96). */
export class ChangeScope extends OnGrant {
  @Ids(50) functions!: string[];
  @Ids(100) fields!: string[];
  @Optional() @OneOf(roleClasses) roleClass?: string;
  @Instant() effectiveAt!: string;
  @Text() reason!: string;
  @Id() approvedBy!: string;
}

/** Stops a grant for a time (R79). */
export class SuspendAccount extends OnGrant {
  @OneOf(suspensionCauses) cause!: string;
  @Instant() effectiveAt!: string;
  @Optional() @Instant() executedInSourceAt?: string;
  @Id() by!: string;
  @Optional() @Id() caseId?: string;
}

/** Lets a suspended grant run again. */
export class ReinstateAccount extends OnGrant {
  @Instant() effectiveAt!: string;
  @Id() by!: string;
  @Text() reason!: string;
}

/** Ends a grant for ever (R79, R80, R97). */
export class RevokeAccount extends OnGrant {
  @OneOf(revocationCauses) cause!: string;
  @Instant() effectiveAt!: string;
  @Optional() @Instant() requestedAt?: string;
  @Optional() @Instant() executedInSourceAt?: string;
  @Optional() @Id() docNo?: string;
}

/** Asks the operator to end a grant (R97). The grant runs until it is revoked. */
export class RequestRevocation extends OnGrant {
  @OneOf(revocationCauses) cause!: string;
  @Id() by!: string;
  @Id() to!: string;
  @Instant() at!: string;
  @Optional() @Id() docNo?: string;
}

/** Closes the door on a reservation whose grant never came; only `grantAccount` gives this command. */
export class LapseReservation extends Decision {
  @Id() officialId!: string;
  @Id() system!: string;
  @AccountId() accountId!: string;
  @Id() grantId!: string;
  @Whole(1, 1_000_000_000) reservedAt!: number;
}

type Suspension = Readonly<{ cause: string; by: string; effectiveAt: string }>;
/** An account by its grants. Observed facts come in any order, so the three tables do not depend on each other. */
export type Account = Readonly<{
  requestedFor?: string;
  grants: ReadonlyMap<string, Readonly<AccountGranted>>;
  suspended: ReadonlyMap<string, Suspension>;
  /** Which operators were asked to end which grant, as `askedOf` writes it. */
  askedToRevoke: ReadonlySet<string>;
  /** When each ended grant stopped to hold, by grantId. */
  ended: ReadonlyMap<string, string>;
  /** Reservations that were taken over, as `claimOf` writes them. */
  lapsed: ReadonlySet<string>;
}>;

const commands = {
  RequestAccount,
  GrantAccount,
  ChangeScope,
  SuspendAccount,
  ReinstateAccount,
  RequestRevocation,
  RevokeAccount,
  LapseReservation,
};
const events = {
  AccountRequested,
  AccountGranted,
  AccountScopeChanged,
  AccountSuspended,
  AccountReinstated,
  RevocationRequested,
  AccountRevoked,
  AccountReservationLapsed,
};

/** The rules of one account's life. That an official has one account per system is kept by `grantAccount`. */
export const account: Decider<Account, typeof commands, typeof events> = {
  category: 'account',
  commands,
  events,
  idOf: (command) => command.accountId,
  initial: { grants: new Map(), suspended: new Map(), askedToRevoke: new Set(), ended: new Map(), lapsed: new Set() },
  decide: {
    RequestAccount(command, account) {
      if (running(account).length > 0) throw new Refused('this account is already granted', 'already-granted');
      if (account.requestedFor === command.officialId) {
        throw new Refused('this account is already requested for this official', 'already-requested');
      }
      return [{ type: 'AccountRequested', data: statedBy(command) }];
    },
    GrantAccount(command, account) {
      if (running(account).length > 0) throw new Refused('this account is already granted', 'already-granted');
      if (account.grants.has(command.grantId) || account.ended.has(command.grantId)) {
        throw new Refused('this grantId was used before; a new grant has a new one', 'grant-id-used');
      }
      if (command.accountId !== `${command.system}:${command.username.normalize('NFC').toLowerCase()}`) {
        throw new Refused('the account id is not the one of this system and username', 'account-id-differs');
      }
      if (command.approvedBy === command.officialId) {
        throw new Refused('nobody approves an account for themselves', 'approver-is-holder');
      }
      if (command.roleClass === 'ADMIN_TECH' && command.assignmentDoc === undefined) {
        throw new Refused("ADMIN_TECH needs the leader's assignment (R55)", 'assignment-needed');
      }
      if (command.validTo !== undefined && command.validTo <= command.validFrom) {
        throw new Refused('the grant would end before it begins', 'ends-before-it-begins');
      }
      if ([...account.ended.values()].some((end) => end > command.validFrom)) {
        throw new Refused('an earlier grant of this account ends after this one begins', 'grants-overlap');
      }
      return [{ type: 'AccountGranted', data: statedBy(command) }];
    },
    ChangeScope(command, account) {
      const grant = grantMeant(account, command);
      notBeforeGrant(grant, command.effectiveAt);
      if (account.suspended.has(grant.grantId)) throw new Refused('this account is suspended', 'suspended');
      if (command.approvedBy === grant.officialId) {
        throw new Refused('nobody approves an account for themselves', 'approver-is-holder');
      }
      const roleClass = command.roleClass ?? grant.roleClass;
      if (roleClass === 'ADMIN_TECH' && grant.assignmentDoc === undefined) {
        throw new Refused("ADMIN_TECH needs the leader's assignment (R55)", 'assignment-needed');
      }
      const same = sameSet(command.functions, grant.functions) && sameSet(command.fields, grant.fields);
      if (same && roleClass === grant.roleClass) throw new Refused('the scope is already this', 'scope-unchanged');
      return [{ type: 'AccountScopeChanged', data: { ...statedBy(command), grantId: grant.grantId } }];
    },
    SuspendAccount(command, account) {
      const grant = grantMeant(account, command);
      notBeforeGrant(grant, command.effectiveAt);
      if (account.suspended.has(grant.grantId)) throw new Refused('this account is already suspended', 'suspended');
      return [{ type: 'AccountSuspended', data: { ...statedBy(command), grantId: grant.grantId } }];
    },
    ReinstateAccount(command, account) {
      const grant = grantMeant(account, command);
      const suspension = account.suspended.get(grant.grantId);
      if (!suspension) throw new Refused('this account is not suspended', 'not-suspended');
      if (suspension.cause === 'violation' && suspension.by === command.by) {
        throw new Refused('who suspended for a violation does not reinstate', 'suspender-reinstates');
      }
      if (command.effectiveAt < suspension.effectiveAt) {
        throw new Refused('the reinstatement would precede the suspension', 'before-suspension');
      }
      return [{ type: 'AccountReinstated', data: { ...statedBy(command), grantId: grant.grantId } }];
    },
    RequestRevocation(command, account) {
      const grant = grantMeant(account, command);
      notBeforeGrant(grant, command.at);
      const request = { ...statedBy(command), grantId: grant.grantId };
      if (account.askedToRevoke.has(askedOf(request))) {
        throw new Refused('this operator was already asked to end this grant', 'revocation-requested');
      }
      happened(command, command.at);
      return [{ type: 'RevocationRequested', data: request }];
    },
    RevokeAccount(command, account) {
      const grant = grantMeant(account, command);
      notBeforeGrant(grant, command.effectiveAt);
      return [{ type: 'AccountRevoked', data: { ...statedBy(command), grantId: grant.grantId } }];
    },
    LapseReservation(command, account) {
      if (account.grants.has(command.grantId)) throw new Refused('the grant came about', 'already-granted');
      if (account.lapsed.has(claimOf(command))) throw new Refused('this reservation has lapsed', 'reservation-lapsed');
      return [{ type: 'AccountReservationLapsed', data: statedBy(command) }];
    },
  },
  evolve: {
    AccountRequested: (account, { officialId }) => ({ ...account, requestedFor: officialId }),
    AccountGranted: (account, granted) => ({
      ...account,
      requestedFor: undefined,
      grants: new Map(account.grants).set(granted.grantId, granted),
    }),
    AccountScopeChanged(account, { grantId, functions, fields, roleClass }) {
      const grant = account.grants.get(grantId);
      if (!grant) return account;
      const changed = { ...grant, functions, fields, roleClass: roleClass ?? grant.roleClass };
      return { ...account, grants: new Map(account.grants).set(grantId, changed) };
    },
    AccountSuspended: (account, { grantId, cause, by, effectiveAt }) => ({
      ...account,
      suspended: new Map(account.suspended).set(grantId, { cause, by, effectiveAt }),
    }),
    AccountReinstated: (account, { grantId }) => ({
      ...account,
      suspended: new Map([...account.suspended].filter(([suspended]) => suspended !== grantId)),
    }),
    RevocationRequested: (account, request) => ({
      ...account,
      askedToRevoke: new Set(account.askedToRevoke).add(askedOf(request)),
    }),
    AccountRevoked: (account, { grantId, effectiveAt }) => ({
      ...account,
      ended: new Map(account.ended).set(grantId, effectiveAt),
    }),
    AccountReservationLapsed: (account, claim) => ({
      ...account,
      lapsed: new Set(account.lapsed).add(claimOf(claim)),
    }),
  },
};

/** How an account's state names one reservation: its official and the version that the grant would cite. */
export const claimOf = (claim: { officialId: string; reservedAt: number }) => `${claim.reservedAt}@${claim.officialId}`;

const askedOf = ({ grantId, to }: { grantId: string; to: string }) => canonical([grantId, to]);

const running = (account: Account) => [...account.grants.values()].filter(({ grantId }) => !account.ended.has(grantId));

function grantMeant(account: Account, { grantId }: OnGrant): Readonly<AccountGranted> {
  const candidates = running(account).filter((grant) => grantId === undefined || grant.grantId === grantId);
  if (candidates.length > 1) {
    throw new Refused('several grants of this account run; the command must name one', 'grant-ambiguous');
  }
  if (candidates.length === 1) return candidates[0];
  if (grantId === undefined ? account.ended.size > 0 : account.ended.has(grantId)) {
    throw new Refused('this account is already revoked', 'already-revoked');
  }
  throw new Refused('this account is not granted', 'not-granted');
}

function notBeforeGrant(grant: Readonly<AccountGranted>, effectiveAt: string): void {
  if (effectiveAt < grant.validFrom) throw new Refused('this would take effect before the grant', 'before-grant');
}

const sameSet = (a: readonly string[], b: readonly string[]) =>
  new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size;
