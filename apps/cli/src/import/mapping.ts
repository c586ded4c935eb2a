import { eventType, fieldsOf, type EventType } from '@app/capabilities';
import { Failure } from '../told.js';
import { timeReader, type TimeReader } from './time-format.js';

/** Where a cell goes in a CloudEvent: `id`, `source`, `time`, or `data.` and the name of a field of the event. */
export type Target = string;

/** How the rows of a CSV file become CloudEvents. It is read from a JSON file; `help` of the verb shows one. */
export interface Mapping {
  /** The catalogue's name, such as `LookupPerformed`. */
  event: string;
  type: EventType;
  delimiter: string;
  /** What parts the items of a list in one cell; `;` where it is not said. */
  listSeparator: string;
  /** Heading → targets. */
  columns: ReadonlyMap<string, readonly Target[]>;
  constants: Readonly<Record<Target, unknown>>;
  /** Reads `time` and every instant; absent where the file has RFC 3339. */
  time?: TimeReader;
}

const attributes = ['id', 'source', 'time'];
const keys = ['event', 'delimiter', 'encoding', 'listSeparator', 'columns', 'constants', 'time'];

/**
 * Reads a mapping. Refused, each with what to do: what is no JSON, an unknown key or event, an encoding other than
 * UTF-8, a target that the event does not have or that two columns fill, and one without `id`, `time` or `source`: an
 * id made up from the line would make one fact two after any change of the export.
 */
export function parseMapping(text: string, source?: string): Mapping {
  const given = jsonOf(text);
  for (const key of Object.keys(given)) if (!keys.includes(key)) refuse(`khoá lạ "${key}"`, `unknown key "${key}"`);
  const event = textOf(given, 'event').replace(/^vn\.accessledger\.(.*)\.v1$/, '$1');
  const type = eventType(event);
  if (!type?.observed) return refuse(`không có sự kiện quan sát "${event}"`, `no observed event is called "${event}"`);
  const delimiter = textOf(given, 'delimiter', ',');
  if (!/^[^"\r\n]$/u.test(delimiter)) refuse('"delimiter" phải là một ký tự', '"delimiter" must be one character');
  if (!/^utf-?8$/i.test(textOf(given, 'encoding', 'utf-8'))) {
    refuse('chỉ nhận "encoding": "utf-8"; hãy chuyển mã tệp', 'only "encoding": "utf-8" is taken; convert the file');
  }
  const columns = columnsOf(given.columns);
  const constants = objectOf(given.constants ?? {}, 'constants');
  const targets = [...[...columns.values()].flat(), ...Object.keys(constants)];
  for (const target of targets) assertTarget(target, event, type);
  if (source !== undefined && !targets.includes('source')) targets.push('source');
  for (const needed of attributes) if (!targets.includes(needed)) refuse(...lacking(needed));
  const twice = targets.find((target, i) => targets.indexOf(target) !== i);
  if (twice !== undefined) refuse(`"${twice}" được điền hai lần`, `"${twice}" is filled twice`);
  return {
    event,
    type,
    delimiter,
    listSeparator: textOf(given, 'listSeparator', ';'),
    columns,
    constants: columnless(constants, columns, source),
    ...(given.time !== undefined && { time: timeOf(objectOf(given.time, 'time')) }),
  };
}

function columnsOf(given: unknown): Map<string, readonly Target[]> {
  return new Map(
    Object.entries(objectOf(given, 'columns')).map(([heading, to]) => {
      const targets = typeof to === 'string' ? [to] : to;
      if (!Array.isArray(targets) || !targets.every((one): one is string => typeof one === 'string')) {
        return refuse(`cột "${heading}" phải trỏ tới tên trường`, `column "${heading}" must name a field`);
      }
      return [plainHeading(heading), targets];
    }),
  );
}

function columnless(
  constants: Readonly<Record<string, unknown>>,
  columns: ReadonlyMap<string, readonly Target[]>,
  source: string | undefined,
): Readonly<Record<string, unknown>> {
  if (source === undefined) return constants;
  const mapped = [...columns.values()].some((targets) => targets.includes('source'));
  if (mapped || (constants.source !== undefined && constants.source !== source)) {
    return refuse(
      'nguồn đã có trong tệp ánh xạ, bỏ --source',
      'the mapping names the source already: leave --source out',
    );
  }
  return { ...constants, source };
}

function assertTarget(target: Target, event: string, type: EventType): void {
  if (attributes.includes(target)) return;
  const [, name] = /^data\.(\w+)$/.exec(target) ?? [];
  if (name !== undefined && fieldsOf(type.of).has(name)) return;
  refuse(`${event} không có trường "${target}"`, `${event} has no field "${target}"`);
}

function lacking(target: string): [vi: string, en: string] {
  const more = target === 'source' ? [' (hoặc dùng --source)', ' (or use --source)'] : ['', ''];
  return [`thiếu cột cho "${target}"${more[0]}`, `nothing fills "${target}"${more[1]}`];
}

function timeOf(given: Readonly<Record<string, unknown>>): TimeReader {
  const reader = timeReader(textOf(given, 'format'), textOf(given, 'zone'));
  return (
    reader ??
    refuse(
      '"time" cần "format" như "dd/MM/yyyy HH:mm:ss" và "zone" như "Asia/Ho_Chi_Minh"',
      '"time" needs a "format" like "dd/MM/yyyy HH:mm:ss" and a "zone" like "Asia/Ho_Chi_Minh"',
    )
  );
}

/** A heading as it is compared: NFC, without the spaces around it. */
export const plainHeading = (heading: string): string => heading.normalize('NFC').trim();

function jsonOf(text: string): Readonly<Record<string, unknown>> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return refuse('không phải JSON đúng', 'it is no well-formed JSON');
  }
  return objectOf(given, 'mapping');
}

function objectOf(given: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Record<string, unknown>;
  return refuse(`"${name}" phải là một đối tượng JSON`, `"${name}" must be a JSON object`);
}

function textOf(given: Readonly<Record<string, unknown>>, name: string, absent?: string): string {
  const value = given[name] ?? absent;
  if (typeof value === 'string' && value !== '') return value;
  return refuse(`"${name}" phải là một chuỗi`, `"${name}" must be a text`);
}

function refuse(vi: string, en: string): never {
  throw new Failure({ vi: `Tệp ánh xạ: ${vi}`, en: `The mapping file: ${en}` });
}
