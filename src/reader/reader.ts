// What the reader thread does with a request of the host: reads the files, or keeps those that it read last, does what is
// wished for them, and hands the result over.

import { type Opened, openFormats } from "../core/analysis/opened.ts";
import { openWith } from "../core/analysis/openedWith.ts";
import type { Source } from "../core/formats/format.ts";
import { ALL_FORMATS } from "../language/formats.ts";
import { fileSource, Unreadable } from "../node/fileSource.ts";
import type { FileToRead, HostToReader } from "../protocol/reading.ts";
import { contentSource } from "./contentSource.ts";
import { Delivery, type Post } from "./delivery.ts";

/** Progress is told no more often than this. */
const TELL_MS = 50;

export class Reader {
  readonly #post: Post;
  /** What the files say, kept for further wishes. */
  #base: Opened | undefined;
  #delivery: Delivery | undefined;

  constructor(post: Post) {
    this.#post = post;
  }

  async receive(message: HostToReader): Promise<void> {
    if (message.type === "next") this.#delivery?.next();
    else await this.#open(message);
  }

  async #open({ files, options, wishes }: Extract<HostToReader, { type: "open" }>): Promise<void> {
    const context = { progress: this.#teller(), read: options };
    try {
      if (files !== undefined) {
        this.#base = undefined;
        this.#base = await openFormats(await Promise.all(files.map(sourceOf)), ALL_FORMATS, context);
      }
      if (this.#base === undefined) throw new Error("nothing has been read yet");
      this.#delivery = new Delivery(await openWith(this.#base, wishes, context), this.#post);
      this.#delivery.begin();
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      this.#post({ type: "failed", words: error instanceof Unreadable ? `${error.file}: ${words}` : words });
    }
  }

  #teller(): (words: string, fraction: number) => void {
    let told = 0;
    return (words, fraction) => {
      const now = performance.now();
      if (now - told < TELL_MS) return;
      told = now;
      this.#post({ type: "progress", words, fraction });
    };
  }
}

function sourceOf({ name, content }: FileToRead): Promise<Source> | Source {
  return content.kind === "path" ? fileSource(name, content.path) : contentSource(name, content);
}
