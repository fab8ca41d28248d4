// Sorts row numbers by two numeric columns without a call a comparison: half a million events are put in order while
// a file is being opened. Stable, and quick where the rows are nearly sorted, as recorded ones are.

/** Rows that are sorted by insertion before they are merged. */
const BLOCK = 24;

/** The rows of `rows` sorted by `first`, then `second`, then their present place. Uses `rows` as working space. */
export function sortedOrder(rows: Uint32Array, first: Float64Array, second: Float64Array): Uint32Array {
  for (let low = 0; low < rows.length; low += BLOCK) {
    insert(rows, first, second, low, Math.min(low + BLOCK, rows.length));
  }
  let from = rows;
  let to: Uint32Array = new Uint32Array(rows.length);
  for (let width = BLOCK; width < rows.length; width *= 2) {
    for (let low = 0; low < rows.length; low += 2 * width) {
      merge(from, to, first, second, low, Math.min(low + width, rows.length), low + 2 * width);
    }
    [from, to] = [to, from];
  }
  return from;
}

function insert(
  rows: Uint32Array,
  first: Float64Array,
  second: Float64Array,
  low: number,
  high: number,
): void {
  for (let next = low + 1; next < high; next++) {
    const row = rows[next];
    let at = next;
    for (; at > low && isAfter(first, second, rows[at - 1], row); at--) rows[at] = rows[at - 1];
    rows[at] = row;
  }
}

/** Merges the sorted rows low … middle−1 and middle … high−1. */
function merge(
  from: Uint32Array,
  to: Uint32Array,
  first: Float64Array,
  second: Float64Array,
  low: number,
  middle: number,
  end: number,
): void {
  const high = Math.min(end, from.length);
  if (middle >= high || !isAfter(first, second, from[middle - 1], from[middle])) {
    to.set(from.subarray(low, high), low);
    return;
  }
  let left = low;
  let right = middle;
  for (let at = low; at < high; at++) {
    const takesRight = left >= middle || (right < high && isAfter(first, second, from[left], from[right]));
    to[at] = takesRight ? from[right++] : from[left++];
  }
}

function isAfter(first: Float64Array, second: Float64Array, a: number, b: number): boolean {
  const difference = first[a] - first[b];
  return difference > 0 || (difference === 0 && second[a] > second[b]);
}
