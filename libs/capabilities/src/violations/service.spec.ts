import { eventsOf } from './examples.js';
import type { Folder } from './folders.js';
import { dutiesOf, dutyAt, isAmong } from './service.js';
import { changed, registered } from './story.js';

const told = (...facts: Parameters<typeof eventsOf>[0]) =>
  dutiesOf({
    facts: eventsOf(facts).map(({ eventId, type, occurredAt, data }) => ({ id: eventId, type, at: occurredAt, data })),
  } as unknown as Folder<'official'>);

describe("an official's duty", () => {
  it('is that of the latest registration, since ever, up to a change that names another', () => {
    const duties = told(
      registered('2025-01-03 08:00', { duty: 'trả kết quả' }),
      registered('2025-01-02 08:00'),
      changed('2025-03-09 08:00', { duty: 'văn thư' }),
      changed('2025-03-10 08:00', { duty: 'kế toán', effectiveAt: '2025-03-05 08:00' }),
      changed('2025-03-20 08:00'),
    );
    const at = (day: string) => dutyAt(duties, `2025-${day}T01:00:00.000Z`);
    expect(at('01-01')).toEqual({ from: '', by: 'event-000', duty: 'trả kết quả' });
    expect(at('03-04')?.duty).toBe('trả kết quả');
    expect(at('03-05')?.duty).toBe('kế toán');
    expect(at('03-09')).toMatchObject({ by: 'event-002', duty: 'văn thư' });
    expect(at('04-01')?.duty).toBe('văn thư');
  });
  it('is not known of one whom nobody registered, until a change names it', () => {
    expect(dutyAt(told(changed('2025-03-09 08:00', { duty: 'văn thư' })), '2025-03-01T00:00:00.000Z')).toBeUndefined();
  });
  it('is the same in other capitals and spaces, and in no other words', () => {
    expect(isAmong(['Trả  kết quả', 'văn thư'], ' trả kết quả ')).toBe(true);
    expect(isAmong(['trả kết quả hồ sơ'], 'trả kết quả')).toBe(false);
    expect(isAmong([], 'trả kết quả')).toBe(false);
  });
});
