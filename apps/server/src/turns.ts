/** Work done one after the other, in the order in which it was given, whatever comes of the one before. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work, work);
    this.last = done;
    done.catch(() => undefined); // its holder looks at it
    return done;
  }

  /** Resolves when all that was given has ended. */
  async settled(): Promise<void> {
    await this.last.catch(() => undefined); // told where it was given
  }
}
