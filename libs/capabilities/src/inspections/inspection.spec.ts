import { given } from '@app/ledger/given.js';
import { accept } from '../fields.js';
import {
  ConductInspection,
  inspection,
  type DrawSample,
  type PlanInspection,
  type RecordFinding,
} from './inspection.js';

const at = (day: string) => `2025-${day}T02:00:00.000Z`;
const hash = 'ab'.repeat(32);
const plan: PlanInspection = {
  inspectionId: 'i1',
  kind: 'periodic',
  unitId: 'p1',
  planned: { from: '2025-06-01', to: '2025-06-10' },
};
const planned = { type: 'InspectionPlanned', data: plan } as const;
const draw: DrawSample = {
  sampleId: 's1',
  inspectionId: 'i1',
  unitId: 'p1',
  scope: 'lượt tra cứu tháng 5/2025',
  population: 200,
  size: 20,
  method: 'sha256-rank',
  seed: hash,
  seedPublishedAt: at('05-31'),
  drawnAt: at('06-01'),
};
const drawn = { type: 'SampleDrawn', data: draw } as const;
const visit: ConductInspection = {
  inspectionId: 'i1',
  kind: 'periodic',
  unitId: 'p1',
  team: [
    { officialId: 'o1', unitId: 'p1' },
    { officialId: 'o2', unitId: 'police' },
  ],
  period: { from: '2025-05-01', to: '2025-05-31' },
  conductedAt: at('06-05'),
  accountsChecked: ['TTHC:an'],
  minutesHash: hash,
};
const conducted = { type: 'InspectionConducted', data: visit } as const;
const finding: RecordFinding = {
  inspectionFindingId: 'f1',
  inspectionId: 'i1',
  findingNo: '1',
  unitId: 'p1',
  text: 'chưa đăng xuất khi rời máy',
  dueAt: at('07-01'),
};
const found = { type: 'FindingRecorded', data: finding } as const;
const remedy = { inspectionFindingId: 'f1', inspectionId: 'i1', evidenceHash: hash, at: at('06-20') };
const remediated = { type: 'FindingRemediated', data: remedy } as const;

describe('an inspection is planned', () => {
  it('for some days, and again for others', () => {
    given(inspection).when('PlanInspection', plan).then(planned);
    const later = { ...plan, planned: { from: '2025-06-11', to: '2025-06-11' } };
    given(inspection, planned).when('PlanInspection', later).then({ type: 'InspectionPlanned', data: later });
  });
  it('not for days that end before they begin', () => {
    given(inspection)
      .when('PlanInspection', { ...plan, planned: { from: '2025-06-02', to: '2025-06-01' } })
      .refused('end before it begins');
  });
  it('not after it took place', () => {
    given(inspection, conducted).when('PlanInspection', plan).refused('already taken place');
  });
});

describe('a sample is drawn', () => {
  it('with a seed that was public before', () => {
    given(inspection)
      .when('DrawSample', { ...draw, occurredAt: at('06-01') })
      .then(drawn);
  });
  it('not with one published at the moment of the draw', () => {
    given(inspection)
      .when('DrawSample', { ...draw, seedPublishedAt: draw.drawnAt })
      .refused('published before the draw');
  });
  it('not larger than what it is drawn from', () => {
    given(inspection)
      .when('DrawSample', { ...draw, size: 201 })
      .refused('larger than');
    const all = { ...draw, size: 200 };
    given(inspection).when('DrawSample', all).then({ type: 'SampleDrawn', data: all });
  });
  it('not again under its id with another seed', () => {
    given(inspection, drawn)
      .when('DrawSample', { ...draw, seed: 'cd'.repeat(32) })
      .refused('already stands for something else');
  });
  it('not before it is said to be', () => {
    given(inspection)
      .when('DrawSample', { ...draw, occurredAt: at('05-31') })
      .refused('before it happened');
  });
});

describe('an inspection takes place', () => {
  it('as planned or without a plan', () => {
    given(inspection, planned).when('ConductInspection', visit).then(conducted);
    given(inspection)
      .when('ConductInspection', { ...visit, occurredAt: at('06-05') })
      .then(conducted);
  });
  it('once', () => {
    given(inspection, conducted).when('ConductInspection', visit).refused('already taken place');
  });
  it('not before it is said to', () => {
    given(inspection)
      .when('ConductInspection', { ...visit, occurredAt: at('06-04') })
      .refused('before it happened');
  });
  it('periodically with somebody from outside the unit', () => {
    const team = [{ officialId: 'o1', unitId: 'p1' }];
    given(inspection)
      .when('ConductInspection', { ...visit, team })
      .refused('outside the unit');
    const own = { ...visit, team, kind: 'unit-check' };
    given(inspection).when('ConductInspection', own).then({ type: 'InspectionConducted', data: own });
  });
  it.each([
    ['unit', { unitId: 'p2' }],
    ['kind', { kind: 'surprise' }],
  ])('not of another %s than planned', (_, other) => {
    given(inspection, planned)
      .when('ConductInspection', { ...visit, ...other })
      .refused('planned for another');
  });
  it('as the last plan says', () => {
    const moved = { type: 'InspectionPlanned', data: { ...plan, unitId: 'p2' } } as const;
    given(inspection, moved, planned).when('ConductInspection', visit).then(conducted);
  });
  it('over days that do not end before they begin', () => {
    given(inspection)
      .when('ConductInspection', { ...visit, period: { from: '2025-06-01', to: '2025-05-31' } })
      .refused('end before it begins');
  });
  it('never without somebody who inspects, and with minutes that can be recognised', () => {
    const body = { ...visit, team: [], minutesHash: 'biên bản 12' };
    expect(accept(ConductInspection, body, () => '')).toMatchObject({
      faults: [{ pointer: '/minutesHash' }, { pointer: '/team' }],
    });
  });
  it('with accounts and hashes in the spelling that the ledger has', () => {
    const body = { ...visit, accountsChecked: ['TTHC:An.NV'], minutesHash: hash.toUpperCase() };
    expect(accept(ConductInspection, body, () => '')).toMatchObject({
      value: { accountsChecked: ['TTHC:an.nv'], minutesHash: hash },
    });
  });
});

describe('what an inspection finds', () => {
  it('is recorded with the day by which it is to be mended', () => {
    given(inspection, conducted).when('RecordFinding', finding).then(found);
  });
  it('is not recorded before the inspection took place', () => {
    given(inspection, planned).when('RecordFinding', finding).refused('has not taken place');
  });
  it('is not due before the inspection', () => {
    given(inspection, conducted)
      .when('RecordFinding', { ...finding, dueAt: visit.conductedAt })
      .refused('due before');
  });
  it('has a number of its own', () => {
    given(inspection, conducted, found)
      .when('RecordFinding', { ...finding, inspectionFindingId: 'f2' })
      .refused('another finding of this number');
  });
  it('is recorded once', () => {
    given(inspection, conducted, found).when('RecordFinding', finding).refused('already recorded');
    given(inspection, conducted, found)
      .when('RecordFinding', { ...finding, findingNo: '2' })
      .refused('already stands for something else');
  });
});

describe('what was found is mended', () => {
  it('on evidence, once', () => {
    given(inspection, conducted, found).when('RemediateFinding', remedy).then(remediated);
    given(inspection, conducted, found, remediated).when('RemediateFinding', remedy).refused('already mended');
  });
  it('not before it was found', () => {
    given(inspection, conducted).when('RemediateFinding', remedy).refused('no such finding');
    given(inspection, conducted, found)
      .when('RemediateFinding', { ...remedy, at: at('06-04') })
      .refused('precede the inspection');
  });
  it('not before it is said to be', () => {
    given(inspection, conducted, found)
      .when('RemediateFinding', { ...remedy, occurredAt: at('06-19') })
      .refused('before it happened');
  });
});
