// Tokens in their colours: the letters and names that have one, each legible on its colour, in rows that lie where the scene
// says, on the canvas and in SVG alike; all others stay plain text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BEAD_HEIGHT, beadParts, rowAt, rowWidth } from "../../../src/core/diagram/beads.ts";
import { traceToSvg } from "../../../src/core/diagram/svg.ts";
import { TOKEN_COLOURS } from "../../../src/core/diagram/tokenColours.ts";
import { openText } from "../../language/lightcone/support.ts";

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test("the six colours go by letter and by name, and each name is legible on its colour", () => {
  const names = ["green", "yellow", "red", "purple", "blue", "orange"];
  assert.deepEqual([...TOKEN_COLOURS.keys()].sort(), [...names, ..."GYRPBO"].sort());
  assert.equal(new Set([...TOKEN_COLOURS.values()].map(({ fill }) => fill)).size, 6);
  for (const { fill, ink } of TOKEN_COLOURS.values()) {
    const [dark, light] = [luminance(fill), luminance(ink)].sort((a, b) => a - b);
    assert.ok((light + 0.05) / (dark + 0.05) >= 4.5, fill);
  }
});

test("a row has a bead a coloured token, in order, without one on another; without such a token there is none", () => {
  const state = {
    tokens: [
      { token: "B", count: 1 },
      { token: "Y", count: 12 },
      { token: "other", count: 1 },
    ],
    fields: [{ name: "balance", value: 3 }],
  };
  const parts = beadParts(state);
  assert.ok(parts !== undefined);
  assert.deepEqual(
    parts.map(({ text, colour }) => [text, colour !== undefined]),
    [
      ["B", true],
      ["Y×12", true],
      ["other", false],
      ["balance = 3", false],
    ],
  );
  const row = rowAt(parts, 100, 50);
  row.forEach(({ x, width }, i) => {
    assert.ok(width >= (row[i].colour === undefined ? 1 : BEAD_HEIGHT));
    if (i > 0) assert.ok(x - width / 2 > row[i - 1].x + row[i - 1].width / 2);
  });
  const [first, last] = [row[0], row[row.length - 1]];
  assert.ok(Math.abs((first.x - first.width / 2 + last.x + last.width / 2) / 2 - 100) < 1e-9);
  assert.ok(Math.abs(last.x + last.width / 2 - (first.x - first.width / 2) - rowWidth(parts)) < 1e-9);
  for (const token of ["token", "g", "Green", "X", "constructor"])
    assert.equal(beadParts({ tokens: [{ token, count: 1 }], fields: [] }), undefined, token);
});

test("messages and states of a drawn scenario have their tokens in colour, and every token its name", async () => {
  const { trace } = await openText(
    "process P { G, Y, Z }\nprocess Q { R }\nchannel P <-> Q\nP -> Q : Y at 2..9\nP -> Q : Z at 4..9\n",
  );
  assert.ok(trace !== undefined);
  const svg = traceToSvg(trace, { theme: "light" });
  const yellow = TOKEN_COLOURS.get("Y");
  assert.match(svg, new RegExp(`fill="${yellow?.fill}"[^>]*/><text[^>]*fill="${yellow?.ink}">Y</text>`));
  assert.match(svg, /<text[^>]*>Z<\/text>/);
  assert.equal(svg.split("<g aria-label=").length - 1, 1);
});
