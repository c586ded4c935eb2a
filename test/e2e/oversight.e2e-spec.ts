import { json, startServer, stopAll, type TestServer } from './server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(stopAll);

let keys = 0;
/** Gives a command under a key of its own; answers the status with the events' types, or the code of the refusal. */
async function give(route: string, body: object): Promise<readonly unknown[]> {
  const response = await server.post(`/v1/${route}`, body, { 'Idempotency-Key': `k-${keys++}` });
  const { code, events, errors } = await json(response);
  const types = (events as { type: string }[] | undefined)?.map(({ type }) => type) ?? [];
  return [response.status, ...types, ...(code === undefined ? [] : [code]), ...(errors === undefined ? [] : [errors])];
}

describe('directives', () => {
  const directive = {
    directiveId: 'lao-cai', number: '3736/UBND-NC', date: '2025-11-06', issuer: 'UBND tỉnh Lào Cai', title: 'V/v phân quyền',
    clauseMap: [{ clause: '§4', duties: ['R75'] }],
  }; // prettier-ignore

  it('are registered, each number once, and sent to units', async () => {
    expect(await give('directives:register', directive)).toEqual([201, 'DirectiveRegistered']);
    const again = { ...directive, directiveId: 'again' };
    expect(await give('directives:register', again)).toEqual([409, 'directive-number-used']);
    const sending = { directiveId: 'lao-cai', units: ['p1'], at: '2025-11-07T08:00:00+07:00' };
    expect(await give('directives:distribute', sending)).toEqual([201, 'DirectiveDistributed']);
    const { items } = await json(server.get('/v1/directives'));
    expect(items).toEqual([{ ...directive, distributed: [{ units: ['p1'], at: '2025-11-07T01:00:00.000Z' }] }]);
  });

  it('are not sent tomorrow', async () => {
    const at = new Date(Date.now() + 86_400_000).toISOString();
    const sending = { directiveId: 'lao-cai', units: ['p2'], at };
    expect(await give('directives:distribute', sending)).toEqual([409, 'not-yet-happened']);
  });

  it('are as they were known', async () => {
    expect(await json(server.get('/v1/directives?knownAt=0'))).toMatchObject({ items: [] });
    expect((await json(server.get('/v1/directives?knownAt=1'))).items).toMatchObject([{ distributed: [] }]);
  });
});

describe('an inspection', () => {
  const hash = 'ab'.repeat(32);
  const visit = {
    inspectionId: 'kt-1', kind: 'periodic', unitId: 'p1', team: [{ officialId: 'cb-1', unitId: 'p1' }],
    period: { from: '2025-05-01', to: '2025-05-31' }, conductedAt: '2025-06-05T09:00:00+07:00', accountsChecked: ['TTHC:An'],
    minutesHash: hash,
  }; // prettier-ignore
  const draw = {
    sampleId: 'm-1', inspectionId: 'kt-1', unitId: 'p1', scope: 'tháng 5/2025', population: 20, size: 2, method: 'sha256-rank',
    seed: hash, seedPublishedAt: '2025-06-01T00:00:00Z', drawnAt: '2025-06-01T00:00:01Z',
  }; // prettier-ignore
  const finding = {
    inspectionFindingId: 'ph-1', inspectionId: 'kt-1', findingNo: '1', unitId: 'p1', text: 'chưa đăng xuất', dueAt: '2025-07-01T00:00:00Z',
  }; // prettier-ignore
  const remedy = {
    inspectionFindingId: 'ph-1', inspectionId: 'kt-1', evidenceHash: hash, at: '2025-07-02T00:00:00Z',
  }; // prettier-ignore
  const one = async (query = '') => json(server.get(`/v1/inspections/kt-1${query}`));

  it('goes from its plan to what was found and mended', async () => {
    const members = [{ officialId: 'cb-2', unitId: 'catp' }];
    const establishedAt = '2025-05-20T00:00:00Z';
    const team = { teamId: 'tkt', decisionNo: '45/QĐ', unitId: 'city', members, establishedAt };
    expect(await give('inspectionTeams:establish', team)).toEqual([201, 'InspectionTeamEstablished']);
    const planned = { from: '2025-06-01', to: '2025-06-10' };
    const plan = { inspectionId: 'kt-1', kind: 'periodic', unitId: 'p1', planned, teamId: 'tkt' };
    expect(await give('inspections:plan', plan)).toEqual([201, 'InspectionPlanned']);
    const unpublished = { ...draw, seedPublishedAt: draw.drawnAt };
    expect(await give('inspections:drawSample', unpublished)).toEqual([409, 'seed-not-before-draw']);
    expect(await give('inspections:drawSample', draw)).toEqual([201, 'SampleDrawn']);
    expect(await give('inspections:conduct', visit)).toEqual([409, 'team-from-inside']);
    const conduct = { ...visit, team: [...visit.team, ...members] };
    expect(await give('inspections:conduct', conduct)).toEqual([201, 'InspectionConducted']);
    expect(await give('inspections:recordFinding', finding)).toEqual([201, 'FindingRecorded']);
    expect((await one()).findings).toMatchObject([{ inspectionFindingId: 'ph-1', state: 'overdue' }]);
    expect(await give('inspections:remediateFinding', remedy)).toEqual([201, 'FindingRemediated']);
    expect(await one()).toMatchObject({
      status: 'conducted',
      plan,
      conducted: { accountsChecked: ['TTHC:an'] },
      findings: [{ findingNo: '1', state: 'remediated', remediatedAt: '2025-07-02T00:00:00.000Z' }],
    });
  });

  it('is as it was known, and unknown to those who ask for another', async () => {
    const events = (await one()).events as { position: string }[];
    const planned = await one(`?knownAt=${events[0].position}`);
    expect(planned).toMatchObject({ status: 'planned', conducted: null, findings: [] });
    expect((await server.get('/v1/inspections/kt-2')).status).toBe(404);
  });

  it('lets nobody review an account of their own', async () => {
    const officialId = 'cb-7';
    const official = {
      officialId,
      displayName: 'An',
      holderType: 'CC',
      unitId: 'p1',
      duty: 'một cửa',
      citizenToken: '001099000777',
    };
    const grant = {
      accountId: 'TTHC:an', grantId: 'g', username: 'an', officialId, system: 'TTHC', unitId: 'p1', accountClass: 'ONE_STOP',
      roleClass: 'RECEPTION', holderType: 'CC', functions: ['F'], fields: [], approvedBy: 'cb-9', validFrom: '2025-01-01T00:00:00Z',
    }; // prettier-ignore
    await give('officials:register', official);
    expect(await give('accounts:grant', grant)).toEqual([201, 'AccountGranted']);
    const decidedAt = '2025-06-05T00:00:00Z';
    const review = {
      reviewId: 'r',
      accountId: 'TTHC:an',
      decision: 'revoke',
      by: officialId,
      batchSize: 9,
      decisionMillis: 800,
      decidedAt,
    };
    expect(await give('reviews:record', review)).toEqual([409, 'reviewer-is-holder']);
    expect(await give('reviews:record', { ...review, by: 'cb-8' })).toEqual([201, 'ReviewDecisionRecorded']);
  });
});

describe('reports', () => {
  const docHash = 'cd'.repeat(32);
  const report = {
    reportId: 'bc-5', kind: 'MONTHLY_USAGE', unitId: 'vhtt', period: { from: '2025-05-01', to: '2025-05-31' }, from: 'vhtt', to: 'ubnd',
    via: 'catp', submittedAt: '2025-06-05T02:00:00.000Z', fileHash: docHash, figuresAsOf: '2025-06-01T00:00:00.000Z',
  }; // prettier-ignore

  it('are handed in, and found by unit, kind and days', async () => {
    expect(await give('reports:submit', { ...report, figuresAsOf: '2025-06-06T00:00:00Z' })).toEqual([
      409,
      'figures-after-document',
    ]);
    expect(await give('reports:submit', report)).toEqual([201, 'ReportSubmitted']);
    const { head } = await json(server.get('/v1/views'));
    const query = `unitId=vhtt&kind=MONTHLY_USAGE&from=2025-05-31&to=2025-06-30&minPosition=${String(head)}`;
    const { items } = await json(server.get(`/v1/reports?${query}`));
    expect(items).toEqual([{ ...report, position: head }]);
    expect((await json(server.get('/v1/reports?kind=RESULTS'))).items).toEqual([]);
    expect((await server.get('/v1/reports?kind=GOSSIP')).status).toBe(400);
  });

  it('stand beside ratings, reminders, guidance, attestations and reviews', async () => {
    const rating = {
      unitId: 'p1',
      year: 2025,
      rating: 'tốt',
      by: 'cb-9',
      docHash,
      figuresAsOf: '2025-12-01T00:00:00Z',
      evaluatedAt: '2025-12-20T00:00:00Z',
    };
    expect(await give('evaluations:record', rating)).toEqual([201, 'AnnualEvaluationRecorded']);
    expect(await give('evaluations:record', { ...rating, rating: 'kém' })).toEqual([409, 'already-evaluated']);
    const reminder = {
      reminderId: 'n',
      unitId: 'p1',
      about: 'báo cáo tháng 5',
      by: 'vhtt',
      channel: 'văn bản',
      sentAt: '2025-06-10T00:00:00Z',
    };
    expect(await give('reminders:issue', reminder)).toEqual([201, 'ReminderIssued']);
    expect(await give('reminders:issue', { ...reminder, unitId: 'p2' })).toEqual([409, 'id-used']);
    const guidance = {
      guidanceId: 'h',
      units: ['p1'],
      title: 'Lấy thông tin công dân',
      by: 'tt',
      docHash,
      issuedAt: '2025-06-10T00:00:00Z',
    };
    expect(await give('guidance:issue', guidance)).toEqual([201, 'GuidanceIssued']);
    expect(await give('guidance:issue', guidance)).toEqual([409, 'already-stated']);
    const control = {
      control: 'R06',
      unitId: 'p1',
      by: 'cb-1',
      docHash,
      at: '2025-06-10T00:00:00Z',
      validUntil: '2025-12-31T00:00:00Z',
    };
    expect(await give('controls:attest', control)).toEqual([201, 'ControlAttested']);
    expect(await give('controls:attest', { ...control, validUntil: control.at })).toEqual([
      409,
      'ends-before-it-begins',
    ]);
    const review = {
      infrastructureReviewId: 'k',
      unitId: 'p1',
      subject: 'máy tính',
      findings: 'thiếu bản quyền',
      by: 'vhtt',
      docHash,
      reviewedAt: '2025-06-10T00:00:00Z',
    };
    expect(await give('infrastructure:review', review)).toEqual([201, 'InfrastructureReviewed']);
  });
});

describe('an incident with personal data', () => {
  const incidentId = 'sc-1';
  const hash = 'ef'.repeat(32);
  const report = {
    incidentId, kind: 'disclosure', detectedAt: '2025-06-01T01:00:00Z', detectedBy: 'cb-1', severity: 'high', dataTypes: ['hoTen'],
    personalDataBreach: false,
  }; // prettier-ignore
  const minute = { incidentId, minuteNo: '3/BB', signedBy: ['cb-1'], hash, drawnAt: '2025-06-02T01:00:00Z' };
  const filing = { incidentId, form: 'Mẫu 08', to: 'A05', filedAt: '2025-06-02T02:00:00Z', receiptNo: 'BN-1', hash };

  it('has its minutes before it is notified, once it is known to concern personal data', async () => {
    expect(await give('incidents:report', report)).toEqual([201, 'IncidentReported']);
    expect(await give('incidents:drawBreachMinute', minute)).toEqual([409, 'no-personal-data-breach']);
    const update = {
      incidentId,
      measures: 'khóa tài khoản',
      personalDataBreach: true,
      updatedAt: '2025-06-01T08:00:00Z',
    };
    expect(await give('incidents:update', update)).toEqual([201, 'IncidentUpdated']);
    expect(await give('incidents:fileBreachNotification', filing)).toEqual([409, 'breach-minute-needed']);
    expect(await give('incidents:drawBreachMinute', minute)).toEqual([201, 'BreachMinuteDrawn']);
    expect(await give('incidents:fileBreachNotification', filing)).toEqual([201, 'BreachNotificationFiled']);
    const { status, events } = await json(server.get(`/v1/incidents/${incidentId}`));
    expect([status, (events as object[]).length]).toEqual(['open', 4]);
  });

  it('is not detected tomorrow', async () => {
    const detectedAt = new Date(Date.now() + 86_400_000).toISOString();
    expect(await give('incidents:report', { ...report, incidentId: 'sc-2', detectedAt })).toEqual([
      409,
      'detected-later',
    ]);
  });
});

describe('a source', () => {
  const fact = (id: string, type: string, data: object) => ({
    specversion: '1.0', id, source: 'TTHC', type: `vn.accessledger.${type}.v1`, time: '2025-06-01T02:00:00Z', data: { sourceId: 'TTHC', ...data },
  }); // prettier-ignore

  it('is registered, shows that it lives, and what is missing of it', async () => {
    const registration = {
      sourceId: 'TTHC',
      kind: 'TTHC',
      role: 'primary',
      heartbeatMinutes: 30,
      validFrom: '2025-01-01T00:00:00.000Z',
    };
    expect(await give('sources:register', registration)).toEqual([201, 'SourceRegistered']);
    expect(await give('sources:register', { ...registration, role: 'control' })).toEqual([
      409,
      'source-registered-then',
    ]);
    await server.fact(fact('h', 'SourceHeartbeat', { at: '2025-06-01T02:00:00Z', seq: 30 }));
    await server.fact(fact('b-1', 'SourceBatchIngested', { fromSeq: 1, toSeq: 10, count: 10, lagMs: 900 }));
    const { position } = await json(
      server.fact(fact('b-2', 'SourceBatchIngested', { fromSeq: 12, toSeq: 30, count: 19, lagMs: 900 })),
    );
    const seen = {
      lastHeartbeatAt: '2025-06-01T02:00:00.000Z',
      announcedSeq: 30,
      reachedSeq: 30,
      gaps: [{ fromSeq: 11, toSeq: 11 }],
    };
    const { items } = await json(server.get(`/v1/sources?minPosition=${String(position)}`));
    expect(items).toEqual([{ ...registration, ...seen }]);
    const one = await json(server.get('/v1/sources/TTHC'));
    expect(one).toMatchObject({ source: seen, events: [{ event: { type: 'SourceRegistered' } }] });
    expect((await server.get('/v1/sources/IdP')).status).toBe(404);
    expect((await json(server.get('/v1/sources?role=control'))).items).toEqual([]);
    expect((await server.get('/v1/sources?role=judge')).status).toBe(400);
  });

  it('makes its silence known before it begins, whatever the date on the paper', async () => {
    const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const window = {
      maintenanceId: 'bt',
      sourceId: 'TTHC',
      from: hour(1),
      to: hour(2),
      reason: 'nâng cấp',
      by: 'cb-9',
    };
    const begun = { ...window, maintenanceId: 'bt-0', from: hour(-1), occurredAt: hour(-48) };
    expect(await give('sources:planMaintenance', begun)).toEqual([409, 'maintenance-begun']);
    expect(await give('sources:planMaintenance', window)).toEqual([201, 'MaintenancePlanned']);
  });
});

describe('what is recorded', () => {
  it('is corrected by two persons and stays as it was', async () => {
    const incidentId = 'sc-9';
    const report = {
      incidentId, kind: 'outage', detectedAt: '2025-06-01T01:00:00Z', detectedBy: 'cb-1', severity: 'low', dataTypes: [], personalDataBreach: false,
    }; // prettier-ignore
    expect(await give('incidents:report', report)).toEqual([201, 'IncidentReported']);
    const { events } = await json(server.get(`/v1/incidents/${incidentId}`));
    const [{ event }] = events as { event: { eventId: string; stream: string } }[];
    const correction = {
      targetStream: event.stream, targetEventId: event.eventId, field: 'detectedAt', wrong: '2025-06-01T01:00:00Z',
      right: '2025-06-01T02:00:00Z', reason: 'nhập sai giờ', by: 'cb-1', by2: 'cb-1',
    }; // prettier-ignore
    expect(await give('corrections:record', correction)).toEqual([409, 'two-persons-needed']);
    const byTwo = { ...correction, by2: 'cb-2' };
    expect(await give('corrections:record', byTwo)).toEqual([201, 'CorrectionRecorded']);
    expect(await give('corrections:record', byTwo)).toEqual([409, 'wrong-differs']);
    expect((await json(server.get(`/v1/incidents/${incidentId}`))).events).toEqual(events);
  });

  it('stays readable while a legal hold keeps its days', async () => {
    const hold = {
      holdId: 'lg-1',
      scope: 'vụ 12/2025',
      basis: '45/QĐ',
      from: '2025-03-01',
      by: 'cb-1',
      at: '2025-06-01T00:00:00Z',
    };
    expect(await give('legalHolds:place', hold)).toEqual([201, 'LegalHoldPlaced']);
    const destruction = {
      keyId: 'khoa-1', from: '2025-01-01', to: '2025-12-31', basis: 'hết hạn lưu', by: 'cb-1', by2: 'cb-2', at: '2025-06-02T00:00:00Z',
    }; // prettier-ignore
    expect(await give('subjectKeys:recordDestruction', destruction)).toEqual([409, 'under-legal-hold']);
    const release = { holdId: 'lg-1', basis: '46/QĐ', by: 'cb-1', at: '2025-06-02T00:00:00Z' };
    expect(await give('legalHolds:release', release)).toEqual([201, 'LegalHoldReleased']);
    expect(await give('subjectKeys:recordDestruction', destruction)).toEqual([201, 'SubjectKeyDestroyed']);
  });
});

describe('counts, catalogues and alerts', () => {
  const fact = (id: string, type: string, data: object) => ({
    specversion: '1.0', id, source: 'TTHC', type: `vn.accessledger.${type}.v1`, time: '2025-06-01T02:00:00Z', data,
  }); // prettier-ignore
  const told = async (event: object) => {
    const { counts, code } = await json(server.fact(event));
    return (counts as { recorded: number } | undefined)?.recorded ?? code;
  };

  it('come from their systems', async () => {
    const period = { from: '2025-05-01', to: '2025-05-31' };
    const counts = { system: 'TTHC', unitId: 'p1', procedureCode: '1.004', period, received: 120, resolved: 118 };
    expect(await told(fact('s', 'DossierStatsImported', counts))).toBe(1);
    const procedures = [{ procedureCode: '1.004', name: 'Đăng ký khai sinh' }];
    const list = { catalogueId: 'c', system: 'TTHC', asOf: '2025-06-01T00:00:00Z', procedures, part: 1, of: 1 };
    expect(await told(fact('c', 'ProcedureCatalogueUpdated', list))).toBe(1);
    const rest = { catalogueId: 'd', system: 'TTHC', asOf: '2025-06-01T00:00:00Z', procedures: [], part: 1, of: 2 };
    expect(await told(fact('d', 'ProcedureCatalogueUpdated', rest))).toBe(1);
    const { catalogue } = await json(server.get('/v1/procedures/TTHC'));
    expect(catalogue).toEqual({ catalogueId: 'c', asOf: '2025-06-01T00:00:00.000Z', procedures });
    const alert = { alertId: 'a', source: 'WAF', kind: 'sqlInjection', detectedAt: '2025-06-01T01:00:00Z' };
    expect(await told(fact('a', 'SecurityAlertObserved', alert))).toBe(1);
  });

  it('are in the history of their unit, beside whatever named it', async () => {
    const { head } = await json(server.get('/v1/views'));
    const { items } = await json(
      server.get(`/v1/units/p1/history?type=DossierStatsImported&minPosition=${String(head)}`),
    );
    expect(items).toMatchObject([{ event: { data: { received: 120 } } }]);
    const { items: all } = await json(server.get('/v1/units/p1/history'));
    const types = (all as { event: { type: string } }[]).map(({ event }) => event.type);
    expect(types).toEqual(expect.arrayContaining(['DirectiveDistributed', 'InspectionConducted', 'ReminderIssued']));
    expect((await json(server.get('/v1/units/p99/history'))).items).toEqual([]);
    expect((await server.get('/v1/units/p1/history?by=chance')).status).toBe(400);
  });

  it('are facts; what is decided here is none', async () => {
    const registration = { sourceId: 'X', kind: 'other', role: 'primary', validFrom: '2025-06-01T00:00:00Z' };
    expect(await told(fact('x', 'SourceRegistered', registration))).toBe('type-decided');
  });
});
