// Tokens as a row of beads, each in its colour with its name on it, and what has no colour as plain text between them.
// Labels of messages and of states are such rows where there is a coloured token in them.

import { describeTokens, type LocalState } from "../trace/localState.ts";
import type { Bead } from "./scene.ts";
import { FONT_SIZE, textWidth } from "./text.ts";
import { TOKEN_COLOURS, type TokenColour } from "./tokenColours.ts";

export const BEAD_HEIGHT = FONT_SIZE + 4;
const PADDING = 4;
const GAP = 3;

interface Part {
  readonly text: string;
  readonly colour: TokenColour | undefined;
  readonly width: number;
}

/** The parts of a state or payload; undefined where no token in it has a colour. */
export function beadParts({ tokens, fields }: LocalState): readonly Part[] | undefined {
  if (!tokens.some(({ token }) => TOKEN_COLOURS.has(token))) return undefined;
  const beads = tokens.map((each): Part => {
    const text = describeTokens([each]);
    const colour = TOKEN_COLOURS.get(each.token);
    const width = textWidth(text) + (colour === undefined ? 0 : 2 * PADDING);
    return { text, colour, width: colour === undefined ? width : Math.max(BEAD_HEIGHT, width) };
  });
  const rest = fields.map(({ name, value }): Part => {
    const text = `${name} = ${value}`;
    return { text, colour: undefined, width: textWidth(text) };
  });
  return [...beads, ...rest];
}

export function rowWidth(parts: readonly Part[]): number {
  return parts.reduce((sum, { width }) => sum + width, (parts.length - 1) * GAP);
}

/** The row with its middle at a place. */
export function rowAt(parts: readonly Part[], x: number, y: number): Bead[] {
  let left = x - rowWidth(parts) / 2;
  return parts.map(({ text, colour, width }) => {
    const bead = { text, colour, x: left + width / 2, y, width };
    left += width + GAP;
    return bead;
  });
}
