/** Something that happens at a cycle. One object for each source, made once. */
export type ChipEvent = { at: number; readonly happen: () => void };

/**
 * What is due, in cycles. A chip has about ten sources, so a scan is quicker than a heap; of two that
 * are due at the same cycle the one that was made first happens first.
 */
export class EventQueue {
  /** The cycle of the earliest event; infinite when there is none. */
  next: number = Number.POSITIVE_INFINITY;
  readonly #events: ChipEvent[] = [];

  /** A source that is not yet due. */
  source(happen: () => void): ChipEvent {
    const event = { at: Number.POSITIVE_INFINITY, happen };
    this.#events.push(event);
    return event;
  }

  /** Lets `event` happen at `cycle` instead of when it was due before. */
  schedule(event: ChipEvent, cycle: number): void {
    event.at = cycle;
    this.#refresh();
  }

  cancel(event: ChipEvent): void {
    this.schedule(event, Number.POSITIVE_INFINITY);
  }

  /** Lets happen all that is due at `cycle`, earliest first. */
  happenUntil(cycle: number): void {
    while (this.next <= cycle) {
      const { next } = this;
      const event = this.#events.find(({ at }) => at === next);
      if (event === undefined) return;
      this.cancel(event);
      event.happen();
    }
  }

  #refresh(): void {
    let next = Number.POSITIVE_INFINITY;
    for (const { at } of this.#events) if (at < next) next = at;
    this.next = next;
  }
}
