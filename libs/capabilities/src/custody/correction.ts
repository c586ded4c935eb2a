import {
  canonical,
  fromLogged,
  handle,
  Refused,
  type Act,
  type Decided,
  type Decider,
  type EventLog,
} from '@app/ledger';
import { eventType } from '../catalogue.js';
import { fieldsOf, stating, type Kind } from '../fields.js';
import { statements, type Stated } from '../statements.js';
import { CorrectionRecorded } from './events.js';

/**
 * Says what is right where a recorded event is wrong; two persons answer for it. The event stays as it is. `wrong` is
 * what the event says, or what the last correction of this field said; values that are no texts are written as JSON.
 */
export class RecordCorrection extends stating(CorrectionRecorded) {}

const commands = { RecordCorrection };
const events = { CorrectionRecorded };
const { states, ...memory } = statements(events);

/** The corrections of one event. What the event itself says is held against them by `recordCorrection`. */
export const correction: Decider<Stated<typeof events>, typeof commands, typeof events> = {
  category: 'correction',
  commands,
  events,
  idOf: (command) => command.targetEventId,
  ...memory,
  decide: {
    RecordCorrection: states('CorrectionRecorded', ({ by, by2, wrong, right }) => {
      if (by === by2) throw new Refused('two persons answer for this', 'two-persons-needed');
      if (wrong === right) throw new Refused('this corrects nothing', 'nothing-corrected');
    }),
  },
};

/**
 * Records a correction of an event that the ledger holds, of a field that it may have, by a value that the field can
 * take, in its stored spelling. Citizens are never corrected by hand. Throws what `handle` throws.
 */
export async function recordCorrection(log: EventLog, command: RecordCorrection, act: Act): Promise<Decided> {
  // A store's own streams ($all, $settings) hold no events of the ledger.
  const stream = command.targetStream.startsWith('$') ? [] : await log.read(command.targetStream);
  const logged = stream.find(({ eventId }) => eventId === command.targetEventId);
  const type = logged && eventType(logged.type);
  if (!type) throw new Refused('the ledger has no such event in this stream', 'event-unknown');
  const kind = fieldsOf(type.of).get(command.field);
  if (!kind) throw new Refused('events of this type have no such field', 'field-unknown');
  if (kind.citizen) throw new Refused('citizens are not corrected by hand', 'citizen-not-corrected');
  const stated = (fromLogged(logged).data as Record<string, unknown>)[command.field];
  const spelt = {
    ...command,
    right: storedText(kind, command.right),
    ...(command.wrong !== undefined && { wrong: storedText(kind, command.wrong) }),
  };
  const rules: typeof correction = {
    ...correction,
    decide: {
      RecordCorrection(command, corrections) {
        const earlier = corrections.CorrectionRecorded.findLast(({ field }) => field === command.field);
        if (command.wrong !== (earlier ? earlier.right : stated === undefined ? undefined : textOf(stated))) {
          throw new Refused('this is not what the event says there now', 'wrong-differs');
        }
        return correction.decide.RecordCorrection(command, corrections);
      },
    },
  };
  return handle(log, rules, 'RecordCorrection', spelt, act);
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : canonical(value));

function storedText(kind: Kind, text: string): string {
  const given = (kind.schema as { type?: string }).type === 'string' ? text : parsed(text);
  const value = kind.normal ? kind.normal(given) : given;
  if (!kind.check(value)) throw new Refused('this field cannot hold such a value', 'value-not-of-field');
  return textOf(value);
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
