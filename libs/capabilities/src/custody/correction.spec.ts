import { MemoryLog, toStored, type Act } from '@app/ledger';
import { recordCorrection, type RecordCorrection } from './correction.js';

const at = '2025-06-10T02:00:00.000Z';
const act = (key: string): Act => ({
  actor: { kind: 'admin', id: 'an' },
  command: { name: 'RecordCorrection', key, hash: key },
  occurredAt: at,
  recordedAt: at,
  eventId: (index) => `${key}#${index}`,
});

let log: MemoryLog;
beforeEach(async () => {
  log = new MemoryLog();
  await hold('incident-i1', 'e1', 'IncidentReported', {
    incidentId: 'i1', kind: 'disclosure', detectedAt: '2025-06-01T02:00:00.000Z', detectedBy: 'o1', severity: 'high',
    dataTypes: ['hoTen'], personalDataBreach: false,
  }); // prettier-ignore
  await hold('official-o1', 'e2', 'OfficialRegistered', { officialId: 'o1', citizenToken: `k1.${'a'.repeat(43)}` });
});
async function hold(stream: string, eventId: string, type: string, data: object): Promise<void> {
  const actor = { kind: 'admin', id: 'an' } as const;
  const event = { eventId, stream, version: 0, type, schemaVersion: 1, occurredAt: at, recordedAt: at, actor, data };
  await log.append([{ stream, expected: 0, events: [toStored(event)] }]);
}

const detection: RecordCorrection = {
  targetStream: 'incident-i1',
  targetEventId: 'e1',
  field: 'detectedAt',
  wrong: '2025-06-01T02:00:00.000Z',
  right: '2025-06-02T02:00:00.000Z',
  reason: 'nhập sai ngày',
  by: 'o1',
  by2: 'o2',
};
let keys = 0;
const correct = (more: Partial<RecordCorrection> = {}) =>
  recordCorrection(log, { ...detection, ...more }, act(`k${keys++}`));

describe('a correction', () => {
  it('says what is right, in a stream of its own, and leaves the event as it is', async () => {
    const before = await log.read('incident-i1');
    const { stream, events } = await correct();
    expect([stream, events[0].type, events[0].data]).toEqual(['correction-e1', 'CorrectionRecorded', detection]);
    expect(await log.read('incident-i1')).toEqual(before);
  });
  it('is kept in the spelling of the field', async () => {
    const { events } = await correct({ wrong: '2025-06-01T09:00:00+07:00', right: '2025-06-02T09:00:00+07:00' });
    expect(events[0].data).toEqual(detection);
  });
  it('goes on from the last one of its field', async () => {
    await correct();
    await expect(correct({ right: '2025-06-03T02:00:00.000Z' })).rejects.toThrow('what the event says there now');
    const { version } = await correct({ wrong: detection.right, right: '2025-06-03T02:00:00.000Z' });
    expect(version).toBe(2);
  });
  it('is of any kind of value, as JSON where it is no text', async () => {
    const flag = { field: 'personalDataBreach', wrong: 'false', right: 'true' };
    await expect(correct(flag)).resolves.toMatchObject({ version: 1 });
    const list = { field: 'dataTypes', wrong: '["hoTen"]', right: '["hoTen", "ngaySinh"]' };
    expect((await correct(list)).events[0].data).toMatchObject({ right: '["hoTen","ngaySinh"]' });
  });
  it('may give a field that the event left out', async () => {
    const left = { field: 'subjectCountEst', wrong: undefined, right: '12' };
    await expect(correct(left)).resolves.toMatchObject({ version: 1 });
    await expect(correct({ ...detection, wrong: undefined })).rejects.toThrow('what the event says there now');
  });
  it.each<[string, Partial<RecordCorrection>]>([
    ['two persons', { by2: 'o1' }],
    ['corrects nothing', { right: detection.wrong }],
    ['no such event in this stream', { targetEventId: 'e9' }],
    ['no such event in this stream', { targetStream: 'incident-i2' }],
    ['no such field', { field: 'colour' }],
    ['cannot hold such a value', { right: 'hôm qua' }],
    ['cannot hold such a value', { field: 'personalDataBreach', wrong: 'false', right: 'có' }],
    ['not corrected by hand', { targetStream: 'official-o1', targetEventId: 'e2', field: 'citizenToken' }],
  ])('is refused: %s', async (why, more) => {
    await expect(correct(more)).rejects.toThrow(why);
    expect(await log.readAll(0, 9)).toHaveLength(2);
  });
  it('is recorded once', async () => {
    await correct();
    await expect(correct()).rejects.toThrow('what the event says there now');
  });
});
