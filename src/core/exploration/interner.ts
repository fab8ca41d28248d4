// Numbers for things: equal things get the same number, from 0 in the order in which they come. A state of the explorer
// is made of such numbers, so that comparing two states compares a few integers (collapse compression: G. J. Holzmann,
// "State Compression in SPIN", 3rd SPIN Workshop, 1997).

/** Numbers values by their keys; equal keys must mean equal values. */
export class Interner<Value> {
  readonly values: Value[] = [];
  readonly #byKey = new Map<string, number>();

  get size(): number {
    return this.values.length;
  }

  number(key: string, value: Value): number {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    this.#byKey.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** Numbers pairs of small integers. */
export class PairInterner {
  #size = 0;
  readonly #rows: Map<number, number>[] = [];

  get size(): number {
    return this.#size;
  }

  number(a: number, b: number): number {
    let row = this.#rows[a];
    if (row === undefined) {
      row = new Map();
      this.#rows[a] = row;
    }
    const known = row.get(b);
    if (known !== undefined) return known;
    row.set(b, this.#size);
    return this.#size++;
  }
}

/** A text that is the same exactly for equal plain data: numbers, texts, lists, maps, sets, typed arrays, objects. */
export function plainKey(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "0" : String(value);
  if (Array.isArray(value)) return `[${value.map(plainKey).join()}]`;
  if (ArrayBuffer.isView(value)) return `(${Array.from(value as unknown as ArrayLike<number>).join()})`;
  if (value instanceof Map) {
    const entries = [...value].map(([key, each]) => `${plainKey(key)}:${plainKey(each)}`);
    return `map{${entries.sort().join()}}`;
  }
  if (value instanceof Set) return `set{${[...value].map(plainKey).sort().join()}}`;
  const entries = Object.entries(value).map(([key, each]) => `${key}:${plainKey(each)}`);
  return `{${entries.sort().join()}}`;
}
