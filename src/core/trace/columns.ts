// Small helpers for columns that grow, and the string table. Used by the builder and the readers.

type Growable = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A copy of twice the length; what is new holds `fill`, or 0. */
export function grown<Column extends Growable>(column: Column, fill = 0): Column {
  const make = column.constructor as new (length: number) => Column;
  const larger = new make(Math.max(16, column.length * 2));
  larger.set(column);
  if (fill !== 0) larger.fill(fill, column.length);
  return larger;
}

/** A string table: each text once. Index 0 is the empty text. */
export class Strings {
  readonly list: string[] = [""];
  readonly #index = new Map<string, number>([["", 0]]);

  /** The index of `text`, added if it is new. */
  add(text: string): number {
    let index = this.#index.get(text);
    if (index === undefined) {
      index = this.list.push(text) - 1;
      this.#index.set(text, index);
    }
    return index;
  }
}
