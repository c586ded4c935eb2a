import type { VerifierKey } from '@app/merkle';
import type { Told } from '../told.js';
import { cosignedBefore, flipByte, resealed, sealedByTheServer, type Kept } from './acts.js';
import { evidenceLeftOut } from './evidence-left-out.js';
import { sql, value, type Store } from './store.js';

/** Something that somebody does from outside, without the log's signing key: to the files, or to what was taken out of them. */
export type Tampering = Told & { name: string } & (TamperingOfFiles | TamperingOfEvidence);
interface TamperingOfEvidence {
  /** Answers what finds it, nothing where it goes unseen. */
  found: (store: Store, keys: readonly VerifierKey[]) => Promise<string | null>;
}
interface TamperingOfFiles {
  /** Answers checkpoints that a reader was given meanwhile, where that is a part of it. */
  by: (store: Store, kept: Kept) => Promise<readonly string[] | void> | readonly string[] | void;
}
const middle = (store: Store) => Number(value(store.events, 'SELECT max(position) / 2 + 1 FROM events'));
const last = (store: Store) => Number(value(store.events, 'SELECT max(position) FROM events'));
// Edits the text of the event in the middle of the log.
const edited = (edit: string) => (store: Store) =>
  sql(store.events, `UPDATE events SET body = CAST(${edit} AS BLOB) WHERE position = ${middle(store)}`);
const text = 'CAST(body AS TEXT)';
const withDigit = (member: string) =>
  `substr(${text}, 1, instr(${text}, '${member}') + length('${member}') - 1)
   || CASE substr(${text}, instr(${text}, '${member}') + length('${member}'), 1) WHEN '2' THEN '1' ELSE '2' END
   || substr(${text}, instr(${text}, '${member}') + length('${member}') + 1)`;

export const tamperings: readonly Tampering[] = [
  {
    name: 'evidence-left-out',
    vi: 'Bớt một sự kiện khỏi gói chứng cứ, cùng mọi thứ nói về nó',
    en: 'One event left out of an evidence package, with all that tells of it',
    found: evidenceLeftOut,
  },
  {
    name: 'payload',
    vi: 'Sửa nội dung một sự kiện',
    en: 'An event’s payload edited',
    by: edited(`replace(${text}, '"data":{', '"data":{"x":1,')`),
  },
  {
    name: 'occurred',
    vi: 'Sửa thời điểm xảy ra',
    en: 'When it happened edited',
    by: edited(withDigit('"occurredAt":"')),
  },
  {
    name: 'recorded',
    vi: 'Sửa thời điểm ghi nhận',
    en: 'When it was recorded edited',
    by: edited(withDigit('"recordedAt":"')),
  },
  {
    name: 'actor',
    vi: 'Sửa người thực hiện',
    en: 'The actor edited',
    by: edited(`replace(${text}, '"actor":{"id":"', '"actor":{"id":"x')`),
  },
  {
    name: 'garbage',
    vi: 'Thêm một dấu cách vào cuối sự kiện',
    en: 'A space added behind an event',
    by: edited(`${text} || ' '`),
  },
  {
    name: 'type-column',
    vi: 'Sửa cột loại sự kiện',
    en: 'The column of the type edited',
    by: (store) =>
      sql(store.events, `UPDATE events SET type = 'LookupDenied' || type WHERE position = ${middle(store)}`),
  },
  {
    name: 'id-column',
    vi: 'Sửa cột mã sự kiện',
    en: 'The column of the id edited',
    by: (store) =>
      sql(
        store.events,
        `UPDATE events SET event_id = 'f' || substr(event_id, 2) || 'f' WHERE position = ${middle(store)}`,
      ),
  },
  {
    name: 'stream-column',
    vi: 'Chuyển sự kiện sang luồng khác',
    en: 'An event put into another stream',
    by: (store) => sql(store.events, `UPDATE events SET stream = stream || '-x' WHERE position = ${middle(store)}`),
  },
  {
    name: 'tail',
    vi: 'Cắt đuôi sổ',
    en: 'The tail of the log cut',
    by: (store) => sql(store.events, `DELETE FROM events WHERE position > ${last(store) - 3}`),
  },
  { name: 'all', vi: 'Xóa cả sổ', en: 'The whole log deleted', by: (store) => sql(store.events, 'DELETE FROM events') },
  {
    name: 'stream',
    vi: 'Xóa cả một luồng',
    en: 'A whole stream dropped',
    by: (store) =>
      sql(
        store.events,
        `DELETE FROM events WHERE stream = (SELECT stream FROM events WHERE position = ${middle(store)})`,
      ),
  },
  {
    name: 'one',
    vi: 'Xóa một sự kiện',
    en: 'One event deleted',
    by: (store) => sql(store.events, `DELETE FROM events WHERE position = ${middle(store)}`),
  },
  {
    name: 'closed-up',
    vi: 'Xóa một sự kiện rồi dồn vị trí',
    en: 'One event deleted, the positions closed up',
    by: (store) => {
      const at = middle(store);
      sql(
        store.events,
        `DELETE FROM events WHERE position = ${at}`,
        `UPDATE events SET position = -position WHERE position > ${at}`,
        'UPDATE events SET position = -position - 1 WHERE position < 0',
      );
    },
  },
  {
    name: 'reorder',
    vi: 'Đổi chỗ hai sự kiện',
    en: 'Two events change places',
    by: (store) => {
      const at = middle(store);
      sql(
        store.events,
        `UPDATE events SET position = 0 WHERE position = ${at}`,
        `UPDATE events SET position = ${at} WHERE position = ${at + 1}`,
        `UPDATE events SET position = ${at + 1} WHERE position = 0`,
      );
    },
  },
  {
    name: 'duplicate',
    vi: 'Chép một sự kiện vào cuối sổ',
    en: 'An event copied to the end of the log',
    by: (store) =>
      sql(
        store.events,
        `INSERT INTO events SELECT ${last(store) + 1}, stream, (SELECT max(version) + 1 FROM events o WHERE o.stream = e.stream), event_id, type, body FROM events e WHERE position = ${middle(store)}`,
      ),
  },
  {
    name: 'extra',
    vi: 'Chèn một sự kiện vào chỗ không ai đọc tới',
    en: 'An event slipped in where no reader comes by',
    by: (store) =>
      sql(
        store.events,
        `INSERT INTO events SELECT -1, stream || '-x', 0, event_id || 'x', type, body FROM events WHERE position = ${middle(store)}`,
      ),
  },
  {
    name: 'rewrite',
    vi: 'Viết lại cả sổ và cây, ký bằng khóa khác',
    en: 'Log and tree rewritten whole, signed with another key',
    by: async (store, kept) => {
      edited(`replace(${text}, '"data":{', '"data":{"x":1,')`)(store);
      await resealed(store, kept);
    },
  },
  {
    name: 'wrong-key',
    vi: 'Cây được ký lại bằng khóa khác',
    en: 'The tree signed anew with another key',
    by: resealed,
  },
  {
    name: 'old-backup',
    vi: 'Phục hồi cả sổ lẫn cây từ bản sao cũ',
    en: 'Log and tree restored from an old backup',
    by: (store) => {
      const size = value(
        store.tree,
        'SELECT coalesce(max(size), 0) FROM checkpoint WHERE size < (SELECT max(size) FROM checkpoint)',
      );
      const position = value(store.tree, `SELECT coalesce(max(position), 0) FROM leaf WHERE idx < ${size}`);
      sql(store.events, `DELETE FROM events WHERE position > ${position}`);
      sql(store.tree, `DELETE FROM checkpoint WHERE size > ${size}`, `DELETE FROM leaf WHERE idx >= ${size}`);
    },
  },
  {
    name: 'view-edited',
    vi: 'Sửa một dòng dữ liệu đọc',
    en: 'A row of a view edited',
    by: (store) =>
      sql(
        store.views,
        "UPDATE rule_version SET severity = 'low' || severity WHERE code = (SELECT min(code) FROM rule_version)",
      ),
  },
  {
    name: 'view-deleted',
    vi: 'Xóa một dòng dữ liệu đọc',
    en: 'A row of a view deleted',
    by: (store) => sql(store.views, 'DELETE FROM log_clock WHERE at = (SELECT max(at) FROM log_clock)'),
  },
  {
    name: 'view-sealed',
    vi: 'Chèn một dòng dữ liệu đọc, chờ máy chủ niêm phong, rồi gỡ ra',
    en: 'A row slipped into a view, sealed by the server, and taken out again',
    by: async (store) => {
      sql(store.views, "INSERT INTO mfa_change (position, account_id) VALUES (1, 'drill')");
      await sealedByTheServer(store);
      sql(store.views, "DELETE FROM mfa_change WHERE account_id = 'drill'");
    },
  },
  {
    name: 'tile-short',
    vi: 'Ô của cây bị ghi thiếu',
    en: 'A tile written short',
    by: (store) =>
      sql(store.tree, 'UPDATE tile SET bytes = substr(bytes, 1, length(bytes) - 32) WHERE level = 0 AND idx = 0'),
  },
  {
    name: 'tile-changed',
    vi: 'Ô của cây bị sửa',
    en: 'A tile changed',
    by: (store) => sql(store.tree, 'UPDATE tile SET bytes = zeroblob(length(bytes)) WHERE level = 0 AND idx = 0'),
  },
  {
    name: 'leaf-moved',
    vi: 'Chỉ mục lá trỏ sang sự kiện khác',
    en: 'A leaf’s index entry points to another event',
    by: (store) =>
      sql(store.tree, `UPDATE leaf SET stream = stream || '-x' WHERE idx = (SELECT max(idx) / 2 FROM leaf)`),
  },
  {
    name: 'leaf-hidden',
    vi: 'Bỏ sự kiện khỏi cả sổ lẫn chỉ mục',
    en: 'An event taken out of the log and of the tree’s index',
    by: (store) => {
      const at = middle(store);
      const index = value(store.tree, `SELECT idx FROM leaf WHERE position = ${at}`);
      sql(store.events, `DELETE FROM events WHERE position = ${at}`);
      sql(
        store.tree,
        `DELETE FROM leaf WHERE position = ${at}`,
        `UPDATE leaf SET idx = -idx WHERE idx > ${index}`,
        'UPDATE leaf SET idx = -idx - 1 WHERE idx < 0',
      );
    },
  },
  {
    name: 'checkpoint-forged',
    vi: 'Giả một điểm niêm phong',
    en: 'A checkpoint forged',
    by: (store) =>
      sql(
        store.tree,
        'UPDATE checkpoint SET note = replace(note, char(10) || size || char(10), char(10) || (size - 1) || char(10)), size = size - 1 WHERE size = (SELECT max(size) FROM checkpoint)',
      ),
  },
  {
    name: 'checkpoint-dropped',
    vi: 'Bỏ mọi điểm niêm phong',
    en: 'Every checkpoint dropped',
    by: (store) => sql(store.tree, 'DELETE FROM checkpoint'),
  },
  {
    name: 'cosignature-replayed',
    vi: 'Đặt chữ ký cũ của người chứng kiến dưới điểm niêm phong mới',
    en: 'An old cosignature put under a newer checkpoint',
    by: cosignedBefore,
  },
  {
    name: 'split-view',
    vi: 'Đưa cho một người đọc một sổ khác',
    en: 'One reader is shown another log',
    by: (_, { checkpoint }) => {
      const lines = checkpoint.split('\n');
      lines[2] = Buffer.alloc(32, 7).toString('base64');
      return [lines.join('\n')];
    },
  },
  {
    name: 'bit',
    vi: 'Lật một bit trong tệp sổ',
    en: 'A bit flipped in the log’s file',
    by: (store) => flipByte(store.events),
  },
];
