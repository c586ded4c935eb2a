import { inLine, type Told } from '../told.js';

/** What is wrong with one field, as the server says it. Never holds the value. */
export interface FieldFault {
  pointer: string;
  code: string;
  message: string;
}

/** A line that was not recorded: `bad` was never sent, the others are the server's answers. */
export interface Outcome {
  line: number;
  status: 'bad' | 'refused' | 'conflict';
  code: string;
  errors?: readonly FieldFault[];
  told?: Told;
}

const told: Readonly<Record<string, Told>> = {
  'id-reused': { vi: 'mã này đã dùng cho nội dung khác', en: 'this id came before with another content' },
  'not-an-event': { vi: 'không phải một CloudEvent 1.0', en: 'it is no CloudEvent 1.0' },
  'type-unknown': { vi: 'loại sự kiện không có', en: 'there is no such event type' },
  'type-decided': { vi: 'loại này chỉ ghi qua lệnh', en: 'this type is recorded by a command only' },
  'time-ahead': { vi: 'thời gian ở tương lai quá 24 giờ', en: 'its time is more than 24 hours ahead' },
  'time-too-old': { vi: 'thời gian trước năm 2015', en: 'its time is before 2015' },
  'data-invalid': { vi: 'nội dung không hợp lệ', en: 'its data is not valid' },
  'event-large': { vi: 'sự kiện quá lớn', en: 'the event is too large' },
  'body-syntax': { vi: 'không phải JSON đúng', en: 'it is no well-formed JSON' },
  'body-text': { vi: 'không phải UTF-8 đúng', en: 'it is not well-formed UTF-8' },
  'body-deep': { vi: 'JSON lồng quá sâu', en: 'its JSON is nested too deep' },
  'body-large': { vi: 'dòng quá lớn', en: 'the line is too large' },
  'body-number': { vi: 'JSON có số vượt quá 2^53', en: 'its JSON has a number beyond 2^53' },
  'body-repeated-key': { vi: 'JSON có khoá lặp lại', en: 'its JSON repeats a key' },
};
const unsaid: Told = { vi: 'không được nhận', en: 'it is not taken' };

/** An outcome for people, on one line; `placeOf` names the column of a field where there is one. */
export function shownOutcome(outcome: Outcome, placeOf: (pointer: string) => string | undefined): string {
  const { line, code, errors = [] } = outcome;
  const why = outcome.told ?? (Object.hasOwn(told, code) ? told[code] : unsaid);
  const fields = errors.map(({ pointer, message }) => `${placeOf(pointer) ?? pointer}: ${message}`);
  const more = fields.length > 0 ? ` (${fields.join('; ')})` : '';
  return inLine({ vi: `dòng ${line}: ${why.vi}`, en: `line ${line}: ${why.en} [${code}]${more}` });
}
