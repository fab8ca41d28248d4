// What is to come on the reliable channels, in the order of time: a binary heap of packets that will arrive and of timers.
// What is set for one moment comes in the order in which it was added.

export interface Entry {
  readonly at: number;
  /** In the order of adding. */
  readonly place: number;
}

export class Agenda<E extends Entry> {
  #heap: E[] = [];

  get first(): E | undefined {
    return this.#heap[0];
  }

  add(entry: E): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  take(): E | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
      if (!isBefore(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return first;
  }

  /** The entries themselves are never changed. */
  save(): readonly E[] {
    return [...this.#heap];
  }

  restore(entries: readonly E[]): void {
    this.#heap = [...entries];
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.place < b.place);
}
