// What channels hold: lists of items, each different list with a number; 0 is the empty one. On a FIFO channel the list is
// in the order of sending; on another the order is no part of the state, so it is kept sorted.

import { Interner } from "./interner.ts";

/** A message under way. Equal ones are exchangeable. */
export interface Item {
  readonly channel: number;
  /** Whether it is an algorithm's: a marker, or another control message. */
  readonly marker: boolean;
  /** Of an application message its handle, of an algorithm's its snapshot's place. */
  readonly value: number;
  /** Of a control message that is no marker, what it is. */
  readonly control?: string;
  /** What an algorithm's message tells, or what an application message carries for each algorithm that wants something carried. */
  readonly words: readonly number[];
  /** For each cut, whether it was sent inside: before its sender passed the cut. `1` or `0` each. */
  readonly inside: string;
  /** Whether its receiver cannot read it. */
  readonly spoilt?: boolean;
  /** Whether it may overtake what is on its channel; nothing that is sent after it comes before it. */
  readonly overtakes?: boolean;
  /** Under causal delivery, what its sender knew to be sent, for each channel. */
  readonly stamp?: readonly number[];
}

export class ChannelContents {
  readonly #fifo: readonly boolean[];
  /** The channel of each item, for the walk asks for nothing else of it. */
  readonly #channels: number[] = [];
  readonly #items = new Interner<Item>();
  readonly #lists = new Interner<readonly number[]>();
  readonly #appended: Map<number, number>[] = [];
  readonly #removed: Map<number, number>[] = [];
  readonly #deliverable: (readonly number[] | undefined)[] = [];

  constructor(fifo: readonly boolean[]) {
    this.#fifo = fifo;
    this.#lists.number("", []);
  }

  item(number: number): Item {
    return this.#items.values[number];
  }

  itemNumber(item: Item): number {
    const { channel, marker, value, inside, control = "", words, stamp = [] } = item;
    const { overtakes = false, spoilt = false } = item;
    const number = this.#items.number(
      `${channel} ${marker} ${value} ${inside} ${words.join()} ${stamp.join()} ${overtakes} ${spoilt} ${control}`,
      item,
    );
    this.#channels[number] = item.channel;
    return number;
  }

  channelOf(item: number): number {
    return this.#channels[item];
  }

  items(list: number): readonly number[] {
    return this.#lists.values[list];
  }

  /** The items that may be handed over next. */
  deliverable(list: number): readonly number[] {
    const known = this.#deliverable[list];
    if (known !== undefined) return known;
    const items = this.items(list);
    const isFifo = items.length === 0 || this.#fifo[this.item(items[0]).channel];
    const first = (item: number, place: number): boolean =>
      place === 0 || !isFifo || this.item(item).overtakes === true;
    const deliverable = [...new Set(items.filter(first))];
    this.#deliverable[list] = deliverable;
    return deliverable;
  }

  append(list: number, item: number): number {
    const row = rowOf(this.#appended, list);
    const known = row.get(item);
    if (known !== undefined) return known;
    const items = [...this.items(list), item];
    if (!this.#fifo[this.item(item).channel]) items.sort((x, y) => x - y);
    const longer = this.#lists.number(items.join(), items);
    row.set(item, longer);
    return longer;
  }

  /** The list without an item that may be handed over. */
  remove(list: number, item: number): number {
    const row = rowOf(this.#removed, list);
    const known = row.get(item);
    if (known !== undefined) return known;
    const items = [...this.items(list)];
    items.splice(items.indexOf(item), 1);
    const shorter = this.#lists.number(items.join(), items);
    row.set(item, shorter);
    return shorter;
  }
}

function rowOf(rows: Map<number, number>[], index: number): Map<number, number> {
  let row = rows[index];
  if (row === undefined) {
    row = new Map();
    rows[index] = row;
  }
  return row;
}
