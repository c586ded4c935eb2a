/** A set of whole numbers from 0 to 2^53 - 1, eight to sixteen bytes each: a `Set` takes several times as much, and as long. */
export class NumberSet {
  private slots = new Float64Array(1024).fill(-1);
  private count = 0;

  /** Adds a number; false where it was there. */
  add(number: number): boolean {
    if (2 * this.count >= this.slots.length) this.grow();
    const at = this.placeOf(number);
    if (this.slots[at] === number) return false;
    this.slots[at] = number;
    this.count++;
    return true;
  }

  /** Where it is, or where it would be. */
  private placeOf(number: number): number {
    const mask = this.slots.length - 1;
    let at = Math.imul(number ^ (number / 2 ** 32), 0x9e3779b1) & mask;
    while (this.slots[at] !== -1 && this.slots[at] !== number) at = (at + 1) & mask;
    return at;
  }

  private grow(): void {
    const { slots } = this;
    this.slots = new Float64Array(2 * slots.length).fill(-1);
    for (const number of slots) if (number !== -1) this.slots[this.placeOf(number)] = number;
  }
}
