import {
  clauses,
  readyProfiles,
  type ClauseId,
  type DataOf,
  type DutyKind,
  type EventName,
  type PolicyProfileSet,
  type Seed,
} from '@app/capabilities';
import type { Command, Fact, Read } from './step.js';

/** The profile under which each directive is tried; its text and the reading of it by machine are one directive. */
export const profileOf = {
  S0: 'hai-phong',
  S1: 'sa-dec',
  S2: 'lao-cai',
  S3: 'lao-cai',
  S4: 'ha-dong',
} as const satisfies Record<Seed, keyof typeof readyProfiles>;

/** A Monday on which all four directives are in force. */
const firstDay = '2025-11-10';
/** Of a document that nobody reads. */
export const hash = 'ab'.repeat(32);

/** What is wanted of a finding or an obligation: its fields, and which duties it cites. */
interface Cited {
  clauses?: readonly ClauseId[];
  [field: string]: unknown;
}

/**
 * The persons and things by which one duty is tried, all of its own, and the words for what happens to them. The unit
 * stands under one that the duty's directive binds.
 */
export class Stage {
  readonly unit;
  readonly official;
  readonly system;
  readonly account;
  readonly grantId;
  readonly device;
  readonly directive: keyof typeof readyProfiles;

  constructor(readonly id: ClauseId) {
    this.directive = profileOf[clauses[id].seeds[0]];
    this.unit = `don-vi-${id}`;
    this.official = `cb-${id}`;
    this.system = `HT-${id}`;
    this.account = `${this.system}:an`;
    this.grantId = `cap-${id}`;
    this.device = `may-${id}`;
  }

  /** A name of this duty's own. */
  named(name: string): string {
    return `${name}-${this.id}`;
  }

  /** The number of a citizen of this duty's own. */
  citizen(nth = 0): string {
    return `001099${this.id.slice(1).padStart(3, '0')}${String(nth).padStart(3, '0')}`;
  }

  /** A local time of the first day, or of another one: `my.at('09:00', 1)` is on Tuesday. */
  at(time: string, daysLater = 0): string {
    const day = new Date(Date.parse(`${firstDay}T00:00:00Z`) + daysLater * 86_400_000).toISOString().slice(0, 10);
    return `${day}T${time.padEnd(8, ':00')}+07:00`;
  }

  // What is sent.

  fact<T extends EventName>(fact: T, at: string, data: DataOf<T>): Fact {
    return { fact, at, data };
  }

  says(command: string, records: EventName, body: object): Command {
    return { command, records, body };
  }

  /** A profile of the unit's own: the directive's, with what the unit is to owe besides. */
  profile(more: Partial<PolicyProfileSet>): Command {
    const ready = readyProfiles[this.directive];
    const params = { ...ready.params, ...more.params };
    const body = { ...ready, ...more, params, profileId: this.named('chinh-sach'), unitScope: [this.unit] };
    return this.says('policies:set', 'PolicyProfileSet', body);
  }

  registered(more: Partial<DataOf<'OfficialRegistered'>> = {}): Fact {
    return this.fact('OfficialRegistered', this.at('06:00'), {
      ...{ officialId: this.official, displayName: 'Nguyễn Văn An', holderType: 'CC', unitId: this.unit },
      ...{ duty: 'tiếp nhận hồ sơ', citizenToken: this.citizen(900) },
      ...more,
    });
  }

  granted(more: Partial<DataOf<'AccountGranted'>> = {}): Fact {
    const { accountId = this.account } = more;
    return this.fact('AccountGranted', this.at('07:00'), {
      ...{ accountId, grantId: this.grantId, username: accountId.slice(accountId.indexOf(':') + 1) },
      ...{ officialId: this.official, system: this.system, unitId: this.unit, accountClass: 'ONE_STOP' },
      ...{ roleClass: 'RECEPTION', holderType: 'CC', functions: ['KIEM_TRA_TTCD'], fields: ['hoTen', 'ngaySinh'] },
      ...{ decisionNo: '12/QĐ', approvedBy: 'chu-tich', validFrom: this.at('07:00') },
      ...more,
    });
  }

  private looked(at: string) {
    return {
      ...{ lookupId: `${this.id} ${at}`, accountId: this.account, system: this.system, unitId: this.unit },
      ...{ function: 'KIEM_TRA_TTCD', dossierId: this.named('HS'), subjects: [this.citizen()] },
    };
  }

  lookup(at: string, more: Partial<DataOf<'LookupPerformed'>> = {}): Fact {
    const data = { ...this.looked(at), fieldsReturned: ['hoTen'], result: 'found', resultCount: 1, ...more };
    return this.fact('LookupPerformed', at, data);
  }

  denied(at: string, more: Partial<DataOf<'LookupDenied'>> = {}): Fact {
    return this.fact('LookupDenied', at, { ...this.looked(at), denyReason: 'ngoài quyền', ...more });
  }

  dossier(more: Partial<DataOf<'DossierObserved'>> = {}): Fact {
    return this.fact('DossierObserved', this.at('08:00'), {
      ...{ system: this.system, dossierId: this.named('HS'), procedureCode: '1.004' },
      ...{ parties: [this.citizen()], handlingUnits: [this.unit], assignees: [this.official] },
      receivedAt: this.at('08:00'),
      ...more,
    });
  }

  session(at: string, more: Partial<DataOf<'SessionStarted'>> = {}): Fact {
    return this.fact('SessionStarted', at, {
      ...{
        sessionId: `${this.id} ${at}`,
        accountId: this.account,
        deviceId: this.device,
        ip: '10.1.2.3',
        amr: ['pwd'],
      },
      ...more,
    });
  }

  /** A session that began at one time, was left alone at another, and timed out. */
  leftOpen(from: string, alone: string, at: string): readonly Fact[] {
    const session = { sessionId: `${this.id} ${from}`, accountId: this.account };
    return [
      this.session(from),
      this.fact('SessionEnded', at, { ...session, reason: 'timeout', lastActivityAt: alone }),
    ];
  }

  rotated(at: string, more: Partial<DataOf<'PasswordRotated'>> = {}): Fact {
    return this.fact('PasswordRotated', at, {
      ...{ accountId: this.account, rotatedAt: at, trigger: 'user', credentialKind: 'password' },
      ...more,
    });
  }

  changed(kind: string, at: string, more: Partial<DataOf<'HolderChanged'>> = {}): Fact {
    const data = { changeId: this.named('bien-dong'), officialId: this.official, kind, effectiveAt: at, ...more };
    return this.fact('HolderChanged', at, data);
  }

  revoked(at: string, more: Partial<DataOf<'AccountRevoked'>> = {}): Fact {
    return this.fact('AccountRevoked', at, {
      ...{ accountId: this.account, grantId: this.grantId, cause: 'dutyEnd', effectiveAt: at },
      ...more,
    });
  }

  computer(more: Partial<DataOf<'DeviceRegistered'>> = {}): Fact {
    const data = { deviceId: this.device, unitId: this.unit, serialHash: this.named('so-may'), ...more };
    return this.fact('DeviceRegistered', this.at('07:00'), data);
  }

  scanned(more: object = {}): Command {
    return this.says('devices:scan', 'DeviceScanned', {
      ...{ deviceId: this.device, by: 'ca-1', byUnitId: 'CATP', result: 'pass', findings: [], reportHash: hash },
      ...more,
    });
  }

  inspected(kind: string, daysLater = 1): Command {
    return this.says('inspections:conduct', 'InspectionConducted', {
      ...{ inspectionId: this.named('kiem-tra'), kind, unitId: this.unit },
      team: [{ officialId: 'ca-1', unitId: 'CATP' }],
      period: { from: this.at('', 0).slice(0, 10), to: this.at('', daysLater).slice(0, 10) },
      ...{ conductedAt: this.at('09:00', daysLater), accountsChecked: [this.account], minutesHash: hash },
    });
  }

  reported(more: Partial<DataOf<'IncidentReported'>> = {}): Fact {
    return this.fact('IncidentReported', this.at('09:00'), {
      ...{
        incidentId: this.named('su-co'),
        kind: 'disclosure',
        detectedAt: this.at('09:00'),
        detectedBy: this.official,
      },
      ...{ unitId: this.unit, severity: 'medium', dataTypes: ['hoTen'], personalDataBreach: false },
      ...more,
    });
  }

  notified(to: string, at: string, stage = 'first'): Command {
    const body = { incidentId: this.named('su-co'), to, stage, channel: 'văn bản', sentAt: at };
    return this.says('incidents:notify', 'IncidentNotified', body);
  }

  attested(control: string): Command {
    return this.says('controls:attest', 'ControlAttested', {
      ...{ control, unitId: this.unit, by: this.official, docHash: hash },
      ...{ at: this.at('09:00', 2), validUntil: this.at('09:00', 32) },
    });
  }

  handedIn(kind: string, period: { from: string; to: string }, submittedAt: string, more: object = {}): Command {
    return this.says('reports:submit', 'ReportSubmitted', {
      ...{ reportId: this.named('bao-cao'), kind, unitId: this.unit, period, from: this.unit, to: 'ubnd' },
      ...{ submittedAt, fileHash: hash, figuresAsOf: submittedAt },
      ...more,
    });
  }

  regulated(): Fact {
    return this.fact('RegulationIssued', this.at('06:00'), {
      ...{ regulationId: this.named('quy-dinh'), number: `${this.id}/QĐ-UBND`, unitScope: [this.unit] },
      effectiveFrom: this.at('06:00'),
      roleCatalogue: [{ roleClass: 'RECEPTION', functions: ['KIEM_TRA_TTCD'], fields: ['hoTen'], duties: [] }],
    });
  }

  /** Something about the account's first look-up of an hour left the screen. */
  exported(lookedAt: string, at: string, channel: string): Fact {
    const data = { lookupId: `${this.id} ${lookedAt}`, accountId: this.account, channel, pages: 3 };
    return this.fact('LookupResultExported', at, data);
  }

  /** A directive that lays this duty down reached the unit. */
  directed(): readonly Command[] {
    const directiveId = this.named('van-ban');
    return [
      this.says('directives:register', 'DirectiveRegistered', {
        ...{ directiveId, number: directiveId, date: firstDay, issuer: 'UBND', title: 'V/v phân quyền khai thác' },
        clauseMap: [{ clause: clauses[this.id].clause, duties: [this.id] }],
      }),
      this.says('directives:distribute', 'DirectiveDistributed', {
        ...{ directiveId, units: [this.unit], at: this.at('06:30') },
      }),
    ];
  }

  // What is asked.

  asks(query: string, given: Read['given'], sees: object, more: Partial<Read> = {}): Read {
    return { query, given, sees, ...more };
  }

  /** A rule's finding in the unit, which cites the duty, or the `clauses` that are wanted instead. */
  finds(rule: string, sees: Cited = {}, given: Read['given'] = {}): Read {
    const finding = { clauses: [this.id], ...sees };
    return this.cited(`/v1/findings?rule=${rule}`, finding, { rule, given });
  }

  /** An obligation of the unit, which cites the duty, as of a moment at which it stands so. */
  owes(rule: string, kind: DutyKind, state: string, asOf: string, sees: Cited = {}): Read {
    const owed = { code: rule, state, clauses: [this.id], ...sees };
    return this.cited(`/v1/obligations?kind=${kind}`, owed, { rule, given: { asOf } });
  }

  private cited(
    query: string,
    item: Required<Pick<Cited, 'clauses'>>,
    { rule, given }: { rule: string; given: Read['given'] },
  ): Read {
    const [clause] = item.clauses;
    const asked = { unitId: this.unit, ...(clause !== undefined && { clause }), ...given };
    return this.asks(query, asked, { items: [item] }, { rule });
  }

  /** Nobody has attested it: a finding that says so, and never that it is a violation. */
  lacks(rule: string, asOf: string): Read {
    return this.finds(rule, { unattested: true }, { asOf, state: 'standing' });
  }

  /** The account's history is read for an inspection, or for nothing; then who read it is asked for. */
  reads(inspectionId?: string): readonly Read[] {
    const given = { accountId: this.account };
    const purpose = inspectionId === undefined ? {} : { inspectionId };
    const read = { query: 'GET /v1/accounts/{accountId}/history', about: { accountId: this.account }, ...purpose };
    const asked = inspectionId === undefined ? given : { ...given, inspection: inspectionId };
    return [
      this.asks('/v1/accounts/{accountId}/history', asked, { items: [] }, { records: 'LedgerRead' }),
      this.asks('/v1/reads', given, { items: [read] }),
    ];
  }

  /** An event of a type in the history of the unit, of the account, of the official. */
  told(of: 'unit' | 'account' | 'official', type: EventName, data: object = {}): Read {
    const query = `/v1/${of}s/{${of}Id}/history?type=${type}`;
    return this.asks(query, { [`${of}Id`]: this[of] }, { items: [{ event: { type, data } }] });
  }
}
