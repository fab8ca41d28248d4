// The lecture's scenarios and puzzles, as they ship: every file runs without a problem, and what each expects is so.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { openScenario } from "../../../src/core/analysis/opened.ts";
import { checkPuzzle } from "../../../src/core/analysis/puzzleCheck.ts";
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

  const answers = ["impossible", "open", "open", "impossible", "open", "open"];
  answers.forEach((answer, i) => {
    it(`puzzle ${i + 1}: ${answer}`, async () => {
      const name = names.find((each) => each.startsWith(String(i + 11))) ?? "";
      const { scenario, problems } = await openText(texts[name], texts);
      assert.deepEqual(problems, []);
      assert.equal(scenario?.puzzles?.length, 1);
      assert.equal(checkPuzzle(scenario, scenario.puzzles[0].state).kind, answer);
    });
  });
});
