import { ofType, type Known } from '../folders.js';
import { coverAt, scopeAt, standingAt, type AccountLife } from '../life.js';
import { runsOf, sameCounts, sameMembers, sortedBy, tally } from '../order.js';
import type { Judgement, Rule } from '../rule.js';
import { completeSnapshots, enabledIn, type Snapshot } from '../snapshots.js';
import { granted, inventory, revoked, scopeChanged, snapshot, suspended } from '../story.js';

/** What an account may do in its system at an instant; `undefined` where no grant covers it. */
function rightsAt(account: AccountLife, at: string): string[] | undefined {
  const cover = coverAt(account, at);
  return cover.status === 'covered' ? cover.grants.flatMap((grant) => scopeAt(grant, at).functions) : undefined;
}

/** One finding for each run of snapshots that differ from the ledger in the same way, up to one that does not. */
function judgeSnapshots(
  { snapshots, differs }: { snapshots: readonly Snapshot[]; differs: (snapshot: Snapshot) => boolean },
  { accountId, ...account }: AccountLife,
  what: string,
): Judgement[] {
  return runsOf(snapshots, differs).map(({ members, next }) => {
    const [{ id, asOf }] = members;
    const holder = standingAt({ accountId, ...account }, asOf)?.grant.data;
    return {
      dedupKey: `${accountId}|${what}`,
      anchor: id,
      occurredAt: asOf,
      since: asOf,
      until: next?.asOf,
      untilBy: next?.id,
      severity: what === 'orphan' ? 'high' : 'medium',
      accountId,
      officialId: holder?.officialId,
      unitId: holder?.unitId,
      evidence: members.map((member) => member.id),
    };
  });
}

type Inventory = Known<'AccountInventorySubmitted'>;

/** Whether a unit counted other accounts than the ledger knows to be its own as of the day of the count. */
function countsOthers({ data }: Inventory, accounts: readonly AccountLife[]): boolean {
  const { unitId, system, asOf, counts } = data;
  const standing = accounts.flatMap((account) => standingAt(account, asOf) ?? []);
  const own = standing.filter(({ grant }) => grant.data.unitId === unitId && isOf(grant.data.system, system));
  const known = tally(own.map(({ grant, status }) => `${grant.data.accountClass} ${status}`));
  return !sameCounts(known, new Map(counts.map((line) => [`${line.accountClass} ${line.status}`, line.count])));
}
const isOf = (system: string, asked: string | undefined) => asked === undefined || asked === system;

function judgeInventories(inventories: readonly Inventory[], accounts: readonly AccountLife[]): Judgement[] {
  return runsOf(inventories, (one) => countsOthers(one, accounts)).map(({ members, next }) => {
    const [{ id, at, data }] = members;
    return {
      dedupKey: `${data.unitId}|${data.system ?? ''}|inventory`,
      anchor: id,
      occurredAt: data.asOf,
      since: at,
      until: next?.at,
      untilBy: next?.id,
      severity: 'medium',
      unitId: data.unitId,
      evidence: members.map((member) => member.id),
    };
  });
}

export const v27: Rule = {
  code: 'V-27',
  version: 1,
  status: 'stable',
  titleVi: 'Lệch thống kê tài khoản',
  titleEn: 'Inventory mismatch',
  clauses: ['R17', 'R69'],
  params: [],
  severity: 'medium',
  judges: {
    // Enabled in a complete snapshot of its system while no grant covers it.
    listed(listing, light) {
      const [first] = listing.facts;
      if (!first) return [];
      const account = light.account(listing.id);
      const snapshots = completeSnapshots(light.folder('system', first.data.system));
      const enabled = enabledIn(listing);
      const differs = ({ snapshotId, asOf }: Snapshot) => enabled.has(snapshotId) && !rightsAt(account, asOf);
      return judgeSnapshots({ snapshots, differs }, account, 'orphan');
    },
    // Covered by a grant, and not enabled in a complete snapshot of its system, or with other functions there.
    account(account, light) {
      const [grant] = account.grants;
      if (!grant) return [];
      const snapshots = completeSnapshots(light.folder('system', grant.data.system));
      const enabled = enabledIn(light.folder('listed', account.accountId));
      const isMissing = ({ snapshotId, asOf }: Snapshot) =>
        !enabled.has(snapshotId) && rightsAt(account, asOf) !== undefined;
      const isOther = ({ snapshotId, asOf }: Snapshot) => {
        const [rights, functions] = [rightsAt(account, asOf), enabled.get(snapshotId)];
        return rights !== undefined && functions !== undefined && !sameMembers(rights, functions);
      };
      return [
        ...judgeSnapshots({ snapshots, differs: isMissing }, account, 'missing'),
        ...judgeSnapshots({ snapshots, differs: isOther }, account, 'functions'),
      ];
    },
    // A unit's own count that is not the ledger's as of that day, up to the next count that is.
    unit(unit, light) {
      const inventories = sortedBy(ofType(unit.facts, 'AccountInventorySubmitted'), ({ data }) => data.asOf);
      const systems = new Set(inventories.map(({ data }) => data.system));
      return [...systems].flatMap((system) => {
        const accounts = light.folder('unitAccounts', unit.id).facts.map(({ data }) => light.account(data.accountId));
        return judgeInventories(
          inventories.filter(({ data }) => data.system === system),
          accounts,
        );
      });
    },
  },

  falsePositives: [
    'A snapshot taken while a grant or a revocation was being carried out.',
    'Accounts from before the ledger that have not been taken over yet.',
  ],
  nextStepsVi: ['Đối chiếu từng dòng', 'Tài khoản thừa trong hệ thống: khóa ngay, xác định ai đã tạo'],

  examples: [
    {
      title: 'enabled in the system and unknown to the ledger, until a snapshot no longer shows it',
      given: [
        snapshot('2025-03-03 00:00', ['an']),
        snapshot('2025-03-10 00:00', ['an']),
        snapshot('2025-03-17 00:00', []),
      ],
      finds: [{ since: '2025-03-03 00:00', until: '2025-03-17 00:00', severity: 'high', accountId: 'TTHC:an' }],
    },
    {
      title: 'revoked in the ledger, and still enabled in the system',
      given: [granted('2025-01-02 07:00'), revoked('2025-03-03 07:00'), snapshot('2025-03-03 07:02:01', ['An'])],
      finds: [{ since: '2025-03-03 07:02:01', severity: 'high' }],
    },
    {
      title: 'covered by a grant, and not in the system; then disabled there',
      given: [
        granted('2025-01-02 07:00'),
        snapshot('2025-03-03 00:00', ['binh']),
        granted('2025-01-02 07:00', { accountId: 'TTHC:binh' }),
        snapshot('2025-03-10 00:00', ['binh'], {
          accounts: [
            { username: 'an', enabled: false, functions: [] },
            { username: 'binh', enabled: true, functions: ['KIEM_TRA_TTCD'] },
          ],
        }),
      ],
      finds: [{ since: '2025-03-03 00:00', severity: 'medium', accountId: 'TTHC:an', until: undefined }],
    },
    {
      title: 'other functions in the system than granted, mended by the next snapshot',
      given: [
        granted('2025-01-02 07:00', { functions: ['KIEM_TRA_TTCD', 'LAY_TTCD'] }),
        snapshot('2025-03-03 00:00', ['an']),
        scopeChanged('2025-03-05 07:00'),
        snapshot('2025-03-10 00:00', ['an']),
      ],
      finds: [{ since: '2025-03-03 00:00', until: '2025-03-10 00:00', severity: 'medium' }],
    },
    {
      title: 'a unit counts two active accounts where it has one, and mends the count',
      given: [
        granted('2025-01-02 07:00'),
        granted('2025-01-02 07:00', { accountId: 'TTHC:binh', unitId: 'U-2' }),
        inventory('2025-03-03 09:00', { counts: [{ accountClass: 'ONE_STOP', status: 'active', count: 2 }] }),
        inventory('2025-03-04 09:00'),
      ],
      finds: [{ since: '2025-03-03 09:00', until: '2025-03-04 09:00', severity: 'medium' }],
    },
    {
      title: 'a unit leaves out its suspended account, and counts one system for the other',
      given: [
        granted('2025-01-02 07:00'),
        granted('2025-01-02 07:00', { accountId: 'KNTC:an' }),
        suspended('2025-03-03 07:00', { accountId: 'KNTC:an', grantId: 'grant-KNTC:an' }),
        inventory('2025-03-05 09:00', { asOf: '2025-03-04 00:00' }),
        inventory('2025-03-06 09:00', { system: 'KNTC', asOf: '2025-03-03 00:00', counts: [] }),
      ],
      finds: [{ since: '2025-03-05 09:00' }, { since: '2025-03-06 09:00' }],
    },
    {
      title: 'the snapshot shows just what was granted, and what ended within the tolerance of clocks',
      given: [
        granted('2025-01-02 07:00'),
        granted('2025-03-03 00:00', { accountId: 'TTHC:binh' }),
        granted('2025-03-03 00:00:01', { accountId: 'TTHC:chi' }),
        revoked('2025-03-02 23:58'),
        snapshot('2025-03-03 00:00', ['AN', 'binh']),
      ],
      finds: [],
    },
    {
      title:
        'disabled in the system what was revoked; a snapshot of which a part is missing, and one of another system',
      given: [
        granted('2025-01-02 07:00'),
        revoked('2025-03-02 07:00'),
        granted('2025-01-02 07:00', { accountId: 'TTHC:binh' }),
        snapshot('2025-03-03 00:00', ['binh'], {
          accounts: [
            { username: 'an', enabled: false, functions: ['KIEM_TRA_TTCD'] },
            { username: 'binh', enabled: true, functions: ['KIEM_TRA_TTCD'] },
          ],
        }),
        snapshot('2025-03-10 00:00', ['an', 'dung'], { of: 2 }),
        snapshot('2025-03-11 00:00', [], { system: 'KNTC' }),
      ],
      finds: [],
    },
    {
      title: 'a unit counts its accounts by class and status, ended ones too, but not one that went to another unit',
      given: [
        granted('2025-01-02 07:00'),
        granted('2025-01-02 07:00', { accountId: 'KNTC:an', accountClass: 'SPECIALIST' }),
        granted('2025-01-02 07:00', { accountId: 'TTHC:binh', validTo: '2025-02-03 00:00' }),
        granted('2025-03-03 07:00', { accountId: 'TTHC:chi' }),
        revoked('2025-02-03 07:00', { accountId: 'KNTC:an', grantId: 'grant-KNTC:an' }),
        granted('2025-01-02 07:00', { accountId: 'TTHC:dung', validTo: '2025-02-03 00:00' }),
        granted('2025-02-03 07:00', { accountId: 'TTHC:dung', grantId: 'grant-2', unitId: 'U-2' }),
        inventory('2025-03-05 09:00', {
          system: 'TTHC',
          asOf: '2025-03-03 00:00',
          counts: [
            { accountClass: 'ONE_STOP', status: 'active', count: 1 },
            { accountClass: 'ONE_STOP', status: 'expired', count: 1 },
            { accountClass: 'CONNECTOR', status: 'active', count: 0 },
          ],
        }),
        inventory('2025-03-06 09:00', {
          asOf: '2025-03-03 07:00',
          counts: [
            { accountClass: 'ONE_STOP', status: 'active', count: 2 },
            { accountClass: 'ONE_STOP', status: 'expired', count: 1 },
            { accountClass: 'SPECIALIST', status: 'revoked', count: 1 },
          ],
        }),
      ],
      finds: [],
    },
  ],
};
