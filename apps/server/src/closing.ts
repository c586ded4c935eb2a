/** What was opened, to be closed in the opposite order, each once, whatever the others do. */
export class Closing {
  private readonly opened: (() => unknown)[] = [];

  /** Adds how to close what was just opened. */
  add(close: () => unknown): void {
    this.opened.push(close);
  }

  /** Closes everything; rejects with the first failure after all have been tried. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.opened.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
