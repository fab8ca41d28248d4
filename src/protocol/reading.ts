// The messages between the extension host and the thread that reads what is large. A trace travels as its columns, whose
// memory changes hands, and its lists in parts that the host asks for one by one, so that it never stands still for long.

import type { Opened } from "../core/analysis/opened.ts";
import type { OpenedWith, Wishes } from "../core/analysis/openedWith.ts";
import type { ReadOptions } from "../core/formats/format.ts";
import type { Payload, Trace } from "../core/trace/trace.ts";

/** A file as the thread gets it: by its path on this machine, or its content. */
export interface FileToRead {
  /** The name for positions. */
  readonly name: string;
  readonly content:
    | { readonly kind: "path"; readonly path: string }
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "bytes"; readonly bytes: Uint8Array };
}

export type HostToReader =
  /** Read these files and do what is wished. Without files: of those that were read last. */
  | {
      readonly type: "open";
      readonly files?: readonly FileToRead[];
      readonly options: ReadOptions;
      readonly wishes: Wishes;
    }
  /** The next part of what was opened. */
  | { readonly type: "next" };

/** What was opened, without the lists that follow in parts. */
export type Bare = Omit<OpenedWith, "reading"> & { readonly reading: Omit<Opened["reading"], "trace"> };

export type ReaderToHost =
  | { readonly type: "progress"; readonly words: string; readonly fraction: number }
  | { readonly type: "opened"; readonly opened: Bare }
  /** Items to add to the lists of the trace; after the last part both are empty. */
  | {
      readonly type: "part";
      readonly strings: readonly string[];
      readonly payloads: readonly Payload[];
    }
  | { readonly type: "failed"; readonly words: string };

/** The trace with its lists taken out. */
export function bareTrace(trace: Trace): Trace {
  return { ...trace, strings: [], payloads: [] };
}
