// What each host's clock said of each component, and from which of its events on: the clock of any event, without a
// whole clock being stored for one.

interface Changes {
  /** Places of events in the host's order, ascending, and the component's value from there on. */
  readonly places: number[];
  readonly values: number[];
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
    if (changes === undefined) this.#changes.set(key, { places: [place], values: [value] });
    else {
      changes.places.push(place);
      changes.values.push(value);
    }
  }

  /** A component of the clock of a host's event; 0 where it has none. */
  at(host: number, component: number, place: number): number {
    const changes = this.#changes.get(host * this.#hosts + component);
    if (changes === undefined) return 0;
    let low = 0;
    let high = changes.places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (changes.places[middle] <= place) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : changes.values[low - 1];
  }
}
