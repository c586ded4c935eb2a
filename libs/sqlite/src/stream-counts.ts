/** How many events the streams hold that were written lately; the longest unused are forgotten past `capacity`. */
export class StreamCounts {
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly load: (stream: string) => number,
    private readonly capacity: number,
  ) {}

  of(stream: string): number {
    return this.counts.get(stream) ?? this.load(stream);
  }

  set(stream: string, count: number): void {
    this.counts.delete(stream);
    this.counts.set(stream, count);
    if (this.counts.size <= this.capacity) return;
    for (const oldest of this.counts.keys()) {
      this.counts.delete(oldest);
      return;
    }
  }
}
