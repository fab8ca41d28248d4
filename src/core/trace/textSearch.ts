// Finds events and messages by text: words of an event's label, its process or its time, and of a message's content and
// its ends. Each text of the trace is looked at once, then the columns; the caller says how much of that is done at a
// time, so that a search of millions of events stops nobody.

import { messageName, payloadName } from "./describe.ts";
import { NONE } from "./ids.ts";
import { MessageKind, receiverOf, senderOf, type Trace } from "./trace.ts";

/** More words are not looked for: each is a bit. */
const MOST_WORDS = 8;
/** So much of a text is searched; a log line may be megabytes long. */
const LONGEST_TEXT = 4096;
const FIRST_HITS = 1024;
/** Words around a number that say that it is a time. */
const BEFORE_TIME: ReadonlySet<string> = new Set(["at", "tick", "time"]);
const UNITS: ReadonlySet<string> = new Set(["ns", "us", "µs", "ms", "s", "ticks"]);

/** A word; a number is found in times too: 12 in all from 12 to before 13, 12.5 in all from 12.5 to before 12.6. */
interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A part of the search: how many rows it looks at, and what it does with each. */
interface Stage {
  readonly rows: number;
  readonly look: (row: number) => void;
}

/** One search. All words must be found, each anywhere; of a message at least one in its own name. Case does not count. */
export class TextSearch {
  readonly #trace: Trace;
  readonly #words: readonly Word[];
  readonly #all: number;
  /** Which words are in each text, a bit a word. */
  readonly #inString: Uint8Array;
  readonly #inPayload: Uint8Array;
  readonly #inProcess: Uint8Array;
  readonly #stages: readonly Stage[];
  #stage = 0;
  #row = 0;
  #hits = new Uint32Array(FIRST_HITS);
  #count = 0;

  constructor(trace: Trace, text: string) {
    this.#trace = trace;
    this.#words = wordsOf(text);
    this.#all = (1 << this.#words.length) - 1;
    this.#inString = new Uint8Array(trace.strings.length);
    this.#inPayload = new Uint8Array(trace.payloads.length);
    this.#inProcess = Uint8Array.from(trace.processes, ({ name }) => this.#wordsIn(name));
    const { strings, payloads, events, messages } = trace;
    const stages: readonly Stage[] = [
      { rows: strings.length, look: (i) => this.#mark(this.#inString, i, strings[i]) },
      { rows: payloads.length, look: (i) => this.#mark(this.#inPayload, i, payloadName(trace, i)) },
      { rows: events.time.length, look: (event) => this.#lookAtEvent(event) },
      { rows: messages.send.length, look: (message) => this.#lookAtMessage(message) },
    ];
    this.#stages = this.#words.length === 0 ? [] : stages;
  }

  get isDone(): boolean {
    return this.#stage === this.#stages.length;
  }

  /** What was found so far: an event by its id, a message by its id after those of all events. Ascending. */
  get hits(): Uint32Array {
    return this.#hits.subarray(0, this.#count);
  }

  /** Looks at so many more rows: texts, events or messages. */
  run(rows: number): void {
    let left = rows;
    while (left > 0 && this.#stage < this.#stages.length) {
      const { rows: count, look } = this.#stages[this.#stage];
      const end = Math.min(count, this.#row + left);
      left -= end - this.#row;
      for (; this.#row < end; this.#row++) look(this.#row);
      if (this.#row < count) return;
      this.#stage++;
      this.#row = 0;
    }
  }

  #mark(into: Uint8Array, index: number, text: string): void {
    into[index] = this.#wordsIn(text);
  }

  #wordsIn(text: string): number {
    const lower = text.slice(0, LONGEST_TEXT).toLowerCase();
    let found = 0;
    this.#words.forEach((word, i) => {
      if (lower.includes(word.text)) found |= 1 << i;
    });
    return found;
  }

  #lookAtEvent(event: number): void {
    const { process, label, time } = this.#trace.events;
    let found = this.#inString[label[event]] | this.#inProcess[process[event]];
    if (found !== this.#all) found |= this.#wordsAt(time[event]);
    if (found === this.#all) this.#add(event);
  }

  #wordsAt(time: number): number {
    let found = 0;
    for (let i = 0; i < this.#words.length; i++) {
      const { from, to } = this.#words[i];
      if (time >= from && time < to) found |= 1 << i;
    }
    return found;
  }

  #lookAtMessage(message: number): void {
    const named = this.#inName(message);
    if (named === 0) return;
    const from = senderOf(this.#trace, message);
    const to = receiverOf(this.#trace, message);
    const ends = (from === NONE ? 0 : this.#inProcess[from]) | (to === NONE ? 0 : this.#inProcess[to]);
    if ((named | ends) === this.#all) this.#add(this.#trace.events.time.length + message);
  }

  /** The words in what a message carries. One without a name of its own is not found by one. */
  #inName(message: number): number {
    const { kind, payload } = this.#trace.messages;
    if (kind[message] === MessageKind.marker) return this.#wordsIn(messageName(this.#trace, message));
    return payload[message] === NONE ? 0 : this.#inPayload[payload[message]];
  }

  #add(hit: number): void {
    if (this.#count === this.#hits.length) {
      const larger = new Uint32Array(2 * this.#hits.length);
      larger.set(this.#hits);
      this.#hits = larger;
    }
    this.#hits[this.#count++] = hit;
  }
}

function wordsOf(text: string): readonly Word[] {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isNumber = (part: string | undefined): boolean => /^-?\d+(\.\d+)?$/.test(part ?? "");
  const isUnit = (part: string, i: number): boolean =>
    (BEFORE_TIME.has(part) && isNumber(parts[i + 1])) || (UNITS.has(part) && isNumber(parts[i - 1]));
  return parts
    .filter((part, i) => !isUnit(part, i))
    .slice(0, MOST_WORDS)
    .map((part) => {
      if (!isNumber(part)) return { text: part, from: Number.NaN, to: Number.NaN };
      const decimals = part.split(".")[1]?.length ?? 0;
      const value = Number(part);
      // Half of what a double may be off by keeps 12.5 + 0.1 from taking 12.6 in.
      return { text: part, from: value, to: value + 10 ** -decimals * (1 - 1e-9) };
    });
}
