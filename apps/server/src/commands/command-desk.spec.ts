import { CommandBus } from '@nestjs/cqrs';
import { Decision, Id, keptHash, type Command } from '@app/capabilities';
import { MemoryLog, Recorder, handle, type AnyDecider } from '@app/ledger';
import { CommandDesk } from './command-desk.js';
import { onBus, type Message } from './bus.js';

class Open extends Decision {
  @Id() doorId!: string;
}
class Close extends Decision {
  @Id() doorId!: string;
}
class Moved {
  @Id() doorId!: string;
}
const door: AnyDecider = {
  category: 'door',
  commands: { Open, Close },
  events: { Moved },
  idOf: (command: Open) => command.doorId,
  initial: null,
  decide: {
    Open: (data: object) => [{ type: 'Moved', data }],
    Close: (data: object) => [{ type: 'Moved', data }],
  },
  evolve: { Moved: () => null },
};
const commandOf = (name: string): Command => ({ collection: 'doors', verb: name, name, rules: door, ifMatch: false });

function desk() {
  const log = new MemoryLog();
  const now = () => '2025-01-01T00:00:00.000Z';
  const recorder = new Recorder(log, { find: () => Promise.resolve(new Map()) }, now, keptHash);
  const bus = {
    execute: ({ body, act }: Message) => handle(log, door, act.command.name, body, act),
  } as unknown as CommandBus;
  const taking = new CommandDesk(bus, recorder, { now, instantOf: () => undefined }, () => 'k1.x', log);
  const asked = { actor: { kind: 'admin', id: 'an' } as const, key: 'k', ifMatch: undefined, body: { doorId: 'd' } };
  return {
    log,
    take: (name: string, more: object = {}) => {
      const command = commandOf(name);
      return taking.take(command, onBus(command).message, { ...asked, ...more });
    },
  };
}

describe('the command desk', () => {
  it('keeps a key with its first command, even when the same body fits another', async () => {
    const { take, log } = desk();
    await take('Open');
    await expect(take('Close')).rejects.toThrow('this key was used for another command');
    expect((await take('Open')).replayed).toBe(true);
    expect(await log.readAll(0, 10)).toHaveLength(1);
  });

  it('knows a key of another stream before any view has seen it', async () => {
    const { take } = desk();
    await take('Open');
    await expect(take('Open', { body: { doorId: 'e' } })).rejects.toThrow('this key was used for another command');
  });

  it('has the date on the paper as the time of what happened, else now', async () => {
    const { take } = desk();
    const [paper] = (await take('Open', { body: { doorId: 'd', occurredAt: '2024-12-01T00:00:00+07:00' } })).events;
    const [without] = (await take('Open', { key: 'l' })).events;
    expect([paper.occurredAt, without.occurredAt]).toEqual(['2024-11-30T17:00:00.000Z', '2025-01-01T00:00:00.000Z']);
    expect(paper.recordedAt).toBe('2025-01-01T00:00:00.000Z');
  });

  it('allows a caller’s clock two seconds, and no more', async () => {
    const { take } = desk();
    await take('Open', { body: { doorId: 'd', occurredAt: '2025-01-01T00:00:02Z' } });
    const ahead = take('Open', { key: 'l', body: { doorId: 'd', occurredAt: '2025-01-01T00:00:02.001Z' } });
    await expect(ahead).rejects.toMatchObject({ code: 'body-invalid' });
  });

  it('names bus messages and handlers after their command', () => {
    const { message, handler } = onBus(commandOf('Open'));
    expect([message.name, handler.name]).toEqual(['Open', 'OpenHandler']);
  });
});
