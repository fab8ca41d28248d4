// The places of records that were parsed together: their lines at once, their columns and texts only when asked for,
// by going through the common text once more, record by record.

import type { JsonPlan, RecordPlace } from "./plan.ts";

/** Where a record begins and ends in a text, and its line and column there. */
export interface Extent {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** Finds the records of a text that is known to be sound, in order. */
export type FindExtents = (text: string, plan: JsonPlan) => readonly Extent[];

export class SharedPlace implements RecordPlace {
  line = 1;
  /** Which of the text's records is meant. */
  index = 0;
  readonly #text: string;
  readonly #plan: JsonPlan;
  readonly #find: FindExtents;
  readonly #firstColumn: number;
  #extents: readonly Extent[] | undefined;

  /** `firstColumn`: the column in the file at which `text` begins. */
  constructor(text: string, plan: JsonPlan, firstColumn: number, find: FindExtents) {
    this.#text = text;
    this.#plan = plan;
    this.#firstColumn = firstColumn;
    this.#find = find;
  }

  column(): number {
    const extent = this.#extent();
    if (extent === undefined) return 1;
    return extent.line === 1 ? this.#firstColumn + extent.column - 1 : extent.column;
  }

  text(): string {
    const extent = this.#extent();
    return extent === undefined ? "" : this.#text.slice(extent.start, extent.end);
  }

  #extent(): Extent | undefined {
    this.#extents ??= this.#find(this.#text, this.#plan);
    return this.#extents[this.index];
  }
}

/** The place of a record that was sliced out of the text alone. */
export class OwnPlace implements RecordPlace {
  readonly line: number;
  readonly #text: string;
  readonly #column: number;

  constructor(line: number, column: number, text: string) {
    this.line = line;
    this.#column = column;
    this.#text = text;
  }

  column(): number {
    return this.#column;
  }

  text(): string {
    return this.#text;
  }
}
