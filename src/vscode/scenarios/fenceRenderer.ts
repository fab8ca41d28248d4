// Draws fences of Markdown for the preview, in the bundle that is loaded when there is one. What is drawn is kept by its text,
// up to a size.

import { type DrawnFence, drawFence, type FencePlace, fenceHtml } from "../../language/fences/fenceHtml.ts";
import { readFence } from "../../language/fences/readFence.ts";
import { LightconeParser } from "../../language/lightcone/parsing/parse.ts";

/** Characters of pictures that are kept. */
const MOST_KEPT = 8_000_000;

export interface FenceRequest extends FencePlace {
  readonly readImport: (path: string) => string | undefined;
  /** Whether the reader is to find out himself what snapshots record. */
  readonly isVeiled: boolean;
}

export class FenceRenderer {
  readonly #parser = new LightconeParser();
  /** By document and text; what was asked for last stands last. */
  readonly #kept = new Map<string, DrawnFence>();
  #size = 0;

  /** The inside of the fence's element. Never throws. */
  html(text: string, request: FenceRequest): string {
    return fenceHtml(this.#draw(text, request), request);
  }

  /** Draws everything anew, since a file that is imported has changed. */
  forget(): void {
    this.#kept.clear();
    this.#size = 0;
  }

  #draw(text: string, { document, readImport, isVeiled }: FenceRequest): DrawnFence {
    const key = `${document}\n${isVeiled}\n${text}`;
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known;
    }
    const reading = readFence(text, { parser: this.#parser, document, readImport });
    const drawn = drawFence(text, reading, isVeiled);
    this.#kept.set(key, drawn);
    this.#size += sizeOf(drawn);
    for (const [oldest, old] of this.#kept) {
      if (this.#size <= MOST_KEPT || old === drawn) break;
      this.#kept.delete(oldest);
      this.#size -= sizeOf(old);
    }
    return drawn;
  }
}

function sizeOf({ text, runs }: DrawnFence): number {
  return runs.reduce((sum, { svg = "", veiled = "" }) => sum + svg.length + veiled.length, text.length);
}
