// What is kept of the members of one domain, position by position, as a tree of sums: so the first member that ends an
// evaluation, the steps before it and the sum over all of them are found, and kept up to date, in logarithmic time.

/** Bits that say of a position what the evaluation of the whole needs to know. */
export const Bit = {
  /** It is to be evaluated, or the evaluation of the whole ends with it. */
  stop: 1,
  unknown: 2,
  /** Its value may be rounded in a sum, so it must be added in the order of the members. */
  uneven: 4,
} as const;

export class Positions {
  length = 0;
  #capacity = 1;
  // Trees as arrays: the root is entry 1, the children of i are 2i and 2i + 1, positions begin at #capacity.
  #bits = [0, 0];
  #steps = [0, 0];
  #sums = [0, 0];

  get bits(): number {
    return this.#bits[1];
  }

  get steps(): number {
    return this.#steps[1];
  }

  get sum(): number {
    return this.#sums[1];
  }

  /** Adds a position behind the others. */
  append(bits: number, steps: number, sum: number): void {
    if (this.length === this.#capacity) this.#grow();
    this.set(this.length++, bits, steps, sum);
  }

  set(position: number, bits: number, steps: number, sum: number): void {
    const allBits = this.#bits;
    const allSteps = this.#steps;
    const allSums = this.#sums;
    let i = this.#capacity + position;
    allBits[i] = bits;
    allSteps[i] = steps;
    allSums[i] = sum;
    for (i >>= 1; i > 0; i >>= 1) {
      allBits[i] = allBits[2 * i] | allBits[2 * i + 1];
      allSteps[i] = allSteps[2 * i] + allSteps[2 * i + 1];
      allSums[i] = allSums[2 * i] + allSums[2 * i + 1];
    }
  }

  /** Marks a position as one to stop at; its steps and its sum stay until it is set. */
  stopAt(position: number): void {
    const bits = this.#bits;
    for (let i = this.#capacity + position; i > 0; i >>= 1) bits[i] |= Bit.stop;
  }

  /** The first position with the bit, or -1. */
  first(bit: number): number {
    const bits = this.#bits;
    if ((bits[1] & bit) === 0) return -1;
    let i = 1;
    while (i < this.#capacity) {
      i *= 2;
      if ((bits[i] & bit) === 0) i++;
    }
    return i - this.#capacity;
  }

  /** The steps of all positions before one. */
  stepsBefore(position: number): number {
    let sum = 0;
    for (let i = this.#capacity + position; i > 1; i >>= 1) if (i % 2 === 1) sum += this.#steps[i - 1];
    return sum;
  }

  /** The same, with some of the positions only. */
  only(isWanted: (position: number) => boolean): Positions {
    const fewer = new Positions();
    for (let position = 0; position < this.length; position++) {
      const i = this.#capacity + position;
      if (isWanted(position)) fewer.append(this.#bits[i], this.#steps[i], this.#sums[i]);
    }
    return fewer;
  }

  #grow(): void {
    const before = this.#capacity;
    this.#capacity *= 2;
    const widened = (tree: readonly number[]): number[] => {
      const wide = new Array<number>(2 * this.#capacity).fill(0);
      for (let i = 0; i < before; i++) wide[this.#capacity + i] = tree[before + i];
      return wide;
    };
    this.#bits = widened(this.#bits);
    this.#steps = widened(this.#steps);
    this.#sums = widened(this.#sums);
    for (let i = this.#capacity - 1; i > 0; i--) {
      this.#bits[i] = this.#bits[2 * i] | this.#bits[2 * i + 1];
      this.#steps[i] = this.#steps[2 * i] + this.#steps[2 * i + 1];
      this.#sums[i] = this.#sums[2 * i] + this.#sums[2 * i + 1];
    }
  }
}
