// Words and arrows that are mistyped: each is found where it stands, and what is proposed makes the line right.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LightconeParser } from "../../../src/language/lightcone/parsing/parse.ts";

const parser = new LightconeParser();

/** A line with the slip between brackets, and what is meant. */
const SLIPS: readonly (readonly [string, string])[] = [
  ["channel P -> Q [latancy] 3", "latency"],
  ["channel P -> Q not [fito]", "fifo"],
  ["channel P -> Q [reliabel]", "reliable"],
  ["channel P -> Q [los] 10 %", "loss"],
  ["channel [mehs]", "mesh"],
  ["snapshot [bye] P", "by"],
  ["snapshot by P [att] 3", "at"],
  ["snapshot [indepedently] at 3", "independently"],
  ["snapshot by P [usng] lai-yang", "using"],
  ["expect [consistant]", "consistent"],
  ["expect [snapshott] 1 { }", "snapshot"],
  ["expect tokens [conservd]", "conserved"],
  ["P [--->] Q : Y", "->"],
  ["P [=>] Q : Y", "->"],
  ["P [-->] Q : Y", "->"],
  ["channel P [<-->] Q", "<->"],
  ["channel P [<=>] Q", "<->"],
  ["channel P [- >] Q", "->"],
  ["P -> Q : Y [att] 3", "at"],
  ["cut c { P [afer] 3 }", "after"],
  ["clock P [skw] 3", "skew"],
  ["random 20 [sedns] seed 7", "sends"],
  ["[procss] T { }", "process"],
  ["P [recieves] Y", "receives"],
  ["stop [att] 3", "at"],
  ["time [inn] ms", "in"],
  ['P does "x" [att] 3', "at"],
];

describe("what is mistyped", () => {
  for (const [marked, meant] of SLIPS) {
    it(`is found, and is put right: ${marked}`, () => {
      const [before, written, after] = marked.split(/[[\]]/);
      const { problems } = parser.parse(`process P, Q\n${before}${written}${after}\n`, "a.lightcone");
      assert.deepEqual(
        problems.map(({ position: { line, column, endColumn }, args }) => [line, column, endColumn, args]),
        [[2, before.length + 1, before.length + 1 + written.length, { name: written, nearest: meant }]],
      );
      const mended = parser.parse(`process P, Q\n${before}${meant}${after}\n`, "a.lightcone");
      assert.deepEqual(mended.problems, []);
    });
  }

  it("is no name of the text's own, and no word far from all", () => {
    for (const line of ["channel P -> lats lats", "snapshot by P elsewhere", "P -> Q : Y someday 3"]) {
      const { problems } = parser.parse(`process P, Q\n${line}\n`, "a.lightcone");
      assert.equal(problems.length, 1, line);
      assert.doesNotMatch(problems[0].message, /did you mean/, line);
    }
  });

  it("is not looked for in lines that nobody types, however many dashes they have", () => {
    for (const line of [
      "-".repeat(300_000),
      "P ".repeat(100_000),
      `P ${"att ".repeat(50_000)}`,
      `"${"- ".repeat(9_000)}`,
    ]) {
      const { problems } = parser.parse(`process P, Q\n${line}\n`, "a.lightcone");
      assert.ok(problems.every(({ message }) => !message.includes("did you mean")));
    }
  });

  it("is told, without a guess, where an arrow points back", () => {
    const { problems } = parser.parse("process P, Q\nP <- Q : Y\n", "a.lightcone");
    assert.match(problems[0].message, /an arrow is written `->`, from the sender to the receiver/);
    assert.equal(problems[0].args, undefined);
  });
});
