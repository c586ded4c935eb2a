/** Who waits for something that is looked at again whenever it may have come. */
export class Waiters {
  private readonly waiting = new Set<() => void>();

  /** It may have come: everybody looks. */
  look(): void {
    for (const look of this.waiting) look();
  }

  /** Resolves once it holds (true), or after so many ms (false); without ms it waits for as long as it takes. */
  async until(holds: () => boolean, ms?: number): Promise<boolean> {
    if (holds()) return true;
    return new Promise((resolve) => {
      const done = (held: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(held);
      };
      const look = () => holds() && done(true);
      const timer = ms === undefined ? undefined : setTimeout(() => done(false), ms);
      this.waiting.add(look);
    });
  }
}
