import { within } from './deadline.js';

/** Lets a bounded number of tasks work at once; the others wait in the order they came. */
export class Gate {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** The task's outcome; `Late`, and the task is not begun, when its turn does not come within the deadline. */
  async run<T>(deadlineMs: number, task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await this.turn(deadlineMs);
    try {
      return await task();
    } finally {
      this.leave();
    }
  }

  private async turn(deadlineMs: number): Promise<void> {
    let enter = () => {};
    const turn = new Promise<void>((resolve) => this.waiting.push((enter = resolve)));
    try {
      await within(deadlineMs, 'a free place among the appends', turn);
    } catch (error) {
      const place = this.waiting.indexOf(enter);
      if (place >= 0) this.waiting.splice(place, 1);
      else this.leave();
      throw error;
    }
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }
}
