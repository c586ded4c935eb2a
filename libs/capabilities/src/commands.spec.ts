import { commands } from './commands.js';
import { fieldsOf } from './fields.js';

const internal = ['LapseReservation'];

describe('the list of commands', () => {
  it('holds every command of its deciders once, but those that only a flow gives', () => {
    const listed = commands.map(({ name }) => name);
    const decided = [...new Set(commands.map(({ rules }) => rules))].flatMap((rules) => Object.keys(rules.commands));
    expect(listed.toSorted()).toEqual(decided.filter((name) => !internal.includes(name)).toSorted());
  });
  it.each(commands.map((command) => [command.name, command] as const))('%s has fields and rules', (name, command) => {
    expect(fieldsOf(command.rules.commands[name]).has('occurredAt')).toBe(true);
    expect(fieldsOf(command.rules.commands[name]).size).toBeGreaterThan(1);
    expect(command.rules.decide[name]).toBeInstanceOf(Function);
  });
  it('gives each its own route', () => {
    const routes = commands.map(({ collection, verb }) => `${collection}:${verb}`);
    expect(new Set(routes).size).toBe(routes.length);
  });
});
