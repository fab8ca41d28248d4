// Growing columns and the string table, for everything that is collected before its size is known:
// the trace builder, the scenario's actions, the network's queues.

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;
type Columns = Record<string, Column>;

const FIRST_CAPACITY = 64;

/** A copy of a column with room for `capacity` entries; what is new is 0. */
export function resized<C extends Column>(column: C, capacity: number): C {
  const make = column.constructor as new (length: number) => C;
  const larger = new make(capacity);
  larger.set(column.length > capacity ? column.subarray(0, capacity) : column);
  return larger;
}

/**
 * Columns that grow together by doubling. `add` makes room for a row and gives its index; the caller then writes
 * into `columns` directly, which is what makes it fast. Rows start as 0.
 */
export class Table<C extends Columns> {
  length = 0;
  readonly columns: C;
  #capacity: number;

  /** `columns`: one empty typed array of the wanted type for each name, or the columns of a saved table. */
  constructor(columns: C, length = 0) {
    this.columns = { ...columns };
    this.length = length;
    this.#capacity = length;
  }

  add(): number {
    if (this.length === this.#capacity) this.#growTo(Math.max(FIRST_CAPACITY, this.#capacity * 2));
    return this.length++;
  }

  /** Adds a row by the names of its columns, and gives its index. Slower than `add`: where few rows come or many columns are. */
  push(row: { readonly [K in keyof C]: number }): number {
    const index = this.add();
    const columns: Columns = this.columns;
    for (const name in row) columns[name][index] = row[name];
    return index;
  }

  /** Makes room for so many rows in all, where their number is known: cheaper than growing to it. */
  reserve(rows: number): void {
    if (rows > this.#capacity) this.#growTo(rows);
  }

  /** Copies of the columns, as long as there are rows. */
  trimmed(): C {
    const copy: Columns = {};
    for (const [name, column] of Object.entries(this.columns)) copy[name] = column.slice(0, this.length);
    return copy as C;
  }

  #growTo(capacity: number): void {
    this.#capacity = capacity;
    const columns: Columns = this.columns;
    for (const [name, column] of Object.entries(columns)) columns[name] = resized(column, this.#capacity);
  }
}

/** A string table: each text once. Index 0 is the empty text. */
export class Strings {
  readonly list: string[] = [""];
  readonly #index = new Map<string, number>([["", 0]]);

  constructor(texts: readonly string[] = []) {
    for (const text of texts) this.add(text);
  }

  /** The index of `text`, added if it is new. */
  add(text: string): number {
    let index = this.#index.get(text);
    if (index === undefined) {
      index = this.list.push(text) - 1;
      this.#index.set(text, index);
    }
    return index;
  }

  /** As `add`, for a part of a longer text: kept is a copy, for a part would keep all of that text in memory. */
  addPart(text: string): number {
    return this.#index.get(text) ?? this.add(JSON.parse(JSON.stringify(text)));
  }
}
