// Hands what was opened to the host: its columns at once, as copies whose memory changes hands, then the long lists part
// by part, each when the host asks for it.

import type { OpenedWith } from "../core/analysis/openedWith.ts";
import { bareTrace, type ReaderToHost } from "../protocol/reading.ts";

/** Posts to the host; the memory of `transfer` changes hands. */
export type Post = (message: ReaderToHost, transfer?: readonly ArrayBuffer[]) => void;

/** So many items of a list travel at once: a millisecond or two of the host's time. */
const PART = 20_000;

export class Delivery {
  readonly #opened: OpenedWith;
  readonly #post: Post;
  #sent = 0;

  constructor(opened: OpenedWith, post: Post) {
    this.#opened = opened;
    this.#post = post;
  }

  begin(): void {
    const { reading, trace, ...rest } = this.#opened;
    const { claims, executions, scenarios } = reading;
    const several = scenarios === undefined ? {} : { scenarios };
    const transfer: ArrayBuffer[] = [];
    const columns = trace === undefined ? undefined : copied(bareTrace(trace), transfer);
    this.#post(
      { type: "opened", opened: { ...rest, trace: columns, reading: { claims, executions, ...several } } },
      transfer,
    );
  }

  next(): void {
    const { strings = [], payloads = [] } = this.#opened.trace ?? {};
    const from = this.#sent;
    this.#sent += PART;
    const part = { strings: strings.slice(from, this.#sent), payloads: payloads.slice(from, this.#sent) };
    this.#post({ type: "part", ...part });
  }
}

/** A value with its typed arrays copied; their memory is added to what is handed over. */
function copied<Value>(value: Value, transfer: ArrayBuffer[]): Value {
  if (ArrayBuffer.isView(value)) {
    const copy = (value as unknown as Uint32Array).slice();
    transfer.push(copy.buffer);
    return copy as unknown as Value;
  }
  if (Array.isArray(value)) return value.map((each: unknown) => copied(each, transfer)) as unknown as Value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, copied(each, transfer)]);
  return Object.fromEntries(entries) as Value;
}
