// The markers that are under way in a replay. On a FIFO channel a marker arrives after its latency, but not before
// every earlier message on its channel has; those that nothing holds back wait in a heap, ordered by when they are due.

import type { ChannelId, MessageId } from "../trace/ids.ts";

export interface PendingMarker {
  readonly message: MessageId;
  readonly channel: ChannelId;
  /** Its place in the order of sending on its channel. */
  readonly place: number;
  /** When it may arrive, once nothing holds it back. */
  due: number;
  /** Messages sent before it on its channel and not yet received; 0 for one that overtakes them. */
  heldBackBy: number;
  delivered: boolean;
}

export class MarkerQueue {
  readonly #onChannel: PendingMarker[][];
  readonly #heap: PendingMarker[] = [];

  constructor(channels: number) {
    this.#onChannel = Array.from({ length: channels }, () => []);
  }

  /** Markers under way on a channel, in the order of sending. */
  onChannel(channel: number): readonly PendingMarker[] {
    return this.#onChannel[channel];
  }

  add(marker: PendingMarker): void {
    this.#onChannel[marker.channel].push(marker);
    if (marker.heldBackBy === 0) this.#push(marker);
  }

  /** A message that was sent at a place on a channel has arrived: later markers no longer wait for it. */
  arrived(channel: number, place: number, now: number): void {
    for (const marker of this.#onChannel[channel]) {
      if (place > marker.place || marker.heldBackBy === 0 || --marker.heldBackBy > 0) continue;
      if (now > marker.due) marker.due = now;
      this.#push(marker);
    }
  }

  /** The marker that is due first, if it is due before `time`. */
  dueBefore(time: number): PendingMarker | undefined {
    while (this.#heap.length > 0 && this.#heap[0].delivered) this.#pop();
    return this.#heap.length > 0 && this.#heap[0].due < time ? this.#heap[0] : undefined;
  }

  /** Takes a marker out. */
  remove(marker: PendingMarker): void {
    marker.delivered = true;
    const list = this.#onChannel[marker.channel];
    list.splice(list.indexOf(marker), 1);
  }

  #push(marker: PendingMarker): void {
    const heap = this.#heap;
    let at = heap.push(marker) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(marker, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = marker;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
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
  }
}

/** By when they are due, then in the order of sending, which message ids follow. */
function isBefore(a: PendingMarker, b: PendingMarker): boolean {
  return a.due < b.due || (a.due === b.due && a.message < b.message);
}
