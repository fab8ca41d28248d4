// The places of records. Of records that were parsed together the line is known at once, the column and the text only
// by going through the common text once more, record by record.

import type { Extent, RecordPlace } from "./plan.ts";

/** The place of one of several records of one text. */
export class SharedPlace implements RecordPlace {
  line = 1;
  /** Which of the text's records is meant. */
  index = 0;
  readonly #text: string;
  readonly #firstColumn: number;
  readonly #find: (text: string) => readonly Extent[];
  #extents: readonly Extent[] | undefined;

  /** `firstColumn`: the column in the file at which `text` begins. `find` gives the places of its records, in order. */
  constructor(text: string, firstColumn: number, find: (text: string) => readonly Extent[]) {
    this.#text = text;
    this.#firstColumn = firstColumn;
    this.#find = find;
  }

  /** Where each of the records begins in the text. */
  starts(): number[] {
    this.#extents ??= this.#find(this.#text);
    return this.#extents.map(({ start }) => start);
  }

  extent(): Extent {
    this.#extents ??= this.#find(this.#text);
    return this.#extents[this.index] ?? { start: 0, end: 0, line: 1, column: 1 };
  }

  column(): number {
    const { line, column } = this.extent();
    return line === 1 ? this.#firstColumn + column - 1 : column;
  }

  text(): string {
    const { start, end } = this.extent();
    return this.#text.slice(start, end);
  }
}

/** The place of a record that was sliced out of the text alone. */
export class OwnPlace implements RecordPlace {
  readonly line: number;
  readonly #extent: Extent;
  readonly #text: string;

  constructor(extent: Extent, text: string) {
    this.line = extent.line;
    this.#extent = extent;
    this.#text = text;
  }

  extent(): Extent {
    return this.#extent;
  }

  column(): number {
    return this.#extent.column;
  }

  text(): string {
    return this.#text;
  }
}
