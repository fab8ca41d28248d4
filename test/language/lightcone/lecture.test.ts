// The lecture's scenarios and puzzles, as they ship: every file runs without a problem, and what each expects is so.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { openScenario } from "../../../src/core/analysis/opened.ts";
import { questionOf } from "../../../src/core/analysis/possibility/puzzle.ts";
import { solve } from "../../../src/core/analysis/possibility/solve.ts";
import { describeAnswer } from "../../../src/core/analysis/possibility/words.ts";
import { openText } from "./support.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../samples/lecture");
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".lightcone"));
const texts = Object.fromEntries(names.map((name) => [name, readFileSync(path.join(FOLDER, name), "utf8")]));

describe("the samples of the network", () => {
  const folder = path.resolve(import.meta.dirname, "../../../samples/network");
  for (const name of readdirSync(folder)) {
    it(`${name} is as it expects`, async () => {
      const { reading, problems } = await openText(readFileSync(path.join(folder, name), "utf8"));
      assert.deepEqual(problems, []);
      assert.ok((reading.scenarios?.length ?? 0) > 1);
      for (const each of reading.scenarios ?? []) {
        const { expectations } = await openScenario(each);
        assert.ok(expectations.length > 0);
        assert.deepEqual(
          expectations.filter(({ kind }) => kind !== "holds"),
          [],
        );
      }
    });
  }
});

describe("the lecture's files", () => {
  it("are ten scenarios, six puzzles, four uses of snapshots, and the systems that the puzzles share", () => {
    assert.deepEqual(
      names.map((name) => name.slice(0, 2)),
      [...Array.from({ length: 20 }, (_, i) => String(i + 1).padStart(2, "0")), "sy", "sy"],
    );
  });

  for (const name of names.filter((each) => /^(0\d|10|1[7-9]|20)/.test(each))) {
    it(`${name} is as it expects`, async () => {
      assert.match(texts[name], /^\/\/ \d+\. /);
      const { reading, problems, scenario } = await openText(texts[name]);
      assert.deepEqual(problems, []);
      for (const each of reading.scenarios ?? [scenario]) {
        assert.ok(each);
        const { expectations, trace } = await openScenario(each);
        assert.ok(expectations.length > 0 && (trace?.events.time.length ?? 0) > 0);
        assert.deepEqual(
          expectations.filter(({ kind }) => kind !== "holds"),
          [],
        );
      }
    });
  }

  // The files hold no answers: these are the solver's.
  const full = "everybody but the initiator takes the first marker over a channel recorded as empty, but";
  const both = "the only channel to P (Q → P) holds messages, and so does the only channel to Q (P → Q)";
  const answers = [
    `impossible: ${full} ${both}`,
    "possible: any process starts it, after 4 sends",
    "possible: P starts it, after 8 sends",
    `impossible: ${full} ${both}`,
    "possible: P or T starts it, after 2 sends",
    "possible: P or T starts it, after 3 sends",
  ];
  answers.forEach((answer, i) => {
    it(`puzzle ${i + 1}: ${answer}`, async () => {
      const name = names.find((each) => each.startsWith(String(i + 11))) ?? "";
      assert.doesNotMatch(texts[name], /possible [^"]|expect/);
      const { scenario, problems } = await openText(texts[name], texts);
      assert.deepEqual(problems, []);
      assert.equal(scenario?.puzzles?.length, 1);
      const question = questionOf(scenario, scenario.puzzles[0].state);
      const solved = solve(question, "one", name);
      assert.equal(describeAnswer(scenario, solved.answer), answer);
      assert.equal(solved.witness !== undefined, answer.startsWith("possible"));
      assert.equal(solve(question, "any", name).answer.kind, "possible");
    });
  });
});
