// Tokens that are named after a colour are drawn in it: the letters of the lecture on snapshots, G, Y, R, P, B and O, and the
// colours' own names. A token of any other name has none. The name always stands on the colour, so nothing is told by
// colour alone; each ink has a contrast of at least 4.5 to 1 on its fill, whatever the theme.

export interface TokenColour {
  readonly fill: string;
  /** Of the name on it. */
  readonly ink: string;
}

const DARK_INK = "#000000";
const LIGHT_INK = "#ffffff";

/** The colours that tokens are named after, by name and by letter. */
export const TOKEN_COLOURS: ReadonlyMap<string, TokenColour> = new Map(
  (
    [
      ["green", "#4ac26b", DARK_INK],
      ["yellow", "#f2cc3d", DARK_INK],
      ["red", "#c9252d", LIGHT_INK],
      ["purple", "#7a43d6", LIGHT_INK],
      ["blue", "#1f63d1", LIGHT_INK],
      ["orange", "#f28b30", DARK_INK],
    ] as const
  ).flatMap(([name, fill, ink]) => [
    [name, { fill, ink }],
    [name[0].toUpperCase(), { fill, ink }],
  ]),
);
