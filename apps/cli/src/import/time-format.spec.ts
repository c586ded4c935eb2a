import { describe, expect, it } from '@jest/globals';
import { timeReader } from './time-format.js';

const read = (format: string, zone: string, text: string) => timeReader(format, zone)?.(text);

describe('a declared time format', () => {
  it('reads what a Vietnamese office writes, at its own offset', () => {
    expect(read('dd/MM/yyyy HH:mm:ss', 'Asia/Ho_Chi_Minh', ' 5/12/2025 8:05:09 ')).toBe('2025-12-05T08:05:09+07:00');
    expect(read('dd/MM/yyyy', '+07:00', '05/12/2025')).toBe('2025-12-05T00:00:00+07:00');
    expect(read('yyyy-MM-dd HH:mm:ss.SSS', 'UTC', '2025-12-05 08:05:09.25')).toBe('2025-12-05T08:05:09.250Z');
    expect(read('yyyyMMddTHHmmss', 'UTC', '20251205T080509')).toBe('2025-12-05T08:05:09Z');
  });

  it('reads nothing out of what is written otherwise', () => {
    for (const text of ['2025-12-05', '05/12/2025 08:05', '05/12/25 08:05:09', 'x05/12/2025 08:05:09', '']) {
      expect(read('dd/MM/yyyy HH:mm:ss', '+07:00', text)).toBeUndefined();
    }
  });

  it('takes signs of patterns as themselves', () => {
    expect(read('dd.MM.yyyy', 'UTC', '05x12x2025')).toBeUndefined();
  });

  it('is refused without a whole date, with unknown letters or an unknown zone', () => {
    expect(timeReader('HH:mm', 'UTC')).toBeUndefined();
    expect(timeReader('dd/MM/yyyy hh:mm a', 'UTC')).toBeUndefined();
    expect(timeReader('dd/MM/yyyy dd', 'UTC')).toBeUndefined();
    expect(timeReader('dd/MM/yyyy', 'Hanoi')).toBeUndefined();
  });
});
