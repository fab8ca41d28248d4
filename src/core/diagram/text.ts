// Room for text: how wide it is about, how to shorten it, and where a label fits without lying on another.
// The core knows no fonts; the widths are those of common sans-serif faces, a little on the wide side.

import type { Box } from "./scene.ts";

/** Font size of every label, in pixels. */
export const FONT_SIZE = 12;
/** How much wider a bold text is. */
export const BOLD = 1.14;
const NARROW = /[ijl.,:;'|!()[\]{}tfr ]/;
const WIDE = /[mwMW@%—…→×]/;

/** About how wide a text is, in pixels. */
export function textWidth(text: string, size = FONT_SIZE): number {
  let ems = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0x2e80) ems += 1;
    else if (NARROW.test(character)) ems += 0.34;
    else if (WIDE.test(character)) ems += 0.88;
    else ems += character >= "A" && character <= "Z" ? 0.68 : 0.57;
  }
  return ems * size;
}

/** A text of one line that is at most so wide; what is too long ends in an ellipsis. */
export function shortened(text: string, width: number, size = FONT_SIZE): string {
  const line = text.replace(/\s+/g, " ").trim();
  // A log line may be megabytes long; no label shows more than its beginning.
  const beginning = line.length > 200 ? `${line.slice(0, 200)}…` : line;
  if (textWidth(beginning, size) <= width) return beginning;
  const characters = [...beginning];
  while (characters.length > 0 && textWidth(`${characters.join("")}…`, size) > width) characters.pop();
  return characters.length === 0 ? "" : `${characters.join("").trimEnd()}…`;
}

/** Keeps labels from lying on each other: the first to ask for a place has it. */
export class LabelRoom {
  readonly #taken: Box[] = [];
  readonly #bounds: Box;

  constructor(bounds: Box) {
    this.#bounds = bounds;
  }

  /** Takes the place if it is free and within the bounds. */
  take(box: Box): boolean {
    if (!holds(this.#bounds, box) || this.#taken.some((other) => overlap(other, box))) return false;
    this.#taken.push(box);
    return true;
  }

  /** Keeps a place free, whether or not something is there already. */
  keep(box: Box): void {
    this.#taken.push(box);
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function holds(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
