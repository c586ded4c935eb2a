// Writes one stored form of every event type that has none yet, by hand: npm run build && node test/golden/make.mjs
// What is there is never written again: a form that shipped stays as it is for ever.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, fieldsOf } from '../../dist/libs/capabilities/src/index.js';
import { toStored } from '../../dist/libs/ledger/src/index.js';

const occurredAt = '2025-03-03T01:30:00.000Z';
const params = { passwordDays: { value: 90, clause: 'R75' }, linkGraceWd: { value: 1, assumed: true } };

/** A value that a field's JSON Schema describes; parts are filled with all their fields. */
function filled(name, { schema, part, citizen }) {
  if (schema.type === 'object') return params;
  if (schema.type === 'array') return [filled(name, { schema: schema.items, part, citizen })];
  if (part) return dataOf(part, true);
  if (citizen) return `k1.${'Zm9vYmFy'.repeat(6).slice(0, 43)}`;
  if (schema.enum) return schema.enum[0];
  if (schema.format === 'date-time') return '2025-03-03T00:00:00.000Z';
  if (schema.format === 'date') return '2025-04-30';
  if (schema.type === 'integer') return schema.minimum;
  if (schema.type === 'boolean') return true;
  if (schema.examples) return schema.examples[0];
  if (schema.pattern) return 'TTHC:an.nv';
  if (schema.maxLength > 200) return 'Quyết định số 12 “về việc cấp tài khoản”';
  return `${name}-Ấp 3/1`;
}

function dataOf(of, all) {
  const fields = [...fieldsOf(of)].filter(([, { optional }]) => all || !optional);
  return Object.fromEntries(fields.map(([name, field]) => [name, filled(name, field)]));
}

function formOf(type, { of, streamOf, observed }, all) {
  const data = dataOf(of, all);
  return toStored({
    eventId: '6f6b2f0e-3d0c-5a55-9f6e-2b9f0f1c7a11',
    stream: streamOf(data, occurredAt),
    version: 0,
    type,
    schemaVersion: 1,
    occurredAt,
    recordedAt: '2025-03-03T01:30:01.250Z',
    actor: { kind: observed ? 'system' : 'admin', id: 'TTHC' },
    ...(observed
      ? { source: { system: 'TTHC', sourceEventId: 'tc-1' } }
      : { command: { name: type, key: 'key-1', hash: '00'.repeat(32) } }),
    data,
  });
}

const here = import.meta.dirname;
const list = join(here, 'hashes.json');
const hashes = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : {};
for (const [type, entry] of Object.entries(catalogue)) {
  for (const [extent, all] of [
    ['full', true],
    ['least', false],
  ]) {
    // prettier-ignore
    const name = `${type}-${extent}`;
    if (hashes[name] !== undefined) continue;
    const { body } = formOf(type, entry, all);
    writeFileSync(join(here, 'forms', `${name}.json`), body, { flag: 'wx' });
    hashes[name] = createHash('sha256').update(body).digest('hex');
    console.log(name);
  }
}
writeFileSync(list, `${JSON.stringify(hashes, Object.keys(hashes).sort(), 2)}\n`);
