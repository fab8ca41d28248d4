// Slips of beginners, each told in words that lead on: what the parser would say by itself speaks of rules and tokens.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LightconeParser } from "../../../src/language/lightcone/parsing/parse.ts";

const parser = new LightconeParser();
const cases: readonly (readonly [string, string, RegExp])[] = [
  ["P → Q : Y", "1:3", /an arrow is written `->`/],
  ["channel P => Q", "1:11", /found `=>`; did you mean `->`\?/],
  ["P -> Q : 'hi'", "1:10", /double quotes/],
  ["process P; process Q", "1:10", /separated by commas/],
  ["# a comment", "1:1", /`\/\/`/],
  ["P sends Y to Q", "1:3", /found `sends` after `P`; expected `->`/],
  ["P --> Q : Y", "1:3", /found `-->`; did you mean `->`\?/],
  ["Q recieves Y", "1:3", /did you mean `receives`\?/],
  ["snapshots by P", "1:1", /did you mean `snapshot`\?/],
  ["seed x", "1:1", /such as `seed 7`/],
  ["stop 5", "1:1", /such as `stop at 10`/],
  ["time ms", "1:1", /such as `time in ms`/],
  ["random sends", "1:1", /such as `random 200 sends seed 7`/],
  ["P does { Y }", "1:12", /a change, such as `\+ Y`/],
  ["process at", "1:9", /word of the language.*"at"/],
  ["process P {", "1:11", /`}` before the end of the file/],
  ["expect nothing", "1:8", /`consistent`, `inconsistent`/],
];

describe("slips", () => {
  for (const [text, place, words] of cases) {
    it(text, () => {
      const { problems } = parser.parse(text, "a.lightcone");
      const [{ position, message }] = problems;
      assert.equal(`${position.line}:${position.column}`, place);
      assert.match(message, words);
      assert.doesNotMatch(message, /something else|Token|Rule|undefined/);
    });
  }
});
