import { Gate } from './gate.js';

const at = (a: number, b: number, parked?: string) => [
  { view: 'a', position: a },
  { view: 'b', position: b, ...(parked !== undefined && { parked }) },
];

describe('the read gate', () => {
  it('has reached what every view has passed, a parked one too', () => {
    const gate = new Gate();
    expect(gate.reached()).toBe(0);
    gate.report(at(5, 3, 'poisoned'));
    expect(gate.reached()).toBe(3);
    expect([gate.positionOf('a'), gate.positionOf('none')]).toEqual([5, 0]);
  });

  it('lets a reader through when the last view is there, and no sooner', async () => {
    const gate = new Gate();
    let through: boolean | undefined;
    const waiting = gate.waitFor(4, 10_000).then((reached) => (through = reached));
    gate.report(at(4, 3));
    await Promise.resolve();
    expect(through).toBeUndefined();
    gate.report(at(4, 4));
    expect(await waiting).toBe(true);
    expect(await gate.waitFor(4, 0)).toBe(true);
  });

  it('tells a reader when the time is over', async () => {
    expect(await new Gate().waitFor(1, 1)).toBe(false);
  });

  it('does not hold up a start for a view that is parked', async () => {
    const gate = new Gate();
    const passed = gate.passed(4);
    gate.report(at(4, 1, 'poisoned'));
    await expect(passed).resolves.toBeUndefined();
  });
});
