// What each host's clock said of each component, and from which of its events on: the clock of any event, without a
// whole clock being stored for one.

interface Changes {
  /** Places of events in the host's order, ascending, and the component's value from there on. */
  readonly places: number[];
  readonly values: number[];
  /** How many of the places were not beyond the one asked for last: the next is mostly near. */
  count: number;
}

export class ClockHistory {
  readonly #hosts: number;
  readonly #changes = new Map<number, Changes>();

  constructor(hosts: number) {
    this.#hosts = hosts;
  }

  /** From the event at a place on, the host's clock has this component. Places of one host come in order. */
  note(host: number, component: number, place: number, value: number): void {
    const key = host * this.#hosts + component;
    const changes = this.#changes.get(key);
    if (changes === undefined) this.#changes.set(key, { places: [place], values: [value], count: 0 });
    else {
      changes.places.push(place);
      changes.values.push(value);
    }
  }

  /** A component of the clock of a host's event; 0 where it has none. */
  at(host: number, component: number, place: number): number {
    const changes = this.#changes.get(host * this.#hosts + component);
    if (changes === undefined) return 0;
    changes.count = countUpTo(changes.places, place, changes.count);
    return changes.count === 0 ? 0 : changes.values[changes.count - 1];
  }
}

/** How many of the ascending numbers are at most `limit`; searched from a guess on, in growing steps. */
function countUpTo(numbers: readonly number[], limit: number, guess: number): number {
  let low = guess;
  let high = guess;
  for (let step = 1; high < numbers.length && numbers[high] <= limit; step *= 2) {
    low = high + 1;
    high = Math.min(numbers.length, high + step);
  }
  for (let step = 1; low > 0 && numbers[low - 1] > limit; step *= 2) {
    high = low - 1;
    low = Math.max(0, low - step);
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
