import type { System } from './units.js';

export interface Span {
  from: string;
  to: string;
}

/** What is done for an official so that all is in order. */
export type CareOfOfficial = 'briefing' | 'device';
export interface Official {
  officialId: string;
  name: string;
  unitId: string;
  holderType: string;
  duty: string;
  citizen: string;
  since: string;
  /** Registered by the personnel system, not by a command. */
  reported: boolean;
  /** What is left undone. */
  without: readonly CareOfOfficial[];
}

/** What is done for an account so that all is in order. */
export type CareOfAccount = 'passwords' | 'mfa' | 'userList';
/** An account of the city as its system knows it. */
export interface Account {
  accountId: string;
  grantId: string;
  officialId: string;
  unitId: string;
  system: System;
  roleClass: string;
  /** What it may do now; what it could do before stands in `scopes`. */
  functions: readonly string[];
  fields: readonly string[];
  scopes: readonly { from: string; functions: readonly string[] }[];
  grantedAt: string;
  validFrom: string;
  /** When it was revoked or ran out. */
  endsAt?: string;
  suspended: readonly Span[];
  /** When its holder goes about ordinary work with it. */
  lawful: readonly Span[];
  /** When its holder logs in now and then, without looking anybody up. */
  logins: readonly Span[];
  /** When sessions were opened. */
  sessions: string[];
  without: readonly CareOfAccount[];
}

/** A report that a unit owes. `handedIn: false`: a story says when it is, if at all. */
export interface Owed {
  kind: string;
  unitId: string;
  to: string;
  via?: string;
  every: 'month' | 'quarter' | 'year' | 'once';
  dueAt?: string;
  clause: string;
  handedIn?: false;
}
export interface Period {
  from: string;
  to: string;
}
